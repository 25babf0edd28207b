import { type Progress, silentProgress } from "@yuejian/contracts";
import type { SceneSeries } from "@yuejian/farmland";
import { type GridWindow, type Raster, redness, roleBands, sharedRows, spectralIndex, windowGrid } from "@yuejian/imagery";
import { allBands } from "./image-file.ts";
import { daysOf, type PlannedImage, type SeriesPlan } from "./plan-series.ts";
import { openOnto } from "./read-onto.ts";

type Scene = SceneSeries["scenes"][number];

/** All dates over a window. One image is open at a time. IMAGE_UNREADABLE */
export async function readSeriesWindow(plan: SeriesPlan, window: GridWindow, progress: Progress = silentProgress): Promise<SceneSeries> {
  const scenes: Scene[] = [];
  const days = daysOf(plan);
  for (const [done, { date, images }] of days.entries()) {
    progress.signal.throwIfAborted();
    progress.report(done, days.length, { zh: "读取影像", en: "Reading images" });
    scenes.push(await readDay(date, images, window));
  }
  return { name: plan.name, grid: windowGrid(plan.grid, window), scenes };
}

/** Images of one day (two tiles, or two processings) become one: the first that saw a pixel clearly counts. */
async function readDay(date: string, images: readonly PlannedImage[], window: GridWindow): Promise<Scene> {
  let scene: Scene | null = null;
  for (const image of images) {
    const next = { date, ...(await readScene(image, window)) };
    scene = scene === null ? next : filledFrom(scene, next);
  }
  if (scene === null) throw new Error("a day of a series has images");
  return scene;
}

async function readScene({ path, onto, mask, roles }: PlannedImage, window: GridWindow): Promise<Omit<Scene, "date">> {
  const raster = await readPiece({ path, onto }, window);
  const bands = roleBands(raster.bands, roles);
  const clear = raster.valid;
  if (mask !== null) {
    const { bands: masked, valid } = await readPiece(mask, window);
    const values = masked[0];
    // Where the mask of another ground says nothing, nothing is known to be clear.
    for (let at = 0; at < clear.length; at++) if (values?.[at] !== 0 || (mask.onto !== null && valid[at] === 0)) clear[at] = 0;
  }
  return {
    ndvi: spectralIndex("ndvi", bands) ?? new Float32Array(clear.length).fill(Number.NaN),
    water: spectralIndex("mndwi", bands) ?? spectralIndex("ndwi", bands),
    redness: redness(bands),
    clear,
  };
}

async function readPiece({ path, onto }: Pick<PlannedImage, "path" | "onto">, window: GridWindow): Promise<Raster> {
  const source = await openOnto(path, onto, {});
  try {
    return await source.read(window, allBands(source));
  } finally {
    await source.close();
  }
}

export function filledFrom(first: Scene, second: Scene): Scene {
  const pick = <Values extends Float32Array | Uint8Array>(own: Values, other: Values): Values => {
    const values = own.slice() as Values;
    for (let at = 0; at < values.length; at++) if (first.clear[at] === 0) values[at] = other[at] ?? 0;
    return values;
  };
  return {
    date: first.date,
    ndvi: pick(first.ndvi, second.ndvi),
    water: first.water === null || second.water === null ? null : pick(first.water, second.water),
    redness: first.redness === null || second.redness === null ? null : pick(first.redness, second.redness),
    clear: pick(first.clear, second.clear),
  };
}

const EMPTY: Scene = { date: "", ndvi: new Float32Array(), water: null, redness: null, clear: new Uint8Array() };

/** Reads windows that follow one another downwards: rows that two of them share are read once. What a read gave holds until the next one only. */
export class SlidingSeries {
  readonly #plan: SeriesPlan;
  #last: GridWindow | null = null;
  #scenes: Scene[] = [];

  constructor(plan: SeriesPlan) {
    this.#plan = plan;
  }

  async read(window: GridWindow): Promise<SceneSeries> {
    const { name, grid } = this.#plan;
    const kept = this.#last === null ? 0 : sharedRows(this.#last, window);
    const shift = this.#last === null ? 0 : window.row - this.#last.row;
    const rest = { ...window, row: window.row + kept, height: window.height - kept };
    const place = { width: window.width, size: window.width * window.height, kept, shift };
    const scenes: Scene[] = [];
    this.#last = null;
    for (const [index, { date, images }] of daysOf(this.#plan).entries()) {
      const fresh = await readDay(date, images, rest);
      const before = this.#scenes[index];
      scenes.push(kept === 0 || before === undefined ? fresh : { date, ...slid(before, fresh, place) });
      // One date is held twice at a time.
      if (before !== undefined) this.#scenes[index] = EMPTY;
    }
    [this.#last, this.#scenes] = [window, scenes];
    return { name, grid: windowGrid(grid, window), scenes };
  }
}

interface Sliding {
  readonly width: number;
  readonly size: number;
  /** Rows that stay, and by how many they move up. */
  readonly kept: number;
  readonly shift: number;
}

function slid(before: Scene, fresh: Scene, { width, size, kept, shift }: Sliding): Omit<Scene, "date"> {
  const moved = <Values extends Float32Array | Uint8Array>(own: Values, next: Values, target: Values): Values => {
    target.set(own.subarray(shift * width, (shift + kept) * width));
    target.set(next, kept * width);
    return target;
  };
  const index = (own: Float32Array | null, next: Float32Array | null) =>
    own === null || next === null ? null : moved(own, next, new Float32Array(size));
  return {
    ndvi: moved(before.ndvi, fresh.ndvi, new Float32Array(size)),
    water: index(before.water, fresh.water),
    redness: index(before.redness, fresh.redness),
    clear: moved(before.clear, fresh.clear, new Uint8Array(size)),
  };
}
