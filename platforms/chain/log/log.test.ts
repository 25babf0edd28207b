import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeHex, leafHash, rootOfLeafHashes, verifyConsistency, verifyInclusion } from "@yuejian/digests";
import { createEntryHasher } from "@yuejian/digests/bulk";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodeEntryBundle, parseCheckpoint, parseNote, parseVerifierKey, verifyNoteSignature } from "../format/index.ts";
import { fsck, type LogOptions, type MerkleLog, openLog } from "./index.ts";

let folder: string;
let open: MerkleLog[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yuejian-log-"));
});
afterEach(async () => {
  await Promise.all(open.map((log) => log.close()));
  open = [];
  await rm(folder, { recursive: true });
});

const clock = { now: () => 0 };
const origin = "test.example/ledger";
const bytes = (text: string) => new TextEncoder().encode(text);
const entry = (name: string, content = `content of ${name}`) => ({ key: name, bytes: bytes(content) });
const names = (count: number, from = 0) => Array.from({ length: count }, (_, at) => entry(`k${from + at}`));

async function start(options: Partial<LogOptions> = {}): Promise<MerkleLog> {
  const log = await openLog({ folder, origin, clock, publishIntervalMilliseconds: 0, ...options });
  open.push(log);
  return log;
}

const checkpointOf = (note: string) => parseCheckpoint(parseNote(note).text);

describe("opening", () => {
  it("a log whose key runs are of an older kind makes them anew, and its own check finds nothing meanwhile", async () => {
    await (await start()).append(names(20));
    await open.pop()?.close();
    const runs = join(folder, "keys");
    const [run = ""] = readdirSync(runs);
    const older = readFileSync(join(runs, run));
    older.write("YJK2");
    writeFileSync(join(runs, run), older);
    const log = await start();
    expect(await log.fsck()).toMatchObject({ ok: true, entries: 20 });
    expect(await log.append(names(1, 7))).toEqual([7]);
    await open.pop()?.close();
    expect(await fsck(folder)).toMatchObject({ ok: true, entries: 20 });
  });
});

describe("appending", () => {
  it("gives indexes in order and the entries back", async () => {
    const log = await start();
    expect(await log.append(names(3))).toEqual([0, 1, 2]);
    expect(await log.append([])).toEqual([]);
    expect(log.size).toBe(3);
    expect(await log.entry(1)).toEqual(bytes("content of k1"));
    await expect(log.entry(3)).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
    await expect(log.entry(-1)).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
  });

  it("many callers at once share few frames, every one gets its own indexes", async () => {
    const log = await start();
    const answers = await Promise.all(Array.from({ length: 200 }, (_, at) => log.append([entry(`a${at}`), entry(`b${at}`)])));
    expect(answers.flat().toSorted((left, right) => left - right)).toEqual(Array.from({ length: 400 }, (_, at) => at));
    const report = await log.fsck();
    expect(report).toMatchObject({ ok: true, entries: 400 });
    expect(report.frames).toBeLessThan(20);
  });

  it("with a delay callers that come one after the other share a frame", async () => {
    const log = await start({ groupDelayMilliseconds: 400 });
    const answers: Promise<readonly number[]>[] = [];
    for (let at = 0; at < 5; at++) {
      answers.push(log.append([entry(`k${at}`)]));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(await Promise.all(answers)).toEqual([[0], [1], [2], [3], [4]]);
    expect((await log.fsck()).frames).toBe(1);
  });

  it("a group that is larger than a frame may be is written as several, and answered as one", async () => {
    const log = await start();
    const large = Array.from({ length: 600 }, (_, at) => ({ key: `large ${at}`, bytes: new Uint8Array(60_000).fill(at) }));
    expect(await log.append(large)).toEqual(large.map((_, at) => at));
    const report = await log.fsck();
    expect([report.ok, report.entries, report.frames]).toEqual([true, 600, 3]);
    expect(await log.append(large.slice(595))).toEqual([595, 596, 597, 598, 599]);
    expect(await log.entry(599)).toEqual(large[599]?.bytes);
  });

  it("an entry repeated while the first is on its way to the disk gets the same index, and other bytes are refused", async () => {
    const log = await start();
    const batch = (from: number) =>
      names(400, from).map(({ key, bytes: short }) => ({ key, bytes: Buffer.concat([short, new Uint8Array(300)]) }));
    const first = log.append(batch(0));
    // Enough waits to be made ready at once: the second group is made while the first is being written.
    await new Promise((resolve) => setImmediate(resolve));
    const [twin, other] = [log.append([...batch(200), ...batch(600)]), log.append([entry("k7", "other"), ...batch(1000)])];
    await expect(other).rejects.toMatchObject({ code: "ENTRY_KEY_REUSED", parameters: { key: "k7" } });
    expect(await first).toEqual(Array.from({ length: 400 }, (_, at) => at));
    expect(await twin).toEqual(Array.from({ length: 800 }, (_, at) => 200 + at));
    expect(await log.append(batch(1000))).toEqual(Array.from({ length: 400 }, (_, at) => 1000 + at));
    expect((await log.fsck()).problems).toEqual([]);
  });

  it("a check of the open log lets appends wait and finds nothing wrong, however many come", async () => {
    const log = await start({ settleEntries: 20, segmentBytes: 4000 });
    const answers: Promise<unknown>[] = [];
    for (let round = 0; round < 20; round++) {
      answers.push(log.append(names(30, 30 * round)));
      if (round % 3 === 0) answers.push(log.fsck().then(({ problems }) => expect(problems).toEqual([])));
      if (round % 4 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(answers);
    expect(await log.fsck()).toMatchObject({ ok: true, entries: 600 });
  });

  it("a checkpoint covers what was appended before it, though callers never pause", async () => {
    const log = await start();
    const over = new AbortController();
    const busy = Array.from({ length: 4 }, async (_, caller) => {
      for (let turn = 0; !over.signal.aborted; turn++) await log.append([entry(`busy ${caller} ${turn}`)]);
    });
    const mine = await log.append([entry("mine")]);
    const { size } = checkpointOf(await log.checkpoint());
    over.abort();
    await Promise.all(busy);
    expect(size).toBeGreaterThan(mine[0] ?? 0);
  });

  it("the same key with the same bytes yields the same index: in one call, at once, later and after reopening", async () => {
    const log = await start();
    expect(await log.append([entry("a"), entry("a"), entry("b")])).toEqual([0, 0, 1]);
    expect(await Promise.all([log.append([entry("c")]), log.append([entry("c"), entry("a")])])).toEqual([[2], [2, 0]]);
    await log.close();
    const again = await start();
    expect(await again.append([entry("c"), entry("d"), entry("b")])).toEqual([2, 3, 1]);
    expect(again.size).toBe(4);
  });

  it("the same key with other bytes is refused as a whole and appends nothing", async () => {
    const log = await start();
    await log.append([entry("a")]);
    await expect(log.append([entry("new"), entry("a", "other")])).rejects.toMatchObject({
      code: "ENTRY_KEY_REUSED",
      parameters: { key: "a" },
    });
    await expect(log.append([entry("x"), entry("x", "other")])).rejects.toMatchObject({ code: "ENTRY_KEY_REUSED" });
    const [refused, taken] = await Promise.allSettled([log.append([entry("y"), entry("a", "other")]), log.append([entry("y", "third")])]);
    expect([refused.status, taken.status]).toEqual(["rejected", "fulfilled"]);
    expect(log.size).toBe(2);
    expect(await log.entry(1)).toEqual(bytes("third"));
  });

  it("takes an entry of 65,535 bytes, refuses a larger one, an empty key and a key of 256 bytes", async () => {
    const log = await start();
    expect(await log.append([{ key: "k".repeat(255), bytes: new Uint8Array(65_535).fill(1) }])).toEqual([0]);
    expect((await log.entry(0)).length).toBe(65_535);
    await expect(log.append([{ key: "b", bytes: new Uint8Array(65_536) }])).rejects.toMatchObject({ code: "ENTRY_TOO_LARGE" });
    await expect(log.append([{ key: "", bytes: new Uint8Array(1) }])).rejects.toMatchObject({ code: "PROOF_MALFORMED" });
    await expect(log.append([{ key: "k".repeat(256), bytes: new Uint8Array(1) }])).rejects.toMatchObject({ code: "ENTRY_TOO_LARGE" });
    expect(log.size).toBe(1);
  });

  it("keeps what was given although the caller's buffer changes afterwards", async () => {
    const log = await start();
    const buffer = bytes("before");
    const answer = log.append([{ key: "a", bytes: buffer }]);
    buffer.fill(0);
    await answer;
    expect(await log.entry(0)).toEqual(bytes("before"));
  });

  it("after closing, appending and checkpoints are refused as LOG_STOPPED; what was asked for before is done", async () => {
    const log = await start();
    const last = log.append([entry("a")]);
    await log.close();
    expect(await last).toEqual([0]);
    await expect(log.append([entry("b")])).rejects.toMatchObject({ code: "LOG_STOPPED" });
    await expect(log.checkpoint()).rejects.toMatchObject({ code: "LOG_STOPPED" });
  });
});

describe("the tree", () => {
  it("roots, paths, tiles and bundles are those of RFC 6962 over the entries, however they were grouped", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        async (groups, pick, other) => {
          const home = await mkdtemp(join(tmpdir(), "yuejian-tree-"));
          const log = await openLog({ folder: home, origin, clock, publishIntervalMilliseconds: 0, segmentBytes: 4000, settleEntries: 50 });
          let count = 0;
          for (const size of groups) {
            await log.append(names(size, count));
            count += size;
          }
          const leaves = Array.from({ length: count }, (_, at) => leafHash(bytes(`content of k${at}`)));
          const { root, size } = checkpointOf(await log.checkpoint());
          expect([size, encodeHex(root)]).toEqual([count, encodeHex(rootOfLeafHashes(leaves))]);
          const treeSize = 1 + (other % count);
          const index = pick % treeSize;
          const path = await log.inclusionProof(index, treeSize);
          const leaf = leaves[index] ?? root;
          expect(verifyInclusion({ leafHash: leaf, index, size: treeSize, path, root: rootOfLeafHashes(leaves.slice(0, treeSize)) })).toBe(
            true,
          );
          const oldRoot = rootOfLeafHashes(leaves.slice(0, treeSize));
          const consistency = await log.consistencyProof(treeSize, count);
          expect(verifyConsistency({ oldSize: treeSize, newSize: count, oldRoot, newRoot: root, path: consistency })).toBe(true);
          const width = Math.min(count, 256);
          expect(encodeHex(await log.tile(0, 0, width))).toBe(leaves.slice(0, width).map(encodeHex).join(""));
          expect(decodeEntryBundle(await log.entryBundle(0, width)).map((one) => encodeHex(leafHash(one)))).toEqual(
            leaves.slice(0, width).map(encodeHex),
          );
          await log.close();
          expect(await fsck(home, { trustedKeys: [log.verifierKey] })).toEqual({
            seconds: { structure: expect.any(Number) as number, signatures: expect.any(Number) as number },
            ok: true,
            entries: count,
            frames: groups.length,
            signedSize: count,
            problems: [],
          });
          await rm(home, { recursive: true });
        },
      ),
      { numRuns: 15 },
    );
  });

  it("over the published leaves of Certificate Transparency has the published roots, at every size", async () => {
    const log = await start();
    const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    await log.append(leaves.map((leaf, at) => ({ key: `leaf ${at}`, bytes: new Uint8Array(Buffer.from(leaf, "hex")) })));
    const roots = await Promise.all(leaves.map((_, at) => log.rootAt(at + 1)));
    expect(roots.map(encodeHex)).toEqual([
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]);
    expect((await log.inclusionProof(0, 8)).map(encodeHex)).toEqual([
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
  });

  it("of 70,000 entries has the tiles of the example in C2SP tlog-tiles, and none beyond", async () => {
    const log = await start();
    for (let from = 0; from < 70_000; from += 10_000) await log.append(names(10_000, from));
    const widths = async (level: number, index: number, width: number) => {
      expect((await log.tile(level, index, width)).length).toBe(32 * width);
      if (width < 256) await expect(log.tile(level, index, width + 1)).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
    };
    await widths(0, 272, 256);
    await widths(0, 273, 112);
    await widths(1, 0, 256);
    await widths(1, 1, 17);
    await widths(2, 0, 1);
    for (const [level, index] of [
      [0, 274],
      [1, 2],
      [2, 1],
      [3, 0],
    ] as const)
      await expect(log.tile(level, index, 1)).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
  });

  it("full tiles of the next level hold the roots of the tiles below", async () => {
    const log = await start();
    await log.append(names(600));
    const tile = await log.tile(1, 0, 2);
    const leaves = Array.from({ length: 256 }, (_, at) => leafHash(bytes(`content of k${at}`)));
    expect(encodeHex(tile.slice(0, 32))).toBe(encodeHex(rootOfLeafHashes(leaves)));
    await expect(log.tile(1, 0, 3)).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
    await expect(log.tile(0, 2, 89)).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
    await expect(log.tile(0, 0, 257)).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
    await expect(log.entryBundle(2, 89)).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
    await expect(log.inclusionProof(0, 601)).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
    await expect(log.consistencyProof(2, 1)).rejects.toMatchObject({ code: "INDEX_OUT_OF_RANGE" });
  });
});

describe("checkpoints", () => {
  it("of an empty log have size 0 and the root of nothing", async () => {
    const log = await start();
    const checkpoint = checkpointOf(await log.checkpoint());
    expect([checkpoint.origin, checkpoint.size, encodeHex(checkpoint.root)]).toEqual([origin, 0, encodeHex(rootOfLeafHashes([]))]);
  });

  it("cover everything appended before, are signed with the log's key and stay the same while nothing is new", async () => {
    const log = await start();
    const appended = log.append(names(5));
    const note = await log.checkpoint();
    await appended;
    const parsed = parseNote(note);
    expect(checkpointOf(note).size).toBe(5);
    expect(parsed.signatures.map((signature) => verifyNoteSignature(parsed.text, signature, parseVerifierKey(log.verifierKey)))).toEqual([
      true,
    ]);
    expect(await log.checkpoint()).toBe(note);
    expect(log.published).toEqual({ note, size: 5 });
    await log.append(names(1, 5));
    expect(log.published.size).toBe(5);
    expect(checkpointOf(await log.checkpoint()).size).toBe(6);
  });

  it("asked for at once within the interval are one, after it, and cover what was appended meanwhile", async () => {
    const log = await start({ publishIntervalMilliseconds: 60 });
    await log.append(names(1));
    const first = await log.checkpoint();
    await log.append(names(1, 1));
    const asked = [log.checkpoint(), log.checkpoint()];
    await log.append(names(1, 2));
    asked.push(log.checkpoint());
    const notes = await Promise.all(asked);
    expect(new Set(notes).size).toBe(1);
    expect([checkpointOf(first).size, checkpointOf(notes[0] ?? "").size]).toEqual([1, 3]);
  });
});

describe("opening", () => {
  it("continues where the log stood, with the same key, across segments and settled keys", async () => {
    const log = await start({ segmentBytes: 1500, settleEntries: 10 });
    for (let at = 0; at < 100; at += 5) await log.append(names(5, at));
    const note = await log.checkpoint();
    await log.close();
    expect(readdirSync(join(folder, "seg")).length).toBeGreaterThan(3);
    const again = await start({ segmentBytes: 1500, settleEntries: 10 });
    expect([again.size, again.verifierKey, await again.checkpoint()]).toEqual([100, log.verifierKey, note]);
    expect(await again.append([entry("k3"), entry("k99"), entry("k100")])).toEqual([3, 99, 100]);
    await again.close();
    expect(await fsck(folder)).toMatchObject({ ok: true, entries: 101, problems: [] });
  });

  it("as a copy that keeps no keys and is handed leaf hashes is the same tree, whole on disk; opened with keys it knows them", async () => {
    const all = Array.from({ length: 40 }, (_, at) => Buffer.from(`entry ${at} ${"x".repeat(at)}`));
    const original = await start({ folder: join(folder, "original") });
    await original.append(all.map((bytes, at) => ({ key: `of a caller ${at}`, bytes })));
    const hasher = await createEntryHasher();
    const settings = { folder: join(folder, "copy"), settleEntries: 10, segmentBytes: 900 };
    const copy = await start({ ...settings, keepsKeys: false });
    for (let first = 0; first < 40; first += 8) {
      const bytes = Buffer.concat(all.slice(first, first + 8));
      let end = 0;
      const spans = Uint32Array.from(
        all.slice(first, first + 8).flatMap(({ length }) => {
          end += length;
          return [end - length, 0, end - length, length];
        }),
      );
      // The first two of each eight were there before.
      const known = hasher.leaves(bytes, spans).subarray(first === 0 ? 0 : 64);
      if (first > 0) await copy.append(all.slice(first, first + 2).map((entry, at) => ({ key: String(first + at), bytes: entry })));
      const from = first === 0 ? 0 : first + 2;
      expect(await copy.appendKnown({ bytes, spans }, { first: from, leafHashes: known })).toEqual(
        Array.from({ length: first + 8 - from }, (_, at) => from + at),
      );
    }
    expect(await copy.rootAt(40)).toEqual(await original.rootAt(40));
    await copy.close();
    expect(await fsck(settings.folder)).toMatchObject({ ok: true, entries: 40, problems: [] });
    const again = await start({ ...settings, keepsKeys: false });
    expect([again.size, await again.entry(17)]).toEqual([40, new Uint8Array(all[17] ?? [])]);
    // What does not follow is refused, and nothing after it is taken.
    const lost = { bytes: Buffer.from("lost"), spans: Uint32Array.of(0, 0, 0, 4) };
    await expect(again.appendKnown(lost, { first: 41, leafHashes: Buffer.alloc(32) })).rejects.toMatchObject({ code: "LOG_STOPPED" });
    await again.close();
    const keyed = await start(settings);
    expect(await keyed.append([{ key: "17", bytes: all[17] ?? Buffer.alloc(0) }])).toEqual([17]);
    await keyed.close();
    expect((await fsck(settings.folder)).problems).toEqual([]);
  });

  it("a second holder is refused as LOG_LOCKED, in this process and in fsck, until the first closes", async () => {
    const log = await start();
    await expect(openLog({ folder, origin, clock })).rejects.toMatchObject({ code: "LOG_LOCKED" });
    await expect(fsck(folder)).rejects.toMatchObject({ code: "LOG_LOCKED" });
    await log.close();
    await start();
  });

  it("secrets and entries are readable by their owner alone", async () => {
    const log = await start();
    await log.append(names(1));
    for (const file of ["signing.key", "signed.state", "seg/0000.log"]) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  });

  it("the key may lie outside the folder", async () => {
    const keyFile = join(folder, "elsewhere", "ledger.key");
    const log = await start({ folder: join(folder, "log"), keyFile });
    await log.append(names(1));
    await log.close();
    const again = await start({ folder: join(folder, "log"), keyFile });
    expect(again.verifierKey).toBe(log.verifierKey);
    expect(readdirSync(join(folder, "log"))).not.toContain("signing.key");
  });

  it.each([
    ["another origin", {}, { origin: "other.example/ledger" }],
    ["the key of nobody", { "signing.key": "" }, {}],
    ["no signed.state", { "signed.state": null }, {}],
    ["no key", { "signing.key": null }, {}],
    ["no first segment", { "seg/0000.log": null }, {}],
  ] as const)("with %s is refused and changes nothing", async (_, change: Record<string, string | null>, options: Partial<LogOptions>) => {
    const log = await start({ segmentBytes: 500 });
    for (let at = 0; at < 4; at++) await log.append(names(1, at));
    await log.checkpoint();
    await log.close();
    for (const [file, content] of Object.entries(change)) {
      if (content === null) await rm(join(folder, file));
      else writeFileSync(join(folder, file), content);
    }
    const before = readdirSync(join(folder, "seg")).map((name) => statSync(join(folder, "seg", name)).size);
    await expect(openLog({ folder, origin, clock, ...options })).rejects.toMatchObject({ name: "YuejianError" });
    expect(readdirSync(join(folder, "seg")).map((name) => statSync(join(folder, "seg", name)).size)).toEqual(before);
  });
});
