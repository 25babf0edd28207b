/** 1 where every band has a number that is not `nodata`, and, where the file names no such value, not all bands are zero (fill). Of whole numbers every one is a number. */
export function validPixels(bands: readonly Float32Array[], nodata: number | null, areWhole = false): Uint8Array {
  const valid = new Uint8Array(bands[0]?.length ?? 0).fill(1);
  if (nodata !== null || !areWhole) for (const band of bands) leaveOut(valid, band, nodata ?? Number.NaN);
  const [first, ...others] = bands;
  // Of masks most pixels are zero.
  if (nodata === null && bands.length === 1) leaveOut(valid, first ?? new Float32Array(), 0);
  else if (nodata === null && first !== undefined)
    for (let at = first.indexOf(0); at >= 0; at = first.indexOf(0, at + 1)) if (others.every((band) => band[at] === 0)) valid[at] = 0;
  return valid;
}

function leaveOut(valid: Uint8Array, band: Float32Array, nodata: number): void {
  for (let at = 0; at < valid.length; at++) {
    const value = band[at] ?? Number.NaN;
    // Infinity less itself is no number either.
    if (value - value !== 0 || value === nodata) valid[at] = 0;
  }
}
