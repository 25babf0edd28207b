import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import type { AreaFile } from "@yuejian/farmland";
import { readGeoJson } from "@yuejian/imagery";

/** Parcels or approvals from GeoJSON. FILE_NOT_FOUND, FILE_UNREADABLE, VECTORS_UNREADABLE */
export async function readAreas(path: string): Promise<AreaFile> {
  const name = basename(path);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new YuejianError(isMissing ? "FILE_NOT_FOUND" : "FILE_UNREADABLE", { file: name, reason }, { cause });
  }
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
