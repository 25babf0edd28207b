import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Progress } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { intakeFile } from "@yuejian/data";
import { type DeliveredFile, deliveredFiles } from "./city-files.ts";
import { task, timed } from "./harness.ts";
import { intakePorts } from "./intake-ports.ts";

/** For how long each stage was the one last reported, over all loads. */
class StageTimes {
  readonly #spent = new Map<string, number>();

  /** Progress of one load. */
  start(): Progress {
    let stage = "start";
    let since = performance.now();
    return {
      signal: new AbortController().signal,
      report: (_done, _total, { en }) => {
        const now = performance.now();
        this.#spent.set(stage, (this.#spent.get(stage) ?? 0) + now - since);
        [stage, since] = [en, now];
      },
    };
  }

  seconds(): Record<string, number> {
    return Object.fromEntries([...this.#spent].map(([stage, spent]) => [`${stage}, seconds of loads`, Math.round(spent / 10) / 100]));
  }
}

/** Loads at once, as many as a house on two cores works at (center/server/home/open-home.ts). */
const AT_ONCE = 2;

/** One measured process: `copy FOLDER` over all text files of a city, or `intake FOLDER`, the largest first; `rows FOLDER`: the same without
 *  keys of absence. */
await task(async ([what = "", folder = ""]) => {
  const files = deliveredFiles(folder).filter(({ isWorkbook }) => !isWorkbook);
  const home = mkdtempSync(join(tmpdir(), "yuejian-bench-intake-"));
  try {
    const { seconds, details } =
      what === "copy" ? await copy(files, folder, home) : await load(files, folder, { home, hasKeys: what === "intake" });
    const records = files.reduce((sum, file) => sum + file.records, 0);
    return { seconds, details: { records, microsecondsPerRecord: Math.round((seconds * 1e8) / records) / 100, ...details } };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

async function copy(files: readonly DeliveredFile[], folder: string, home: string) {
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

async function load(files: readonly DeliveredFile[], folder: string, { home, hasKeys }: { home: string; hasKeys: boolean }) {
  const stages = new StageTimes();
  const ports = intakePorts(home, hasKeys ? DICTIONARY : DICTIONARY.map((schema) => ({ ...schema, absenceKeys: [] })));
  let [accepted, quarantined] = [0, 0];
  const waiting = [...files].sort((left, right) => right.records - left.records);
  const takeIn = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const progress = stages.start();
      const request = { path: join(folder, "source", file.name), dataset: file.dataset, office: "yueyang" };
      const { parts } = await intakeFile(request, { ...ports, progress });
      progress.report(0, null, { zh: "完", en: "end" });
      for (const { batch } of parts) {
        accepted += batch.rowsAccepted;
        quarantined += batch.rowsQuarantined;
      }
    }
  };
  const seconds = await timed(async () => {
    await Promise.all(Array.from({ length: AT_ONCE }, takeIn));
  });
  const keys = ports.catalogue.commits.flatMap((commit) => commit.keys?.columns ?? []).reduce((sum, { count }) => sum + count, 0);
  return { seconds, details: { accepted, quarantined, keys, ...stages.seconds() } };
}
