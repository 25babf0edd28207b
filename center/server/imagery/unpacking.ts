import { createInflate } from "node:zlib";
import { type PackedBlock, TiffFault, type Unpacking } from "@yuejian/imagery";

/** Bytes of what is packed that are read at least at once, and of what comes out of it. */
const LEAST_PIECE = 4096;
const CHUNK = 1 << 16;
/** The next part is mostly packed a little less densely than the whole. */
const SPARE_PART = 1.01;

export const damaged = (): TiffFault => new TiffFault("压缩数据损坏", "its packed data are damaged");

/** Unpacks a deflated block as far as it is asked for, and holds what the rest of it needs: some tens of kilobytes. */
export class UnpackedOn implements Unpacking {
  readonly #block: PackedBlock;
  readonly #inflate = createInflate({ chunkSize: CHUNK });
  #parts: Buffer[] = [];
  /** Bytes that came out and nobody took yet, that came out in all, and that went in. */
  #waiting = 0;
  #unpacked = 0;
  #given = 0;
  #state: "going" | "ended" | "damaged" = "going";

  constructor(block: PackedBlock) {
    this.#block = block;
    this.#inflate.on("data", (part: Buffer) => this.#take(part));
    this.#inflate.on("error", () => (this.#state = "damaged"));
    this.#inflate.on("end", () => {
      if (this.#state === "going") this.#state = "ended";
    });
  }

  async next(bytes: number): Promise<Uint8Array> {
    const { packed, plain, read } = this.#block;
    while (this.#state === "going" && this.#waiting < bytes) {
      const wanted = Math.ceil(((bytes - this.#waiting) * SPARE_PART * packed) / plain);
      const length = Math.min(packed - this.#given, Math.max(LEAST_PIECE, wanted));
      const piece = await read(this.#given, length);
      this.#given += length;
      await this.#give(piece);
    }
    if (this.#state === "damaged") throw damaged();
    const all = Buffer.concat(this.#parts);
    this.#parts = all.length > bytes ? [Buffer.from(all.subarray(bytes))] : [];
    this.#waiting = Math.max(0, all.length - bytes);
    return Uint8Array.from(all.subarray(0, bytes));
  }

  end(): void {
    this.#inflate.destroy();
  }

  #take(part: Buffer): void {
    this.#parts.push(part);
    this.#waiting += part.length;
    this.#unpacked += part.length;
    // The file comes from outside: more than a block comes out of no block.
    if (this.#unpacked <= this.#block.plain) return;
    this.#state = "damaged";
    this.end();
  }

  /** Until all that comes out of the piece is there. */
  async #give(piece: Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => {
      const events = ["end", "error", "close"] as const;
      const done = () => {
        for (const event of events) this.#inflate.off(event, done);
        resolve();
      };
      for (const event of events) this.#inflate.once(event, done);
      // Of what ends in the middle of a piece the rest is never asked for, and nobody says so but the end.
      if (this.#given === this.#block.packed) this.#inflate.end(piece);
      else this.#inflate.write(piece, done);
    });
  }
}
