import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { consistencyPath, encodeHex, inclusionPath, leafHash, rootOfLeafHashes } from "@yuejian/digests";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  encodeBase64,
  encodeEntryBundle,
  formatCheckpoint,
  formatHandover,
  type Policy,
  parseHandover,
  signerKeyOf,
  signNote,
  TILE_WIDTH,
} from "../format/index.ts";
import { type Disk, nodeDisk } from "../log/index.ts";
import { failingDisk } from "../testing/failing-disk.ts";
import { powerCutDisk } from "../testing/power-cut-disk.ts";
import { assembleNode, type NodeParts } from "./assemble-node.ts";
import { Packages } from "./packages.ts";

/** A node whose disk fails, or whose machine loses its power, at each of its writes, syncs and renames: what it said before it still knows afterwards. */
const key = signerKeyOf("yuejian.example/ledger", new Uint8Array(32).fill(1));
const next = signerKeyOf("yuejian.example/ledger", new Uint8Array(32).fill(2));
const NAME = "office.example";
const seeds = { witness: new Uint8Array(32).fill(3), mirror: new Uint8Array(32).fill(4) };
const clock = { now: () => Date.UTC(2026, 10, 25, 12) };
const history = (word: string) => Array.from({ length: 320 }, (_, at) => Buffer.from(`${at < 3 ? "same" : word} ${at}`));

function remembered<Key, Value>(known: Map<Key, Value>, name: Key, make: () => Value): Value {
  const before = known.get(name);
  if (before !== undefined) return before;
  const made = make();
  known.set(name, made);
  return made;
}

class History {
  readonly entries: readonly Buffer[];
  readonly leaves: readonly Uint8Array[];

  readonly #roots = new Map<number, Uint8Array>();
  readonly #requests = new Map<string, string>();

  constructor(word: string) {
    this.entries = history(word);
    this.leaves = this.entries.map((each) => leafHash(each));
  }

  rootAt(size: number): Uint8Array {
    return remembered(this.#roots, size, () => rootOfLeafHashes(this.leaves.slice(0, size)));
  }

  request(old: number, size: number): string {
    return remembered(this.#requests, `${old} ${size}`, () => this.#request(old, size));
  }

  #request(old: number, size: number): string {
    const note = signNote(formatCheckpoint({ origin: key.name, size, root: this.rootAt(size) }), key);
    const path = old === 0 || old > size ? [] : consistencyPath(this.leaves.slice(0, size), old);
    return `old ${old}\n${path.map((step) => `${encodeBase64(step)}\n`).join("")}\n${note}`;
  }

  packages = new Packages({
    entryBundle: async (index, width) => encodeEntryBundle(this.entries.slice(256 * index, 256 * index + width)),
    inclusionProof: async (index, size) => inclusionPath(this.leaves.slice(0, size), index),
    consistencyProof: async (old, size) => consistencyPath(this.leaves.slice(0, size), old),
  });
}

const ours = new History("ours");
const theirs = new History("theirs");

let folder: string;
beforeEach(() => {
  // In memory where there is such a place: the disks of these tests say what is durable, and waiting for a real one shows nothing.
  folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "yuejian-node-crash-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const policy = (): Policy => ({
  logs: [{ key, url: null }],
  witnesses: [
    { name: "office", key: signerKeyOf(`${NAME}/mirror`, seeds.mirror, "cosignature"), url: null },
    { name: "court", key: signerKeyOf(`${NAME}/witness`, seeds.witness, "cosignature"), url: null },
  ],
  groups: [],
  quorum: "office",
});

const open = (disk: Disk): Promise<NodeParts> =>
  assembleNode({ name: NAME, folder, logs: [key], clock, disk, policy, makeSeed: (kind) => seeds[kind], onFailure: () => {} });

/** What left the node: cosignatures by identity and size, and whether a handover was signed. */
interface Said {
  readonly cosigned: Map<string, string>;
  hasSigned: boolean;
}

async function* whole(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}

/** Brings one identity to a size of a history, from wherever it is; notes what it said. */
async function lead(
  node: NodeParts,
  kind: "witness" | "mirror",
  { from, size, said }: { from: History; size: number; said: Said },
): Promise<number> {
  const submit = (body: string) => (kind === "witness" ? node.witness.addCheckpoint(body) : node.mirror.addCheckpoint(body));
  let answer = submit(from.request(0, size));
  if (answer.status === 409 && answer.type === "text/x.tlog.size") answer = submit(from.request(Number(String(answer.body).trim()), size));
  if (answer.status !== 200) return answer.status;
  if (kind === "mirror") {
    let start = 0;
    for (let round = 0; round < 4; round++) {
      answer = await node.mirror.addEntries(whole(await from.packages.body(key.name, start, size)));
      if (answer.status !== 202 && answer.status !== 409) break;
      start = Number(String(answer.body).split("\n")[1]);
    }
    if (answer.status !== 200) return answer.status;
  }
  const name = `${kind} ${size}`;
  const root = encodeHex(from.rootAt(size));
  expect(said.cosigned.get(name) ?? root).toBe(root);
  said.cosigned.set(name, root);
  return 200;
}

const handover = formatHandover({ origin: key.name, size: 310, root: ours.rootAt(310), from: key, to: next });

async function live(node: NodeParts, said: Said): Promise<void> {
  for (const size of [5, TILE_WIDTH, 300, 310]) {
    expect(await lead(node, "witness", { from: ours, size, said })).toBe(200);
    expect(await lead(node, "mirror", { from: ours, size, said })).toBe(200);
  }
  expect((await node.desk.sign(handover)).status).toBe(200);
  said.hasSigned = true;
}

const sizesOf = ({ cosigned }: Said, kind: string) =>
  Math.max(0, ...[...cosigned.keys()].filter((name) => name.startsWith(kind)).map((name) => Number(name.split(" ")[1])));

/** The node is opened again: it goes back behind nothing it said, cosigns no second root, and goes on with the history it followed. */
async function reopen(said: Said): Promise<void> {
  const node = await open(nodeDisk);
  try {
    for (const [kind, identity] of [
      ["witness", node.witness],
      ["mirror", node.mirror],
    ] as const) {
      const before = sizesOf(said, kind);
      expect(identity.sizeOf(key.name)).toBeGreaterThanOrEqual(before);
      const first = Math.max(identity.sizeOf(key.name), before);
      // Another history counts only where nothing of this one is known beyond what both share.
      if (first > 3)
        for (const size of [4, 5, TILE_WIDTH, 300, 310, 320]) expect(await lead(node, kind, { from: theirs, size, said })).not.toBe(200);
    }
    if (said.hasSigned) {
      expect(node.book.pledged(key.name)).toEqual(parseHandover(handover));
      for (const kind of ["witness", "mirror"] as const) expect(await lead(node, kind, { from: ours, size: 311, said })).toBe(403);
    }
    for (const kind of ["witness", "mirror"] as const) expect(await lead(node, kind, { from: ours, size: 310, said })).toBe(200);
    expect((await node.desk.sign(handover)).status).toBe(200);
  } finally {
    await node.mirror.close();
  }
}

const disks = [
  ["EIO before anything is done", (at: number) => failingDisk(at, "EIO", "before")],
  ["EIO after all is done", (at: number) => failingDisk(at, "EIO", "after")],
  ["ENOSPC halfway", (at: number) => failingDisk(at, "ENOSPC", "half")],
  ["the power is cut", (at: number) => powerCutDisk(at)],
] as const;

it.each(disks)("a node knows what it said, wherever its disk fails: %s", async (_name, make) => {
  let isOver = false;
  let runs = 0;
  for (let at = 0; !isOver; at += 1) {
    rmSync(folder, { recursive: true, force: true });
    const said: Said = { cosigned: new Map(), hasSigned: false };
    const disk = make(at);
    let node: NodeParts | null = null;
    try {
      node = await open(disk);
      await live(node, said);
      isOver = true;
    } catch {
      // What the failure did is seen below.
    }
    await node?.mirror.close().catch(() => undefined);
    if ("revert" in disk) disk.revert();
    await reopen(said);
    runs++;
  }
  expect(runs).toBeGreaterThan(40);
});
