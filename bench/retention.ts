import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { intakeFile } from "@yuejian/data";
import { bench } from "./harness.ts";
import { BENCH_DATASET, writeIntakeFile } from "./intake-file.ts";
import { intakePorts } from "./intake-ports.ts";

/** Deleting one row in a hundred of a batch: choosing, the file written anew beside the old one, the old one overwritten, the salts of the deleted rows
 *  zeroed, a proof of a row that is left verified; against DuckDB's COPY of the same file. `node bench/retention.ts [ROWS…]`; 1,000,000 unless told. */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000_000];

const script = new URL("./retention-task.ts", import.meta.url);
const measurements = [];
for (const rows of sizes) {
  const home = await homeOf(rows);
  const peer = `DuckDB COPY of the file, ${rows} rows`;
  measurements.push(
    { name: peer, script, args: ["copy", home] },
    { name: `1 in 100 deleted, ${rows} rows`, script, args: ["delete", home], peer },
  );
}
await bench("retention", measurements, 3);

/** A home with one batch, kept for the next time. */
async function homeOf(rows: number): Promise<string> {
  const home = join(tmpdir(), `yuejian-bench-retention-${rows}`);
  if (existsSync(home)) return home;
  const part = `${home}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const path = join(part, "register.csv");
  writeIntakeFile(path, rows);
  await intakeFile({ path, dataset: BENCH_DATASET.id, office: "yueyang" }, intakePorts(part, [BENCH_DATASET]));
  rmSync(path);
  renameSync(part, home);
  return home;
}
