/** So few values are put in order. */
const FEW = 12;

/** Puts the value that is `place`-th in order (from 0) where it belongs, among the first `count` values from `start` on: none before it is larger, none behind it smaller. Linear in the number of values. */
export function select(values: Float64Array, place: number, { start, count }: { readonly start: number; readonly count: number }): number {
  // No arrays of two in here: they double the time.
  let low = start;
  let high = count - 1;
  while (high - low > FEW) {
    const pivot = middleOf(values[low] ?? 0, values[(low + high) >> 1] ?? 0, values[high] ?? 0);
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++;
      while ((values[right] ?? 0) > pivot) right--;
      if (left > right) break;
      const held = values[left] ?? 0;
      values[left++] = values[right] ?? 0;
      values[right--] = held;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else return values[place] ?? 0;
  }
  insertInOrder(values, low, high);
  return values[place] ?? 0;
}

function middleOf(one: number, two: number, three: number): number {
  return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
}

function insertInOrder(values: Float64Array, from: number, to: number): void {
  for (let at = from + 1; at <= to; at++) {
    const value = values[at] ?? 0;
    let place = at - 1;
    for (; place >= from && (values[place] ?? 0) > value; place--) values[place + 1] = values[place] ?? 0;
    values[place + 1] = value;
  }
}
