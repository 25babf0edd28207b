/** Bands that come with a scene and say of each pixel what hides the ground. */
type QualityBand = "SCL" | "QA_PIXEL" | "BQA";

/** 1 where nothing hides the ground: no cloud, cirrus, shadow, snow, saturation or fill.
 *  SCL: scene classification of Sentinel-2 level 2A. QA_PIXEL: Landsat collection 2. BQA: Landsat collection 1. */
export function clearPixels(values: Float32Array, kind: QualityBand): Uint8Array {
  const isHidden = HIDDEN[kind];
  return Uint8Array.from(values, (value) => Number(!isHidden(value)));
}

const SCL_CLEAR: ReadonlySet<number> = new Set([2, 4, 5, 6, 7]);

const HIDDEN: Readonly<Record<QualityBand, (value: number) => boolean>> = {
  SCL: (value) => !SCL_CLEAR.has(value),
  // Bits 0 fill, 1 dilated cloud, 2 cirrus, 3 cloud, 4 shadow, 5 snow.
  QA_PIXEL: (value) => (value & 0b11_1111) !== 0,
  // Bits 0 fill, 4 cloud; 7–8 shadow, 9–10 snow, 11–12 cirrus: 3 is high confidence.
  BQA: (value) => (value & 0b1_0001) !== 0 || ((value >> 7) & 3) === 3 || ((value >> 9) & 3) === 3 || ((value >> 11) & 3) === 3,
};
