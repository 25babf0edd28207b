import type { Grid, GridWindow } from "../grid.ts";
import { type ByteReader, TiffFault } from "../tiff/directory.ts";
import { copyBlock, touches } from "../tiff/read-window.ts";
import { readBoxes } from "./boxes.ts";
import { readCodestream, type TileBounds } from "./codestream.ts";

/** A decoded codestream: values of all components pixel after pixel. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly values: Uint8Array | Int8Array | Uint16Array | Int16Array;
}

/** Null where the bytes cannot be decoded. */
export type DecodeJp2 = (codestream: Uint8Array) => Promise<DecodedImage | null>;

export interface Jp2Source {
  readonly read: ByteReader;
  readonly bytes: number;
  readonly decode: DecodeJp2;
}

export interface Jp2Image {
  readonly grid: Grid;
  readonly components: number;
  readonly tileHeight: number;
  /** Columns of a tile. */
  readonly tileWidth: number;
  /** Values of the asked components (from 0) within the window, row by row. Only tiles that touch the window are read and decoded. */
  readWindow(window: GridWindow, components: readonly number[]): Promise<Float32Array[]>;
}

/** TiffFault says what is wrong. With `keepsTiles` the tiles of the last window stay decoded until a window does not touch them. */
export async function openJp2({ read, bytes, decode }: Jp2Source, { keepsTiles = false } = {}): Promise<Jp2Image> {
  const { codestream, place } = await readBoxes(read, bytes);
  const stream = await readCodestream(read, codestream);
  const { width, height, components, bits } = stream;
  if (bits > 16) throw new TiffFault(`不支持 ${bits} 位的像元值`, `values of ${bits} bits are not supported`);
  const kept = new Map<number, Tile>();

  async function tileOf(index: number): Promise<Tile | null> {
    const tile = await stream.tile(index);
    if (tile === null) return null;
    const image = await decode(tile.bytes);
    if (image === null || image.width !== tile.width || image.height !== tile.height || image.components !== components)
      throw new TiffFault("影像数据不完整或已损坏", "its image is cut short or damaged");
    return { ...tile, values: image.values };
  }

  return {
    grid: { width, height, ...place },
    components,
    tileHeight: Math.min(stream.tileHeight, height),
    tileWidth: Math.min(stream.tileWidth, width),
    async readWindow(window, wanted) {
      for (const [index, tile] of kept) if (!touches(tile, window)) kept.delete(index);
      const bands = wanted.map(() => new Float32Array(window.width * window.height));
      for (let index = 0; index < stream.tilesAcross * stream.tilesDown; index++) {
        if (!touches(stream.boundsOf(index), window)) continue;
        const tile = kept.get(index) ?? (await tileOf(index));
        if (tile === null) throw new TiffFault("影像数据不完整或已损坏", "its image is cut short or damaged");
        if (keepsTiles) kept.set(index, tile);
        wanted.forEach((component, at) => {
          const target = bands[at];
          if (target) copyBlock(tile.values, target, { ...tile, window, step: components, first: component, absent: 0 });
        });
      }
      return bands;
    },
  };
}

interface Tile extends TileBounds {
  readonly values: DecodedImage["values"];
}
