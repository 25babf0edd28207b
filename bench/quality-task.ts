import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIds, nothingClosed, silentProgress } from "@yuejian/contracts";
import { defaultRules, intakeFile, measureRules, openLake, profile, profiledTable } from "@yuejian/data";
import { FileCatalogue } from "@yuejian/data/testing/file-catalogue";
import { task, timed } from "./harness.ts";
import { BENCH_DATASET } from "./intake-file.ts";

/** One measured process: loads FILE, then measures its quality; `what` is the part whose time counts. */
await task(async ([what = "", file = ""]) => {
  const home = mkdtempSync(join(process.env["YUEJIAN_BENCH_FOLDER"] ?? tmpdir(), "yuejian-bench-quality-"));
  const folders = { lakeFolder: join(home, "lake"), scratchFolder: join(home, "scratch"), saltsFolder: join(home, "salts") };
  const clock = { now: () => Date.now() };
  const { id: dataset } = BENCH_DATASET;
  try {
    const ports = {
      catalogue: new FileCatalogue(join(home, "catalogue.jsonl"), [BENCH_DATASET]),
      ...folders,
      vrfSeed: new Uint8Array(32),
      clock,
      ids: createIds(clock, randomBytes),
      progress: silentProgress,
      randomBytes,
    };
    const batches = (await intakeFile({ path: file, dataset, office: "yueyang" }, ports)).parts.map(({ batch }) => batch);
    const lake = openLake({
      folder: folders.lakeFolder,
      scratchFolder: folders.scratchFolder,
      saltsFolder: folders.saltsFolder,
      closures: nothingClosed,
    });
    const snapshot = { id: "", takenAt: "", batches: { [dataset]: batches.map(({ id }) => id) } };
    const session = await lake.session(snapshot, [BENCH_DATASET]);
    const details: Record<string, number> = {};
    const seconds = await timed(async () => {
      if (what === "profile") {
        const found = await profile(session, lake, { dataset, batches });
        details["rows"] = found.rows;
        details["columns"] = found.columns.length;
      } else {
        const now = clock.now();
        const rules = defaultRules(BENCH_DATASET);
        const today = new Date(now).toISOString().slice(0, 10);
        const outcomes = await measureRules(session, { schema: BENCH_DATASET, table: profiledTable(dataset), today, rules, batches, now });
        details["rules"] = outcomes.length;
        details["broken"] = outcomes.filter(({ status }) => status === "broken").length;
      }
    });
    session.close();
    await lake.close();
    return { seconds, details };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
