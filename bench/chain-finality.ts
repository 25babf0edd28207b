import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { parsePolicy } from "@yuejian/chain/format";
import { openLog } from "@yuejian/chain/log";
import { Collector } from "@yuejian/chain/node";
import { describeMachine } from "./harness.ts";

/** Finality on loopback: 10,000 entries a second arrive at one sequencer, eleven mirrors take every one of them, a court witnesses, and a checkpoint is
 *  final with eight mirrors and the court. Measured from the moment a checkpoint is published (its signature leaves the sequencer) until the
 *  quorum is met, all verified; beside it, from an entry's acknowledgement until a final checkpoint covers it, which holds the wait for the next publication.
 *
 *  `node bench/chain-finality.ts [SECONDS]`; 300 when not given, so that the 99th percentile is not the slowest one alone; 10 for a short run. Every node syncs its disk as in earnest. Every node runs in a process of its
 *  own, as offices do; FINALITY_PROCESSES in the environment puts them together into so many, where they wait for each other's disk. */
const seconds = Number(process.argv[2] ?? 300);
const ENTRIES_PER_SECOND = 10_000;
const ENTRY_BYTES = 300;
const TICK_MS = 10;
const PUBLISH_MS = Number(process.env["FINALITY_PUBLISH_MS"] ?? 1000);
/** As the home does: mirrors are fed when so much is new, and left alone shortly before a publication. */
const FEED_EVERY_MS = Number(process.env["FINALITY_FEED_MS"] ?? 100);
const FEED_ENTRIES = 256;
const SETTLE_MS = 50;
const PROCESSES = Number(process.env["FINALITY_PROCESSES"] ?? 12);
const LIMIT_MS = 100;
const OFFICES = Array.from({ length: 11 }, (_, at) => `office${at}.example`);
const COURT = "court.example";

interface NodeProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: AsyncIterator<string>;
  readonly policyLines: readonly (readonly string[])[];
}

const folder = mkdtempSync(join(tmpdir(), "yuejian-finality-"));
const started: NodeProcess[] = [];
try {
  await run();
} finally {
  for (const { child } of started) if (child.exitCode === null) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const log = await openLog({
    folder: join(folder, "log"),
    origin: "yuejian.example/ledger",
    clock: { now: () => Date.now() },
    publishIntervalMilliseconds: PUBLISH_MS,
  });
  const shares: string[][] = Array.from({ length: PROCESSES }, () => []);
  [...OFFICES, COURT].forEach((name, at) => shares[at % PROCESSES]?.push(name));
  for (const [at, names] of shares.entries()) started.push(await startNodes(join(folder, `nodes${at}`), log.verifierKey, names));
  const lineOf = (name: string, kind: string) =>
    started.flatMap(({ policyLines }) => policyLines.flat()).find((line) => line.startsWith(`witness ${name}-${kind} `)) ?? "";
  const policy = parsePolicy(
    [
      `log ${log.verifierKey}`,
      ...OFFICES.map((name) => lineOf(name, "mirror")),
      lineOf(COURT, "witness"),
      `group offices 8 ${OFFICES.map((name) => `${name}-mirror`).join(" ")}`,
      `group final all offices ${COURT}-witness`,
      "quorum final",
    ].join("\n"),
  );
  const mirrors = new Set(OFFICES.map((name) => `${name}-mirror`));
  const collector = new Collector({ policy, mirrors, log, timeoutMilliseconds: 15_000, graceMilliseconds: 200 });

  const publishedToFinal: number[] = [];
  const acknowledgedToFinal: number[] = [];
  const acknowledged: { readonly size: number; readonly at: number }[] = [];
  const appendTimes: number[] = [];
  let failures = 0;
  let unfinal = 0;
  const pattern = Buffer.alloc(ENTRY_BYTES, "an entry of the ledger ");
  const bytes = (index: number) => {
    const entry = Buffer.from(pattern);
    entry.writeUInt32BE(index);
    return entry;
  };
  let index = 0;
  const processorBefore = process.cpuUsage();
  const begun = performance.now();
  const isOver = () => performance.now() - begun > seconds * 1000;
  const arriving = (async () => {
    while (!isOver()) {
      const due = Math.floor(((performance.now() - begun) / 1000) * ENTRIES_PER_SECOND);
      if (due > index) {
        const group = Array.from({ length: due - index }, () => ({ key: `k${index}`, bytes: bytes(index++) }));
        const sent = performance.now();
        const indexes = await log.append(group);
        const now = performance.now();
        appendTimes.push(now - sent);
        acknowledged.push({ size: (indexes.at(-1) ?? 0) + 1, at: now });
      }
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
  })();
  let nextPublication = 0;
  let fedSize = 0;
  let fedAt = 0;
  while (!isOver()) {
    if (log.size === 0) {
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      continue;
    }
    if (performance.now() < nextPublication - SETTLE_MS) {
      if (log.size - fedSize >= FEED_ENTRIES && performance.now() >= fedAt + FEED_EVERY_MS) {
        fedSize = log.size;
        fedAt = performance.now();
        await collector.feed(await log.interim());
      } else await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      continue;
    }
    const note = await log.checkpoint();
    nextPublication = performance.now() + PUBLISH_MS;
    const published = performance.now();
    let final: number | null = null;
    const { finality, failures: failed } = await collector.collect(note, () => {
      final = performance.now();
    });
    failures += Object.keys(failed).length;
    if (final === null) {
      unfinal++;
      continue;
    }
    // The first checkpoints meet nodes that hold nothing and code that is cold.
    if (published - begun > 3000) publishedToFinal.push(final - published);
    while (acknowledged[0] !== undefined && acknowledged[0].size <= finality.checkpoint.size) {
      acknowledgedToFinal.push(final - (acknowledged.shift()?.at ?? 0));
    }
  }
  await arriving;
  const { user, system } = process.cpuUsage(processorBefore);
  const rate = index / ((performance.now() - begun) / 1000);
  await log.close();
  const nodes = [];
  for (const { child, lines } of started) {
    child.stdin.end();
    nodes.push(JSON.parse((await lines.next()).value ?? "{}") as { processorSeconds: number; peakMegabytes: number });
  }
  const perEntry = (processorSeconds: number) => Math.round((processorSeconds * 1e7) / index) / 10;
  const inNodes = nodes.reduce((sum, { processorSeconds }) => sum + processorSeconds, 0);
  const result = {
    name: "chain-finality",
    machine: describeMachine(),
    seconds,
    entriesPerSecond: Math.round(rate),
    entryBytes: ENTRY_BYTES,
    publishIntervalMilliseconds: PUBLISH_MS,
    feedEveryMilliseconds: FEED_EVERY_MS,
    nodes: { offices: OFFICES.length, needed: 8, outside: 1, processes: PROCESSES },
    checkpoints: publishedToFinal.length,
    notFinal: unfinal,
    answersMissing: failures,
    publishedToFinalMilliseconds: summary(publishedToFinal),
    acknowledgedToFinalMilliseconds: summary(acknowledgedToFinal),
    appendMilliseconds: summary(appendTimes),
    processorSeconds: { sequencer: (user + system) / 1e6, nodes: nodes.map(({ processorSeconds }) => processorSeconds) },
    processorMicrosecondsPerEntry: { sequencer: perEntry((user + system) / 1e6), node: perEntry(inNodes / (OFFICES.length + 1)) },
    limitMilliseconds: LIMIT_MS,
    isWithinLimit: percentile(publishedToFinal, 0.99) < LIMIT_MS && unfinal === 0,
  };
  const results = fileURLToPath(new URL("./results/", import.meta.url));
  mkdirSync(results, { recursive: true });
  if (seconds >= 30) writeFileSync(join(results, "chain-finality.json"), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
  console.log(
    `published → final: p50 ${percentile(publishedToFinal, 0.5).toFixed(1)} ms, p99 ${percentile(publishedToFinal, 0.99).toFixed(1)} ms over ${publishedToFinal.length} checkpoints, ${Math.round(rate)} entries/s: ${result.isWithinLimit ? "within" : "NOT within"} ${LIMIT_MS} ms`,
  );
}

async function startNodes(place: string, verifierKey: string, names: readonly string[]): Promise<NodeProcess> {
  const script = fileURLToPath(new URL("./chain-finality-nodes.ts", import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, script, place, verifierKey, ...names], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.once("error", (error) => {
    throw error;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await Promise.race([lines.next(), once(child, "exit").then(() => null)]);
  if (first === null) throw new Error("nodes ended before they began");
  return { child, lines, policyLines: JSON.parse(String(first.value)) as string[][] };
}

function summary(values: readonly number[]): Record<string, number> {
  const rounded = (share: number) => Math.round(percentile(values, share) * 10) / 10;
  return { p50: rounded(0.5), p90: rounded(0.9), p99: rounded(0.99), most: rounded(1) };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
