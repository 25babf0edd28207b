import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectWhole } from "../testing/whole-log.ts";

/** The system itself lets a call fail, or kills the process in it: `strace -e inject` (Debian's), calls of every thread. Of each kind of call the first, the
 *  one in the middle and the last, each in a process of its own; YUEJIAN_EVERY_FAULT=1 takes every one. Every operation in turn is what the disks of
 *  faults.test.ts let fail, in one process. */
const hasStrace = spawnSync("strace", ["-f", "-e", "trace=none", "true"]).status === 0;
if (!hasStrace)
  console.warn(
    "skipped: faults of the system; strace is not on this machine, or may not trace. The failing disks of faults.test.ts remain.",
  );

const isEvery = process.env["YUEJIAN_EVERY_FAULT"] === "1";
const SCRIPT = fileURLToPath(new URL("../testing/append-briefly.ts", import.meta.url));
const SCRATCH = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
const CODE = mkdtempSync(join(SCRATCH, "yuejian-strace-code-"));
afterAll(() => rm(CODE, { recursive: true }));

const settings = {
  origin: "crash.example/ledger",
  clock: { now: () => 0 },
  publishIntervalMilliseconds: 0,
  segmentBytes: 700,
  settleEntries: 4,
};

interface Outcome {
  readonly acknowledged: Map<string, number>;
  readonly notes: string[];
  /** Whether the call that was to fail ever came. */
  readonly wasMet: boolean;
  readonly said: string;
}

/** Files that one thread alone makes such calls for. A call is counted by thread, so «the n-th» is a certain one only among these. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  segments: Array.from({ length: 8 }, (_, at) => `seg/000${at}.log`),
  places: ["levels/offsets"],
  levels: Array.from({ length: 4 }, (_, at) => `levels/0${at}`),
  settled: ["derived.state.new", ...Array.from({ length: 100 }, (_, at) => `keys/${Math.floor(at / 10)}-${(at % 10) + 1}.run.new`)],
  folders: [".", "seg", "levels", "keys", "signed.state.new", "signed.state.2.new", "verifier.key.new", "signing.key.new"],
  signed: ["signed.state.new", "signed.state", "signed.state.2.new", "signed.state.2", "verifier.key.new", "signing.key.new"],
};

/** Where a call is to fail: which calls of which files, and how. */
interface Fault {
  readonly calls: string;
  /** Of FILES; any file when not given. */
  readonly files?: string;
  readonly how: string;
}

/** Appends, with strace told what more. */
async function appendTraced(folder: string, how: readonly string[]): Promise<Outcome> {
  const child = spawn("strace", ["-f", "-o", join(folder, "trace"), ...how, process.execPath, SCRIPT, join(folder, "log")], {
    // One thread beside the main one makes the calls of group commits, so that «the n-th» is a certain one.
    env: { ...process.env, UV_THREADPOOL_SIZE: "1", NODE_COMPILE_CACHE: CODE },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const acknowledged = new Map<string, number>();
  const notes: string[] = [];
  // A line without its end may be cut: only whole lines were said.
  for (const line of said.split("\n").slice(0, -1)) {
    const entry = /^(\d+) (\d:\d:\d)$/.exec(line);
    if (entry?.[2] !== undefined) acknowledged.set(entry[2], Number(entry[1]));
    if (line.startsWith("checkpoint ")) notes.push(JSON.parse(line.slice("checkpoint ".length)) as string);
  }
  return { acknowledged, notes, wasMet: status !== 0, said };
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(SCRATCH, "yuejian-strace-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Call {
  readonly thread: string;
  readonly call: string;
  /** Relative to the log's folder. */
  readonly file: string;
}

/** The calls for the log's files of a run in which nothing fails. */
async function callsMade(): Promise<Call[]> {
  return await inFolder(async (folder) => {
    const outcome = await appendTraced(folder, ["--seccomp-bpf", "-y", "-e", "trace=pwrite64,fdatasync,fsync,rename"]);
    expect([outcome.wasMet, outcome.acknowledged.size], outcome.said).toEqual([false, 10]);
    const log = join(folder, "log");
    const lines = (await readFile(join(folder, "trace"), "utf8")).split("\n");
    return lines.flatMap((line) => {
      const [, thread = "", call = "", path = ""] = /^(\d+) +(\w+)\((?:\d+<|")([^>"]*)/.exec(line) ?? [];
      return path.startsWith(log) ? [{ thread, call, file: path.slice(log.length + 1) || "." }] : [];
    });
  });
}

/** How often the thread that makes such calls most often makes them: up to there the system counts. */
function countOf(calls: readonly Call[]): number {
  const byThread = Map.groupBy(calls, ({ thread }) => thread);
  return Math.max(0, ...[...byThread.values()].map(({ length }) => length));
}

async function failAt(at: number, { calls, files, how }: Fault): Promise<void> {
  await inFolder(async (folder) => {
    const log = join(folder, "log");
    const isError = how.startsWith("error");
    const outcome = await appendTraced(folder, [
      // Faster, but then no signal comes.
      ...(isError ? ["--seccomp-bpf"] : []),
      ...(FILES[files ?? ""] ?? []).flatMap((file) => ["-P", join(log, file)]),
      "-e",
      `trace=${calls}`,
      "-e",
      `inject=${calls}:${how}:when=${at}${isError ? "+" : ""}`,
    ]);
    const text = JSON.stringify({ calls, files, how, at });
    expect(outcome.wasMet, `${text} never came`).toBe(true);
    if (isError) expect(outcome.said, text).toContain("stopped L");
    await expectWhole({ ...settings, folder: log }, outcome, text);
  });
}

/** Of so many calls those that are to fail. */
function chosen(count: number): number[] {
  const all = Array.from({ length: count }, (_, at) => at + 1);
  return isEvery ? all : all.filter((at) => [1, Math.ceil(count / 2), count].includes(at));
}

describe.runIf(hasStrace)("a system that fails", () => {
  let made: Call[];
  beforeAll(async () => {
    // Once for the code, which is kept from then on: keeping it renames files too.
    await callsMade();
    made = await callsMade();
  });

  it.each([
    ["write of a segment", { calls: "pwrite64", files: "segments" }, 5],
    ["write of the places", { calls: "pwrite64", files: "places" }, 5],
    ["write of a level file", { calls: "pwrite64", files: "levels" }, 5],
    ["write of keys and derived state", { calls: "pwrite64", files: "settled" }, 4],
    ["write of key files and signed state", { calls: "pwrite64", files: "signed" }, 4],
    ["sync of a segment", { calls: "fdatasync", files: "segments" }, 5],
    ["sync of a level file", { calls: "fdatasync", files: "levels" }, 4],
    ["sync of keys and derived state", { calls: "fdatasync", files: "settled" }, 4],
    ["sync of a folder or a state", { calls: "fsync", files: "folders", isLastTooLate: true }, 10],
    ["sync of a state that is written again", { calls: "fdatasync", files: "signed" }, 1],
    ["rename", { calls: "rename" }, 6],
  ] as const satisfies [string, Omit<Fault, "how"> & { isLastTooLate?: boolean }, number][])(
    "or kills the process, at a %s: the log says that it stopped, and nothing acknowledged is lost",
    async (_, where, least) => {
      const { calls, files = "", isLastTooLate = false }: Omit<Fault, "how"> & { isLastTooLate?: boolean } = where;
      const count = countOf(made.filter(({ call, file }) => call === calls && (FILES[files]?.includes(file) ?? true)));
      expect(count).toBeGreaterThanOrEqual(least);
      const fault = { calls, ...(files === "" ? {} : { files }) };
      // The folder's lock syncs the folder once more when it is given back, which is too late to be told.
      const errors = chosen(isLastTooLate ? count - 1 : count).map((at) => ({
        at,
        how: calls === "pwrite64" ? "error=ENOSPC" : "error=EIO",
      }));
      const kills = chosen(count).map((at) => ({ at, how: "signal=SIGKILL" }));
      const waiting = [...errors, ...kills];
      const work = async (): Promise<void> => {
        for (let next = waiting.shift(); next; next = waiting.shift()) await failAt(next.at, { ...fault, how: next.how });
      };
      await Promise.all([work(), work()]);
    },
    300_000,
  );
});
