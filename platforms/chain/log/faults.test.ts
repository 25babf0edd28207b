import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { YuejianError } from "@yuejian/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseCheckpoint, parseNote } from "../format/index.ts";
import { type FailureMode, failingDisk } from "../testing/failing-disk.ts";
import { powerCutDisk } from "../testing/power-cut-disk.ts";
import { contentOf, expectWhole } from "../testing/whole-log.ts";
import { type Disk, fsck, type MerkleLog, openLog } from "./index.ts";

/** In memory where the system has that: hundreds of logs are made, and what a disk does is played by the disks of testing/. */
const SCRATCH = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(SCRATCH, "yuejian-fault-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const clock = { now: () => 0 };
const origin = "fault.example/ledger";
const settings = { clock, origin, publishIntervalMilliseconds: 0, segmentBytes: 700, settleEntries: 6 };
const entry = contentOf;
const openHere = (disk?: Disk): Promise<MerkleLog> => openLog({ ...settings, folder, ...(disk === undefined ? {} : { disk }) });

describe("a disk that fails", () => {
  it.each([
    ["EIO", "before"],
    ["ENOSPC", "half"],
    ["EIO", "after"],
  ] as const satisfies ["EIO" | "ENOSPC", FailureMode][])(
    "with %s at each operation in turn, %s it is done: nothing acknowledged is lost, nothing stands twice",
    async (error, mode) => {
      let stages = 0;
      for (let failAt = 0; ; failAt++) {
        rmSync(folder, { recursive: true });
        mkdirSync(folder);
        const disk = failingDisk(failAt, error, mode);
        const acknowledged = new Map<string, number>();
        const notes: string[] = [];
        await runUntilFailure(disk, acknowledged, notes);
        if (!disk.hasFailed) break;
        stages++;
        await expectWhole({ ...settings, folder }, { acknowledged, notes }, `${error} ${mode} operation ${failAt}`);
      }
      expect(stages).toBeGreaterThan(60);
    },
    300_000,
  );
});

it("a power cut at each operation in turn takes everything that was not synced: nothing acknowledged, no published checkpoint is lost", async () => {
  let stages = 0;
  for (let cutAt = 0; ; cutAt++) {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    const disk = powerCutDisk(cutAt);
    const acknowledged = new Map<string, number>();
    const notes: string[] = [];
    await runUntilFailure(disk, acknowledged, notes);
    if (!disk.isCut) break;
    stages++;
    disk.revert();
    await expectWhole({ ...settings, folder }, { acknowledged, notes }, `power cut at operation ${cutAt}`);
  }
  expect(stages).toBeGreaterThan(60);
}, 300_000);

/** Opens, appends, publishes, closes and opens again until the disk fails; records what was acknowledged. A failure must stop the log. */
async function runUntilFailure(disk: Disk, acknowledged: Map<string, number>, notes: string[]): Promise<void> {
  let log: MerkleLog | null = null;
  try {
    for (let session = 0; session < 2; session++) {
      log = await openHere(disk);
      for (let turn = 0; turn < 4; turn++) {
        const keys = [0, 1].map((at) => `${session}:${turn}:${at}`);
        const indexes = await log.append(keys.map(entry));
        keys.forEach((key, at) => acknowledged.set(key, indexes[at] ?? -1));
        if (turn % 2 === 1) notes.push(await log.checkpoint());
      }
      await log.close();
      log = null;
    }
  } catch (failure) {
    if (!(failure instanceof YuejianError) && !String(failure).includes("injected")) throw failure;
    if (log !== null && failure instanceof YuejianError)
      await expect(log.append([entry("after the failure")])).rejects.toBeInstanceOf(YuejianError);
    await log?.close().catch(() => undefined);
  }
}

describe("a process killed at any moment", () => {
  it("has lost nothing that it acknowledged and holds nothing twice; its lock died with it", async () => {
    const acknowledged = new Map<string, number>();
    const notes: string[] = [];
    for (let round = 0; round < 8; round++) {
      await killDuringAppends(round, acknowledged, notes);
      const log = await openLog({ ...settings, origin: "crash.example/ledger", folder, segmentBytes: 20_000, settleEntries: 64 });
      for (const [key, index] of acknowledged) expect(new TextDecoder().decode(await log.entry(index))).toBe(`entry ${key}`);
      const published = notes.map((note) => parseCheckpoint(parseNote(note).text).size);
      expect(log.size).toBeGreaterThanOrEqual(Math.max(0, ...published));
      await log.close();
      expect((await fsck(folder)).problems).toEqual([]);
    }
    expect(acknowledged.size).toBeGreaterThan(200);
    expect(notes.length).toBeGreaterThan(5);
    expect(new Set(acknowledged.values()).size).toBe(acknowledged.size);
  }, 300_000);
});

async function killDuringAppends(round: number, acknowledged: Map<string, number>, notes: string[]): Promise<void> {
  const script = fileURLToPath(new URL("../testing/append-forever.ts", import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, folder, String(round)], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      if (output === "") setTimeout(() => child.kill("SIGKILL"), 20 + ((round * 37) % 200));
      output += chunk.toString();
    });
    child.on("close", () => (output === "" ? reject(new Error(errors)) : resolve()));
  });
  // A line without its end may be cut: only whole lines were said.
  for (const line of output.split("\n").slice(0, -1)) {
    const space = line.indexOf(" ");
    const [head, rest] = [line.slice(0, space), line.slice(space + 1)];
    if (head === "checkpoint") notes.push(JSON.parse(rest) as string);
    else acknowledged.set(rest, Number(head));
  }
}

describe("a log on disk with any bit flipped", () => {
  const count = 9;

  async function makeLog(): Promise<void> {
    const log = await openHere();
    for (let at = 0; at < count; at += 3) await log.append([0, 1, 2].map((more) => entry(`k${at + more}`)));
    await log.checkpoint();
    await log.close();
  }

  function snapshot(): Map<string, Buffer> {
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((item) => item.isFile() && item.name !== "lock");
    return new Map(paths.map((item) => [join(item.parentPath, item.name), readFileSync(join(item.parentPath, item.name))]));
  }

  function restore(files: ReadonlyMap<string, Buffer>): void {
    for (const path of snapshot().keys()) if (!files.has(path)) rmSync(path);
    for (const [path, content] of files) writeFileSync(path, content);
  }

  function flipped(content: Buffer, at: number): Buffer {
    const copy = Buffer.from(content);
    copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
    return copy;
  }

  it("is reported by fsck, whichever byte of whichever file it is", async () => {
    await makeLog();
    const { trustedKeys } = await trusted();
    const files = snapshot();
    expect([...files.keys()].length).toBeGreaterThan(10);
    const unseen: string[] = [];
    for (const [path, content] of files) {
      if (path.endsWith("signing.key")) continue; // no part of what others check; opening compares it with verifier.key
      for (let at = 0; at < content.length; at++) {
        writeFileSync(path, flipped(content, at));
        if ((await fsck(folder, { trustedKeys })).ok) unseen.push(`${path} byte ${at}`);
      }
      writeFileSync(path, content);
    }
    expect(unseen).toEqual([]);
    expect((await fsck(folder, { trustedKeys })).ok).toBe(true);
  }, 300_000);

  it("is refused, rebuilt or found on reading, whichever byte it is; no wrong entry, proof or checkpoint is given out", async () => {
    await makeLog();
    const { verifierKey, note } = await trusted();
    const files = snapshot();
    for (const [path, content] of files) {
      for (let at = 0; at < content.length; at++) {
        writeFileSync(path, flipped(content, at));
        await expectNothingWrong(`${path} byte ${at}`, { verifierKey, note });
        restore(files);
      }
    }
    const log = await openHere();
    expect(log.size).toBe(count);
    await log.close();
  }, 300_000);

  async function trusted(): Promise<{ trustedKeys: string[]; verifierKey: string; note: string }> {
    const log = await openHere();
    const { verifierKey } = log;
    const note = await log.checkpoint();
    await log.close();
    return { trustedKeys: [verifierKey], verifierKey, note };
  }

  async function expectNothingWrong(where: string, right: { verifierKey: string; note: string }): Promise<void> {
    let log: MerkleLog;
    try {
      log = await openHere();
    } catch (refusal) {
      expect(refusal, where).toBeInstanceOf(YuejianError);
      return;
    }
    expect([log.size, log.verifierKey], where).toEqual([count, right.verifierKey]);
    const answers = [
      ...Array.from(
        { length: count },
        (_, index) => async () => expect(new TextDecoder().decode(await log.entry(index)), where).toBe(`content of k${index}`),
      ),
      ...Array.from({ length: count }, (_, index) => () => log.inclusionProof(index, count)),
      async () => expect(await log.append([entry("k4")]), where).toEqual([4]),
      async () => expect(await log.checkpoint(), where).toBe(right.note),
    ];
    for (const answer of answers) {
      try {
        await answer();
      } catch (refusal) {
        expect(refusal, where).toMatchObject({ code: "LOG_CORRUPT" });
      }
    }
    await log.close();
  }

  it("cut anywhere after a clean end is refused: acknowledged entries are missing", async () => {
    await makeLog();
    const files = snapshot();
    const newest =
      [...files.keys()]
        .filter((path) => path.includes("seg"))
        .sort()
        .at(-1) ?? "";
    const content = files.get(newest) ?? Buffer.alloc(0);
    for (let length = 0; length < content.length; length += 3) {
      writeFileSync(newest, content.subarray(0, length));
      await expect(openHere(), `${length} bytes`).rejects.toMatchObject({
        code: expect.stringMatching(/^LOG_(CORRUPT|ROLLED_BACK)$/) as string,
      });
      expect((await fsck(folder)).ok).toBe(false);
      restore(files);
    }
  });

  it("an older copy of everything but signed.state is refused as LOG_ROLLED_BACK", async () => {
    await makeLog();
    const older = snapshot();
    const log = await openHere();
    await log.append([entry("later")]);
    await log.checkpoint();
    await log.close();
    const signed = readFileSync(join(folder, "signed.state"));
    restore(older);
    writeFileSync(join(folder, "signed.state"), signed);
    await expect(openHere()).rejects.toMatchObject({ code: "LOG_ROLLED_BACK", parameters: { size: count, signed: count + 1 } });
    expect((await fsck(folder)).problems).toMatchObject([{ file: "signed.state", isRebuildable: false }]);
  });

  it("a torn tail that was never acknowledged is dropped, at whatever byte it ends; later entries take its place", async () => {
    const log = await openHere();
    await log.append([entry("k0"), entry("k1")]);
    await log.close();
    const segment = join(folder, "seg", "0000.log");
    const whole = readFileSync(segment);
    const files = snapshot();
    // The frame of another log of the same shape, cut at each byte: what a crash in the middle of a write leaves.
    for (let length = 1; length < whole.length; length += 5) {
      writeFileSync(segment, Buffer.concat([whole, whole.subarray(0, length)]));
      const again = await openHere();
      expect(again.size).toBe(2);
      expect(await again.append([entry("k2")])).toEqual([2]);
      await again.close();
      expect((await fsck(folder)).problems).toEqual([]);
      restore(files);
    }
  });

  it("a damaged frame before a whole one is refused even when nothing else remembers the entries", async () => {
    const log = await openHere();
    await log.append([entry("k0")]);
    await log.append([entry("k1")]);
    await log.close();
    for (const name of ["levels", "keys", "derived.state"]) rmSync(join(folder, name), { recursive: true });
    const segment = join(folder, "seg", "0000.log");
    const content = readFileSync(segment);
    for (const at of [0, 5, 9, 30, 100]) {
      writeFileSync(segment, flipped(content, at));
      await expect(openHere(), `byte ${at}`).rejects.toMatchObject({ code: "LOG_CORRUPT" });
      expect(readFileSync(segment).length).toBe(content.length);
    }
  });

  it("derived files deleted or cut are made anew", async () => {
    await makeLog();
    const files = snapshot();
    const derived = [...files.keys()].filter((path) => /levels|keys\/|derived/.test(path));
    expect(derived.length).toBeGreaterThan(6);
    for (const path of derived) {
      rmSync(path);
      const acknowledged = new Map(Array.from({ length: count }, (_, at) => [`k${at}`, at]));
      await expectWhole({ ...settings, folder }, { acknowledged, notes: [] }, path);
      restore(files);
    }
  });
});
