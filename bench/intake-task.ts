import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { silentProgress } from "@yuejian/contracts";
import { intakeFile, readSource } from "@yuejian/data";
import { task, timed } from "./harness.ts";
import { BENCH_DATASET } from "./intake-file.ts";
import { intakePorts } from "./intake-ports.ts";

/** One measured process: `intake FILE`, `read FILE` (as a table, nothing loaded) or `copy FILE`. */
await task(async ([what = "", file = ""]) => {
  const home = mkdtempSync(join(process.env["YUEJIAN_BENCH_FOLDER"] ?? tmpdir(), "yuejian-bench-intake-"));
  try {
    if (what === "copy") return await copy(file, home);
    return what === "read" ? await read(file, home) : await load(file, home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

/** DuckDB's own way from the file to Parquet: everything is text, nothing is checked, digested or made durable. */
async function copy(file: string, home: string): Promise<{ seconds: number }> {
  const seconds = await timed(async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(`COPY (SELECT * FROM ${tableOf(file)}) TO '${join(home, "rows.parquet")}' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
  });
  return { seconds };
}

function tableOf(file: string): string {
  if (file.endsWith(".parquet")) return `read_parquet('${file}')`;
  if (!file.endsWith(".ndjson")) return `read_csv('${file}', all_varchar = true)`;
  const columns = BENCH_DATASET.columns.map(({ title }) => `'${title.zh}': 'VARCHAR'`);
  return `read_ndjson('${file}', columns = {${columns.join(", ")}})`;
}

async function read(file: string, home: string): Promise<{ seconds: number; details: Record<string, number> }> {
  let records = 0;
  const seconds = await timed(async () => {
    const table = await readSource(file, { scratchFolder: home, progress: silentProgress });
    records = table.records;
    await table.dispose();
  });
  return { seconds, details: { records } };
}

async function load(file: string, home: string): Promise<{ seconds: number; details: Record<string, number> }> {
  const ports = intakePorts(home, [BENCH_DATASET]);
  const details: Record<string, number> = {};
  const seconds = await timed(async () => {
    const { parts } = await intakeFile({ path: file, dataset: BENCH_DATASET.id, office: "yueyang" }, ports);
    details["accepted"] = parts[0]?.batch.rowsAccepted ?? 0;
    details["quarantined"] = parts[0]?.batch.rowsQuarantined ?? 0;
  });
  return { seconds, details };
}
