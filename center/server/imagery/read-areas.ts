import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import type { AreaFile } from "@yuejian/farmland";
import { readGeoJson } from "@yuejian/imagery";
import { readBytes } from "./read-bytes.ts";

/** Parcels or approvals from GeoJSON. FILE_NOT_FOUND, FILE_UNREADABLE, VECTORS_UNREADABLE */
export async function readAreas(path: string): Promise<AreaFile> {
  const name = basename(path);
  const bytes = await readBytes(path);
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
