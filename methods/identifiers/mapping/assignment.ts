/** The best one-to-one assignment of rows to columns: the sum of `gain` over the assigned pairs is greatest, among all ways and not only those that a
 *  greedy choice finds (Kuhn–Munkres with potentials, rows² × columns). A row may stay without a column for the gain `alone`.
 *  Gives the column of each row, or null, and the sum. */
export function bestAssignment(
  gains: readonly (readonly number[])[],
  alone: number,
): { readonly columnOfRow: readonly (number | null)[]; readonly total: number } {
  const rows = gains.length;
  const real = gains[0]?.length ?? 0;
  // Behind the real columns each row has a place of its own to stay alone in.
  const columns = real + rows;
  const cost = (row: number, column: number): number => {
    if (column < real) return -(gains[row]?.[column] ?? 0);
    return column === real + row ? -alone : 1e6;
  };
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOfColumn = new Int32Array(columns + 1);
  const from = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOfColumn[0] = row;
    let column = 0;
    const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const isDone = new Uint8Array(columns + 1);
    do {
      isDone[column] = 1;
      const current = rowOfColumn[column] ?? 0;
      let least = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let each = 1; each <= columns; each++) {
        if (isDone[each]) continue;
        const reduced = cost(current - 1, each - 1) - (rowPotential[current] ?? 0) - (columnPotential[each] ?? 0);
        if (reduced < (slack[each] ?? 0)) {
          slack[each] = reduced;
          from[each] = column;
        }
        if ((slack[each] ?? 0) < least) {
          least = slack[each] ?? 0;
          next = each;
        }
      }
      for (let each = 0; each <= columns; each++) {
        if (isDone[each]) {
          const at = rowOfColumn[each] ?? 0;
          rowPotential[at] = (rowPotential[at] ?? 0) + least;
          columnPotential[each] = (columnPotential[each] ?? 0) - least;
        } else slack[each] = (slack[each] ?? 0) - least;
      }
      column = next;
    } while (rowOfColumn[column] !== 0);
    do {
      const before = from[column] ?? 0;
      rowOfColumn[column] = rowOfColumn[before] ?? 0;
      column = before;
    } while (column !== 0);
  }
  const columnOfRow: (number | null)[] = Array.from({ length: rows }, () => null);
  let total = 0;
  for (let column = 1; column <= columns; column++) {
    const row = (rowOfColumn[column] ?? 0) - 1;
    if (row < 0) continue;
    total -= cost(row, column - 1);
    if (column <= real) columnOfRow[row] = column - 1;
  }
  return { columnOfRow, total };
}
