export type Matrix = readonly (readonly number[])[];

/** Inverse of a symmetric positive definite matrix with the logarithm of its determinant (Cholesky). Null: it is not positive definite. */
export function inverted(matrix: Matrix): { readonly inverse: number[][]; readonly logDeterminant: number } | null {
  const size = matrix.length;
  const lower: number[][] = matrix.map(() => Array.from({ length: size }, () => 0));
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let rest = at(matrix, row, column);
      for (let each = 0; each < column; each++) rest -= at(lower, row, each) * at(lower, column, each);
      if (row > column) (lower[row] as number[])[column] = rest / at(lower, column, column);
      else if (rest > 1e-12 * Math.abs(at(matrix, row, row))) (lower[row] as number[])[row] = Math.sqrt(rest);
      else return null;
    }
  const columns = matrix.map((_row, unit) => {
    const forward: number[] = [];
    for (let row = 0; row < size; row++) {
      let rest = row === unit ? 1 : 0;
      for (let each = 0; each < row; each++) rest -= at(lower, row, each) * (forward[each] as number);
      forward.push(rest / at(lower, row, row));
    }
    const back = forward.slice();
    for (let row = size - 1; row >= 0; row--) {
      let rest = forward[row] as number;
      for (let each = row + 1; each < size; each++) rest -= at(lower, each, row) * (back[each] as number);
      back[row] = rest / at(lower, row, row);
    }
    return back;
  });
  return { inverse: columns, logDeterminant: lower.reduce((total, row, index) => total + 2 * Math.log(row[index] as number), 0) };
}

export const at = (matrix: Matrix, row: number, column: number): number => (matrix[row] as readonly number[])[column] as number;

export const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((total, value, index) => total + value * (other[index] as number), 0);

/** a′Ma. */
export const quadratic = (vector: readonly number[], matrix: Matrix): number =>
  dot(
    vector,
    matrix.map((row) => dot(row, vector)),
  );
