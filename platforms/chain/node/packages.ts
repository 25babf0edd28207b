import { blockPath, encodeBase64, packagesOf, TILE_WIDTH } from "../format/index.ts";

/** What a cosigner is asked to follow: a log with its proofs. */
export interface FollowedLog {
  consistencyProof(oldSize: number, newSize: number): Promise<readonly Uint8Array[]>;
  inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]>;
  entryBundle(index: number, width: number): Promise<Uint8Array>;
}

const PACKAGES = 32;
const QUESTIONS = 64;
/** Of packages that are kept for the next mirror. */
const KEPT_BYTES = 32 * 1024 * 1024;

/** What cosigners of one log are sent (C2SP tlog-witness, tlog-mirror). Those that go along are sent the same, so each part is made once for all of them. */
export class Packages {
  readonly #log: FollowedLog;
  readonly #questions = new Map<string, Promise<Buffer>>();
  readonly #kept = new Map<string, { readonly made: Promise<Buffer>; bytes: number }>();
  #keptBytes = 0;

  constructor(log: FollowedLog) {
    this.#log = log;
  }

  /** A body of `add-checkpoint`: whether the checkpoint `note`, of `size` entries, goes on from the tree of `old`. */
  question(note: string, old: number, size: number): Promise<Buffer> {
    const name = `${old} ${note}`;
    const known = this.#questions.get(name);
    if (known !== undefined) return known;
    const made = this.#ask(note, old, size);
    if (this.#questions.size >= QUESTIONS) this.#questions.clear();
    this.#questions.set(name, made);
    made.catch(() => this.#questions.delete(name));
    return made;
  }

  async #ask(note: string, old: number, size: number): Promise<Buffer> {
    const path = await this.#log.consistencyProof(old, size);
    return Buffer.from(`old ${old}\n${path.map((step) => `${encodeBase64(step)}\n`).join("")}\n${note}`);
  }

  /** A body of `add-entries`: the packages from `start` towards the tree of `size`, as many as one request takes, of the entries below `until`. */
  async body(origin: string, start: number, size: number, until: number = size): Promise<Buffer> {
    return Buffer.concat(await this.pieces(origin, start, size, until));
  }

  /** As `body`, in pieces, which MUST NOT be changed: others are sent the same. */
  async pieces(origin: string, start: number, size: number, until: number = size): Promise<readonly Buffer[]> {
    const name = new TextEncoder().encode(origin);
    const head = Buffer.alloc(2 + name.length + 18);
    head.writeUInt16BE(name.length, 0);
    head.set(name, 2);
    head.writeBigUInt64BE(BigInt(start), 2 + name.length);
    head.writeBigUInt64BE(BigInt(size), 10 + name.length);
    const parts: Buffer[] = [head];
    for (const { start: from, end } of packagesOf(start, until)) {
      if (parts.length > PACKAGES) break;
      parts.push(await this.#package(from, end, size));
    }
    return parts;
  }

  #package(from: number, end: number, size: number): Promise<Buffer> {
    const name = `${from}-${end}@${size}`;
    const known = this.#kept.get(name);
    if (known !== undefined) return known.made;
    const kept = { made: this.#make(from, end, size), bytes: 0 };
    this.#kept.set(name, kept);
    kept.made.then(
      ({ length }) => {
        kept.bytes = length;
        this.#keptBytes += length;
        this.#forgetOldest();
      },
      () => this.#kept.delete(name),
    );
    return kept.made;
  }

  async #make(from: number, end: number, size: number): Promise<Buffer> {
    const block = Math.floor(from / TILE_WIDTH);
    const blockStart = block * TILE_WIDTH;
    // Entries stand in a package as in a bundle.
    const bundle = await this.#log.entryBundle(block, end - blockStart);
    const path = blockPath(await this.#log.inclusionProof(blockStart, size), end - blockStart);
    return Buffer.concat([afterEntries(bundle, from - blockStart), Uint8Array.of(path.length), ...path]);
  }

  #forgetOldest(): void {
    for (const [name, { bytes }] of this.#kept) {
      if (this.#keptBytes <= KEPT_BYTES) return;
      if (bytes === 0) continue;
      this.#kept.delete(name);
      this.#keptBytes -= bytes;
    }
  }
}

/** What stands in a bundle after its first `count` entries. */
function afterEntries(bundle: Uint8Array, count: number): Uint8Array {
  let position = 0;
  for (let passed = 0; passed < count; passed++) position += 2 + (((bundle[position] ?? 0) << 8) | (bundle[position + 1] ?? 0));
  return bundle.subarray(position);
}
