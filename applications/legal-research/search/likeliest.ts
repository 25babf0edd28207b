/** Passages with the highest scores of all that were offered, and some numbers about each; holds no more than it needs. */
export class Likeliest {
  /** Nothing below it is among the likeliest. */
  threshold = Number.NEGATIVE_INFINITY;
  #count = 0;
  readonly #most: number;
  readonly #width: number;
  readonly #passages: Uint32Array;
  readonly #rows: Float32Array;
  readonly #scores: Float32Array;

  /** `width`: numbers kept of each, the first its score. */
  constructor(most: number, width: number) {
    this.#most = most;
    this.#width = width;
    this.#passages = new Uint32Array(most * 3);
    this.#scores = new Float32Array(most * 3);
    this.#rows = new Float32Array(most * 3 * width);
  }

  /** Takes a passage whose score is `threshold` or more. */
  offer(passage: number, row: ArrayLike<number>): void {
    if (this.#count === this.#passages.length) this.#keepBest();
    const at = this.#count;
    this.#passages[at] = passage;
    this.#scores[at] = row[0] as number;
    this.#rows.set(row, at * this.#width);
    this.#count += 1;
  }

  /** The likeliest first; of equal ones the last of the table. */
  ordered(): { readonly passage: number; readonly row: Float32Array }[] {
    return Array.from({ length: this.#count }, (_, at) => at)
      .sort(
        (one, other) => this.#scores[other]! - this.#scores[one]! || (this.#passages[other] as number) - (this.#passages[one] as number),
      )
      .slice(0, this.#most)
      .map((at) => ({ passage: this.#passages[at] as number, row: this.#rows.subarray(at * this.#width, (at + 1) * this.#width) }));
  }

  #keepBest(): void {
    const sorted = this.#scores.slice(0, this.#count).sort();
    this.threshold = sorted[this.#count - this.#most] as number;
    // Of equal ones at the border the first go.
    let surplus = -this.#most;
    for (const score of sorted) if (score >= this.threshold) surplus += 1;
    let kept = 0;
    for (let at = 0; at < this.#count; at += 1) {
      const score = this.#scores[at] as number;
      if (score < this.threshold) continue;
      if (score === this.threshold && surplus > 0) {
        surplus -= 1;
        continue;
      }
      this.#passages[kept] = this.#passages[at] as number;
      this.#scores[kept] = score;
      this.#rows.copyWithin(kept * this.#width, at * this.#width, (at + 1) * this.#width);
      kept += 1;
    }
    this.#count = kept;
  }
}
