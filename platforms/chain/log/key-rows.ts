/** A row of a run: the first 10 bytes of the key's SHA-256 and the entry's index in 6 bytes, big-endian. */
export const ROW_BYTES = 16;
export const ROW_WORDS = ROW_BYTES / 4;

/** Between the order of the digests and that of this machine. */
export function swapBytes(word: number): number {
  return ((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

/** The index of a row's entry: in memory low bytes come first, so bytes 10 and 11 are its high ones. */
export function indexOf(rows: Uint32Array, at: number): number {
  const third = rows[at + 2] ?? 0;
  return (((third >>> 8) & 0xff00) | (third >>> 24)) * 2 ** 32 + (swapBytes(rows[at + 3] ?? 0) >>> 0);
}

/** The number by which rows are sorted, from their first word. */
export function rankOf(word: number): number {
  return swapBytes(word) >>> 0;
}

const SPREAD_LIMIT = 2 ** 22;
let starts = new Uint32Array(0);

/** Writes the rows of `from` to `to` in ascending order of their ranks, which all lie in [low, low + width). Digests are spread evenly: each row is put
 *  about where it belongs, and what is left out of order has only neighbours to pass. */
export function sortRows(from: Uint32Array, to: Uint32Array, { low, width }: { low: number; width: number }): void {
  const count = from.length / ROW_WORDS;
  const places = Math.min(SPREAD_LIMIT, count);
  const scale = places / width;
  if (starts.length < places + 1) starts = new Uint32Array(2 * places + 1);
  const starting = starts;
  starting.fill(0, 0, places + 1);
  for (let at = 0; at < from.length; at += ROW_WORDS) {
    const place = 1 + Math.floor((rankOf(from[at] ?? 0) - low) * scale);
    starting[place] = (starting[place] ?? 0) + 1;
  }
  for (let place = 1; place <= places; place++) starting[place] = (starting[place] ?? 0) + (starting[place - 1] ?? 0);
  for (let at = 0; at < from.length; at += ROW_WORDS) {
    const first = from[at] ?? 0;
    const place = Math.floor((rankOf(first) - low) * scale);
    const rank = starting[place] ?? 0;
    starting[place] = rank + 1;
    const target = ROW_WORDS * rank;
    to[target] = first;
    to[target + 1] = from[at + 1] ?? 0;
    to[target + 2] = from[at + 2] ?? 0;
    to[target + 3] = from[at + 3] ?? 0;
  }
  let before = 0;
  for (let at = 0; at < from.length; at += ROW_WORDS) {
    const rank = rankOf(to[at] ?? 0);
    if (rank < before) moveBack(to, at, rank);
    else before = rank;
  }
}

/** Moves the row at `at` to before the ones of higher rank: mostly one place. */
function moveBack(rows: Uint32Array, at: number, rank: number): void {
  const first = rows[at] ?? 0;
  const second = rows[at + 1] ?? 0;
  const third = rows[at + 2] ?? 0;
  const fourth = rows[at + 3] ?? 0;
  let target = at;
  for (; target > 0 && rankOf(rows[target - ROW_WORDS] ?? 0) > rank; target -= ROW_WORDS) {
    rows[target] = rows[target - 4] ?? 0;
    rows[target + 1] = rows[target - 3] ?? 0;
    rows[target + 2] = rows[target - 2] ?? 0;
    rows[target + 3] = rows[target - 1] ?? 0;
  }
  rows[target] = first;
  rows[target + 1] = second;
  rows[target + 2] = third;
  rows[target + 3] = fourth;
}
