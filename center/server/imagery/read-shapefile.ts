import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { silentProgress, YuejianError } from "@yuejian/contracts";
import { readSource, tableRecords } from "@yuejian/data";
import { readShapes, type VectorLayer } from "@yuejian/imagery";
import { readBytes } from "./read-bytes.ts";

/** A shapefile with its DBF and PRJ beside it. FILE_NOT_FOUND, VECTORS_UNREADABLE and what reading a DBF refuses. */
export async function readShapefile(path: string): Promise<VectorLayer> {
  const file = basename(path);
  const refuse = (zh: string, en: string) => new YuejianError("VECTORS_UNREADABLE", { file, where: "$", reason_zh: zh, reason_en: en });
  const shapes = readShapes(await readBytes(path));
  if (shapes === null) throw refuse("不是完整的面状 Shapefile", "it is no whole shapefile of areas");
  const projection = await besideOf(path, "prj").catch(() => null);
  if (projection === null)
    throw refuse("旁边没有 .prj 文件，坐标系未知", "no .prj file lies beside it, so its reference system is not known");
  const table = await recordsOf(path);
  const features = shapes.flatMap((polygons, index) =>
    polygons === null || !table.has(index + 1) ? [] : [{ polygons, properties: table.get(index + 1) ?? {} }],
  );
  return { crs: new TextDecoder().decode(projection).trim(), features };
}

async function besideOf(path: string, ending: string): Promise<Uint8Array> {
  const stem = path.replace(/\.[^./\\]*$/, "");
  return readBytes(`${stem}.${ending}`).catch(() => readBytes(`${stem}.${ending.toUpperCase()}`));
}

/** By record number, which is that of the shape; deleted records are left out. */
async function recordsOf(path: string): Promise<Map<number, Record<string, string>>> {
  const stem = path.replace(/\.[^./\\]*$/, "");
  const scratchFolder = await mkdtemp(join(tmpdir(), "yuejian-shapes-"));
  const records = new Map<number, Record<string, string>>();
  try {
    const table = await readSource(`${stem}.dbf`, { scratchFolder, progress: silentProgress });
    try {
      for await (const piece of tableRecords(table, { scratchFolder }))
        for (const { row, texts } of piece)
          records.set(row, Object.fromEntries(table.headings.map((heading, at) => [heading, texts[at] ?? ""])));
    } finally {
      await table.dispose();
    }
    return records;
  } finally {
    await rm(scratchFolder, { recursive: true, force: true });
  }
}
