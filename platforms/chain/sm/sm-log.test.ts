import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { encodeHex, inclusionPath, rootOfLeafHashes, sm3Tree, verifyInclusion } from "@yuejian/digests";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseCheckpoint, parseNote, parseSmVerifierKey, verifySmNoteSignature } from "../format/index.ts";
import { type MerkleLog, openLog } from "../log/index.ts";
import { type FailureMode, failingDisk } from "../testing/failing-disk.ts";
import { powerCutDisk } from "../testing/power-cut-disk.ts";
import { openSmLog, type SmLog, type SmLogOptions } from "./index.ts";
import { GrowingSm3Tree, platformSm3Tree, subtreePosition } from "./sm3-tree.ts";

let folder: string;
let ledger: MerkleLog;
let open: SmLog[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yuejian-sm-"));
  open = [];
  ledger = await openLedger();
});
afterEach(async () => {
  for (const log of open) await log.close();
  await ledger.close();
  await rm(folder, { recursive: true });
});

const origin = "sm.example/ledger";
const openLedger = (where = folder) => openLog({ folder: where, origin, clock: { now: () => 0 }, publishIntervalMilliseconds: 0 });
const text = (at: number) => new TextEncoder().encode(`entry ${at}`);
const append = (count: number, log = ledger) => {
  const from = log.size;
  return log.append(Array.from({ length: count }, (_, at) => ({ key: `k${from + at}`, bytes: text(from + at) })));
};
function openSm(more: Partial<SmLogOptions> = {}): SmLog {
  const log = openSmLog({ ledgerFolder: folder, ledger, lookMilliseconds: 60_000, makeSeed: () => new Uint8Array(32).fill(7), ...more });
  open.push(log);
  return log;
}

/** Root over the first entries, by the portable code and from nothing. */
const roots = new Map<number, string>();
function rootOf(size: number): string {
  const leaves = () => Array.from({ length: size }, (_, at) => sm3Tree.leaf(text(at)));
  const root = roots.get(size) ?? encodeHex(rootOfLeafHashes(leaves(), sm3Tree));
  roots.set(size, root);
  return root;
}

/** The note is by that key, and says what the entries give. Portable code only. */
function expectTrue(note: string, verifierKey: string): number {
  const { text: body, signatures } = parseNote(note);
  const checkpoint = parseCheckpoint(body);
  expect(checkpoint.origin).toBe(`${origin}/sm`);
  expect(signatures.length).toBe(1);
  expect(signatures.every((signature) => verifySmNoteSignature(body, signature, parseSmVerifierKey(verifierKey)))).toBe(true);
  expect(encodeHex(checkpoint.root)).toBe(rootOf(checkpoint.size));
  return checkpoint.size;
}

describe("the SM3 tree on the platform", () => {
  it("has the hashes, roots and subtrees of the portable one, whatever the steps in which it grows", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 12 }), (steps) => {
        const tree = new GrowingSm3Tree();
        const pieces: Buffer[] = [];
        for (const step of steps) {
          pieces.push(tree.add(Array.from({ length: step }, (_, at) => text(tree.size + at))));
          const stored = Buffer.concat(pieces);
          const nodeAt = (level: number, index: number) =>
            new Uint8Array(stored.subarray(32 * subtreePosition(level, index), 32 * subtreePosition(level, index) + 32));
          expect(encodeHex(tree.root())).toBe(rootOf(tree.size));
          expect(encodeHex(GrowingSm3Tree.at(tree.size, nodeAt).root())).toBe(rootOf(tree.size));
          for (let level = 0; 2 ** level <= tree.size; level++)
            for (let index = 0; (index + 1) * 2 ** level <= tree.size; index++) {
              const leaves = Array.from({ length: 2 ** level }, (_, at) => sm3Tree.leaf(text(index * 2 ** level + at)));
              expect(encodeHex(nodeAt(level, index))).toBe(encodeHex(rootOfLeafHashes(leaves, sm3Tree)));
            }
        }
      }),
      { numRuns: 30 },
    );
    expect(platformSm3Tree.empty).toEqual(sm3Tree.empty);
  });
});

describe("an SM log", () => {
  it("signs each block of the ledger under a name of its own, and proves every entry", async () => {
    const sm = openSm();
    for (const count of [1, 2, 255, 300]) {
      await append(count);
      expect(expectTrue(await sm.checkpoint(), sm.verifierKey)).toBe(ledger.size);
      expect(ledger.published.size).toBe(ledger.size);
    }
    const source = await sm.proofSource();
    const { root } = parseCheckpoint(parseNote(source.checkpoint).text);
    const leaves = Array.from({ length: source.size }, (_, at) => sm3Tree.leaf(text(at)));
    for (const index of [0, 1, 2, 255, 256, 400, 557]) {
      const path = await source.inclusionPath(index);
      expect(path).toEqual(inclusionPath(leaves, index, sm3Tree));
      expect(verifyInclusion({ leafHash: sm3Tree.leaf(text(index)), index, size: source.size, path, root }, sm3Tree)).toBe(true);
    }
    await expect(source.inclusionPath(558)).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
    // Under an earlier checkpoint the ledger may have grown.
    await append(9);
    expect(await source.inclusionPath(557)).toEqual(inclusionPath(leaves, 557, sm3Tree));
    expect((await sm.fsck()).problems).toEqual([]);
  });

  it("follows by itself what the ledger published", async () => {
    const sm = openSm({ lookMilliseconds: 5 });
    await append(40);
    await ledger.checkpoint();
    while (sm.published.size < 40) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sm.state).toEqual({ size: 40, behind: 0, fault: null });
    expectTrue(sm.published.note, sm.verifierKey);
  });

  it("is built for a ledger that had none, signs on the way, and goes on where it was stopped", async () => {
    await append(2000);
    await ledger.checkpoint();
    const first = openSm({ stepEntries: 512 });
    // More than a step behind: nobody waits, and gets what there is.
    expect(expectTrue(await first.checkpoint(), first.verifierKey)).toBeLessThan(2000);
    while (first.published.size < 512) await new Promise((resolve) => setTimeout(resolve, 1));
    await first.close();
    const kept = first.published.size;
    expect(kept % 512).toBe(0);
    let reread = 0;
    const watched = new Proxy(ledger, {
      get: (target, name) => {
        if (name === "entryBundle") return (index: number, width: number) => (reread++, target.entryBundle(index, width));
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    const second = openSm({ ledger: watched });
    expect(expectTrue(await second.checkpoint(), second.verifierKey)).toBe(2000);
    expect(reread).toBe(8 - kept / 256);
    expect(second.verifierKey).toBe(first.verifierKey);
  });

  it("that signed more than the ledger holds refuses to open: the ledger came back from an old backup", async () => {
    await append(5);
    await ledger.close();
    await cp(folder, `${folder}-old`, { recursive: true });
    ledger = await openLedger();
    const sm = openSm();
    await append(5);
    await sm.checkpoint();
    await sm.close();
    await cp(join(folder, "sm"), join(`${folder}-old`, "sm"), { recursive: true });
    const old = await openLedger(`${folder}-old`);
    expect(() => openSmLog({ ledgerFolder: `${folder}-old`, ledger: old })).toThrow(expect.objectContaining({ code: "LOG_ROLLED_BACK" }));
    // Even when it grew again beyond what was signed, with other entries: no second root under the key.
    await old.append(Array.from({ length: 9 }, (_, at) => ({ key: `other ${at}`, bytes: text(900 + at) })));
    rmSync(join(`${folder}-old`, "sm", "nodes"));
    const forked = openSmLog({ ledgerFolder: `${folder}-old`, ledger: old, lookMilliseconds: 60_000 });
    await expect(forked.checkpoint()).rejects.toMatchObject({ code: "LOG_CORRUPT" });
    expect(forked.state.fault?.code).toBe("LOG_CORRUPT");
    await forked.close();
    await old.close();
    await rm(`${folder}-old`, { recursive: true });
  });

  it("whose key or state is gone refuses to sign", async () => {
    const sm = openSm();
    await append(3);
    await sm.checkpoint();
    await sm.close();
    for (const file of ["signed.state", "signing.key", "verifier.key"]) {
      const path = join(folder, "sm", file);
      const content = readFileSync(path);
      rmSync(path);
      expect(() => openSm(), file).toThrow(YuejianError);
      writeFileSync(path, content);
    }
    expect(expectTrue(await openSm().checkpoint(), sm.verifierKey)).toBe(3);
  });
});

/** Opens, follows and closes until the disk fails; gives every note that was handed out. After a failure nothing more is signed. */
async function followUntilFailure(disk: NonNullable<SmLogOptions["disk"]>): Promise<string[]> {
  const notes: string[] = [];
  try {
    for (let session = 0; session < 2; session++) {
      const sm = openSm({ disk, stepEntries: 4 });
      try {
        for (let turn = 0; turn < 2; turn++) {
          await append(2);
          await ledger.checkpoint();
          for (let was = -1; was !== sm.published.size && sm.state.fault === null; ) {
            was = sm.published.size;
            notes.push(await sm.checkpoint());
          }
        }
      } catch (failure) {
        await expect(sm.checkpoint()).rejects.toBeInstanceOf(YuejianError);
        throw failure;
      } finally {
        await sm.close();
      }
    }
  } catch (failure) {
    if (!(failure instanceof YuejianError)) throw failure;
  }
  return notes;
}

/** Whatever happened: what was handed out stands, the key is the same, the log goes on, and nothing is wrong on disk. */
async function expectGoesOn(notes: readonly string[], where: string): Promise<void> {
  const sm = openSm();
  for (const note of notes) expectTrue(note, sm.verifierKey);
  const size = expectTrue(await sm.checkpoint(), sm.verifierKey);
  expect(size, where).toBe(ledger.size);
  expect((await sm.fsck()).problems, where).toEqual([]);
  await sm.close();
}

describe("a disk that fails", () => {
  it.each([
    ["EIO", "before"],
    ["ENOSPC", "half"],
    ["EIO", "after"],
  ] as const satisfies ["EIO" | "ENOSPC", FailureMode][])(
    "with %s at each operation of the SM log in turn, %s it is done: no handed-out checkpoint is contradicted, the ledger goes on",
    async (error, mode) => {
      let stages = 0;
      for (let failAt = 0; ; failAt++) {
        const disk = failingDisk(failAt, error, mode);
        const notes = await followUntilFailure(disk);
        if (!disk.hasFailed) break;
        stages++;
        await append(1);
        await expectGoesOn(notes, `${error} ${mode} operation ${failAt}`);
        rmSync(join(folder, "sm"), { recursive: true });
      }
      expect(stages).toBeGreaterThan(30);
    },
    60_000,
  );

  it("without power from any operation on takes nothing that was handed out", async () => {
    let stages = 0;
    for (let cutAt = 0; ; cutAt++) {
      const disk = powerCutDisk(cutAt);
      const notes = await followUntilFailure(disk);
      if (!disk.isCut) break;
      stages++;
      disk.revert();
      // What was made durable before: the newest note that left is still known, so that its size is never signed anew with another root.
      if (notes.length > 0) {
        const newest = Math.max(...notes.map((note) => parseCheckpoint(parseNote(note).text).size));
        const sm = openSm();
        expect(sm.published.size, `cut at ${cutAt}`).toBeGreaterThanOrEqual(newest);
        await sm.close();
      }
      await expectGoesOn(notes, `power cut at ${cutAt}`);
      rmSync(join(folder, "sm"), { recursive: true });
    }
    expect(stages).toBeGreaterThan(30);
  }, 60_000);
});

describe("an SM log on disk with a bit flipped", () => {
  it("is reported by fsck or refused, and gives no false proof and no false checkpoint, whichever byte of whichever file it is", async () => {
    const sm = openSm();
    await append(5);
    await sm.checkpoint();
    await sm.close();
    // The next block, which is published, grows from what is stored.
    await append(1);
    await ledger.checkpoint();
    const at = join(folder, "sm");
    const files = new Map(readdirSync(at).map((name) => [name, readFileSync(join(at, name))]));
    expect([...files.keys()].sort()).toEqual(["nodes", "signed.state", "signing.key", "verifier.key"]);
    const unseen: string[] = [];
    for (const [name, content] of files) {
      for (let byte = 0; byte < content.length; byte++) {
        const copy = Buffer.from(content);
        copy[byte] = (copy[byte] ?? 0) ^ (1 << (byte % 8));
        writeFileSync(join(at, name), copy);
        const outcome = await outcomeOf(sm.verifierKey);
        if (outcome === "unseen") unseen.push(`${name} byte ${byte}`);
        rmSync(at, { recursive: true });
        mkdirSync(at);
        for (const [each, bytes] of files) writeFileSync(join(at, each), bytes);
      }
    }
    expect(unseen).toEqual([]);
  }, 300_000);

  async function outcomeOf(verifierKey: string): Promise<"refused" | "reported" | "rebuilt" | "unseen"> {
    let sm: SmLog;
    try {
      sm = openSm();
    } catch (error) {
      expect(error).toBeInstanceOf(YuejianError);
      return "refused";
    }
    try {
      const before = readFileSync(join(folder, "sm", "nodes"));
      const report = await sm.fsck();
      const isRebuilt = !before.equals(readFileSync(join(folder, "sm", "nodes")));
      const source = await sm.proofSource();
      expect(expectTrue(source.checkpoint, verifierKey)).toBe(6);
      const { root } = parseCheckpoint(parseNote(source.checkpoint).text);
      for (const index of [0, 1, 2, 3, 4, 5]) {
        const path = await source.inclusionPath(index);
        const proof = { leafHash: platformSm3Tree.leaf(text(index)), index, size: source.size, path, root };
        expect(verifyInclusion(proof, platformSm3Tree)).toBe(true);
      }
      return report.ok ? (isRebuilt ? "rebuilt" : "unseen") : "reported";
    } catch (error) {
      expect(error).toBeInstanceOf(YuejianError);
      return "reported";
    } finally {
      await sm.close();
    }
  }
});
