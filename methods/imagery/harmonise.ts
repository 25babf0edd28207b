/** Brings the values of one band to the scale of another: value × gain + offset. */
export interface Scaling {
  readonly gain: number;
  readonly offset: number;
}

/** The second band brought to the scale of the first by the pixels that did not change. Returned as it is where the pixels do not vary. */
export function harmonised(band: Float32Array, reference: Float32Array, isUnchanged: (at: number) => boolean): Float32Array {
  const scaling = scalingOf([{ band, reference, isUnchanged }]);
  return scaling === null ? band : band.map((value) => value * scaling.gain + scaling.offset);
}

interface ScalingPiece {
  readonly band: Float32Array;
  readonly reference: Float32Array;
  readonly isUnchanged: (at: number) => boolean;
}

/** From a scene or pieces of it: pixels that did not change get the same mean and deviation (reduced major axis; the idea of Canty and Nielsen 2008). Null where
 *  they do not vary. */
export function scalingOf(pieces: readonly ScalingPiece[]): Scaling | null {
  const moments = (["reference", "band"] as const).map((which) => {
    let [count, sum, squares] = [0, 0, 0];
    for (const { [which]: values, isUnchanged } of pieces)
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
  if (!to || !from || !(to.deviation > 0) || !(from.deviation > 0)) return null;
  const gain = to.deviation / from.deviation;
  return { gain, offset: to.mean - gain * from.mean };
}
