import { createHash } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { StoredFile } from "@yuejian/contracts";

/** Bytes of a part of an upload. What is no longer is kept in memory and goes in one request. */
export const PART = 8 << 20;

let spools = 0;

/** Content on its way to or from the store: digested as it comes, in memory, or beyond the size of a part in a file without a name, of which nothing is
 *  left when the process ends, however it ends. MUST be closed. */
export class Spool {
  readonly #chunks: Uint8Array[] = [];
  readonly #folder: string;
  readonly #sha256 = createHash("sha256");
  readonly #sm3 = createHash("sm3");
  readonly #parts: Buffer[] = [];
  #part = createHash("md5");
  #file: FileHandle | null = null;
  #size = 0;
  #digests: StoredFile | null = null;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async take(content: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>, folder: string): Promise<Spool> {
    const spool = new Spool(folder);
    try {
      for await (const chunk of content instanceof Uint8Array ? [content] : content) await spool.#add(chunk);
      return spool;
    } catch (cause) {
      await spool.close();
      throw cause;
    }
  }

  get stored(): StoredFile {
    this.#digests ??= { sha256: this.#sha256.digest("hex"), sm3: this.#sm3.digest("hex"), size: this.#size };
    return this.#digests;
  }

  /** What a store that keeps MD5 digests calls the content when it came in parts of this size. */
  get etag(): string {
    if (this.#size <= PART) return this.#part.copy().digest("hex");
    const parts = [...this.#parts, this.#part.copy().digest()];
    return `${createHash("md5").update(Buffer.concat(parts)).digest("hex")}-${parts.length}`;
  }

  get parts(): number {
    return this.#parts.length + 1;
  }

  /** `at`: from 0. */
  async part(at: number): Promise<Buffer> {
    if (this.#file === null) return Buffer.concat(this.#chunks);
    const part = Buffer.alloc(Math.min(PART, this.#size - at * PART));
    let read = 0;
    while (read < part.length) {
      const { bytesRead } = await this.#file.read(part, read, part.length - read, at * PART + read);
      if (bytesRead === 0) throw new Error("a spool ended before its content");
      read += bytesRead;
    }
    return part;
  }

  /** Its end is that of the spool. */
  stream(): Readable {
    return this.#file === null ? Readable.from([Buffer.concat(this.#chunks)]) : this.#file.createReadStream({ start: 0 });
  }

  async close(): Promise<void> {
    this.#chunks.length = 0;
    await this.#file?.close();
    this.#file = null;
  }

  async #add(chunk: Uint8Array): Promise<void> {
    this.#sha256.update(chunk);
    this.#sm3.update(chunk);
    this.#addToParts(chunk);
    this.#size += chunk.length;
    if (this.#file === null && this.#size <= PART) {
      // Whoever gives a chunk may use its memory again.
      this.#chunks.push(Uint8Array.from(chunk));
      return;
    }
    if (this.#file === null) {
      const name = path.join(this.#folder, `spool-${process.pid}-${performance.now()}-${++spools}`);
      this.#file = await open(name, "wx+", 0o600);
      await unlink(name);
      for (const earlier of this.#chunks.splice(0)) await this.#file.writeFile(earlier);
    }
    await this.#file.writeFile(chunk);
  }

  #addToParts(chunk: Uint8Array): void {
    // A part that is full is closed by the byte after it: content of just one part has no list of parts.
    let at = this.#size % PART;
    if (at === 0 && this.#size > 0) at = PART;
    for (let from = 0; from < chunk.length; ) {
      if (at === PART) {
        this.#parts.push(this.#part.digest());
        this.#part = createHash("md5");
        at = 0;
      }
      const taken = Math.min(PART - at, chunk.length - from);
      this.#part.update(chunk.subarray(from, from + taken));
      at += taken;
      from += taken;
    }
  }
}
