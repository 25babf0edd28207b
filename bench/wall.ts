import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { YUEYANG_OFFICES } from "@yuejian/contracts";
import { wallFigures } from "../center/server/governance/index.ts";
import { openStore } from "../center/server/store/index.ts";
import { fillGovernance } from "./governance-rows.ts";
import { describeMachine } from "./harness.ts";

/** What the wall asks of a store with LEADS leads and CASES cases (SQLite), without the seconds for which an answer is kept: figures of everything, and of one office and two lines. The limit
 *  is 200 ms. Rows are put into the tables and counters that the figures read, not made by runs. `node bench/wall.ts [LEADS] [CASES]` */
const LIMIT_MS = 200;
const [leads, cases] = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 200_000)];
const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-wall-"));
try {
  mkdirSync(folder, { recursive: true });
  const store = await openStore(join(folder, "store.sqlite"));
  const now = new Date().toISOString();
  await store.write((trx) => fillGovernance(trx, { leads, cases, now }));
  const ports = { db: store.db, offices: YUEYANG_OFFICES, now, today: now.slice(0, 10) };
  const scopes = {
    everything: { offices: "all", businessLines: "all" },
    "one office, two lines": { offices: ["miluo"], businessLines: ["civil", "minors"] },
  } as const;
  const results = [];
  for (const [name, scope] of Object.entries(scopes)) {
    const milliseconds: number[] = [];
    const began = process.cpuUsage();
    const rounds = 40;
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      await wallFigures({ ...ports, scope });
      milliseconds.push(performance.now() - started);
    }
    const { user, system } = process.cpuUsage(began);
    const sorted = milliseconds.toSorted((one, other) => one - other);
    results.push({
      name,
      medianMilliseconds: sorted[Math.floor(rounds / 2)],
      p95Milliseconds: sorted[Math.floor(rounds * 0.95)],
      processorMilliseconds: (user + system) / 1000 / rounds,
    });
  }
  await store.close();
  console.table(results);
  writeFileSync(
    new URL("./results/wall.json", import.meta.url),
    `${JSON.stringify({ at: now, machine: describeMachine(), leads, cases, limitMilliseconds: LIMIT_MS, results }, null, 2)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
