import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findEntries } from "../center/server/explorer/index.ts";
import { openStore } from "../center/server/store/index.ts";
import { startPostgres } from "../checks/postgres/start-postgres.ts";
import { describeMachine } from "./harness.ts";

/** Finding entries of a ledger of a million: a page of a hundred and its count for each kind of filter, against a limit of processor time.
 *  `node bench/chain-explorer.ts [ENTRIES] [postgres]`. The ledger itself is not read: only the store decides which entries fit. On PostgreSQL, whose
 *  work is another process, the time that passes is held against the limit. */
const entries = Number(process.argv[2] ?? 1_000_000);
const onPostgres = process.argv[3] === "postgres";
const LIMIT_MS = 250;
const ROUNDS = 5;
const TYPES = ["lead.changed", "record.revealed", "lead.created", "purpose.stated", "run.finished"] as const;

const momentOf = (index: number) => new Date(1_700_000_000_000 + index * 30_000).toISOString();
const half = momentOf(entries / 2);
const FILTERS = {
  nothing: {},
  "a common type": { type: "lead.changed" },
  "a rare type": { type: "batch.committed" },
  "an office": { organisation: "office3" },
  "type and office": { type: "lead.changed", organisation: "office3" },
  "rare type and office": { type: "batch.committed", organisation: "office3" },
  "a subject": { subject: "subject-5" },
  "until the middle": { to: half },
  "a day of the middle": { from: half, to: momentOf(entries / 2 + 2_880) },
  "rare type until the middle": { type: "batch.committed", to: half },
} as const;

const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-explorer-"));
const postgres = onPostgres ? await startPostgres() : null;
const store = await openStore(postgres?.url ?? join(folder, "store.sqlite"));
try {
  for (let start = 0; start < entries; start += 2_000) {
    const rows = Array.from({ length: Math.min(2_000, entries - start) }, (_, at) => {
      const index = start + at;
      const type = index % 100_000 === 7 ? "batch.committed" : (TYPES[index % TYPES.length] ?? TYPES[0]);
      const said = { type, subject: `subject-${index}`, at: momentOf(index), organisation: `office${index % 11}` };
      return { ...said, statement: "{}", content_sha256: `${index}`, sm3: `s${index}`, ledger_index: index };
    });
    await store.write((trx) => trx.insertInto("outbox").values(rows).execute());
  }
  const entry = new TextEncoder().encode("{}");
  const ledger = { size: entries, entry: async () => entry };
  const results = [];
  for (const [name, filter] of Object.entries(FILTERS)) {
    const took: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [cpu, begun] = [process.cpuUsage(), performance.now()];
      await findEntries({ db: store.db, ledger }, { filter, below: null, limit: 100 });
      const { user, system } = process.cpuUsage(cpu);
      took.push(onPostgres ? performance.now() - begun : (user + system) / 1000);
    }
    const median = Math.round(took.toSorted((left, right) => left - right)[ROUNDS >> 1] ?? 0);
    results.push({ name, milliseconds: took.map(Math.round), median });
    console.log(`${name}: median of ${ROUNDS} ${median} ms ${median <= LIMIT_MS ? "≤" : ">"} ${LIMIT_MS} ms`);
  }
  const file = fileURLToPath(new URL(`results/chain-explorer-${onPostgres ? "postgres" : "sqlite"}.json`, import.meta.url));
  mkdirSync(fileURLToPath(new URL("results", import.meta.url)), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine: describeMachine(), entries, limitMilliseconds: LIMIT_MS, results }, null, 2)}\n`);
  if (results.some(({ median }) => median > LIMIT_MS)) process.exitCode = 1;
} finally {
  await store.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}
