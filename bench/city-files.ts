import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCity } from "@yuejian/demo";

/** A file of a city; a workbook has no rows in `utf8`. */
export interface DeliveredFile {
  readonly name: string;
  readonly dataset: string;
  readonly records: number;
  readonly isWorkbook: boolean;
}

/** Folder with a synthetic city, made once: `source` (as its authorities deliver it) and `utf8` (its text files again, for readers that know nothing else). */
export async function cityFiles(records: number): Promise<string> {
  const folder = join(tmpdir(), `yuejian-bench-city-files-${records}`);
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(join(part, "utf8"), { recursive: true });
  const { files } = await generateCity({ records, seed: 20_264, folder: join(part, "source") });
  for (const { name, encoding } of files) {
    if (encoding === "xlsx") continue;
    const decoder = new TextDecoder(encoding === "gb18030" ? "gb18030" : encoding === "utf-16le-bom" ? "utf-16le" : "utf-8");
    writeFileSync(join(part, "utf8", name), decoder.decode(readFileSync(join(part, "source", name))));
  }
  const delivered: DeliveredFile[] = files.map(({ name, dataset, records: rows, encoding }) => ({
    name,
    dataset,
    records: rows,
    isWorkbook: encoding === "xlsx",
  }));
  writeFileSync(join(part, "files.json"), JSON.stringify(delivered));
  renameSync(part, folder);
  return folder;
}

export function deliveredFiles(folder: string): readonly DeliveredFile[] {
  return JSON.parse(readFileSync(join(folder, "files.json"), "utf8")) as DeliveredFile[];
}
