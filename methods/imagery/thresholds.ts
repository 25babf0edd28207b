/** Counts of values in equal steps from `least`; NaN is left out, values above the last step are counted in it. */
interface Histogram {
  readonly counts: Float64Array;
  readonly least: number;
  readonly step: number;
  readonly total: number;
}

const BINS = 1024;
/** The part of the highest values that is counted in the last step: a few clouds must not stretch the scale. */
const CLIPPED = 0.001;
/** The smaller of two populations holds at least this part. */
const SMALLEST_PART = 0.002;

function histogramOf(values: Float32Array): Histogram | null {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most > least) || !Number.isFinite(most - least)) return null;
  const fill = (step: number): Histogram => {
    const counts = new Float64Array(BINS);
    let total = 0;
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      const bin = Math.min(BINS - 1, Math.floor((value - least) / step));
      counts[bin] = (counts[bin] ?? 0) + 1;
      total++;
    }
    return { counts, least, step, total };
  };
  // The scale is narrowed until the highest values no longer fill it alone.
  let step = (most - least) / BINS;
  for (let round = 0; round < 20; round++) {
    const histogram = fill(step);
    let above = 0;
    let bin = BINS;
    while (bin > 1 && above + (histogram.counts[bin - 1] ?? 0) <= CLIPPED * histogram.total) above += histogram.counts[--bin] ?? 0;
    if (bin > 0.75 * BINS) return histogram;
    step *= bin / BINS;
  }
  return fill(step);
}

/** Threshold of least error between two normal populations (Kittler and Illingworth 1986), learned from the values alone. Null where
 *  all values are the same or no cut leaves two populations. */
export function minimumErrorThreshold(values: Float32Array): number | null {
  const histogram = histogramOf(values);
  if (histogram === null) return null;
  const { counts, least, step, total } = histogram;
  let [all, allSquares] = [0, 0];
  counts.forEach((count, bin) => {
    all += count * bin;
    allSquares += count * bin * bin;
  });
  let best: number | null = null;
  let lowest = Infinity;
  let [count, sum, squares] = [0, 0, 0];
  for (let bin = 0; bin < BINS - 1; bin++) {
    const here = counts[bin] ?? 0;
    count += here;
    sum += here * bin;
    squares += here * bin * bin;
    const [low, high] = [count / total, 1 - count / total];
    if (low < SMALLEST_PART || high < SMALLEST_PART) continue;
    // A step has a width: one twelfth keeps a population within one step from having no variance.
    const lowVariance = squares / count - (sum / count) ** 2 + 1 / 12;
    const rest = total - count;
    const highVariance = (allSquares - squares) / rest - ((all - sum) / rest) ** 2 + 1 / 12;
    const error = low * Math.log(lowVariance) + high * Math.log(highVariance) - 2 * (low * Math.log(low) + high * Math.log(high));
    if (error < lowest) {
      lowest = error;
      best = least + (bin + 1) * step;
    }
  }
  return best;
}
