import type { GridWindow } from "./grid.ts";
import type { Shape } from "./neighbourhood.ts";

/** Objects of a mask as runs of pixels in a row, ordered by row, then by column. What is held grows with what was found, not with the image. */
export interface RunObjects {
  readonly rows: Int32Array;
  /** First column of a run and the one after its last. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Number of the run's object, from 1 in the order of first pixels. */
  readonly labels: Int32Array;
  readonly count: number;
}

/** The objects of one piece of a mask, rows and columns counted from the whole's. */
export interface RunPiece extends RunObjects {
  readonly window: GridWindow;
}

/** Pixels of value 1 that touch at an edge or a corner. */
export function labelRuns(mask: Uint8Array, shape: Shape): RunObjects {
  return labelled(runsOf(mask, shape));
}

/** Objects of the whole from those of its pieces, which may lie in rows and columns in any order but not overlap; and by piece the number in the whole of each of
 *  its own (`numbers[piece][label - 1]`). */
export function joinRuns(pieces: readonly RunPiece[]): { readonly objects: RunObjects; readonly numbers: readonly Int32Array[] } {
  const merged = mergedRuns(pieces);
  const objects = labelled(merged);
  const numbers = pieces.map(({ count }) => new Int32Array(count));
  for (let run = 0; run < merged.origins.length; run++) {
    // Runs that go on in the next piece were made one: each of their parts names its own object.
    for (let each = merged.origins[run] ?? 0; each < (merged.origins[run + 1] ?? merged.pieces.length); each++) {
      const [piece, label] = [merged.pieces[each] ?? 0, merged.own[each] ?? 0];
      const known = numbers[piece];
      if (known) known[label - 1] = objects.labels[run] ?? 0;
    }
  }
  return { objects, numbers };
}

/** Only the objects that are to be kept, with numbers of their own in the same order. */
export function keptRuns(
  { rows, starts, ends, labels, count }: RunObjects,
  isKept: (label: number) => boolean,
): RunObjects & { readonly numbers: Int32Array } {
  const numbers = new Int32Array(count + 1);
  let kept = 0;
  for (let label = 1; label <= count; label++) if (isKept(label)) numbers[label] = ++kept;
  const chosen = new Uint8Array(labels.length);
  for (let run = 0; run < chosen.length; run++) chosen[run] = Number((numbers[labels[run] ?? 0] ?? 0) > 0);
  const pick = (values: Int32Array) => values.filter((_, run) => chosen[run] === 1);
  return {
    rows: pick(rows),
    starts: pick(starts),
    ends: pick(ends),
    labels: pick(labels).map((label) => numbers[label] ?? 0),
    count: kept,
    numbers,
  };
}

/** Disjoint sets of numbers from 0; the smallest of a set stands for it. */
export class DisjointSets {
  readonly #parents: Int32Array;

  constructor(size: number) {
    this.#parents = Int32Array.from({ length: size }, (_, each) => each);
  }

  rootOf(each: number): number {
    const parents = this.#parents;
    let root = each;
    while ((parents[root] ?? 0) !== root) {
      parents[root] = parents[parents[root] ?? 0] ?? 0;
      root = parents[root] ?? 0;
    }
    return root;
  }

  join(first: number, second: number): void {
    const [left, right] = [this.rootOf(first), this.rootOf(second)];
    if (left < right) this.#parents[right] = left;
    else if (right < left) this.#parents[left] = right;
  }
}

type Runs = Pick<RunObjects, "rows" | "starts" | "ends">;

/** Visits runs of neighbouring rows that touch: within `reach` columns of each other (1: corners count, 0: edges only). */
export function eachContact({ rows, starts, ends }: Runs, reach: 0 | 1, visit: (upper: number, lower: number) => void): void {
  let upper = 0;
  for (let lower = 0; lower < rows.length; lower++) {
    const [above, start, end] = [(rows[lower] ?? 0) - 1, (starts[lower] ?? 0) - reach, (ends[lower] ?? 0) + reach];
    while (upper < lower && ((rows[upper] ?? 0) < above || ((rows[upper] ?? 0) === above && (ends[upper] ?? 0) <= start))) upper++;
    for (let each = upper; each < lower && rows[each] === above && (starts[each] ?? 0) < end; each++) visit(each, lower);
  }
}

function labelled(runs: Runs): RunObjects {
  const size = runs.rows.length;
  const sets = new DisjointSets(size);
  eachContact(runs, 1, (upper, lower) => sets.join(upper, lower));
  const labels = new Int32Array(size);
  let count = 0;
  for (let run = 0; run < size; run++) {
    const root = sets.rootOf(run);
    labels[run] = root === run ? ++count : (labels[root] ?? 0);
  }
  return { rows: runs.rows, starts: runs.starts, ends: runs.ends, labels, count };
}

export function runsOf(mask: Uint8Array, { width }: Shape): Runs {
  const runs = new RunList();
  // One search through all of it: a search of each row by itself would look through all empty rows behind it.
  for (let at = mask.indexOf(1); at >= 0; ) {
    const row = Math.floor(at / width);
    const after = (row + 1) * width;
    let end = at + 1;
    while (end < after && mask[end] === 1) end++;
    runs.add(row, at - row * width, end - row * width);
    at = mask.indexOf(1, end);
  }
  return runs.taken();
}

/** Arrays that grow as runs are added. */
class RunList {
  #values = new Int32Array(3 * 1024);
  #count = 0;

  add(row: number, start: number, end: number): void {
    const at = 3 * this.#count++;
    if (at >= this.#values.length) {
      const grown = new Int32Array(2 * this.#values.length);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[at] = row;
    this.#values[at + 1] = start;
    this.#values[at + 2] = end;
  }

  taken(): Runs {
    const column = (part: number) => Int32Array.from({ length: this.#count }, (_, run) => this.#values[3 * run + part] ?? 0);
    return { rows: column(0), starts: column(1), ends: column(2) };
  }
}

/** All runs in order, those that meet at the border of two pieces made one. `origins[run]` is the first of its parts, which name piece and label. */
function mergedRuns(
  pieces: readonly RunPiece[],
): Runs & { readonly origins: Int32Array; readonly pieces: Int32Array; readonly own: Int32Array } {
  const total = pieces.reduce((sum, { rows }) => sum + rows.length, 0);
  const order = pieces.map((_, piece) => piece).sort((left, right) => byPlace(pieces[left], pieces[right]));
  const [rows, starts, ends, origins] = [new Int32Array(total), new Int32Array(total), new Int32Array(total), new Int32Array(total)];
  const [from, own] = [new Int32Array(total), new Int32Array(total)];
  let [runs, parts] = [0, 0];
  const next = pieces.map(() => 0);
  const add = (piece: number, run: number) => {
    const { rows: row = rows, starts: start = starts, ends: end = ends, labels = own } = pieces[piece] ?? {};
    from[parts] = piece;
    own[parts] = labels[run] ?? 0;
    if (runs > 0 && rows[runs - 1] === row[run] && ends[runs - 1] === start[run]) ends[runs - 1] = end[run] ?? 0;
    else {
      rows[runs] = row[run] ?? 0;
      starts[runs] = start[run] ?? 0;
      ends[runs] = end[run] ?? 0;
      origins[runs++] = parts;
    }
    parts++;
  };
  for (let band = 0; band < order.length; ) {
    // Pieces beside each other give their runs row by row.
    const top = pieces[order[band] ?? 0]?.window.row ?? 0;
    let until = band;
    let bottom = top;
    for (; until < order.length && (pieces[order[until] ?? 0]?.window.row ?? 0) === top; until++) {
      const { row = 0, height = 0 } = pieces[order[until] ?? 0]?.window ?? {};
      bottom = Math.max(bottom, row + height);
    }
    for (let row = top; row < bottom; row++)
      for (let each = band; each < until; each++) {
        const piece = order[each] ?? 0;
        const own = pieces[piece];
        if (own === undefined) continue;
        let run = next[piece] ?? 0;
        for (; run < own.rows.length && own.rows[run] === row; run++) add(piece, run);
        next[piece] = run;
      }
    band = until;
  }
  return {
    rows: rows.subarray(0, runs),
    starts: starts.subarray(0, runs),
    ends: ends.subarray(0, runs),
    origins: origins.subarray(0, runs),
    pieces: from,
    own,
  };
}

function byPlace(left: RunPiece | undefined, right: RunPiece | undefined): number {
  const [first, second] = [left?.window ?? { row: 0, column: 0 }, right?.window ?? { row: 0, column: 0 }];
  return first.row - second.row || first.column - second.column;
}
