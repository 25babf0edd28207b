/** 1 where every band has a number that is not `nodata`, and, where the file names no such value, not all bands are zero (fill). */
export function validPixels(bands: readonly Float32Array[], nodata: number | null): Uint8Array {
  const valid = new Uint8Array(bands[0]?.length ?? 0);
  for (let at = 0; at < valid.length; at++) {
    let [isWhole, isFill] = [true, nodata === null];
    for (const band of bands) {
      const value = band[at] ?? Number.NaN;
      if (!Number.isFinite(value) || value === nodata) isWhole = false;
      if (value !== 0) isFill = false;
    }
    valid[at] = isWhole && !isFill ? 1 : 0;
  }
  return valid;
}
