/** Whole numbers in ascending order as ranges, both ends included. */
export type NumberRanges = readonly (readonly [first: number, last: number])[];

export function countIn(ranges: NumberRanges): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

export function isIn(ranges: NumberRanges, number: number): boolean {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] as readonly [number, number];
    if (number < first) high = middle - 1;
    else if (number > last) low = middle + 1;
    else return true;
  }
  return false;
}

/** All numbers of several such lists, each once. */
export function unionOf(lists: readonly NumberRanges[]): NumberRanges {
  const sorted = lists.flat().toSorted(([left], [right]) => left - right);
  const union: [number, number][] = [];
  for (const [first, last] of sorted) {
    const before = union.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else union.push([first, last]);
  }
  return union;
}

/** How many of the numbers come before this one; null when it is not among them. */
export function placeIn(ranges: NumberRanges, number: number): number | null {
  let before = 0;
  for (const [first, last] of ranges) {
    if (number < first) return null;
    if (number <= last) return before + number - first;
    before += last - first + 1;
  }
  return null;
}

/** The number that so many come before; null when there are not so many. */
export function numberAt(ranges: NumberRanges, place: number): number | null {
  let before = 0;
  for (const [first, last] of ranges) {
    if (place < before + last - first + 1) return first + place - before;
    before += last - first + 1;
  }
  return null;
}
