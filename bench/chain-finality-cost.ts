import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { parsePolicy } from "@yuejian/chain/format";
import { openLog } from "@yuejian/chain/log";
import { Collector } from "@yuejian/chain/node";

/** What a final checkpoint costs in processor time, whatever else the machine does: the seconds of `chain-finality` in steps that wait for nothing but
 *  each other. `node bench/chain-finality-cost.ts [SECONDS] [MIRRORS]`; 20 and 3 when not given. */
const seconds = Number(process.argv[2] ?? 20);
const offices = Array.from({ length: Number(process.argv[3] ?? 3) }, (_, at) => `office${at}.example`);
const WARM_SECONDS = 5;
const ENTRIES_PER_SECOND = 10_000;
const GROUPS = 100;
const FEED_GROUPS = Number(process.env["FINALITY_FEED_MS"] ?? 100) / (1000 / GROUPS);
const SETTLE_GROUPS = Number(process.env["FINALITY_SETTLE_MS"] ?? 50) / (1000 / GROUPS);

const folder = mkdtempSync(join(tmpdir(), "yuejian-finality-cost-"));
const started: ChildProcessByStdio<Writable, Readable, null>[] = [];
try {
  await run();
} finally {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const clock = { now: () => Date.now() };
  const log = await openLog({ folder: join(folder, "log"), origin: "yuejian.example/ledger", clock, publishIntervalMilliseconds: 0 });
  const lines: string[] = [];
  for (const name of [...offices, "court.example"]) {
    const script = fileURLToPath(new URL("./chain-finality-nodes.ts", import.meta.url));
    const child = spawn(process.execPath, [...process.execArgv, script, join(folder, name), log.verifierKey, name], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    started.push(child);
    const first = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    lines.push(...(JSON.parse(String(first.value)) as string[][]).flat());
  }
  const line = (name: string) => lines.find((each) => each.startsWith(`witness ${name} `)) ?? "";
  const names = offices.map((name) => `${name}-mirror`);
  const policy = parsePolicy(
    [
      `log ${log.verifierKey}`,
      ...names.map(line),
      line("court.example-witness"),
      `group offices all ${names.join(" ")}`,
      "group final all offices court.example-witness",
      "quorum final",
    ].join("\n"),
  );
  const collector = new Collector({ policy, mirrors: new Set(names), log, timeoutMilliseconds: 15_000 });
  const spent = { appending: 0, feeding: [0, 0, 0], checkpoint: [0, 0, 0] };
  const mirrors = started.slice(0, -1);
  const now = () => [own(), mirrors.reduce((sum, { pid }) => sum + cpuOf(pid ?? 0), 0) / mirrors.length, cpuOf(started.at(-1)?.pid ?? 0)];
  const measure = async (into: number[], act: () => Promise<unknown>) => {
    const before = now();
    await act();
    now().forEach((value, at) => (into[at] = (into[at] ?? 0) + value - (before[at] ?? 0)));
  };
  const pattern = Buffer.alloc(300, "an entry of the ledger ");
  let index = 0;
  let walls = 0;
  for (let second = 0; second < seconds + WARM_SECONDS; second++) {
    if (second === WARM_SECONDS) {
      spent.appending = 0;
      spent.feeding.fill(0);
      spent.checkpoint.fill(0);
      walls = 0;
    }
    for (let group = 1; group <= GROUPS; group++) {
      const before = own();
      const entries = Array.from({ length: ENTRIES_PER_SECOND / GROUPS }, () => {
        const bytes = Buffer.from(pattern);
        bytes.writeUInt32BE(index);
        return { key: `k${index++}`, bytes };
      });
      await log.append(entries);
      spent.appending += own() - before;
      if (group % FEED_GROUPS === 0 && group <= GROUPS - SETTLE_GROUPS)
        await measure(spent.feeding, async () => collector.feed(await log.interim()));
    }
    const begun = performance.now();
    await measure(spent.checkpoint, async () => {
      const { finality, failures } = await collector.collect(await log.checkpoint());
      if (!finality.isFinal) throw new Error(JSON.stringify(failures));
    });
    walls += performance.now() - begun;
  }
  const per = (value: number) => Math.round((value / seconds) * 100) / 100;
  console.log(`ms of processor time a second: sequencer appending ${per(spent.appending)}`);
  console.log(`  feeding: sequencer ${per(spent.feeding[0] ?? 0)}, each mirror ${per(spent.feeding[1] ?? 0)}`);
  console.log(
    `  checkpoint: sequencer ${per(spent.checkpoint[0] ?? 0)}, each mirror ${per(spent.checkpoint[1] ?? 0)}, witness ${per(spent.checkpoint[2] ?? 0)}; wall ${per(walls)}`,
  );
  await log.close();
  for (const child of started) {
    child.stdin.end();
    if (child.exitCode === null) await once(child, "exit");
  }
}

function own(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds of processor time of all threads of a process that lives. */
function cpuOf(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
  }
  return nanoseconds / 1e6;
}
