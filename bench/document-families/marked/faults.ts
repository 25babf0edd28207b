import type { Random } from "../../../demo/random.ts";
import {
  type Draft,
  draftText,
  offsetOf,
  type Piece,
  type PieceAt,
  type PlantedDraft,
  paragraphText,
  piecesOf,
  type SlotKind,
} from "../draft.ts";
import type { ErrorKind } from "../kinds.ts";
import { changed, matchesInProse } from "../plant.ts";
import { slipsOf } from "./slips.ts";

/** A fault that a document gives occasion for. */
export interface Fault {
  readonly kind: ErrorKind;
  /** Null: not at this place after all. */
  make(random: Random): PlantedDraft | null;
}

export interface Told {
  readonly at: PieceAt;
  readonly piece: Piece;
  readonly key: string;
  readonly value: string | number;
}

export const told = (draft: Draft, ...kinds: readonly SlotKind[]): Told[] =>
  piecesOf(draft, ({ slot }) => slot !== undefined && kinds.includes(slot.kind)).map(({ at, piece }) => ({
    at,
    piece,
    key: piece.slot?.key ?? "",
    value: piece.slot?.value ?? "",
  }));

export const isSame = (one: PieceAt, other: PieceAt): boolean => one[0] === other[0] && one[1] === other[1];

/** Pieces of any kind under one of the keys, but for the one itself. */
export const placesOf = (draft: Draft, keys: readonly string[], but?: PieceAt): PieceAt[] =>
  piecesOf(draft, ({ slot }) => slot !== undefined && keys.includes(slot.key))
    .map(({ at }) => at)
    .filter((at) => but === undefined || !isSame(at, but));

/** A piece with another text; the stretch that differs is what is wrong. */
export function rewritten(
  draft: Draft,
  kind: ErrorKind,
  { at, piece }: Pick<Told, "at" | "piece">,
  text: string,
  also: readonly PieceAt[] = [],
): PlantedDraft | null {
  return text === piece.text || text === "" ? null : changed(draft, { kind, at, text, right: piece.text, also });
}

/** What follows from a charge or an amount, and is no longer right when that is wrong. */
export const sentencesOf = (draft: Draft): PieceAt[] => told(draft, "sentence").map(({ at }) => at);

/** Words quoted from a provision are not its words any more when another one is named. */
export const lawPlacesOf = (draft: Draft, kind: ErrorKind, [paragraphAt]: PieceAt): PieceAt[] =>
  ["law-unknown", "law-repealed", "article-absent", "paragraph-absent"].includes(kind)
    ? told(draft, "quotation")
        .map(({ at }) => at)
        .filter((at) => at[0] === paragraphAt)
    : [];

/** What the documents themselves say may go wrong at a place. */
export function markedFaults(draft: Draft): Fault[] {
  return piecesOf(draft, (piece) => slipsOf(piece).length > 0).flatMap(({ at, piece }) =>
    slipsOf(piece).map(({ kind, wrong, near = [] }) => ({
      kind,
      make: () =>
        rewritten(draft, kind, { at, piece }, wrong, [
          ...placesOf(draft, near, at),
          ...(kind === "charge-inconsistent" ? sentencesOf(draft) : lawPlacesOf(draft, kind, at)),
        ]),
    })),
  );
}

interface Stretch {
  readonly at: PieceAt;
  readonly piece: Piece;
  readonly from: number;
  readonly found: string;
  /** The characters of the paragraph before and behind. */
  readonly before: string;
  readonly behind: string;
}

/** Where a pattern occurs between the slots. */
export const inProse = (draft: Draft, pattern: RegExp): Stretch[] =>
  matchesInProse(draft, pattern).map(({ at, piece, from, found }) => {
    const { pieces } = draft.paragraphs[at[0]] ?? { pieces: [] };
    const textOf = (some: readonly Piece[]): string => some.map(({ text }) => text).join("");
    const before = textOf(pieces.slice(0, at[1])) + piece.text.slice(0, from);
    const behind = piece.text.slice(from + found.length) + textOf(pieces.slice(at[1] + 1));
    return { at, piece, from, found, before, behind };
  });

export function respelt(
  draft: Draft,
  kind: ErrorKind,
  { at, piece, from, found }: Stretch,
  wrong: string,
  isParagraph = false,
): PlantedDraft {
  const text = piece.text.slice(0, from) + wrong + piece.text.slice(from + found.length);
  const planted = changed(draft, { kind, at, text, span: [from, from + wrong.length], right: found });
  return isParagraph ? inParagraph(planted, at[0]) : planted;
}

/** A finding may point anywhere in the paragraph. */
export function inParagraph({ draft, fault }: PlantedDraft, paragraphAt: number): PlantedDraft {
  const start = offsetOf(draft, [paragraphAt, 0]);
  const paragraph = draft.paragraphs[paragraphAt];
  return { draft, fault: { ...fault, also: [[start, start + (paragraph ? paragraphText(paragraph).length : 0)]] } };
}

/** A line that is left out; where a finding says so is not judged. */
export function withoutLine(draft: Draft, { at: [paragraphAt], piece }: Told): PlantedDraft {
  const left = { ...draft, paragraphs: draft.paragraphs.filter((_, at) => at !== paragraphAt) };
  return { draft: left, fault: { kind: "part-missing", start: 0, end: draftText(left).length, wrong: "", right: piece.text, also: [] } };
}

/** Two neighbours changed about, from one place up to another; null: all alike. */
export function transposed(text: string, random: Random, [from, to]: readonly [number, number]): string | null {
  const places = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at).filter(
    (at) => at + 1 < text.length && text.charAt(at) !== text.charAt(at + 1),
  );
  if (places.length === 0) return null;
  const at = random.pick(places);
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}
export const dropped = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1);
export const doubled = (text: string, at: number): string => text.slice(0, at) + text.charAt(at) + text.slice(at);
