import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { expectWhole } from "../testing/whole-log.ts";

/** The system itself lets a call fail, or kills the process in it: `strace -e inject` (Debian's), calls of every thread. */
const hasStrace = spawnSync("strace", ["-f", "-e", "trace=none", "true"]).status === 0;
if (!hasStrace)
  console.warn(
    "skipped: faults of the system; strace is not on this machine, or may not trace. The failing disks of faults.test.ts remain.",
  );

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

async function appendUnder(folder: string, fault: Fault & { at: number }): Promise<Outcome> {
  const trace = join(folder, "trace");
  const { calls, files, how, at } = fault;
  const log = join(folder, "log");
  const paths = (FILES[files ?? ""] ?? []).flatMap((file) => ["-P", join(log, file)]);
  const inject = `${calls}:${how}:when=${at}${how.startsWith("error") ? "+" : ""}`;
  const args = [
    "-f",
    // Faster, but then no signal comes.
    ...(how.startsWith("error") ? ["--seccomp-bpf"] : []),
    "-o",
    trace,
    ...paths,
    "-e",
    `trace=${calls}`,
    "-e",
    `inject=${inject}`,
    process.execPath,
    SCRIPT,
    log,
  ];
  const child = spawn("strace", args, {
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

/** Lets the first call fail, in another run the second, and so on, until there is none; gives their number. */
async function failEach(fault: Fault): Promise<number> {
  let at = 1;
  let isOver = false;
  let met = 0;
  const work = async (): Promise<void> => {
    while (!isOver) {
      const where = { ...fault, at: at++ };
      const text = JSON.stringify(where);
      const folder = await mkdtemp(join(SCRATCH, "yuejian-strace-"));
      try {
        const outcome = await appendUnder(folder, where);
        if (outcome.wasMet) met++;
        else isOver = true;
        if (outcome.wasMet && fault.how.startsWith("error")) expect(outcome.said, text).toContain("stopped L");
        if (!outcome.wasMet) expect(outcome.acknowledged.size).toBe(10);
        await expectWhole({ ...settings, folder: join(folder, "log") }, outcome, text);
      } finally {
        await rm(folder, { recursive: true });
      }
    }
  };
  await Promise.all([work(), work()]);
  return met;
}

describe.runIf(hasStrace)("a system that fails", () => {
  it.each([
    ["write of a segment", { calls: "pwrite64", files: "segments" }, 5],
    ["write of the places", { calls: "pwrite64", files: "places" }, 5],
    ["write of a level file", { calls: "pwrite64", files: "levels" }, 5],
    ["write of keys and derived state", { calls: "pwrite64", files: "settled" }, 4],
    ["write of key files and signed state", { calls: "pwrite64", files: "signed" }, 4],
    ["sync of a segment", { calls: "fdatasync", files: "segments" }, 5],
    ["sync of a level file", { calls: "fdatasync", files: "levels" }, 4],
    ["sync of keys and derived state", { calls: "fdatasync", files: "settled" }, 4],
    ["sync of a folder or a state", { calls: "fsync", files: "folders" }, 10],
    ["sync of a state that is written again", { calls: "fdatasync", files: "signed" }, 1],
    ["rename", { calls: "rename" }, 6],
  ] as const)(
    "or kills the process, at each %s in turn: the log says that it stopped, and nothing acknowledged is lost",
    async (_, where, least) => {
      const errors = await failEach({ ...where, how: where.calls === "pwrite64" ? "error=ENOSPC" : "error=EIO" });
      const kills = await failEach({ ...where, how: "signal=SIGKILL" });
      expect(errors).toBeGreaterThanOrEqual(least);
      // The folder's lock syncs the folder once more when it is given back, which is too late to be told.
      expect(kills).toBeGreaterThanOrEqual(errors);
    },
    300_000,
  );
});
