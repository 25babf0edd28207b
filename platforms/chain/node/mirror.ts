import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { equalBytes } from "@yuejian/digests";
import { createEntryHasher, type EntryHasher } from "@yuejian/digests/bulk";
import { type Handover, packagesOf, TILE_WIDTH, verifyBlock } from "../format/index.ts";
import { type MerkleLog, platformTree } from "../log/index.ts";
import { rootOfRow } from "./block-hashes.ts";
import { ByteStream } from "./byte-stream.ts";
import { CheckpointKeeper, type KeeperOptions, type KeptCheckpoint } from "./checkpoint-keeper.ts";
import { compareCheckpoints } from "./compare.ts";
import { type Cosigner, cosignatureLine } from "./cosigner.ts";
import { type Copy, isCounted, openCopy, settleCopy } from "./mirror-copy.ts";
import { accepted, type NodeAnswer, refusal } from "./node-answer.ts";

const ORIGIN_LIMIT = 1_000;
const HASH_LIMIT = 63;
/** Packages of one request: more are sent in further requests. */
const PACKAGES = 32;
/** Earlier pending checkpoints up to which an upload may still go. */
const REMEMBERED = 16;

/** A mirror (C2SP tlog-mirror): holds every entry, recomputes the hashes, and cosigns only then. Its copy is a log of its own over the same entries;
 *  what is served from it is the mirrored log's. */
export class Mirror {
  readonly #options: KeeperOptions;
  readonly #keeper: CheckpointKeeper;
  readonly #cosigner: Cosigner;
  readonly #copies: ReadonlyMap<string, Copy>;
  readonly #hasher: EntryHasher;

  private constructor(options: KeeperOptions, cosigner: Cosigner, held: { copies: ReadonlyMap<string, Copy>; hasher: EntryHasher }) {
    const { copies, hasher } = held;
    this.#options = options;
    this.#hasher = hasher;
    this.#keeper = new CheckpointKeeper({
      ...options,
      folder: join(options.folder, "pending"),
      onEarlier: (earlier) => void this.#compare(earlier),
    });
    this.#cosigner = cosigner;
    this.#copies = copies;
    for (const [origin, copy] of copies) {
      const pending = this.#keeper.newest(origin);
      if (pending !== null) copy.pending.push(pending);
    }
  }

  /** LOG_LOCKED while another process has it; LOG_CORRUPT when copy or state are damaged or do not fit each other. */
  static async open(options: KeeperOptions, cosigner: Cosigner): Promise<Mirror> {
    const copies = new Map<string, Copy>();
    try {
      for (const { name } of options.logs) {
        if (!copies.has(name)) copies.set(name, await openCopy(name, options, cosigner));
      }
      return new Mirror(options, cosigner, { copies, hasher: await createEntryHasher() });
    } catch (error) {
      for (const { log } of copies.values()) await log.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const { log } of this.#copies.values()) await log.close();
  }

  /** Size of the newest checkpoint mirrored. */
  sizeOf(origin: string): number {
    return this.newest(origin)?.size ?? 0;
  }

  /** The newest checkpoint all of whose entries are here. */
  newest(origin: string): KeptCheckpoint | null {
    return this.#copies.get(origin)?.mirrored?.kept ?? null;
  }

  /** The newest checkpoint mirrored, signed by the log and cosigned here; null when nothing is mirrored yet. */
  checkpointOf(origin: string): string | null {
    const mirrored = this.#copies.get(origin)?.mirrored;
    return mirrored ? mirrored.kept.note + mirrored.line : null;
  }

  /** The copy from which tiles are served, and up to which size. */
  copyOf(origin: string): { log: MerkleLog; size: number } | null {
    const copy = this.#copies.get(origin);
    return copy ? { log: copy.log, size: this.sizeOf(origin) } : null;
  }

  /** Root of the first `size` entries held; null when fewer are. */
  async rootAt(origin: string, size: number): Promise<Uint8Array | null> {
    const copy = this.#copies.get(origin);
    return copy === undefined || copy.log.size < size ? null : copy.log.rootAt(size);
  }

  /** After a handover that the book follows. */
  async settle(handover: Handover): Promise<void> {
    const copy = this.#copies.get(handover.origin);
    if (copy !== undefined) await settleCopy(copy, handover, { options: this.#options, cosigner: this.#cosigner });
  }

  /** `add-checkpoint`: what is to be mirrored next. Nothing is cosigned. */
  addCheckpoint(body: string): NodeAnswer {
    const kept = this.#keeper.advance(body);
    if ("status" in kept) return kept;
    const pending = this.#copies.get(kept.origin)?.pending ?? [];
    // What a handover cut off is behind the newest now.
    while (pending.length > 0 && (pending.at(-1)?.size ?? 0) >= kept.size) pending.pop();
    pending.push(kept);
    if (pending.length > REMEMBERED) pending.shift();
    return accepted("");
  }

  /** A smaller checkpoint that came in late is nothing; one of another history is evidence. */
  async #compare(earlier: KeptCheckpoint): Promise<void> {
    const copy = this.#copies.get(earlier.origin);
    const mirrored = copy?.mirrored?.kept;
    if (copy === undefined || mirrored === undefined || mirrored.size < earlier.size) return;
    try {
      const found = { at: new Date(this.#options.now()).toISOString(), from: "submitted" };
      const compared = await compareCheckpoints({ note: earlier.note, tree: null }, { note: mirrored.note, tree: copy.log }, found);
      if (compared.kind === "split") this.#options.onEvidence(compared.evidence);
    } catch {
      // The copy is damaged or closed: whoever uses it next is told.
    }
  }

  /** `add-entries`: takes packages in order, each proven to belong to a pending checkpoint before any of it is kept. Cosigns when all entries
   *  below that checkpoint are on disk. */
  async addEntries(body: AsyncIterable<Uint8Array>): Promise<NodeAnswer> {
    return this.#takeEntries(new ByteStream(body));
  }

  /** `advance`: a body of `add-checkpoint` behind its length in two bytes, then one of `add-entries`, answered as the first of them that is not accepted.
   *  One request instead of two for a log that knows how far this mirror is; tlog-mirror leaves it to a mirror to have other ways beside its own. */
  async advance(body: AsyncIterable<Uint8Array>): Promise<NodeAnswer> {
    const stream = new ByteStream(body);
    const question = await takeText(stream, 0xffff);
    if (question === null) return refusal(400, "the body ends before its checkpoint does");
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(question);
    } catch {
      return refusal(400, "the checkpoint is not UTF-8");
    }
    const answer = this.addCheckpoint(text);
    return answer.status === 200 ? this.#takeEntries(stream) : answer;
  }

  async #takeEntries(stream: ByteStream): Promise<NodeAnswer> {
    const head = await readHead(stream);
    if (head === null) return refusal(400, "the head of the request is malformed");
    const copy = this.#copies.get(head.origin);
    if (copy === undefined) return refusal(404, "the log is not mirrored here");
    const target = copy.pending.findLast(({ size }) => size === head.end);
    const isBehind = head.end < this.sizeOf(head.origin);
    if (target !== undefined && !isCounted(this.#options, target)) return refusal(403, handedOver(target));
    if (target === undefined || isBehind || head.start > copy.scheduled || head.start > head.end) return info(409, copy, target);
    let taken = 0;
    for (const { start, end } of packagesOf(head.start, head.end)) {
      if (taken === PACKAGES) break;
      const outcome = await this.#takePackage(stream, { copy, target, start, end });
      if (outcome === "ended") break;
      if (outcome === "unproven") {
        await copy.written;
        return refusal(422, `entries ${start} to ${end} are not those of the checkpoint`);
      }
      taken++;
    }
    await copy.written;
    if (copy.log.size < head.end) return taken > 0 ? info(202, copy, target) : refusal(400, "no whole package of entries");
    return this.#finish(copy, target);
  }

  async #takePackage(
    stream: ByteStream,
    { copy, target, start, end }: { copy: Copy; target: KeptCheckpoint; start: number; end: number },
  ): Promise<"ended" | "unproven" | "taken"> {
    const records = await stream.entries(end - start);
    const hashes = records === null ? null : await stream.number(1);
    if (records === null || hashes === null) return "ended";
    if (hashes > HASH_LIMIT) return "unproven";
    const proof = await stream.take(32 * hashes);
    if (proof === null) return "ended";
    const path = Array.from({ length: hashes }, (_, at) => proof.subarray(32 * at, 32 * at + 32));
    const block = Math.floor(start / TILE_WIDTH);
    const held = await heldHashes(copy, block, start);
    const hashed = this.#hasher.leaves(records.bytes, records.spans);
    const blockRoot = rootOfRow(held === null ? hashed : Buffer.concat([held, hashed]), this.#hasher);
    if (!verifyBlock(blockRoot, { block, size: target.size, root: target.root, path, hash: platformTree })) return "unproven";
    // Proven, so whoever else wrote some of them meanwhile wrote the same.
    const first = Math.max(start, copy.scheduled);
    if (first < end) {
      copy.scheduled = end;
      const before = copy.written;
      copy.written = Promise.all([before, copy.log.appendKnown(records, { first, leafHashes: hashed.subarray(32 * (first - start)) })]);
      // Whoever waits for it learns of a failure; that nobody may wait must not end the process.
      copy.written.catch(() => undefined);
    }
    return "taken";
  }

  async #finish(copy: Copy, target: KeptCheckpoint): Promise<NodeAnswer> {
    const root = await copy.log.rootAt(target.size);
    if (!equalBytes(root, target.root)) {
      throw new YuejianError("ROOT_MISMATCH", { where: `${target.origin} ${target.size}` });
    }
    // From here to the end in one turn of the event loop: what was signed away or mirrored meanwhile is seen.
    if (!isCounted(this.#options, target)) return refusal(403, handedOver(target));
    if (target.size < (copy.mirrored?.kept.size ?? 0)) return info(409, copy, undefined);
    const line = cosignatureLine(target.text, this.#cosigner);
    copy.state.save(target.note);
    copy.mirrored = { kept: target, line };
    return accepted(line);
  }
}

function handedOver({ size }: KeptCheckpoint): string {
  return `the log was handed over below size ${size}`;
}

async function readHead(stream: ByteStream): Promise<{ origin: string; start: number; end: number } | null> {
  const originBytes = await takeText(stream, ORIGIN_LIMIT);
  const start = await stream.number(8);
  const end = await stream.number(8);
  // No tickets are given out here; one that comes is passed over.
  const ticket = await takeText(stream, 0xffff);
  if (originBytes === null || start === null || end === null || ticket === null) return null;
  return { origin: new TextDecoder().decode(originBytes), start, end };
}

async function takeText(stream: ByteStream, limit: number): Promise<Uint8Array | null> {
  const length = await stream.number(2);
  return length === null || length > limit ? null : stream.take(length);
}

/** Leaf hashes of the entries of a block that are held already, before `start`; null when there are none. */
async function heldHashes({ log, written }: Copy, block: number, start: number): Promise<Uint8Array | null> {
  const width = start - block * TILE_WIDTH;
  if (width === 0) return null;
  await written;
  return log.tile(0, block, width);
}

function info(status: 202 | 409, copy: Copy, target: KeptCheckpoint | undefined): NodeAnswer {
  const size = (target ?? copy.pending.at(-1))?.size ?? 0;
  return { status, type: "text/x.tlog.mirror-info", body: `${size}\n${copy.log.size}\n\n` };
}
