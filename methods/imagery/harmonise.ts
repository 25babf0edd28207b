/** The second band brought to the scale of the first by the pixels that did not change: both get the same mean and deviation there (reduced major
 *  axis; the idea of Canty and Nielsen 2008). Returned as it is where the pixels do not vary. */
export function harmonised(band: Float32Array, reference: Float32Array, isUnchanged: (at: number) => boolean): Float32Array {
  const moments = [reference, band].map((values) => {
    let [count, sum, squares] = [0, 0, 0];
    for (let at = 0; at < values.length; at++) {
      if (!isUnchanged(at)) continue;
      const value = values[at] ?? 0;
      count++;
      sum += value;
      squares += value * value;
    }
    const mean = sum / count;
    return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
  });
  const [to, from] = moments;
  if (!to || !from || !(to.deviation > 0) || !(from.deviation > 0)) return band;
  const gain = to.deviation / from.deviation;
  return band.map((value) => to.mean + gain * (value - from.mean));
}
