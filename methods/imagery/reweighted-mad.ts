import { chiSquareTail } from "@yuejian/distributions";
import type { Raster } from "./grid.ts";
import { cholesky, invertLower, type Matrix, multiply, symmetricEigen, transpose } from "./linear-algebra.ts";

/** What iteratively reweighted multivariate alteration detection finds (Nielsen 2007). */
export interface MadResult {
  /** √ of the sum of squared standardised differences, one a pixel; NaN where a pixel is valid in one raster only or none. */
  readonly statistic: Float32Array;
  /** Canonical correlations of the unchanged pixels, ascending. */
  readonly correlations: readonly number[];
  readonly iterations: number;
  readonly pixels: number;
}

const MOST_ITERATIONS = 60;
const SETTLED = 1e-3;
/** Statistics are learned from at most so many pixels, taken at even steps. */
const LEARNING_PIXELS = 1_000_000;
/** Added to the variances, as a part of their mean: bands that are copies of each other stay solvable. */
const RIDGE = 1e-8;

/** Both rasters on one grid with the same number of bands. Null when fewer than 20 pixels a band are valid in both, or a band is constant.
 *  The answer does not change when a band is multiplied or shifted, so neither calibration nor haze of a whole scene matters. */
export function reweightedMad(before: Raster, after: Raster): MadResult | null {
  const learned = learnMad([{ before, after }]);
  if (learned === null) return null;
  const { transform, iterations, pixels } = learned;
  return { statistic: madStatistic(before, after, transform), correlations: [...transform.correlations], iterations, pixels };
}

/** Both dates of one piece of a scene. */
export interface RasterPair {
  readonly before: Raster;
  readonly after: Raster;
}

/** What the pieces of a scene, or all of it, teach; `pixels` are those of them that are valid in both. Null as for `reweightedMad`. */
export function learnMad(
  pieces: readonly RasterPair[],
): { readonly transform: MadTransform; readonly iterations: number; readonly pixels: number } | null {
  const size = pieces[0]?.before.bands.length ?? 0;
  const pixels = pieces.reduce((sum, piece) => sum + sharedPixels(piece), 0);
  if (size === 0 || pixels < 20 * size) return null;
  const sample = gather(pieces, pixels);
  const weights = new Float64Array(sample.length / (2 * size)).fill(1);
  let transform: MadTransform | null = null;
  let previous: readonly number[] | null = null;
  let iterations = 0;
  while (iterations < MOST_ITERATIONS) {
    transform = learn(sample, weights, size);
    if (transform === null) return null;
    iterations++;
    const { correlations } = transform;
    const moved = previous?.reduce((most, value, at) => Math.max(most, Math.abs(value - (correlations[at] ?? 0))), 0) ?? 1;
    if (moved < SETTLED) break;
    previous = correlations;
    for (let at = 0; at < weights.length; at++) weights[at] = chiSquareTail(sumOfSquares(sample, at * 2 * size, transform), size);
  }
  return transform === null ? null : { transform, iterations, pixels };
}

/** Difference i is row i of `factors` over the bands of both rasters, less `shifts[i]`, divided by its deviation. */
export interface MadTransform {
  readonly factors: readonly number[];
  readonly shifts: readonly number[];
  /** Ascending. */
  readonly correlations: readonly number[];
}

function sharedPixels({ before, after }: RasterPair): number {
  let pixels = 0;
  for (let at = 0; at < before.valid.length; at++) pixels += (before.valid[at] ?? 0) & (after.valid[at] ?? 0);
  return pixels;
}

/** Pixel after pixel, all bands of both rasters; of many pixels some at even steps. */
function gather(pieces: readonly RasterPair[], pixels: number): Float64Array {
  const step = Math.max(1, pixels / LEARNING_PIXELS);
  const columns = 2 * (pieces[0]?.before.bands.length ?? 0);
  const values = new Float64Array(columns * Math.ceil(pixels / step));
  let [seen, next, taken] = [0, 0, 0];
  for (const { before, after } of pieces) {
    const bands = [...before.bands, ...after.bands];
    for (let at = 0; at < before.valid.length; at++) {
      if (((before.valid[at] ?? 0) & (after.valid[at] ?? 0)) === 0 || seen++ < next) continue;
      for (let band = 0; band < columns; band++) values[taken + band] = bands[band]?.[at] ?? 0;
      taken += columns;
      next += step;
    }
  }
  return values.subarray(0, taken);
}

function learn(sample: Float64Array, weights: Float64Array, size: number): MadTransform | null {
  const { means, covariance } = weightedCovariance(sample, weights, 2 * size);
  const block = (row: number, column: number): Matrix =>
    Float64Array.from(
      { length: size * size },
      (_, at) => covariance[(row * size + Math.floor(at / size)) * 2 * size + column * size + (at % size)] ?? 0,
    );
  const [first, second] = [block(0, 0), block(1, 1)].map((matrix) => cholesky(ridged(matrix, size), size));
  if (!first || !second) return null;
  const [whitenFirst, whitenSecond] = [invertLower(first, size), invertLower(second, size)];
  // Canonical correlations are the singular values of the whitened cross-covariance.
  const cross = multiply(multiply(whitenFirst, block(0, 1), size), transpose(whitenSecond, size), size);
  const { values, vectors } = symmetricEigen(multiply(cross, transpose(cross, size), size), size);
  const correlations = values.map((value) => Math.sqrt(Math.min(1, Math.max(0, value))));
  const left = multiply(transpose(whitenFirst, size), vectors, size);
  const right = multiply(transpose(whitenSecond, size), multiply(transpose(cross, size), vectors, size), size);
  const factors = new Float64Array(size * 2 * size);
  const shifts = new Float64Array(size);
  for (let each = 0; each < size; each++) {
    const correlation = correlations[each] ?? 0;
    const deviation = Math.sqrt(Math.max(2 * (1 - correlation), RIDGE));
    for (let band = 0; band < size; band++) {
      factors[each * 2 * size + band] = (left[band * size + each] ?? 0) / deviation;
      factors[each * 2 * size + size + band] = -(right[band * size + each] ?? 0) / (Math.max(correlation, RIDGE) * deviation);
    }
    for (let band = 0; band < 2 * size; band++)
      shifts[each] = (shifts[each] ?? 0) + (factors[each * 2 * size + band] ?? 0) * (means[band] ?? 0);
  }
  return { factors: [...factors], shifts: [...shifts], correlations: [...correlations] };
}

function ridged(matrix: Matrix, size: number): Matrix {
  let trace = 0;
  for (let at = 0; at < size; at++) trace += matrix[at * size + at] ?? 0;
  return matrix.map((value, at) => (at % (size + 1) === 0 ? value + (RIDGE * trace) / size : value));
}

function weightedCovariance(sample: Float64Array, weights: Float64Array, columns: number): { means: Float64Array; covariance: Matrix } {
  const means = new Float64Array(columns);
  let total = 0;
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0;
    total += weight;
    for (let column = 0; column < columns; column++) means[column] = (means[column] ?? 0) + weight * (sample[at * columns + column] ?? 0);
  }
  for (let column = 0; column < columns; column++) means[column] = (means[column] ?? 0) / total;
  const covariance = new Float64Array(columns * columns);
  const centred = new Float64Array(columns);
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0;
    for (let column = 0; column < columns; column++) centred[column] = (sample[at * columns + column] ?? 0) - (means[column] ?? 0);
    for (let row = 0; row < columns; row++) {
      const factor = (weight * (centred[row] ?? 0)) / total;
      for (let column = 0; column <= row; column++) {
        const cell = row * columns + column;
        covariance[cell] = (covariance[cell] ?? 0) + factor * (centred[column] ?? 0);
      }
    }
  }
  for (let row = 0; row < columns; row++)
    for (let column = row + 1; column < columns; column++) covariance[row * columns + column] = covariance[column * columns + row] ?? 0;
  return { means, covariance };
}

function sumOfSquares(values: Float64Array, start: number, { factors, shifts }: MadTransform): number {
  const columns = factors.length / shifts.length;
  let sum = 0;
  for (let each = 0; each < shifts.length; each++) {
    let difference = -(shifts[each] ?? 0);
    for (let column = 0; column < columns; column++) difference += (factors[each * columns + column] ?? 0) * (values[start + column] ?? 0);
    sum += difference * difference;
  }
  return sum;
}

/** Pixels that are worked on together, so that what belongs to them stays near. */
const CHUNK = 4096;

/** √ of the sum of squared standardised differences; NaN where a pixel is not valid in both. */
export function madStatistic(before: Raster, after: Raster, { factors, shifts }: MadTransform): Float32Array {
  const bands = [...before.bands, ...after.bands];
  const statistic = new Float32Array(before.valid.length);
  const [sums, difference] = [new Float64Array(CHUNK), new Float64Array(CHUNK)];
  for (let start = 0; start < statistic.length; start += CHUNK) {
    const count = Math.min(CHUNK, statistic.length - start);
    sums.fill(0);
    for (let each = 0; each < shifts.length; each++) {
      difference.fill(-(shifts[each] ?? 0));
      bands.forEach((band, column) => addScaled(difference, band, { start, count, factor: factors[each * bands.length + column] ?? 0 }));
      for (let at = 0; at < count; at++) sums[at] = (sums[at] ?? 0) + (difference[at] ?? 0) ** 2;
    }
    for (let at = 0; at < count; at++) {
      const isShared = ((before.valid[start + at] ?? 0) & (after.valid[start + at] ?? 0)) !== 0;
      statistic[start + at] = isShared ? Math.sqrt(sums[at] ?? 0) : Number.NaN;
    }
  }
  return statistic;
}

function addScaled(
  target: Float64Array,
  values: Float32Array,
  { start, count, factor }: { readonly start: number; readonly count: number; readonly factor: number },
): void {
  for (let at = 0; at < count; at++) target[at] = (target[at] ?? 0) + factor * (values[start + at] ?? 0);
}
