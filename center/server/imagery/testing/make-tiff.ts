import { deflateSync, zstdCompressSync } from "node:zlib";

export interface MadeTiff {
  readonly width: number;
  readonly height: number;
  /** By sample. */
  readonly bands: readonly (Uint8Array | Uint16Array | Int16Array | Float32Array)[];
  readonly isLittle: boolean;
  readonly isBigTiff: boolean;
  readonly isPlanar: boolean;
  /** Width and height of tiles, or the rows of a strip. */
  readonly block: { readonly tile: readonly [number, number] } | { readonly rows: number };
  readonly compression: "none" | "deflate" | "lzw" | "packbits" | "zstd";
  readonly predictor: 1 | 2 | 3;
  /** Metres; ten where it is left out. */
  readonly pixel?: number;
}

const CODES = { none: 1, lzw: 5, deflate: 8, packbits: 32_773, zstd: 50_000 } as const;

/** A TIFF written plainly, value by value: what the reader has to understand. */
export function makeTiff(made: MadeTiff): Uint8Array {
  const { width, height, bands, isLittle, isBigTiff, isPlanar, compression } = made;
  const [first] = bands;
  if (first === undefined) throw new Error("no bands");
  const size = first.BYTES_PER_ELEMENT;
  const [blockWidth, blockHeight] = "tile" in made.block ? made.block.tile : [width, made.block.rows];
  const blocks: Uint8Array[] = [];
  for (const plane of isPlanar ? bands.map((band) => [band]) : [bands])
    for (let top = 0; top < height; top += blockHeight)
      for (let left = 0; left < width; left += blockWidth) {
        const rows = "tile" in made.block ? blockHeight : Math.min(blockHeight, height - top);
        const bytes: number[] = [];
        for (let row = 0; row < rows; row++) {
          const line = Array.from({ length: blockWidth * plane.length }, (_, at) => {
            const [x, y] = [left + Math.floor(at / plane.length), top + row];
            return x < width && y < height ? (plane[at % plane.length]?.[y * width + x] ?? 0) : 0;
          });
          bytes.push(...encodeRow(line, { made, size, samples: plane.length, kind: first }));
        }
        blocks.push(pack(Uint8Array.from(bytes), compression));
      }
  const format = first instanceof Float32Array ? 3 : first instanceof Int16Array ? 2 : 1;
  const fields: [number, number, number[]][] = [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, bands.map(() => size * 8)],
    [259, 3, [CODES[compression]]],
    [277, 3, [bands.length]],
    [284, 3, [isPlanar ? 2 : 1]],
    [317, 3, [made.predictor]],
    [339, 3, bands.map(() => format)],
    [33_550, 12, [made.pixel ?? 10, made.pixel ?? 10, 0]],
    [33_922, 12, [0, 0, 0, 500_000, 3_300_000, 0]],
    [34_735, 3, [1, 1, 0, 2, 1024, 0, 1, 1, 3072, 0, 1, 4547]],
  ];
  if ("tile" in made.block) fields.push([322, 4, [blockWidth]], [323, 4, [blockHeight]]);
  else fields.push([278, 4, [blockHeight]]);
  const offsets = "tile" in made.block ? 324 : 273;
  const counts = "tile" in made.block ? 325 : 279;
  let place = isBigTiff ? 16 : 8;
  const starts = blocks.map((block) => {
    place += block.length;
    return place - block.length;
  });
  fields.push([offsets, 4, starts], [counts, 4, blocks.map(({ length }) => length)]);
  return assemble(
    blocks,
    fields.sort(([left], [right]) => left - right),
    { isLittle, isBigTiff, start: place },
  );
}

function encodeRow(
  line: readonly number[],
  { made, size, samples, kind }: { made: MadeTiff; size: number; samples: number; kind: MadeTiff["bands"][number] },
): number[] {
  const put = (values: readonly number[], isLittle: boolean): Uint8Array => {
    const view = new DataView(new ArrayBuffer(values.length * size));
    values.forEach((value, at) => {
      if (kind instanceof Float32Array) view.setFloat32(at * 4, value, isLittle);
      else if (size === 2) view.setUint16(at * 2, value, isLittle);
      else view.setUint8(at, value);
    });
    return new Uint8Array(view.buffer);
  };
  if (made.predictor === 2)
    return [
      ...put(
        line.map((value, at) => (at < samples ? value : value - (line[at - samples] ?? 0))),
        made.isLittle,
      ),
    ];
  const plain = put(line, made.predictor === 3 ? false : made.isLittle);
  if (made.predictor === 1) return [...plain];
  const sorted = Array.from({ length: plain.length }, (_, at) => plain[(at % line.length) * size + Math.floor(at / line.length)] ?? 0);
  return sorted.map((value, at) => (at < samples ? value : value - (sorted[at - samples] ?? 0)));
}

function pack(bytes: Uint8Array, compression: MadeTiff["compression"]): Uint8Array {
  switch (compression) {
    case "none":
      return bytes;
    case "deflate":
      return deflateSync(bytes);
    case "zstd":
      return zstdCompressSync(bytes);
    case "packbits":
      return packBits(bytes);
    case "lzw":
      return lzw(bytes);
  }
}

/** Runs of three and more as runs, everything else byte by byte. */
function packBits(bytes: Uint8Array): Uint8Array {
  const packed: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && bytes[at + run] === bytes[at]) run++;
    if (run >= 3) packed.push(257 - run, bytes[at] ?? 0);
    else for (let each = 0; each < run; each++) packed.push(0, bytes[at] ?? 0);
    at += run;
  }
  return Uint8Array.from(packed);
}

function lzw(bytes: Uint8Array): Uint8Array {
  let bits = "";
  let table = new Map<string, number>();
  let width = 9;
  const put = (code: number) => {
    bits += code.toString(2).padStart(width, "0");
  };
  const codeOf = (word: readonly number[]) => (word.length === 1 ? (word[0] ?? 0) : (table.get(word.join()) ?? -1));
  put(256);
  let word: number[] = [];
  for (const byte of bytes) {
    const longer = [...word, byte];
    if (codeOf(longer) >= 0) {
      word = longer;
      continue;
    }
    put(codeOf(word));
    table.set(longer.join(), 258 + table.size);
    // The encoder is one entry ahead of the reader.
    if (258 + table.size === 1 << width) width++;
    if (258 + table.size === 4094) {
      put(256);
      table = new Map();
      width = 9;
    }
    word = [byte];
  }
  if (word.length > 0) put(codeOf(word));
  // The reader adds its entry after the last word, too.
  if (258 + table.size + 1 === 1 << width) width++;
  put(257);
  return Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}

function assemble(
  blocks: readonly Uint8Array[],
  fields: readonly (readonly [number, number, readonly number[]])[],
  { isLittle, isBigTiff, start }: { isLittle: boolean; isBigTiff: boolean; start: number },
): Uint8Array {
  const [counter, entry, inline] = isBigTiff ? [8, 20, 8] : [2, 12, 4];
  const file = new Uint8Array(start + 64 + fields.length * entry + fields.reduce((sum, [, , values]) => sum + 8 * values.length, 0));
  const view = new DataView(file.buffer);
  const word = (at: number, value: number) => {
    if (isBigTiff) view.setBigUint64(at, BigInt(value), isLittle);
    else view.setUint32(at, value, isLittle);
  };
  view.setUint16(0, isLittle ? 0x49_49 : 0x4d_4d);
  view.setUint16(2, isBigTiff ? 43 : 42, isLittle);
  if (isBigTiff) view.setUint16(4, 8, isLittle);
  word(isBigTiff ? 8 : 4, start);
  let at = isBigTiff ? 16 : 8;
  for (const block of blocks) {
    file.set(block, at);
    at += block.length;
  }
  if (isBigTiff) view.setBigUint64(start, BigInt(fields.length), isLittle);
  else view.setUint16(start, fields.length, isLittle);
  let free = start + counter + fields.length * entry + inline;
  fields.forEach(([tag, type, values], index) => {
    const place = start + counter + index * entry;
    const size = type === 3 ? 2 : type === 4 ? 4 : 8;
    view.setUint16(place, tag, isLittle);
    view.setUint16(place + 2, type, isLittle);
    word(place + 4, values.length);
    const isInline = size * values.length <= inline;
    const target = isInline ? place + 4 + inline : free;
    if (!isInline) {
      word(place + 4 + inline, free);
      free += size * values.length;
    }
    values.forEach((value, each) => {
      if (type === 3) view.setUint16(target + 2 * each, value, isLittle);
      else if (type === 4) view.setUint32(target + 4 * each, value, isLittle);
      else view.setFloat64(target + 8 * each, value, isLittle);
    });
  });
  return file.subarray(0, free);
}
