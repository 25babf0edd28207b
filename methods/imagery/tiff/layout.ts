import { systemOfGeoKeys } from "../geo-keys.ts";
import type { Grid } from "../grid.ts";
import { type TiffDirectory, TiffFault, type TiffFields } from "./directory.ts";

export type SampleType = "uint8" | "int8" | "uint16" | "int16" | "uint32" | "int32" | "float32" | "float64";

/** How the pixels of a TIFF lie in its file. */
export interface TiffLayout {
  readonly grid: Grid;
  readonly samples: number;
  readonly sampleType: SampleType;
  readonly isLittle: boolean;
  readonly compression: number;
  readonly predictor: number;
  /** Blocks are tiles, or strips as wide as the image. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly isTiled: boolean;
  /** Every sample has blocks of its own. */
  readonly isPlanar: boolean;
  readonly offsets: readonly number[];
  readonly byteCounts: readonly number[];
  readonly nodata: number | null;
  readonly hasAlpha: boolean;
  /** One a sample; empty where the file has none. */
  readonly descriptions: readonly string[];
}

const TAG = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  stripOffsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planar: 284,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  extraSamples: 338,
  sampleFormat: 339,
  pixelScale: 33_550,
  tiePoints: 33_922,
  transformation: 34_264,
  geoKeys: 34_735,
  geoDoubles: 34_736,
  geoTexts: 34_737,
  gdalMetadata: 42_112,
  nodata: 42_113,
} as const;

const MOST_SIDE = 2 ** 24;
const MOST_BLOCK_BYTES = 2 ** 28;
export const SAMPLE_BYTES: Readonly<Record<SampleType, number>> = {
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  float64: 8,
};

/** TiffFault where the directory describes no raster that can be read. */
export function tiffLayout({ fields, isLittle }: TiffDirectory): TiffLayout {
  const one = (tag: number, fallback?: number): number => {
    const value = numbers(fields, tag)[0] ?? fallback;
    if (value === undefined || !Number.isFinite(value)) throw new TiffFault(`缺少第 ${tag} 号字段`, `field ${tag} is missing`);
    return value;
  };
  const side = (tag: number, fallback?: number): number => {
    const value = one(tag, fallback);
    if (!Number.isInteger(value) || value < 1 || value > MOST_SIDE)
      throw new TiffFault(`第 ${tag} 号字段的值 ${value} 不可能`, `field ${tag} has the impossible value ${value}`);
    return value;
  };
  const [width, height, samples] = [side(TAG.width), side(TAG.height), side(TAG.samples, 1)];
  const isTiled = fields.has(TAG.tileOffsets);
  const blockWidth = isTiled ? side(TAG.tileWidth) : width;
  const blockHeight = isTiled ? side(TAG.tileHeight) : Math.min(height, one(TAG.rowsPerStrip, height));
  if (blockHeight < 1) throw new TiffFault("条带没有行", "its strips have no rows");
  const isPlanar = one(TAG.planar, 1) === 2;
  const sampleType = sampleTypeOf(numbers(fields, TAG.bits), numbers(fields, TAG.sampleFormat));
  if (blockWidth * blockHeight * (isPlanar ? 1 : samples) * SAMPLE_BYTES[sampleType] > MOST_BLOCK_BYTES)
    throw new TiffFault("单个数据块过大；请改为分块（tiled）存储", "a single block is too large; store it in tiles");
  const offsets = numbers(fields, isTiled ? TAG.tileOffsets : TAG.stripOffsets);
  const byteCounts = numbers(fields, isTiled ? TAG.tileByteCounts : TAG.stripByteCounts);
  const blocks = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight) * (isPlanar ? samples : 1);
  if (offsets.length < blocks || byteCounts.length < blocks)
    throw new TiffFault(`应有 ${blocks} 个数据块，只有 ${offsets.length} 个`, `it should have ${blocks} blocks and has ${offsets.length}`);
  const nodataText = fields.get(TAG.nodata);
  const nodata = typeof nodataText === "string" && nodataText !== "" ? Number(nodataText) : null;
  const extra = numbers(fields, TAG.extraSamples).at(-1);
  return {
    grid: { width, height, ...placeOf(fields) },
    samples,
    sampleType,
    isLittle,
    compression: one(TAG.compression, 1),
    predictor: one(TAG.predictor, 1),
    blockWidth,
    blockHeight,
    isTiled,
    isPlanar,
    offsets,
    byteCounts,
    nodata,
    hasAlpha: samples > 1 && (extra === 1 || extra === 2),
    descriptions: descriptionsOf(fields, samples),
  };
}

function numbers(fields: TiffFields, tag: number): readonly number[] {
  const value = fields.get(tag);
  return value === undefined || typeof value === "string" ? [] : value;
}

function sampleTypeOf(bits: readonly number[], formats: readonly number[]): SampleType {
  const [size, format] = [bits[0] ?? 1, formats[0] ?? 1];
  const name = `${{ 1: "uint", 2: "int", 3: "float" }[format] ?? "?"}${size}`;
  if (!(name in SAMPLE_BYTES) || bits.some((each) => each !== size) || formats.some((each) => each !== format))
    throw new TiffFault(`不支持这种像元值（${name}）`, `values of this kind (${name}) are not supported`);
  return name as SampleType;
}

/** Where the pixels lie; TiffFault where the fields do not tell. */
export function placeOf(fields: TiffFields): Omit<Grid, "width" | "height"> {
  const keys = geoKeysOf(fields);
  const [scale, tie, matrix] = [numbers(fields, TAG.pixelScale), numbers(fields, TAG.tiePoints), numbers(fields, TAG.transformation)];
  const [across, down, west, north] =
    matrix.length >= 8
      ? [matrix[0] ?? 0, -(matrix[5] ?? 0), matrix[3] ?? 0, matrix[7] ?? 0]
      : [scale[0] ?? 0, scale[1] ?? 0, (tie[3] ?? 0) - (tie[0] ?? 0) * (scale[0] ?? 0), (tie[4] ?? 0) + (tie[1] ?? 0) * (scale[1] ?? 0)];
  if (matrix.length < 8 && (scale.length < 2 || tie.length < 6)) throw new TiffFault("没有地理坐标", "it has no coordinates");
  const isTurned = matrix.length >= 8 && (matrix[1] !== 0 || matrix[4] !== 0);
  if (isTurned || !(across > 0) || !(down > 0)) throw new TiffFault("影像不是正北朝上", "it is not north up");
  if (![across, down, west, north].every(Number.isFinite)) throw new TiffFault("地理坐标不是数", "its coordinates are no numbers");
  // Coordinates of a pixel's middle (PixelIsPoint) are moved to its corner.
  const shift = keys["GTRasterTypeGeoKey"] === 2 ? 0.5 : 0;
  return {
    west: west - shift * across,
    north: north + shift * down,
    pixelWidth: across,
    pixelHeight: down,
    crs: systemOfGeoKeys(keys),
  };
}

/** Names of OGC 19-008 for the keys in use. */
const KEY_NAMES: Readonly<Record<number, string>> = {
  1024: "GTModelTypeGeoKey",
  1025: "GTRasterTypeGeoKey",
  1026: "GTCitationGeoKey",
  2048: "GeographicTypeGeoKey",
  2049: "GeogCitationGeoKey",
  2057: "GeogSemiMajorAxisGeoKey",
  2059: "GeogInvFlatteningGeoKey",
  3072: "ProjectedCSTypeGeoKey",
  3073: "PCSCitationGeoKey",
  3075: "ProjCoordTransGeoKey",
  3076: "ProjLinearUnitsGeoKey",
  3078: "ProjStdParallel1GeoKey",
  3079: "ProjStdParallel2GeoKey",
  3080: "ProjNatOriginLongGeoKey",
  3081: "ProjNatOriginLatGeoKey",
  3082: "ProjFalseEastingGeoKey",
  3083: "ProjFalseNorthingGeoKey",
  3084: "ProjFalseOriginLongGeoKey",
  3085: "ProjFalseOriginLatGeoKey",
  3086: "ProjFalseOriginEastingGeoKey",
  3087: "ProjFalseOriginNorthingGeoKey",
  3088: "ProjCenterLongGeoKey",
  3089: "ProjCenterLatGeoKey",
  3092: "ProjScaleAtNatOriginGeoKey",
};

function geoKeysOf(fields: TiffFields): Readonly<Record<string, unknown>> {
  const directory = numbers(fields, TAG.geoKeys);
  const doubles = numbers(fields, TAG.geoDoubles);
  const texts = fields.get(TAG.geoTexts);
  const keys: Record<string, unknown> = {};
  for (let at = 4; at + 3 < directory.length; at += 4) {
    const name = KEY_NAMES[directory[at] ?? 0];
    const [place, count, value] = [directory[at + 1] ?? 0, directory[at + 2] ?? 0, directory[at + 3] ?? 0];
    if (name === undefined) continue;
    if (place === 0) keys[name] = value;
    else if (place === TAG.geoDoubles) keys[name] = doubles[value];
    else if (place === TAG.geoTexts && typeof texts === "string") keys[name] = texts.slice(value, value + count).replace(/\|$/, "");
  }
  return keys;
}

/** GDAL writes names of bands as items of a small XML document. */
function descriptionsOf(fields: TiffFields, samples: number): string[] {
  const text = fields.get(TAG.gdalMetadata);
  if (typeof text !== "string") return [];
  const names: string[] = Array.from({ length: samples }, () => "");
  for (const [, attributes = "", value = ""] of text.matchAll(/<Item ([^>]*)>([^<]*)<\/Item>/g)) {
    const sample = Number(/sample="(\d+)"/.exec(attributes)?.[1] ?? Number.NaN);
    if (/role="description"/i.test(attributes) && sample < samples) names[sample] = value.trim();
  }
  return names;
}
