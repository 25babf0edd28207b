import { consistencyPath, encodeHex, inclusionPath, leafHash, rootOfLeafHashes } from "@yuejian/digests";
import {
  encodeBase64,
  encodeEntryBundle,
  formatCheckpoint,
  formatHandover,
  type Policy,
  signerKeyOf,
  signNote,
  TILE_WIDTH,
} from "../../format/index.ts";
import type { Disk } from "../../log/index.ts";
import { assembleNode, type NodeParts } from "../assemble-node.ts";
import { Packages } from "../packages.ts";

/** A node of one office that is led along a short history, and what it says on the way; without a test's tools, so that a process of its own can do it. */
export const key = signerKeyOf("yuejian.example/ledger", new Uint8Array(32).fill(1));
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

export class History {
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

export const ours = new History("ours");
export const theirs = new History("theirs");

const policy = (): Policy => ({
  logs: [{ key, url: null }],
  witnesses: [
    { name: "office", key: signerKeyOf(`${NAME}/mirror`, seeds.mirror, "cosignature"), url: null },
    { name: "court", key: signerKeyOf(`${NAME}/witness`, seeds.witness, "cosignature"), url: null },
  ],
  groups: [],
  quorum: "office",
});

export const openNode = (folder: string, disk: Disk): Promise<NodeParts> =>
  assembleNode({ name: NAME, folder, logs: [key], clock, disk, policy, makeSeed: (kind) => seeds[kind], onFailure: () => {} });

/** What left the node: cosignatures by identity and size, and whether a handover was signed. */
export interface Said {
  readonly cosigned: Map<string, string>;
  hasSigned: boolean;
}

async function* whole(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}

/** Brings one identity to a size of a history, from wherever it is; notes what it said. */
export async function lead(
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
  if ((said.cosigned.get(name) ?? root) !== root) throw new Error(`two roots were cosigned: ${name}`);
  said.cosigned.set(name, root);
  return 200;
}

export const handover = formatHandover({ origin: key.name, size: 310, root: ours.rootAt(310), from: key, to: next });

/** `tell`: called with what was said, as soon as it was. */
export async function live(node: NodeParts, said: Said, tell: (words: string) => void = () => undefined): Promise<void> {
  const require200 = (status: number) => {
    if (status !== 200) throw new Error(`answered ${status}`);
  };
  for (const size of [5, TILE_WIDTH, 300, 310]) {
    for (const kind of ["witness", "mirror"] as const) {
      require200(await lead(node, kind, { from: ours, size, said }));
      tell(`${kind} ${size}`);
    }
  }
  require200((await node.desk.sign(handover)).status);
  said.hasSigned = true;
  tell("handover");
}
