import { blockPath, packagesOf, TILE_WIDTH } from "../format/index.ts";

/** What a cosigner is asked to follow: a log with its proofs. */
export interface FollowedLog {
  consistencyProof(oldSize: number, newSize: number): Promise<readonly Uint8Array[]>;
  inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]>;
  entry(index: number): Promise<Uint8Array>;
}

const PACKAGES = 32;
/** Of packages that are kept for the next mirror. */
const KEPT_BYTES = 32 * 1024 * 1024;

/** Bodies of `add-entries` (C2SP tlog-mirror). Mirrors that go along are sent the same packages, so each is made once for all of them. */
export class Packages {
  readonly #log: FollowedLog;
  readonly #kept = new Map<string, { readonly made: Promise<Buffer>; bytes: number }>();
  #keptBytes = 0;

  constructor(log: FollowedLog) {
    this.#log = log;
  }

  /** The packages from `start` towards the tree of `size`, as many as one request takes. */
  async body(origin: string, start: number, size: number): Promise<Buffer> {
    const name = new TextEncoder().encode(origin);
    const head = Buffer.alloc(2 + name.length + 18);
    head.writeUInt16BE(name.length, 0);
    head.set(name, 2);
    head.writeBigUInt64BE(BigInt(start), 2 + name.length);
    head.writeBigUInt64BE(BigInt(size), 10 + name.length);
    const parts: Buffer[] = [head];
    for (const { start: from, end } of packagesOf(start, size)) {
      if (parts.length > PACKAGES) break;
      parts.push(await this.#package(from, end, size));
    }
    return Buffer.concat(parts);
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
    const parts: Uint8Array[] = [];
    for (let index = from; index < end; index++) {
      const entry = await this.#log.entry(index);
      parts.push(Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry);
    }
    const blockStart = Math.floor(from / TILE_WIDTH) * TILE_WIDTH;
    const path = blockPath(await this.#log.inclusionProof(blockStart, size), end - blockStart);
    parts.push(Uint8Array.of(path.length), ...path);
    return Buffer.concat(parts);
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
