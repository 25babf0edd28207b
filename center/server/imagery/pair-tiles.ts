import { findInTile, type SceneAlignment, type Tile, type TileAreas, type TileFound, type TileRun } from "@yuejian/farmland";
import { type GridWindow, type RasterPair, referenceSystem } from "@yuejian/imagery";
import type { ImageSource, ReadingOptions } from "./image-file.ts";
import { openImage } from "./read-image.ts";
import { openOnto } from "./read-onto.ts";
import type { Onto } from "./resampled-image.ts";

/** Everything that a thread, or another machine with the same files, needs to work on tiles of a pair of images. Plain data. */
export interface PairWork {
  readonly kind: "pair";
  readonly run: TileRun;
  readonly files: { readonly before: string; readonly after: string };
  /** The second image is brought onto a grid first. */
  readonly onto: Onto | null;
  readonly alignment: Pick<SceneAlignment, "windows" | "bands">;
}

/** One tile with the areas that touch it. Plain data. */
export interface TileTask {
  readonly tile: Tile;
  readonly parcels: TileAreas | null;
  readonly approvals: TileAreas | null;
}

/** Both images, open; windows count from the shared ground. */
export interface OpenPair {
  read(window: GridWindow): Promise<RasterPair>;
  close(): Promise<void>;
}

/** Works on the tiles that it is given, with files of its own open. */
export class PairTileWorker {
  readonly #work: PairWork;
  readonly #opened: Promise<OpenPair>;

  constructor(work: PairWork) {
    this.#work = work;
    this.#opened = openPair(work, { inStrips: true });
    // A pair that cannot be opened is told with the first tile.
    this.#opened.catch(() => {});
  }

  async run(task: TileTask): Promise<TileFound> {
    return runTile(this.#work, await this.#opened, task);
  }

  async close(): Promise<void> {
    await this.#opened.then((pair) => pair.close()).catch(() => {});
  }
}

export async function openPair(
  { files, onto, alignment: { windows, bands } }: Pick<PairWork, "files" | "onto" | "alignment">,
  options: ReadingOptions,
): Promise<OpenPair> {
  const before = await openImage(files.before, options);
  const after = await openOnto(files.after, onto, options).catch(async (cause: unknown) => {
    await before.close();
    throw cause;
  });
  const piece =
    (source: ImageSource, { column, row }: GridWindow, wanted: readonly number[]) =>
    (window: GridWindow) =>
      source.read({ ...window, column: column + window.column, row: row + window.row }, wanted);
  const [first, second] = [piece(before, windows.before, bands.before), piece(after, windows.after, bands.after)];
  return {
    async read(window) {
      const raster = await first(window);
      const later = await second(window);
      // Coordinates in files are rounded: both lie on the grid of the first.
      return { before: raster, after: { ...later, grid: raster.grid } };
    },
    async close() {
      await before.close();
      await after.close();
    },
  };
}

/** Works on one tile. What it answers is plain data and can be joined with that of other tiles. */
async function runTile({ run }: PairWork, pair: OpenPair, { tile, parcels, approvals }: TileTask): Promise<TileFound> {
  const system = referenceSystem(run.grid.crs ?? "");
  if (system === null) throw new Error("the grid of a run has a reference system");
  return findInTile(run, { tile, pair: await pair.read(tile.window), system, parcels, approvals });
}
