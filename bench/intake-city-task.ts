import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Progress } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { intakeFile } from "@yuejian/data";
import { task, timed } from "./harness.ts";
import { intakePorts } from "./intake-ports.ts";

interface Delivered {
  readonly name: string;
  readonly dataset: string;
  readonly records: number;
}

/** How long each stage was the one last reported. */
class StageClock implements Progress {
  readonly signal = new AbortController().signal;
  readonly #spent = new Map<string, number>();
  #stage = "start";
  #since = performance.now();

  report(_done: number, _total: number | null, stage: { readonly en: string }): void {
    this.#note(stage.en);
  }

  #note(next: string): void {
    const now = performance.now();
    this.#spent.set(this.#stage, (this.#spent.get(this.#stage) ?? 0) + now - this.#since);
    [this.#stage, this.#since] = [next, now];
  }

  seconds(): Record<string, number> {
    this.#note("end");
    return Object.fromEntries([...this.#spent].map(([stage, spent]) => [`${stage}, seconds`, Math.round(spent / 10) / 100]));
  }
}

/** One measured process: `copy FOLDER` or `intake FOLDER` over all files of a city, one after the other. */
await task(async ([what = "", folder = ""]) => {
  const files = JSON.parse(readFileSync(join(folder, "files.json"), "utf8")) as Delivered[];
  const home = mkdtempSync(join(tmpdir(), "yuejian-bench-intake-"));
  try {
    const { seconds, details } = await (what === "copy" ? copy : load)(files, folder, home);
    const records = files.reduce((sum, file) => sum + file.records, 0);
    return { seconds, details: { records, microsecondsPerRecord: Math.round((seconds * 1e8) / records) / 100, ...details } };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

async function copy(files: readonly Delivered[], folder: string, home: string) {
  const seconds = await timed(async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    for (const { name } of files) {
      const from = `read_csv('${join(folder, "utf8", name)}', all_varchar = true, null_padding = true, ignore_errors = true)`;
      await connection.run(`COPY (SELECT * FROM ${from}) TO '${join(home, `${name}.parquet`)}' (FORMAT parquet)`);
    }
    connection.closeSync();
    instance.closeSync();
  });
  return { seconds, details: {} };
}

async function load(files: readonly Delivered[], folder: string, home: string) {
  const stages = new StageClock();
  const ports = intakePorts(home, DICTIONARY, stages);
  let [accepted, quarantined] = [0, 0];
  const seconds = await timed(async () => {
    for (const { name, dataset } of files) {
      const { parts } = await intakeFile({ path: join(folder, "source", name), dataset, office: "yueyang" }, ports);
      for (const { batch } of parts) {
        accepted += batch.rowsAccepted;
        quarantined += batch.rowsQuarantined;
      }
    }
  });
  const keys = ports.catalogue.commits.flatMap((commit) => commit.keys?.columns ?? []).reduce((sum, { count }) => sum + count, 0);
  return { seconds, details: { accepted, quarantined, keys, ...stages.seconds() } };
}
