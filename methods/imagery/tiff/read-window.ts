import type { GridWindow } from "../grid.ts";
import { type BlockPart, decodeBlock, type SampleArray, type Unpack } from "./decode.ts";
import { type ByteReader, exactly, readTiffDirectory } from "./directory.ts";
import { type TiffLayout, tiffLayout } from "./layout.ts";

/** A TIFF in a file that can be read in pieces. */
export interface TiffSource {
  readonly read: ByteReader;
  readonly bytes: number;
  readonly unpack: Unpack;
}

export interface TiffImage {
  readonly layout: TiffLayout;
  /** Values of the asked samples (from 0) within the window, row by row. Only blocks that touch the window are read. Written into `targets` where they are given and of
   *  the right size. */
  readWindow(window: GridWindow, samples: readonly number[], targets?: readonly Float32Array[]): Promise<Float32Array[]>;
}

/** TiffFault says what is wrong. With `keepsBlocks` the blocks of the last window stay unpacked until a window does not touch them: strips that overlap
 *  unpack each block once. */
export async function openTiff({ read, bytes, unpack }: TiffSource, { keepsBlocks = false } = {}): Promise<TiffImage> {
  const layout = tiffLayout(await readTiffDirectory(read, bytes));
  const { grid, blockWidth, blockHeight, isPlanar, isTiled } = layout;
  const across = Math.ceil(grid.width / blockWidth);
  const down = Math.ceil(grid.height / blockHeight);

  const kept = new Map<number, SampleArray>();

  async function keptBlock(index: number, part: BlockPart): Promise<SampleArray | null> {
    const known = kept.get(index) ?? (await block(index, part));
    if (keepsBlocks && known !== null) kept.set(index, known);
    return known;
  }

  function forgetOutside(window: GridWindow): void {
    for (const index of kept.keys()) {
      const place = index % (across * down);
      const [left, top] = [(place % across) * blockWidth, Math.floor(place / across) * blockHeight];
      if (!touches({ left, top, width: blockWidth, height: blockHeight }, window)) kept.delete(index);
    }
  }

  async function block(index: number, part: BlockPart): Promise<SampleArray | null> {
    const [offset, length] = [layout.offsets[index] ?? 0, layout.byteCounts[index] ?? 0];
    // Blocks that were never written stand for pixels without a value.
    if (offset === 0 || length === 0) return null;
    return decodeBlock(await exactly(read, offset, length, bytes), layout, { part, unpack });
  }

  return {
    layout,
    async readWindow(window, samples, targets = []) {
      const size = window.width * window.height;
      const bands = samples.map((_, index) => (targets[index]?.length === size ? targets[index] : new Float32Array(size)));
      forgetOutside(window);
      const planes = isPlanar ? samples.map((sample) => [sample]) : [samples];
      for (let row = Math.floor(window.row / blockHeight); row * blockHeight < window.row + window.height && row < down; row++)
        for (
          let column = Math.floor(window.column / blockWidth);
          column * blockWidth < window.column + window.width && column < across;
          column++
        ) {
          const rows = isTiled ? blockHeight : Math.min(blockHeight, grid.height - row * blockHeight);
          const [left, top] = [column * blockWidth, row * blockHeight];
          // What is kept may be asked for more of it.
          const part = keepsBlocks
            ? { from: 0, to: rows, columns: blockWidth }
            : {
                from: Math.max(0, window.row - top),
                to: Math.min(rows, window.row + window.height - top),
                columns: Math.min(blockWidth, window.column + window.width - left),
              };
          for (const plane of planes) {
            const index = row * across + column + (isPlanar ? (plane[0] ?? 0) * across * down : 0);
            const values = await keptBlock(index, part);
            for (const sample of plane) {
              const target = bands[samples.indexOf(sample)];
              if (target)
                copyBlock(values, target, {
                  window,
                  left,
                  top,
                  width: blockWidth,
                  height: rows,
                  step: isPlanar ? 1 : layout.samples,
                  first: isPlanar ? 0 : sample,
                  absent: layout.nodata ?? 0,
                });
            }
          }
        }
      return bands;
    },
  };
}

export interface BlockPlace {
  readonly window: GridWindow;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Values between two pixels of one sample, and where its first one stands. */
  readonly step: number;
  readonly first: number;
  readonly absent: number;
}

export function touches({ left, top, width, height }: Pick<BlockPlace, "left" | "top" | "width" | "height">, window: GridWindow): boolean {
  return (
    left < window.column + window.width && left + width > window.column && top < window.row + window.height && top + height > window.row
  );
}

/** Copies one sample of a block into a window; values that are absent are filled. */
export function copyBlock(values: SampleArray | null, target: Float32Array, place: BlockPlace): void {
  const { window, left, top, width, height, step, first } = place;
  const [from, to] = [Math.max(left, window.column), Math.min(left + width, window.column + window.width)];
  for (let row = Math.max(top, window.row); row < Math.min(top + height, window.row + window.height); row++) {
    const start = (row - window.row) * window.width + from - window.column;
    if (values === null) target.fill(place.absent, start, start + to - from);
    else if (step === 1) target.set(values.subarray((row - top) * width + from - left, (row - top) * width + to - left), start);
    else {
      let source = ((row - top) * width + from - left) * step + first;
      for (let at = start; at < start + to - from; at++, source += step) target[at] = values[source] ?? 0;
    }
  }
}
