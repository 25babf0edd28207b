import { type ByteReader, exactly, TiffFault } from "../tiff/directory.ts";

/** How a codestream (ISO 15444-1, annex A) is cut into tiles; places count on its reference grid. */
export interface Codestream {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly bits: number;
  readonly isSigned: boolean;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly tilesAcross: number;
  readonly tilesDown: number;
  /** Where a tile lies on the image. */
  boundsOf(index: number): TileBounds;
  /** A codestream of one tile alone, and where on the image it lies. Null where the file holds nothing for the tile. */
  tile(index: number): Promise<(TileBounds & { readonly bytes: Uint8Array }) | null>;
}

export interface TileBounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const MARKERS = { start: 0xff4f, size: 0xff51, tilePart: 0xff90, end: 0xffd9, packedHeaders: 0xff60 } as const;
/** Tables of lengths over all tiles: wrong for one of them. */
const LEFT_OUT: ReadonlySet<number> = new Set([0xff55, 0xff57]);
const MOST_SIDE = 2 ** 24;
const MOST_TILE_VALUES = 2 ** 26;
const MOST_TILES = 65_535;
const MOST_HEADER_BYTES = 2 ** 20;

const damaged = () => new TiffFault("影像数据不完整或已损坏", "its image is cut short or damaged");

/** The main header and the places of all tile parts; no pixel is read. TiffFault */
export async function readCodestream(
  read: ByteReader,
  { offset, length }: { readonly offset: number; readonly length: number },
): Promise<Codestream> {
  const end = offset + length;
  const bytesAt = (at: number, count: number) => exactly(read, at, count, end);
  const word = async (at: number, count: 2 | 4): Promise<number> => {
    const bytes = await bytesAt(at, count);
    const view = new DataView(bytes.buffer, bytes.byteOffset, count);
    return count === 2 ? view.getUint16(0) : view.getUint32(0);
  };
  if ((await word(offset, 2)) !== MARKERS.start) throw damaged();
  const segments: Uint8Array[] = [];
  let at = offset + 2;
  for (let marker = await word(at, 2); marker !== MARKERS.tilePart; marker = await word(at, 2)) {
    const bytes = 2 + (await word(at + 2, 2));
    if (marker < 0xff00 || bytes < 4 || at - offset > MOST_HEADER_BYTES) throw damaged();
    if (marker === MARKERS.packedHeaders)
      throw new TiffFault("不支持集中存放的包头（PPM）", "packed packet headers (PPM) are not supported");
    if (!LEFT_OUT.has(marker)) segments.push(await bytesAt(at, bytes));
    at += bytes;
  }
  const [size, ...others] = segments;
  if (size === undefined || size.length < 41) throw damaged();
  const layout = layoutOf(new DataView(size.buffer, size.byteOffset, size.length));
  const parts = await partsFrom(at);

  return {
    ...layout,
    boundsOf,
    async tile(index) {
      const own = parts.get(index);
      if (own === undefined) return null;
      const { left, top, right, bottom } = layout.cornersOf(index);
      const header = size.slice();
      const view = new DataView(header.buffer);
      // The same places on the reference grid, so that nothing inside the tile moves.
      view.setUint32(6, right);
      view.setUint32(10, bottom);
      view.setUint32(14, left);
      view.setUint32(18, top);
      view.setUint32(30, left);
      view.setUint32(34, top);
      const pieces: Uint8Array[] = [Uint8Array.of(0xff, 0x4f), header, ...others];
      for (const { offset: start, length: bytes } of own) {
        const part = (await bytesAt(start, bytes)).slice();
        new DataView(part.buffer).setUint16(4, 0);
        new DataView(part.buffer).setUint32(6, bytes);
        pieces.push(part);
      }
      pieces.push(Uint8Array.of(0xff, 0xd9));
      return { bytes: joined(pieces), ...boundsOf(index) };
    },
  };

  function boundsOf(index: number): TileBounds {
    const { left, top, right, bottom } = layout.cornersOf(index);
    return { left: left - layout.left, top: top - layout.top, width: right - left, height: bottom - top };
  }

  async function partsFrom(start: number): Promise<Map<number, { offset: number; length: number }[]>> {
    const found = new Map<number, { offset: number; length: number }[]>();
    for (let part = start; part + 12 <= end; ) {
      const head = await bytesAt(part, 12);
      const view = new DataView(head.buffer, head.byteOffset, 12);
      const marker = view.getUint16(0);
      if (marker === MARKERS.end) break;
      const [index, told] = [view.getUint16(4), view.getUint32(6)];
      // Zero: to the end of the codestream, which the last part may say.
      const bytes = told === 0 ? end - part - 2 : told;
      if (marker !== MARKERS.tilePart || bytes < 14 || part + bytes > end || index >= layout.tilesAcross * layout.tilesDown)
        throw damaged();
      const own = found.get(index) ?? [];
      own.push({ offset: part, length: bytes });
      found.set(index, own);
      part += bytes;
    }
    return found;
  }
}

function layoutOf(view: DataView) {
  const [right, bottom, left, top] = [6, 10, 14, 18].map((at) => view.getUint32(at)) as [number, number, number, number];
  const [tileWidth, tileHeight, tileLeft, tileTop] = [22, 26, 30, 34].map((at) => view.getUint32(at)) as [number, number, number, number];
  const components = view.getUint16(38);
  const [width, height] = [right - left, bottom - top];
  const isWhole =
    width > 0 &&
    height > 0 &&
    width <= MOST_SIDE &&
    height <= MOST_SIDE &&
    tileWidth > 0 &&
    tileHeight > 0 &&
    tileLeft <= left &&
    tileTop <= top;
  if (!isWhole || components < 1 || components > 64 || view.byteLength < 40 + 3 * components) throw damaged();
  const tilesAcross = Math.ceil((right - tileLeft) / tileWidth);
  const tilesDown = Math.ceil((bottom - tileTop) / tileHeight);
  if (tilesAcross * tilesDown > MOST_TILES) throw damaged();
  if (Math.min(tileWidth, width) * Math.min(tileHeight, height) * components > MOST_TILE_VALUES)
    throw new TiffFault("单个图块过大；请改为分块（tiled）存储", "a single tile is too large; store it in tiles");
  const depths = Array.from({ length: components }, (_, each) => [0, 1, 2].map((part) => view.getUint8(40 + 3 * each + part)).join());
  const [depth = 0, across = 1, down = 1] = (depths[0] ?? "").split(",").map(Number);
  if (across !== 1 || down !== 1 || depths.some((each) => each !== depths[0]))
    throw new TiffFault("不支持各分量分辨率或位数不同的影像", "components of different sizes or depths are not supported");
  return {
    width,
    height,
    left,
    top,
    components,
    bits: (depth & 0x7f) + 1,
    isSigned: depth >= 0x80,
    tileWidth,
    tileHeight,
    tilesAcross,
    tilesDown,
    cornersOf(index: number) {
      const [column, row] = [index % tilesAcross, Math.floor(index / tilesAcross)];
      return {
        left: Math.max(left, tileLeft + column * tileWidth),
        top: Math.max(top, tileTop + row * tileHeight),
        right: Math.min(right, tileLeft + (column + 1) * tileWidth),
        bottom: Math.min(bottom, tileTop + (row + 1) * tileHeight),
      };
    },
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
