import { open } from "node:fs/promises";
import { promisify } from "node:util";
import { deflate } from "node:zlib";

/** Images of any size, the same every time: fields in rows, noise of a sensor, a corner without a value, and on the second date a building in every fourth cell of 96 pixels and a
 *  whole image that is a little brighter. Tiles of 512 pixels, unsigned 16 bit, deflate with the horizontal predictor, as GDAL writes with its own defaults. */
export interface MadeImage {
  readonly path: string;
  readonly side: number;
  readonly bands: readonly BenchBand[];
  readonly isLater: boolean;
}

export type BenchBand = keyof typeof CROP;

const TILE = 512;
const CROP = { blue: 400, green: 700, red: 500, nir: 3500, swir1: 1800, swir2: 1000 } as const;
const BUILDING = { blue: 1800, green: 1900, red: 2000, nir: 2200, swir1: 2400, swir2: 2200 } as const;
const CELL = 96;
const FIELD = { width: 31, height: 43 };

const packed = promisify(deflate);

export async function writeImage({ path, side, bands, isLater }: MadeImage): Promise<void> {
  const bytesOf = (tile: number, across: number) =>
    tileBytes({ side, bands, isLater }, (tile % across) * TILE, Math.floor(tile / across) * TILE);
  await writeTiled({ path, side, bands }, (tile, across) => packed(bytesOf(tile, across), { level: 6 }));
}

/** An image laid out of a few blocks, in an order that looks random; each is packed once and written wherever it lies. */
export interface BlockImage {
  readonly path: string;
  readonly side: number;
  readonly bands: readonly (BenchBand | "mask")[];
  /** Values of 512 × 512 pixels, band by band within a pixel. */
  readonly blocks: readonly Uint16Array[];
}

export async function writeBlocks({ path, side, bands, blocks }: BlockImage): Promise<void> {
  const kinds = await Promise.all(blocks.map((values) => packed(predicted(values, bands.length), { level: 6 })));
  await writeTiled({ path, side, bands }, async (tile) => kinds[hash(tile + 5) % kinds.length] ?? Buffer.alloc(0));
}

type TiledImage = Pick<BlockImage, "path" | "side" | "bands">;

async function writeTiled({ path, side, bands }: TiledImage, packedTile: (tile: number, across: number) => Promise<Buffer>): Promise<void> {
  const file = await open(path, "w");
  const across = Math.ceil(side / TILE);
  const [offsets, counts]: [number[], number[]] = [[], []];
  let at = 8;
  // Two tiles are packed while the next is made.
  let waiting: Promise<Buffer>[] = [];
  const flush = async () => {
    for (const each of waiting) {
      const bytes = await each;
      await file.write(bytes, 0, bytes.length, at);
      offsets.push(at);
      counts.push(bytes.length);
      at += bytes.length + (bytes.length % 2);
    }
    waiting = [];
  };
  for (let tile = 0; tile < across * across; tile++) {
    waiting.push(packedTile(tile, across));
    if (waiting.length === 4) await flush();
  }
  await flush();
  const head = Buffer.alloc(8);
  head.write("II", 0, "latin1");
  head.writeUInt16LE(42, 2);
  head.writeUInt32LE(at, 4);
  await file.write(head, 0, 8, 0);
  const directory = directoryAt(at, { side, bands, offsets, counts });
  await file.write(directory, 0, directory.length, at);
  await file.close();
}

function tileBytes({ side, bands, isLater }: Omit<MadeImage, "path">, left: number, top: number): Uint8Array {
  const values = new Uint16Array(TILE * TILE * bands.length);
  const crops = bands.map((band) => CROP[band]);
  const buildings = bands.map((band) => BUILDING[band]);
  for (let row = 0; row < TILE; row++)
    for (let column = 0; column < TILE; column++) {
      const [x, y] = [left + column, top + row];
      // The corner that the satellite did not see.
      if (x >= side || y >= side || x + y < side / 8) continue;
      const field = hash(Math.floor(x / FIELD.width) * 7919 + Math.floor(y / FIELD.height));
      const cell = hash(Math.floor(x / CELL) * 104_729 + Math.floor(y / CELL) + 17);
      const size = 4 + (cell & 31);
      const [inX, inY] = [(x % CELL) - ((cell >>> 8) & 31), (y % CELL) - ((cell >>> 16) & 31)];
      const isBuilt = isLater && cell >>> 30 === 0 && inX >= 0 && inY >= 0 && inX < size && inY < 36 - size / 2;
      const start = (row * TILE + column) * bands.length;
      for (let band = 0; band < bands.length; band++) {
        const noise = hash(Math.imul(y, side) + x + (isLater ? 0x5bd1e995 : 0) + Math.imul(band, 0x1b873593)) & 127;
        const base = isBuilt ? (buildings[band] ?? 0) : ((crops[band] ?? 0) * (768 + (field & 255))) >> 10;
        values[start + band] = (isLater ? (base * 9) >> 3 : base) + noise;
      }
    }
  return predicted(values, bands.length);
}

/** Differences to the pixel before it, from the last of a row to its second. */
function predicted(values: Uint16Array, bands: number): Uint8Array {
  for (let row = 0; row < TILE; row++)
    for (let each = TILE * bands - 1; each >= bands; each--) {
      const place = row * TILE * bands + each;
      values[place] = (values[place] ?? 0) - (values[place - bands] ?? 0);
    }
  return new Uint8Array(values.buffer);
}

function hash(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function directoryAt(
  at: number,
  { side, bands, offsets, counts }: { side: number; bands: BlockImage["bands"]; offsets: readonly number[]; counts: readonly number[] },
): Buffer {
  const names = bands.map((band, sample) => `<Item name="DESCRIPTION" sample="${sample}" role="description">${band}</Item>`).join("");
  const short = (values: readonly number[]) => Buffer.from(Uint16Array.from(values).buffer);
  const long = (values: readonly number[]) => Buffer.from(Uint32Array.from(values).buffer);
  const double = (values: readonly number[]) => Buffer.from(Float64Array.from(values).buffer);
  const text = (value: string) => Buffer.from(`${value}\0`, "latin1");
  const all: [number, number, Buffer][] = [
    [256, 4, long([side])],
    [257, 4, long([side])],
    [258, 3, short(bands.map(() => 16))],
    [259, 3, short([8])],
    [262, 3, short([1])],
    [277, 3, short([bands.length])],
    [284, 3, short([1])],
    [317, 3, short([2])],
    [322, 4, long([TILE])],
    [323, 4, long([TILE])],
    [324, 4, long(offsets)],
    [325, 4, long(counts)],
    [338, 3, short(bands.slice(1).map(() => 0))],
    [339, 3, short(bands.map(() => 1))],
    [33_550, 12, double([10, 10, 0])],
    [33_922, 12, double([0, 0, 0, 600_000, 3_300_000, 0])],
    [34_735, 3, short([1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32_649])],
    [42_112, 2, text(`<GDALMetadata>${names}</GDALMetadata>`)],
  ];
  const fields = all.filter(([, , content]) => content.length > 0);
  const sizes: Readonly<Record<number, number>> = { 2: 1, 3: 2, 4: 4, 12: 8 };
  const head = Buffer.alloc(2 + 12 * fields.length + 4);
  head.writeUInt16LE(fields.length, 0);
  const beside: Buffer[] = [];
  let free = at + head.length;
  fields.forEach(([tag, type, content], index) => {
    const place = 2 + 12 * index;
    head.writeUInt16LE(tag, place);
    head.writeUInt16LE(type, place + 2);
    head.writeUInt32LE(content.length / (sizes[type] ?? 1), place + 4);
    if (content.length <= 4) content.copy(head, place + 8);
    else {
      head.writeUInt32LE(free, place + 8);
      const padded = Buffer.alloc(content.length + (content.length % 2));
      content.copy(padded);
      beside.push(padded);
      free += padded.length;
    }
  });
  return Buffer.concat([head, ...beside]);
}
