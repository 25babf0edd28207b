/** What a correction does: characters taken for others, left out, too many, or out of order. */
export type SpellingEditKind = "replaced" | "missing" | "surplus" | "swapped";

/** A correction of a text: offsets in UTF-16 units. */
export interface SpellingEdit {
  readonly kind: SpellingEditKind;
  readonly start: number;
  /** The start itself where something is missing. */
  readonly end: number;
  readonly written: string;
  /** Empty where what is written is too much. */
  readonly meant: string;
  /** Between 0 and 1. */
  readonly probability: number;
}

export interface SpellingLine {
  readonly text: string;
  readonly isProtected?: ((offset: number) => boolean) | undefined;
}

/** The text with its edits made; they stand in the order of the text. */
export function withEdits(text: string, edits: readonly Pick<SpellingEdit, "start" | "end" | "meant">[]): string {
  let [corrected, at] = ["", 0];
  for (const { start, end, meant } of edits) {
    corrected += text.slice(at, start) + meant;
    at = end;
  }
  return corrected + text.slice(at);
}
