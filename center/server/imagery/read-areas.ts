import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import type { AreaFile } from "@yuejian/farmland";
import { readGeoJson } from "@yuejian/imagery";
import { readBytes } from "./read-bytes.ts";
import { readGeoPackage } from "./read-geopackage.ts";
import { readShapefile } from "./read-shapefile.ts";

/** Areas from GeoJSON, a GeoPackage, or a shapefile with its companions; the content decides. FILE_NOT_FOUND, FILE_UNREADABLE, VECTORS_UNREADABLE */
export async function readAreas(path: string): Promise<AreaFile> {
  const name = basename(path);
  const bytes = await readBytes(path);
  if (new TextDecoder("latin1").decode(bytes.subarray(0, 15)) === "SQLite format 3") return { name, layer: readGeoPackage(path, name) };
  if (bytes.length >= 100 && bytes[2] === 0x27 && bytes[3] === 0x0a) return { name, layer: await readShapefile(path) };
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new YuejianError(
      "VECTORS_UNREADABLE",
      { file: name, where: "$", reason_zh: "不是 UTF-8 编码的 GeoJSON", reason_en: "it is no GeoJSON in UTF-8" },
      { cause },
    );
  }
  return { name, layer: readGeoJson(document, name) };
}
