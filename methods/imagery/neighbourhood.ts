/** Rows and columns of a field of values. */
export interface Shape {
  readonly width: number;
  readonly height: number;
}

/** Weighted mean over the neighbours that have a value (Gaussian of so many pixels, cut at four deviations); NaN stays NaN. */
export function smoothed(values: Float32Array, { width, height }: Shape, deviationPixels: number): Float32Array {
  const reach = Math.max(1, Math.ceil(4 * deviationPixels));
  const kernel = Float64Array.from({ length: reach + 1 }, (_, at) => Math.exp(-0.5 * (at / deviationPixels) ** 2));
  const across = new Float64Array(values.length);
  const weightAcross = new Float64Array(values.length);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      let [sum, weight] = [0, 0];
      for (let at = Math.max(0, column - reach); at <= Math.min(width - 1, column + reach); at++) {
        const value = values[row * width + at] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        const factor = kernel[Math.abs(at - column)] ?? 0;
        sum += factor * value;
        weight += factor;
      }
      across[row * width + column] = sum;
      weightAcross[row * width + column] = weight;
    }
  const result = new Float32Array(values.length);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const cell = row * width + column;
      if (Number.isNaN(values[cell] ?? Number.NaN)) {
        result[cell] = Number.NaN;
        continue;
      }
      let [sum, weight] = [0, 0];
      for (let at = Math.max(0, row - reach); at <= Math.min(height - 1, row + reach); at++) {
        const factor = kernel[Math.abs(at - row)] ?? 0;
        sum += factor * (across[at * width + column] ?? 0);
        weight += factor * (weightAcross[at * width + column] ?? 0);
      }
      result[cell] = sum / weight;
    }
  return result;
}

/** 1 wherever a 1 lies within so many pixels, diagonals included. */
export function dilated(mask: Uint8Array, { width, height }: Shape, pixels: number): Uint8Array {
  const wide = new Uint8Array(mask.length);
  for (let start = 0; start < mask.length; start += width) {
    let until = -1;
    for (let at = 0; at < width + pixels; at++) {
      if (at < width && mask[start + at] === 1) until = at + 2 * pixels;
      if (at >= pixels && at <= until) wide[start + at - pixels] = 1;
    }
  }
  // Row after row, as they lie in memory, with all columns at once.
  const result = new Uint8Array(mask.length);
  const untils = new Int32Array(width).fill(-1);
  for (let row = 0; row < height + pixels; row++) {
    const [from, to] = [row * width, (row - pixels) * width];
    if (row < height) for (let column = 0; column < width; column++) if (wide[from + column] === 1) untils[column] = row + 2 * pixels;
    if (row >= pixels) for (let column = 0; column < width; column++) if (row <= (untils[column] ?? 0)) result[to + column] = 1;
  }
  return result;
}
