import { YuejianError } from "@yuejian/contracts";
import type { Grid } from "./grid.ts";

/** What the header beside a raw ENVI file says. */
export interface EnviHeader {
  readonly grid: Grid;
  readonly bandCount: number;
  readonly sample: "uint8" | "int16" | "int32" | "float32" | "float64" | "uint16" | "uint32";
  readonly interleave: "bsq" | "bil" | "bip";
  readonly isBigEndian: boolean;
  readonly offset: number;
  readonly ignored: number | null;
  readonly bandNames: readonly string[];
  /** Micrometres; empty where the header has none. */
  readonly wavelengths: readonly number[];
}

const SAMPLES: Readonly<Record<string, EnviHeader["sample"]>> = {
  1: "uint8",
  2: "int16",
  3: "int32",
  4: "float32",
  5: "float64",
  12: "uint16",
  13: "uint32",
};

/** IMAGE_UNREADABLE with what is missing or cannot be read. The text comes from outside. */
export function readEnviHeader(text: string, file: string): EnviHeader {
  const refuse = (zh: string, en: string) => new YuejianError("IMAGE_UNREADABLE", { file, reason_zh: zh, reason_en: en });
  if (!/^\s*ENVI\b/.test(text)) throw refuse("头文件不以 ENVI 开头", "its header does not begin with ENVI");
  const fields = fieldsOf(text);
  const whole = (name: string, fallback?: number): number => {
    const value = fields.has(name) ? Number(fields.get(name)) : fallback;
    if (value === undefined || !Number.isSafeInteger(value) || value < 0 || value > 1e9)
      throw refuse(`头文件中“${name}”缺失或不是整数`, `“${name}” of its header is missing or no whole number`);
    return value;
  };
  const type = fields.get("data type") ?? "";
  const sample = SAMPLES[type];
  if (sample === undefined) throw refuse(`不支持数据类型 ${type || "（缺失）"}`, `data type ${type || "(missing)"} is not supported`);
  const interleave = (fields.get("interleave") ?? "bsq").toLowerCase();
  if (interleave !== "bsq" && interleave !== "bil" && interleave !== "bip")
    throw refuse(`不支持排列方式 ${interleave}`, `interleave ${interleave} is not supported`);
  const [width, height, bandCount] = [whole("samples"), whole("lines"), whole("bands", 1)];
  if (width === 0 || height === 0 || bandCount === 0) throw refuse("影像没有像元", "it has no pixels");
  const place = placeOf(fields);
  if (place === null) throw refuse("头文件没有可用的 map info（坐标）", "its header has no usable map info (coordinates)");
  const ignored = fields.get("data ignore value");
  const unit = /nano/i.test(fields.get("wavelength units") ?? "") ? 1000 : 1;
  return {
    grid: { width, height, ...place },
    bandCount,
    sample,
    interleave,
    isBigEndian: fields.get("byte order") === "1",
    offset: whole("header offset", 0),
    ignored: ignored === undefined || ignored === "" ? null : Number(ignored),
    bandNames: listOf(fields.get("band names")),
    wavelengths: listOf(fields.get("wavelength")).map((each) => Number(each) / unit),
  };
}

/** `name = value` a line; values in braces may take several lines. */
function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, name = "", braced, plain] of text.matchAll(/^[ \t]*([a-z][a-z0-9 _-]*?)[ \t]*=[ \t]*(?:\{([^}]*)\}|([^\r\n]*))/gim))
    fields.set(name.toLowerCase().replaceAll(/\s+/g, " "), (braced ?? plain ?? "").trim());
  return fields;
}

function listOf(text: string | undefined): string[] {
  return text === undefined || text === "" ? [] : text.split(",").map((each) => each.trim());
}

/** `map info`: projection, reference pixel (from 1), its coordinates, pixel size, then zone, hemisphere, datum. */
function placeOf(fields: ReadonlyMap<string, string>): Omit<Grid, "width" | "height"> | null {
  const info = listOf(fields.get("map info"));
  const [column, row, x, y, pixelWidth, pixelHeight] = info.slice(1, 7).map(Number);
  if (
    column === undefined ||
    row === undefined ||
    x === undefined ||
    y === undefined ||
    pixelWidth === undefined ||
    pixelHeight === undefined
  )
    return null;
  if (![column, row, x, y, pixelWidth, pixelHeight].every(Number.isFinite) || pixelWidth <= 0 || pixelHeight <= 0) return null;
  if (info.some((each) => /^rotation\s*=\s*-?0*\.?0*[1-9]/i.test(each))) return null;
  return { west: x - (column - 1) * pixelWidth, north: y + (row - 1) * pixelHeight, pixelWidth, pixelHeight, crs: systemOf(info, fields) };
}

function systemOf(info: readonly string[], fields: ReadonlyMap<string, string>): string | null {
  const [projection = "", zone = "", hemisphere = ""] = [info[0], info[7], info[8]];
  const isWgs84 = info.some((each) => /^wgs[-_ ]?84$/i.test(each));
  if (/^utm$/i.test(projection) && isWgs84 && /^\d{1,2}$/.test(zone))
    return `EPSG:${(/^s/i.test(hemisphere) ? 32_700 : 32_600) + Number(zone)}`;
  if (/^geographic/i.test(projection) && isWgs84) return "EPSG:4326";
  return fields.get("coordinate system string") || null;
}
