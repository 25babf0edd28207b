import { existsSync, mkdirSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { bench } from "./harness.ts";
import { writeIntakeFile } from "./intake-file.ts";

/** A million rows of twelve columns as NDJSON and Parquet: reading them as tables of exact text, against DuckDB's own reading of the same file into
 *  Parquet, all columns as text. `node bench/formats.ts [ROWS] [ROUNDS]` */
const rows = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 3);
const folder = join(tmpdir(), "yuejian-bench-files");
mkdirSync(folder, { recursive: true });
const csv = join(folder, `penalties-${rows}.csv`);
if (!existsSync(csv)) {
  writeIntakeFile(`${csv}.part`, rows);
  renameSync(`${csv}.part`, csv);
}
const ndjson = csv.replace(/csv$/, "ndjson");
const parquet = csv.replace(/csv$/, "parquet");
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const select = `SELECT * FROM read_csv('${csv}', all_varchar = true)`;
for (const [path, format] of [
  [ndjson, "json"],
  [parquet, "parquet"],
] as const) {
  if (existsSync(path)) continue;
  await connection.run(`COPY (${select}) TO '${path}.part' (FORMAT ${format})`);
  renameSync(`${path}.part`, path);
}
connection.closeSync();
instance.closeSync();

const script = new URL("./intake-task.ts", import.meta.url);
await bench(
  "formats",
  [
    { name: "DuckDB COPY of NDJSON", script, args: ["copy", ndjson] },
    { name: "NDJSON as a table", script, args: ["read", ndjson], peer: "DuckDB COPY of NDJSON" },
    { name: "intake NDJSON", script, args: ["intake", ndjson], peer: "DuckDB COPY of NDJSON" },
    { name: "DuckDB COPY of Parquet", script, args: ["copy", parquet] },
    { name: "Parquet as a table", script, args: ["read", parquet], peer: "DuckDB COPY of Parquet" },
    { name: "intake Parquet", script, args: ["intake", parquet], peer: "DuckDB COPY of Parquet" },
  ],
  rounds,
);
