/** Small dense matrices, row by row. */
export type Matrix = Float64Array;

/** L with L·Lᵀ = matrix, or null when the matrix is not positive definite. */
export function cholesky(matrix: Matrix, size: number): Matrix | null {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] ?? 0;
      for (let at = 0; at < column; at++) sum -= (lower[row * size + at] ?? 0) * (lower[column * size + at] ?? 0);
      if (row === column) {
        if (!(sum > 0)) return null;
        lower[row * size + row] = Math.sqrt(sum);
      } else lower[row * size + column] = sum / (lower[column * size + column] ?? 1);
    }
  return lower;
}

/** Inverse of a lower triangular matrix. */
export function invertLower(lower: Matrix, size: number): Matrix {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    inverse[column * size + column] = 1 / (lower[column * size + column] ?? 1);
    for (let row = column + 1; row < size; row++) {
      let sum = 0;
      for (let at = column; at < row; at++) sum -= (lower[row * size + at] ?? 0) * (inverse[at * size + column] ?? 0);
      inverse[row * size + column] = sum / (lower[row * size + row] ?? 1);
    }
  }
  return inverse;
}

export function multiply(left: Matrix, right: Matrix, size: number): Matrix {
  const product = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let at = 0; at < size; at++) {
      const factor = left[row * size + at] ?? 0;
      for (let column = 0; column < size; column++)
        product[row * size + column] = (product[row * size + column] ?? 0) + factor * (right[at * size + column] ?? 0);
    }
  return product;
}

export function transpose(matrix: Matrix, size: number): Matrix {
  return Float64Array.from(matrix, (_, at) => matrix[(at % size) * size + Math.floor(at / size)] ?? 0);
}

/** Eigenvalues of a symmetric matrix, ascending, and its eigenvectors as columns (cyclic Jacobi rotations). */
export function symmetricEigen(matrix: Matrix, size: number): { readonly values: Float64Array; readonly vectors: Matrix } {
  const work = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let at = 0; at < size; at++) vectors[at * size + at] = 1;
  const at = (row: number, column: number) => work[row * size + column] ?? 0;
  for (let sweep = 0; sweep < 60; sweep++) {
    let [off, diagonal] = [0, 0];
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) {
        if (row === column) diagonal += at(row, column) ** 2;
        else off += at(row, column) ** 2;
      }
    if (off <= 1e-26 * diagonal || off === 0) break;
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        if (at(p, q) === 0) continue;
        const theta = (at(q, q) - at(p, p)) / (2 * at(p, q));
        const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cosine = 1 / Math.hypot(tangent, 1);
        rotate(work, size, { p, q, cosine, sine: tangent * cosine, isSymmetric: true });
        rotate(vectors, size, { p, q, cosine, sine: tangent * cosine, isSymmetric: false });
      }
  }
  const order = Array.from({ length: size }, (_, each) => each).sort((left, right) => at(left, left) - at(right, right));
  return {
    values: Float64Array.from(order, (each) => at(each, each)),
    vectors: Float64Array.from(vectors, (_, index) => vectors[Math.floor(index / size) * size + (order[index % size] ?? 0)] ?? 0),
  };
}

interface Rotation {
  readonly p: number;
  readonly q: number;
  readonly cosine: number;
  readonly sine: number;
  /** Rows as well as columns. */
  readonly isSymmetric: boolean;
}

function rotate(matrix: Matrix, size: number, { p, q, cosine, sine, isSymmetric }: Rotation): void {
  for (let row = 0; row < size; row++) {
    const [left, right] = [matrix[row * size + p] ?? 0, matrix[row * size + q] ?? 0];
    matrix[row * size + p] = cosine * left - sine * right;
    matrix[row * size + q] = sine * left + cosine * right;
  }
  if (!isSymmetric) return;
  for (let column = 0; column < size; column++) {
    const [upper, lower] = [matrix[p * size + column] ?? 0, matrix[q * size + column] ?? 0];
    matrix[p * size + column] = cosine * upper - sine * lower;
    matrix[q * size + column] = sine * upper + cosine * lower;
  }
}
