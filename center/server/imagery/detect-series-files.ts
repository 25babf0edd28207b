import { silentProgress, type Text } from "@yuejian/contracts";
import { type DetectionAreas, detectSeries, type SceneSeries, type SeriesDetection } from "@yuejian/farmland";
import { detectSeriesInTiles, type TiledSeriesOptions } from "./detect-series-tiles.ts";
import { wholeWindow } from "./image-file.ts";
import { daysOf, planSeries } from "./plan-series.ts";
import { imagesByDay, isManifest, readPlanned, readSeries } from "./read-series.ts";
import { readSeriesWindow } from "./read-series-window.ts";

/** Pixels × dates up to which a series is held whole. */
const WHOLE_OBSERVATIONS = 2 ** 24;

export interface SeriesInFiles {
  readonly found: SeriesDetection;
  readonly files: readonly string[];
  /** The images by their days, the first of a day; empty for a manifest of arrays, which has no bands. */
  readonly images: ReadonlyMap<string, string>;
  /** One day over the whole scene. */
  readonly sceneOf: (date: string) => Promise<SceneSeries["scenes"][number]>;
}

export interface SeriesFilesOptions extends TiledSeriesOptions {
  readonly wholeObservations?: number;
}

/** Watches images or a manifest of arrays: whole where they are few pixels or come as arrays, else in tiles, by a thread for every core. What `readSeries`, `planSeries` and `detectSeries` refuse. */
export async function detectSeriesFiles(
  place: string | readonly string[],
  areas: DetectionAreas,
  options: SeriesFilesOptions = {},
): Promise<SeriesInFiles> {
  const { progress = silentProgress, watchFrom, wholeObservations = WHOLE_OBSERVATIONS } = options;
  const plan = isManifest(place) ? null : await planSeries(place);
  if (plan !== null && plan.grid.width * plan.grid.height * daysOf(plan).length > wholeObservations) {
    const found = await detectSeriesInTiles(plan, areas, options);
    const sceneOf = async (date: string) =>
      sceneIn(await readSeriesWindow({ ...plan, images: plan.images.filter((each) => each.date === date) }, wholeWindow(plan.grid)), date);
    return { found: doubted(found, plan.doubts), files: plan.files, images: imagesByDay(plan), sceneOf };
  }
  const { series, doubts, ...shared } = plan === null ? await readSeries(place, progress) : await readPlanned(plan, progress);
  progress.report(0, null, { zh: "逐像元与往年比较", en: "Comparing every pixel with the years before" });
  const found = detectSeries(series, areas, watchFrom === undefined ? {} : { watchFrom });
  return { found: doubted(found, doubts), ...shared, sceneOf: async (date) => sceneIn(series, date) };
}

function doubted(found: SeriesDetection, doubts: readonly Text[]): SeriesDetection {
  return { ...found, doubts: [...doubts, ...found.doubts] };
}

function sceneIn({ scenes }: SceneSeries, date: string): SceneSeries["scenes"][number] {
  const scene = scenes.find((each) => each.date === date);
  if (scene === undefined) throw new Error(`no day ${date} in the series`);
  return scene;
}
