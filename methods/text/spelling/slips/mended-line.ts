import { type SpellingEdit, type SpellingLine, withEdits } from "../spelling-edit.ts";

/** A line with some edits made, for whoever edits it further: what was put in is not touched again. */
export class MendedLine implements SpellingLine {
  readonly text: string;
  readonly isProtected: ((offset: number) => boolean) | undefined;
  readonly #edits: readonly SpellingEdit[];
  readonly #line: SpellingLine;
  /** Where the mended text lies behind the line's by so much, and what was put in before. */
  readonly #stretches: { readonly from: number; readonly to: number; readonly shift: number }[] = [];

  constructor(line: SpellingLine, edits: readonly SpellingEdit[]) {
    this.#line = line;
    this.#edits = edits;
    this.isProtected = edits.length === 0 ? line.isProtected : (offset) => this.#isClosed(offset);
    this.text = withEdits(line.text, edits);
    let [at, shift] = [0, 0];
    for (const { start, end, meant } of edits) {
      this.#stretches.push({ from: at, to: start + shift, shift });
      at = start + shift + meant.length;
      shift += meant.length - (end - start);
    }
    this.#stretches.push({ from: at, to: Number.POSITIVE_INFINITY, shift });
  }

  #isClosed(offset: number): boolean {
    const own = this.#ownOffset(offset);
    return own === null || (this.#line.isProtected?.(own) ?? false);
  }

  /** The edits made and those of the mended text, as edits of the line. */
  whole(edits: readonly SpellingEdit[]): SpellingEdit[] {
    if (this.#edits.length === 0) return [...edits];
    const further = edits.flatMap((edit) => {
      const start = this.#ownOffset(edit.start);
      return start === null ? [] : [{ ...edit, start, end: start + edit.end - edit.start }];
    });
    return [...this.#edits, ...further].toSorted((one, other) => one.start - other.start || one.end - other.end);
  }

  /** Null: in what was put in. */
  #ownOffset(offset: number): number | null {
    const stretch = this.#stretches.find(({ from, to }) => from <= offset && offset < to);
    return stretch ? offset - stretch.shift : null;
  }
}
