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
  const pass = (source: Uint8Array, count: number, stride: number, lineStride: number, lines: number): Uint8Array => {
    const target = new Uint8Array(source.length);
    for (let line = 0; line < lines; line++) {
      let until = -1;
      for (let at = 0; at < count + pixels; at++) {
        if (at < count && source[line * lineStride + at * stride] === 1) until = at + 2 * pixels;
        const centre = at - pixels;
        if (centre >= 0 && at <= until) target[line * lineStride + centre * stride] = 1;
      }
    }
    return target;
  };
  return pass(pass(mask, width, 1, width, height), height, width, 1, width);
}
