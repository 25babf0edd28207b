/** Buffers for what waits, is made or written, used again and again: fresh ones of these sizes would keep the collector busy. They are shared, so that the
 *  thread that hashes ahead can work in them. */
export class Spaces {
  /** Free ones by size, which is a power of two. */
  readonly #free = new Map<number, SharedArrayBuffer[]>();
  /** What was taken and not given back: nothing else may come in. */
  readonly #taken = new WeakSet<SharedArrayBuffer>();

  /** At least so many bytes, from the start of their buffer; what is in them is left over from another use. */
  take(length: number): Uint8Array {
    return new Uint8Array(this.#buffer(length));
  }

  takeBuffer(length: number): Buffer {
    return Buffer.from(this.#buffer(length), 0, length);
  }

  takeWords(length: number): Uint32Array {
    return new Uint32Array(this.#buffer(4 * length), 0, length);
  }

  /** Nobody may look at the space any more. `part`: of what was taken, from its start. */
  giveBack(part: Uint8Array | Uint32Array): void {
    const { buffer } = part;
    if (!(buffer instanceof SharedArrayBuffer) || !this.#taken.delete(buffer)) return;
    const free = this.#free.get(buffer.byteLength) ?? [];
    this.#free.set(buffer.byteLength, free);
    if (free.length < KEPT_SPACES) free.push(buffer);
  }

  #buffer(length: number): SharedArrayBuffer {
    const size = sizeFor(length);
    if (size === null) return new SharedArrayBuffer(length);
    const buffer = this.#free.get(size)?.pop() ?? new SharedArrayBuffer(size);
    this.#taken.add(buffer);
    return buffer;
  }
}

const LEAST_KEPT = 1024;
const LARGEST_KEPT = 4 * 1024 * 1024;
/** Of each size. */
const KEPT_SPACES = 16;

/** The size of the spaces of which one holds so many bytes; null when none are kept. */
function sizeFor(length: number): number | null {
  if (length > LARGEST_KEPT) return null;
  return Math.max(LEAST_KEPT, 2 ** Math.ceil(Math.log2(length)));
}
