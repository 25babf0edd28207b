import { dayFromIso } from "@yuejian/identifiers";
import { ABNORMAL, CycleWatch, type GridWindow, UNSEEN } from "@yuejian/imagery";
import { alikeUpTo, CONTROL_PARAMETERS, usualDistances } from "../control-pixels.ts";
import type { DetectionAreas } from "../ground.ts";
import { markPixels } from "../judge-pixels.ts";
import { observeSeries } from "../observed-series.ts";
import type { SceneSeries } from "../series.ts";
import { sampleWindows } from "./learn-scene.ts";
import { type SeriesGroundRun, seriesGround } from "./series-ground.ts";

/** What belongs to a whole series and not to a place in it. Plain data. */
export interface SeriesLesson {
  /** Places of dates that count for no pixel. */
  readonly unreliable: readonly number[];
  /** Up to this mean difference two pixels were one field. */
  readonly alike: number;
}

/** On a date on which a large part of the scene is abnormal it was snow, haze or a cloud that no mask told: it is not counted for any pixel. */
const UNRELIABLE_PART = 0.3;

/** A smaller scene teaches whole, a larger one by one sample for so many pixels along each side, 64 at most: the same however it is cut into tiles. */
const WHOLE_PIXELS = 2 ** 18;
const APART_PIXELS = 1536;

export function seriesSamples(size: { readonly width: number; readonly height: number }, blockHeight: number): GridWindow[] {
  return sampleWindows(size, blockHeight, {
    wholePixels: WHOLE_PIXELS,
    across: Math.max(2, Math.min(8, Math.ceil(Math.sqrt(size.width * size.height) / APART_PIXELS))),
  });
}

interface SeriesSample {
  readonly window: GridWindow;
  readonly series: SceneSeries;
  readonly areas: DetectionAreas;
}

/** Learns from one sample after the other; nothing of them is kept but sums. */
export class SeriesLearner {
  readonly #run: SeriesGroundRun;
  readonly #samples: number;
  readonly #distances: number[] = [];
  readonly #seen: Float64Array;
  readonly #abnormal: Float64Array;

  /** `samples`: how many there will be. */
  constructor(run: SeriesGroundRun, samples: number) {
    this.#run = run;
    this.#samples = samples;
    this.#seen = new Float64Array(run.dates.length);
    this.#abnormal = new Float64Array(run.dates.length);
  }

  add({ window, series, areas }: SeriesSample): void {
    const { counted } = seriesGround(this.#run, window, areas);
    const observed = observeSeries(series);
    const watchDay = dayFromIso(this.#run.watchFrom);
    const watch = new CycleWatch(observed.days, watchDay);
    const { marks } = markPixels(observed, counted, { watch });
    const [seen, abnormal] = [this.#seen, this.#abnormal];
    const { past } = watch;
    const watched = seen.length - past;
    for (let start = 0; start < marks.length; start += watched)
      for (let scene = past; scene < seen.length; scene++) {
        const mark = marks[start + scene - past];
        if (mark === UNSEEN) continue;
        seen[scene] = (seen[scene] ?? 0) + 1;
        if (mark === ABNORMAL) abnormal[scene] = (abnormal[scene] ?? 0) + 1;
      }
    this.#distances.push(...usualDistances(observed, watchDay, Math.ceil(CONTROL_PARAMETERS.samples / this.#samples)));
  }

  lesson(): SeriesLesson {
    const unreliable = [...this.#seen.keys()].filter((scene) => (this.#abnormal[scene] ?? 0) > UNRELIABLE_PART * (this.#seen[scene] ?? 0));
    return { unreliable, alike: alikeUpTo(this.#distances) };
  }
}
