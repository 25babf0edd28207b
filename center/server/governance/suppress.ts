/** A count of a table; null: withheld, because a person could be told. */
export interface Withheld<T> {
  readonly row: T;
  readonly count: number | null;
}

/** Counts below this one could tell of a person. Nought tells of nobody. */
export const LEAST_SHOWN = 5;

/** Withholds small counts of a table whose total is known, and as many more, the smallest first, until what is withheld is at least two counts that add up to the least shown: otherwise the
 *  total would give them away. Null for the total: it is itself too small, or nothing else could be withheld with it. */
export function withheld<T>(rows: readonly { readonly row: T; readonly count: number }[]): {
  readonly rows: Withheld<T>[];
  readonly total: number | null;
} {
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const hidden = new Set<number>(rows.flatMap(({ count }, at) => (count > 0 && count < LEAST_SHOWN ? [at] : [])));
  const others = rows
    .map(({ count }, at) => ({ count, at }))
    .filter(({ count, at }) => count > 0 && !hidden.has(at))
    .toSorted((one, other) => one.count - other.count);
  const isEnough = () => hidden.size >= 2 && [...hidden].reduce((sum, at) => sum + (rows[at]?.count ?? 0), 0) >= LEAST_SHOWN;
  while (hidden.size > 0 && !isEnough() && others.length > 0) hidden.add(others.shift()?.at ?? 0);
  const isTold = hidden.size > 0 && !isEnough();
  return { rows: rows.map(({ row, count }, at) => ({ row, count: hidden.has(at) ? null : count })), total: isTold ? null : total };
}
