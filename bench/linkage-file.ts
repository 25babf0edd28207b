import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { familyRecords, type Half, HEADINGS } from "./linkage-families.ts";

/** Files of a table of persons and its truth, made once and kept in the temporary folder. */
export interface PersonFiles {
  readonly table: string;
  readonly truth: string;
}

/** A table of about `records` records with the error families of `half`, in an order that tells nothing, and who is who. */
export async function personFiles(records: number, half: Half): Promise<PersonFiles> {
  const folder = join(tmpdir(), "yuejian-bench-linkage");
  mkdirSync(folder, { recursive: true });
  const stem = join(folder, `${half}-${records}`);
  const files = { table: `${stem}.csv`, truth: `${stem}.truth.csv` };
  if (existsSync(files.truth)) return files;
  await pipeline(lines(records, half), createWriteStream(`${stem}.part`));
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "6GB", temp_directory: folder });
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE mixed AS SELECT row_number() OVER (ORDER BY hash(column0)) AS number, * FROM read_csv('${stem}.part', header = false, all_varchar = true)`,
  );
  const columns = HEADINGS.map((heading, at) => `column${at + 2} AS "${heading}"`);
  await connection.run(
    `COPY (SELECT number AS "序号", ${columns.join(", ")} FROM mixed ORDER BY number) TO '${files.table}.part' (HEADER)`,
  );
  await connection.run(`COPY (SELECT number AS "序号", column1 AS person FROM mixed ORDER BY number) TO '${files.truth}.part' (HEADER)`);
  connection.closeSync();
  instance.closeSync();
  renameSync(`${files.table}.part`, files.table);
  renameSync(`${files.truth}.part`, files.truth);
  rmSync(`${stem}.part`);
  return files;
}

const PIECE = 5_000;

function* lines(records: number, half: Half): Generator<string> {
  let [text, number] = ["", 0];
  for (const { person, cells } of familyRecords(records, half)) {
    if (number >= records) break;
    text += `${number},${person},${cells.join(",")}\n`;
    if (++number % PIECE === 0) {
      yield text;
      text = "";
    }
  }
  yield text;
}
