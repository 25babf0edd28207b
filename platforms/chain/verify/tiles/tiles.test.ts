import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseTilePath } from "../../format/index.ts";
import { type MerkleLog, openLog } from "../../log/index.ts";
import { compareCheckpoints, SOURCE } from "./compare-checkpoints.ts";
import { followLog, type TileCopy } from "./follow-log.ts";
import type { TileSource } from "./tile-tree.ts";

const ORIGIN = "yuejian.example/ledger";

let folder: string;
let logs: MerkleLog[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yuejian-tiles-"));
  logs = [];
});
afterEach(async () => {
  for (const log of logs) await log.close();
  await rm(folder, { recursive: true });
});

async function makeLog(name: string): Promise<MerkleLog> {
  const settings = { clock: { now: Date.now }, publishIntervalMilliseconds: 0, makeSeed: () => new Uint8Array(32).fill(1) };
  const log = await openLog({ folder: join(folder, name), origin: ORIGIN, ...settings });
  logs.push(log);
  return log;
}

/** Appends up to that size and gives the checkpoint; `salt` makes another history from there on. */
async function grow(log: MerkleLog, size: number, salt = ""): Promise<string> {
  const from = log.size;
  await log.append(
    Array.from({ length: size - from }, (_, at) => ({ key: `k${from + at}`, bytes: Buffer.from(`entry ${from + at} ${salt}`) })),
  );
  return log.checkpoint();
}

function tilesOf(log: MerkleLog): TileSource {
  return {
    async read(path) {
      if (path === "checkpoint") return Buffer.from(await log.checkpoint());
      const name = parseTilePath(path);
      if (name === null) return null;
      const { level, index, width } = name;
      try {
        return await (level === "entries" ? log.entryBundle(index, width) : log.tile(level, index, width));
      } catch {
        return null;
      }
    },
  };
}

function memory(): TileCopy & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    read: async (path) => files.get(path) ?? null,
    write: async (path, bytes) => {
      files.set(path, bytes);
    },
  };
}

const trustOf = (log: MerkleLog) => ({ trustedKeys: [log.verifierKey] });
const failures = (result: { checks: readonly { name: string; subject: string; code: string | null }[] }) =>
  result.checks.filter(({ code }) => code !== null).map(({ subject, code }) => `${subject} ${code}`);

describe("checkpoints kept at different times", () => {
  it("of one history are proven to be, through the tiles, from the log and from a copy in a folder", async () => {
    const log = await makeLog("log");
    const kept = [];
    for (const size of [1, 255, 256, 257, 700, 66_000]) kept.push({ name: `kept${size}`, note: await grow(log, size) });
    await grow(log, 66_100);
    const copy = memory();
    await followLog(tilesOf(log), copy, { ...trustOf(log), withEntries: false });
    for (const source of [tilesOf(log), copy]) {
      const result = await compareCheckpoints(kept, source, trustOf(log));
      expect(failures(result)).toEqual([]);
      expect([result.ok, result.splits.length, result.checks.filter(({ name }) => name === "coherence").length]).toEqual([true, 0, 6]);
    }
  });

  it("of two histories are a split view, with the two signed notes as evidence", async () => {
    const [log, other] = [await makeLog("log"), await makeLog("other")];
    await grow(log, 300);
    await grow(other, 300);
    const shown = { name: "shown to counsel", note: await grow(other, 400, "another history") };
    await grow(log, 1000);
    const result = await compareCheckpoints([shown], tilesOf(log), trustOf(log));
    expect(failures(result)).toEqual(["shown to counsel SPLIT_VIEW"]);
    expect(result.splits).toEqual([{ left: shown, right: { name: SOURCE, note: await log.checkpoint() } }]);

    // Of one size, the two notes are enough: nobody has to be asked.
    const same = [shown, { name: "shown to the court", note: await grow(await makeLog("third"), 400) }];
    expect(failures(await compareCheckpoints(same, null, trustOf(log)))).toEqual(["shown to counsel SPLIT_VIEW"]);
  });

  it("are not called contradictory because of tiles that are wrong, missing or behind", async () => {
    const log = await makeLog("log");
    const kept = [{ name: "kept", note: await grow(log, 300) }];
    await grow(log, 1000);
    const copy = memory();
    await followLog(tilesOf(log), copy, { ...trustOf(log), withEntries: false });
    for (const [path, bytes] of copy.files) {
      if (path === "checkpoint") continue;
      const at = 31;
      const changed = {
        read: async (asked: string) => (asked === path ? bytes.map((byte, place) => (place === at ? byte ^ 1 : byte)) : copy.read(asked)),
      };
      expect((await compareCheckpoints(kept, changed, trustOf(log))).splits, path).toEqual([]);
    }
    const empty = { read: async (path: string) => (path === "checkpoint" ? copy.read(path) : null) };
    expect(failures(await compareCheckpoints(kept, empty, trustOf(log)))).toEqual(["kept PROOF_MALFORMED"]);
    const later = [{ name: "later", note: await grow(log, 2000) }];
    expect(failures(await compareCheckpoints(later, copy, trustOf(log)))).toEqual(["later PROOF_INCOHERENT"]);
  });

  it("of strangers, or without the log's signature, are refused", async () => {
    const log = await makeLog("log");
    const note = await grow(log, 3);
    const kept = [{ name: "kept", note: note.replace("\n3\n", "\n2\n") }];
    expect(failures(await compareCheckpoints(kept, tilesOf(log), trustOf(log)))).toEqual(["kept SIGNATURE_INVALID"]);
    expect(failures(await compareCheckpoints([], tilesOf(log), { trustedKeys: [] }))).toEqual([`${SOURCE} KEY_UNKNOWN`]);
  });
});

describe("a follower", () => {
  it("recomputes the tree from tiles and entries, step by step, and fetches nothing twice", async () => {
    const log = await makeLog("log");
    const copy = memory();
    const counts = [];
    for (const size of [1, 256, 300, 1000]) {
      await grow(log, size);
      const { checkpoint, tiles, entries } = await followLog(tilesOf(log), copy, { ...trustOf(log), withEntries: true });
      counts.push([checkpoint?.size, tiles, entries]);
    }
    expect(counts).toEqual([
      [1, 1, 1],
      [256, 2, 256],
      [300, 1, 44],
      [1000, 4, 744],
    ]);
    const again = await followLog(tilesOf(log), copy, { ...trustOf(log), withEntries: true });
    expect([again.checkpoint?.size, again.tiles, again.entries]).toEqual([1000, 0, 0]);
  });

  it("takes no tile and no entry that is not under the signed root, and then keeps the checkpoint it had", async () => {
    const log = await makeLog("log");
    await grow(log, 600);
    const source = tilesOf(log);
    const seen: string[] = [];
    const noting = { read: async (path: string) => (seen.push(path), source.read(path)) };
    await followLog(noting, memory(), { ...trustOf(log), withEntries: true });
    for (const path of new Set(seen.filter((each) => each !== "checkpoint"))) {
      const copy = memory();
      const changing = { read: async (asked: string) => flipped(await source.read(asked), asked === path ? 40 : -1) };
      await expect(followLog(changing, copy, { ...trustOf(log), withEntries: true }), path).rejects.toMatchObject({
        code: "PROOF_MALFORMED",
      });
      expect(copy.files.has("checkpoint"), path).toBe(false);
    }
  });

  it("refuses another history than the one it has, and keeps its own checkpoint", async () => {
    const [log, other] = [await makeLog("log"), await makeLog("other")];
    await grow(log, 300);
    const copy = memory();
    await followLog(tilesOf(log), copy, { ...trustOf(log), withEntries: false });
    const before = copy.files.get("checkpoint");
    await grow(other, 900, "another history");
    const refused = await followLog(tilesOf(other), copy, { ...trustOf(log), withEntries: false });
    expect([refused.checkpoint, failures(refused.comparison)]).toEqual([null, ["kept SPLIT_VIEW"]]);
    expect(copy.files.get("checkpoint")).toBe(before);
  });
});

function flipped(bytes: Uint8Array | null, at: number): Uint8Array | null {
  return bytes === null ? null : bytes.map((byte, place) => (place === at % bytes.length ? byte ^ 1 : byte));
}
