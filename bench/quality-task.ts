import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nothingClosed } from "@yuejian/contracts";
import { defaultRules, intakeFile, measureRules, openLake, profile, profiledTable } from "@yuejian/data";
import { task, timed } from "./harness.ts";
import { BENCH_DATASET } from "./intake-file.ts";
import { intakePorts } from "./intake-ports.ts";

/** One measured process: loads FILE, then measures its quality; `what` is the part whose time counts. */
await task(async ([what = "", file = ""]) => {
  const home = mkdtempSync(join(process.env["YUEJIAN_BENCH_FOLDER"] ?? tmpdir(), "yuejian-bench-quality-"));
  const { id: dataset } = BENCH_DATASET;
  try {
    const ports = intakePorts(home, [BENCH_DATASET]);
    const batches = (await intakeFile({ path: file, dataset, office: "yueyang" }, ports)).parts.map(({ batch }) => batch);
    const lake = openLake({
      folder: ports.lakeFolder,
      scratchFolder: ports.scratchFolder,
      saltsFolder: ports.saltsFolder,
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
        const now = ports.clock.now();
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
