import { randomBytes } from "node:crypto";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fsck, type MerkleLog, openLog } from "@yuejian/chain/log";
import { createBulkHasher, createEntryHasher } from "@yuejian/digests/bulk";
import Hypercore from "hypercore";
import { task, timed } from "./harness.ts";

/** The measured processes of chain-log.ts. Arguments: kind, then what the kind takes. */
const KINDS: Readonly<Record<string, (args: readonly string[]) => ReturnType<Parameters<typeof task>[0]>>> = {
  log: ([size, entries, batch, callers]) => inFolder((folder) => appendToLog(folder, numbers({ size, entries, batch, callers }))),
  hypercore: ([size, entries, batch, callers]) =>
    inFolder((folder) => appendToHypercore(folder, numbers({ size, entries, batch, callers }))),
  sqlite: ([size, entries, batch, callers]) => inFolder((folder) => appendToSqlite(folder, numbers({ size, entries, batch, callers }))),
  fill: ([folder = "", size, entries]) => fill(folder, Number(size), Number(entries)),
  plain: ([size, entries]) => inFolder((folder) => writePlainFiles(folder, Number(size), Number(entries))),
  open: ([folder = ""]) => open(folder),
  prove: ([folder = "", count]) => prove(folder, Number(count)),
  fsck: ([folder = ""]) => check(folder),
  tree: ([leaves]) => buildTree(Number(leaves)),
};

interface Load {
  readonly size: number;
  readonly entries: number;
  readonly batch: number;
  readonly callers: number;
}

/** Lets the callers append batch after batch; a caller goes on when its batch is acknowledged. */
async function drive(load: Load, append: (first: number) => Promise<unknown>) {
  const waits: number[] = [];
  let next = 0;
  const call = async (): Promise<void> => {
    while (next < load.entries) {
      const first = next;
      next += load.batch;
      const start = performance.now();
      await append(first);
      waits.push(performance.now() - start);
    }
  };
  const seconds = await timed(() => Promise.all(Array.from({ length: load.callers }, call)));
  waits.sort((left, right) => left - right);
  const quantile = (share: number): number => Number((waits[Math.min(waits.length - 1, Math.floor(share * waits.length))] ?? 0).toFixed(3));
  return {
    seconds,
    details: {
      entries: next,
      perSecond: Math.round(next / seconds),
      p50Milliseconds: quantile(0.5),
      p99Milliseconds: quantile(0.99),
      slowestMilliseconds: quantile(1),
    },
  };
}

/** Entries for any number of batches, made beforehand: what is measured is the log, not the making of them. */
function makeBatches({ size, batch }: Pick<Load, "size" | "batch">): (first: number) => readonly Uint8Array[] {
  const kinds = Math.max(1, Math.ceil(16_000 / batch));
  const pool = randomBytes(size * batch * kinds);
  const batches = Array.from({ length: kinds }, (_, kind) =>
    Array.from({ length: batch }, (__, at) => pool.subarray((kind * batch + at) * size, (kind * batch + at + 1) * size)),
  );
  return (first) => batches[(first / batch) % kinds] ?? [];
}

function keyOf(index: number): string {
  return `bench/${index}`;
}

async function appendToLog(folder: string, load: Load) {
  const log = await openBenchLog(folder);
  const bytesOf = makeBatches(load);
  const result = await drive(load, (first) => log.append(bytesOf(first).map((bytes, at) => ({ key: keyOf(first + at), bytes }))));
  if (log.size !== result.details.entries) throw new Error(`${log.size} entries on the log`);
  await log.close();
  return result;
}

/** Not durable when acknowledged: Hypercore leaves that to the operating system. */
async function appendToHypercore(folder: string, load: Load) {
  const core = new Hypercore(folder);
  await core.ready();
  const bytesOf = makeBatches(load);
  const result = await drive(load, (first) => core.append(bytesOf(first)));
  await core.close();
  return result;
}

/** Durable as ours, without a tree: a table of key and bytes, one transaction a batch. */
async function appendToSqlite(folder: string, load: Load) {
  const database = new DatabaseSync(join(folder, "entries.sqlite"));
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry (id INTEGER PRIMARY KEY, key TEXT UNIQUE, bytes BLOB) STRICT",
  );
  const insert = database.prepare("INSERT INTO entry (key, bytes) VALUES (?, ?)");
  const bytesOf = makeBatches(load);
  const result = await drive(load, async (first) => {
    database.exec("BEGIN IMMEDIATE");
    for (const [at, bytes] of bytesOf(first).entries()) insert.run(keyOf(first + at), bytes);
    database.exec("COMMIT");
  });
  database.close();
  return result;
}

/** Makes a large log that stays, and tells what an entry cost at the beginning and at the end of it. */
async function fill(folder: string, size: number, entries: number) {
  const log = await openBenchLog(folder);
  const load = { size, entries, batch: 1000, callers: 4 };
  const bytesOf = makeBatches(load);
  const tenths = tenthsOf(entries);
  let done = 0;
  const result = await drive(load, async (first) => {
    await log.append(bytesOf(first).map((bytes, at) => ({ key: keyOf(first + at), bytes })));
    done += load.batch;
    tenths.reached(done);
  });
  await log.checkpoint();
  await log.close();
  return { ...result, details: { ...result.details, ...tenths.details() } };
}

/** What the kernel asks of a program that does nothing but write and sync as many bytes in pieces of 4,000 entries. */
async function writePlainFiles(folder: string, size: number, entries: number) {
  const piece = randomBytes(4000 * size);
  const tenths = tenthsOf(entries);
  const seconds = await timed(async () => {
    let file = openSync(join(folder, "0"), "w");
    for (let done = 4000; done <= entries; done += 4000) {
      writeSync(file, piece);
      fdatasyncSync(file);
      if (done % 200_000 === 0) {
        closeSync(file);
        file = openSync(join(folder, String(done)), "w");
      }
      tenths.reached(done);
    }
    closeSync(file);
  });
  return { seconds, details: tenths.details() };
}

/** Processor time of an entry, tenth by tenth of all entries: the program's own, and the kernel's for it. */
function tenthsOf(entries: number) {
  const tenth = Math.max(1, Math.floor(entries / 40_000)) * 4000;
  const marks = [process.cpuUsage()];
  const perEntry = (kind: "user" | "system"): string =>
    marks
      .slice(1)
      .map((mark, at) => ((mark[kind] - (marks[at]?.[kind] ?? 0)) / tenth).toFixed(2))
      .join(" ");
  return {
    reached: (done: number): void => {
      if (done % tenth === 0) marks.push(process.cpuUsage());
    },
    details: () => ({ ownMicrosecondsByTenth: perEntry("user"), kernelMicrosecondsByTenth: perEntry("system") }),
  };
}

async function open(folder: string) {
  let log: MerkleLog | null = null;
  const seconds = await timed(async () => (log = await openBenchLog(folder)));
  const size = (log as MerkleLog | null)?.size ?? 0;
  await (log as MerkleLog | null)?.close();
  return { seconds, details: { entries: size, milliseconds: Number((seconds * 1000).toFixed(1)) } };
}

async function prove(folder: string, count: number) {
  const log = await openBenchLog(folder);
  const waits: number[] = [];
  const seconds = await timed(async () => {
    for (let proof = 0; proof < count; proof++) {
      const index = Math.floor(Math.random() * log.size);
      const start = performance.now();
      await log.inclusionProof(index, log.size);
      waits.push((performance.now() - start) * 1000);
    }
  });
  waits.sort((left, right) => left - right);
  const details = {
    proofs: count,
    entries: log.size,
    p50Microseconds: Math.round(waits[count >> 1] ?? 0),
    p99Microseconds: Math.round(waits[Math.floor(count * 0.99)] ?? 0),
  };
  await log.close();
  return { seconds, details };
}

async function check(folder: string) {
  const report = await fsck(folder);
  if (!report.ok) throw new Error(JSON.stringify(report.problems.slice(0, 3)));
  const { entries, frames, seconds } = report;
  return {
    seconds: seconds.structure + seconds.signatures,
    details: { entries, frames, structureSeconds: seconds.structure, signatureSeconds: seconds.signatures },
  };
}

/** From 32-byte leaf data to the root, every level hashed, in pieces as they would arrive. */
async function buildTree(leaves: number) {
  const [entryHasher, bulkHasher] = await Promise.all([createEntryHasher(), createBulkHasher()]);
  const PIECE = 100_000;
  const data = randomBytes(32 * PIECE);
  const spans = new Uint32Array(4 * PIECE);
  for (let at = 0; at < PIECE; at++) spans.set([32 * at, 0, 32 * at, 32], 4 * at);
  const tree = bulkHasher.startTree();
  let size = 0;
  const seconds = await timed(async () => {
    for (let first = 0; first < leaves; first += PIECE)
      tree.append(entryHasher.entries(data, spans.subarray(0, 4 * Math.min(PIECE, leaves - first))).leafHashes);
    ({ size } = tree.finish());
  });
  return { seconds, details: { leaves: size } };
}

function openBenchLog(folder: string): Promise<MerkleLog> {
  return openLog({ folder, origin: "bench.example/log", clock: { now: Date.now } });
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(process.env["BENCH_FOLDER"] ?? tmpdir(), "yuejian-bench-log-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function numbers<Key extends string>(given: Readonly<Record<Key, string | undefined>>): Record<Key, number> {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, Number(value)])) as Record<Key, number>;
}

await task((args) => {
  const [kind = "", ...rest] = args;
  const work = KINDS[kind];
  if (work === undefined) throw new Error(`no such measurement: ${kind}`);
  return work(rest);
});
