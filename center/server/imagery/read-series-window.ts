import { type Progress, silentProgress } from "@yuejian/contracts";
import type { SceneSeries } from "@yuejian/farmland";
import { type GridWindow, type Raster, redness, roleBands, spectralIndex, windowGrid } from "@yuejian/imagery";
import { allBands } from "./image-file.ts";
import { type KeptImage, KeptImages } from "./kept-images.ts";
import { daysOf, type PlannedImage, type SeriesPlan } from "./plan-series.ts";

export type Scene = SceneSeries["scenes"][number];

export type SceneValues = Pick<Scene, "ndvi" | "water" | "redness" | "clear">;

/** Memory that values are written into; null for those that nobody asks for. */
export type SceneTarget = Partial<SceneValues>;

interface WindowReading {
  readonly progress?: Progress;
  readonly images?: KeptImages;
}

/** All dates over a window. IMAGE_UNREADABLE */
export async function readSeriesWindow(
  plan: SeriesPlan,
  window: GridWindow,
  { progress = silentProgress, images = new KeptImages(0) }: WindowReading = {},
): Promise<SceneSeries> {
  const scenes: Scene[] = [];
  const days = daysOf(plan);
  const reader = new DayReader(images);
  for (const [done, { date, images: own }] of days.entries()) {
    progress.signal.throwIfAborted();
    progress.report(done, days.length, { zh: "读取影像", en: "Reading images" });
    scenes.push({ date, ...(await reader.read(own, window)) });
  }
  return { name: plan.name, grid: windowGrid(plan.grid, window), scenes };
}

/** Reads one day after the other; memory for bands is used again. */
export class DayReader {
  readonly #images: KeptImages;
  #bands: readonly Float32Array[] = [];
  #masks: readonly Float32Array[] = [];

  constructor(images: KeptImages) {
    this.#images = images;
  }

  /** Images of one day (two tiles, or two processings) become one: the first that saw a pixel clearly counts. */
  async read(images: readonly PlannedImage[], window: GridWindow, target: SceneTarget = {}): Promise<SceneValues> {
    let scene: SceneValues | null = null;
    for (const image of images) {
      if (scene === null) scene = await this.#scene(image, window, target);
      else scene = filled(scene, await this.#scene(image, window, { ...(target.redness === null && { redness: null }) }));
    }
    if (scene === null) throw new Error("a day of a series has images");
    return scene;
  }

  async #scene({ path, onto, mask, roles }: PlannedImage, window: GridWindow, target: SceneTarget = {}): Promise<SceneValues> {
    const raster = await this.#piece({ path, onto }, window, this.#bands);
    this.#bands = raster.bands;
    const bands = roleBands(raster.bands, roles);
    const size = window.width * window.height;
    const { ndvi, water, redness: red } = target;
    const scene = {
      ndvi: spectralIndex("ndvi", bands, ndvi) ?? (ndvi ?? new Float32Array(size)).fill(Number.NaN),
      water: water === null ? null : (spectralIndex("mndwi", bands, water) ?? spectralIndex("ndwi", bands, water)),
      redness: red === null ? null : redness(bands, red),
      clear: target.clear ?? new Uint8Array(size),
    };
    scene.clear.set(raster.valid);
    if (mask === null) return scene;
    const { bands: masks, valid } = await this.#piece(mask, window, this.#masks);
    this.#masks = masks;
    const values = masks[0];
    const { clear } = scene;
    // Where the mask of another ground says nothing, nothing is known to be clear.
    for (let at = 0; at < clear.length; at++) if (values?.[at] !== 0 || (mask.onto !== null && valid[at] === 0)) clear[at] = 0;
    return scene;
  }

  #piece(image: KeptImage, window: GridWindow, targets: readonly Float32Array[]): Promise<Raster> {
    return this.#images.use(image, (source) => source.read(window, allBands(source), targets));
  }
}

/** The first where it saw a pixel clearly, else the second. */
export function filledFrom(first: Scene, second: Scene): Scene {
  const { date, ndvi, water, redness: red, clear } = first;
  return {
    date,
    ...filled({ ndvi: ndvi.slice(), water: water?.slice() ?? null, redness: red?.slice() ?? null, clear: clear.slice() }, second),
  };
}

function filled(first: SceneValues, second: SceneValues): SceneValues {
  const fill = (own: Float32Array | null, other: Float32Array | null): Float32Array | null => {
    if (own === null || other === null) return null;
    for (let at = 0; at < own.length; at++) if (first.clear[at] === 0) own[at] = other[at] ?? 0;
    return own;
  };
  const [water, red] = [fill(first.water, second.water), fill(first.redness, second.redness)];
  fill(first.ndvi, second.ndvi);
  for (let at = 0; at < first.clear.length; at++) if (first.clear[at] === 0) first.clear[at] = second.clear[at] ?? 0;
  return { ...first, water, redness: red };
}
