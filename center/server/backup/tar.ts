/** Reading and writing of plain tar archives (POSIX ustar): regular files only, any size, any Unicode path up to 255 bytes. */
const BLOCK = 512;

export interface TarMember {
  /** Slashes between its parts, relative. */
  readonly name: string;
  readonly size: number;
}

/** A member that is opened when its turn comes. */
export interface Member {
  readonly name: string;
  /** Null where it was erased since the list was made. */
  readonly open: () => Promise<{ readonly size: number; readonly content: AsyncIterable<Uint8Array> } | null>;
}

/** The bytes of one member, which do not change meanwhile. */
export async function* tarMember({ name, size }: TarMember, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield header(name, size);
  let written = 0;
  for await (const chunk of content) {
    written += chunk.length;
    yield chunk;
  }
  if (written !== size) throw new Error(`${name} changed while it was read`);
  yield padding(size);
}

export function tarEnd(): Uint8Array {
  return Buffer.alloc(2 * BLOCK);
}

/** Calls `take` for each member in order; it MUST consume the content. Throws RangeError for bytes that are no such archive. */
export async function readTar(
  bytes: AsyncIterable<Uint8Array>,
  take: (member: TarMember, content: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  const source = new Pieces(bytes);
  for (;;) {
    const block = await source.exactly(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    const member = memberOf(block);
    let left = member.size;
    const content = (async function* () {
      while (left > 0) {
        const piece = await source.some(left);
        left -= piece.length;
        yield piece;
      }
    })();
    await take(member, content);
    if (left > 0) throw new RangeError(`${member.name} was not read to its end`);
    await source.exactly(padding(member.size).length);
  }
}

function header(name: string, size: number): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const { prefix, last } = split(name);
  block.write(last, 0, "utf8");
  block.write("0000600\0", 100);
  block.write("0000000\0", 108);
  block.write("0000000\0", 116);
  writeSize(block, size);
  block.write("00000000000\0", 136);
  block.write("        ", 148);
  block.write("0", 156);
  block.write("ustar\u000000", 257);
  block.write(prefix, 345, "utf8");
  block.write(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** Eight gibibytes and more are written in base 256, as GNU and POSIX pax readers understand. */
function writeSize(block: Buffer, size: number): void {
  if (size < 8 ** 11) {
    block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
    return;
  }
  block.writeBigUInt64BE(BigInt(size), 128);
  block[124] = 0x80;
}

function readSize(block: Buffer): number {
  const size = block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : Number.parseInt(textAt(block, 124, 12).trim(), 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError("a size that is no number");
  return size;
}

/** The last 100 bytes of a name and what stands before them. */
function split(name: string): { prefix: string; last: string } {
  if (Buffer.byteLength(name) <= 100) return { prefix: "", last: name };
  for (let slash = name.indexOf("/"); slash > 0; slash = name.indexOf("/", slash + 1)) {
    const [prefix, last] = [name.slice(0, slash), name.slice(slash + 1)];
    if (Buffer.byteLength(last) <= 100 && Buffer.byteLength(prefix) <= 155) return { prefix, last };
  }
  throw new RangeError(`the name ${name} is too long for an archive`);
}

function memberOf(block: Buffer): TarMember {
  const stated = Number.parseInt(textAt(block, 148, 8), 8);
  if (stated !== checksum(block) || textAt(block, 257, 5) !== "ustar") throw new RangeError("not an archive");
  if (textAt(block, 156, 1) !== "0") throw new RangeError("an archive with more than files");
  const prefix = textAt(block, 345, 155);
  const last = textAt(block, 0, 100);
  return { name: prefix === "" ? last : `${prefix}/${last}`, size: readSize(block) };
}

function textAt(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
}

/** The sum of all bytes, the field of the sum itself counted as spaces. */
function checksum(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

function padding(size: number): Uint8Array {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

class Pieces {
  readonly #source: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#source = bytes[Symbol.asyncIterator]();
  }

  /** At least one byte and at most `limit`. RangeError at the end. */
  async some(limit: number): Promise<Uint8Array> {
    while (this.#piece.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) throw new RangeError("the archive is cut off");
      this.#piece = next.value;
    }
    const taken = this.#piece.subarray(0, limit);
    this.#piece = this.#piece.subarray(taken.length);
    return taken;
  }

  async exactly(length: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for (let left = length; left > 0; ) {
      const part = await this.some(left);
      left -= part.length;
      parts.push(part);
    }
    return Buffer.concat(parts);
  }
}
