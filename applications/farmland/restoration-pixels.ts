import { dayFromIso } from "@yuejian/identifiers";
import { type Coverage, daysOfYearApart } from "@yuejian/imagery";
import { SOIL_REDNESS, SPARSE_NDVI } from "./classify.ts";
import { ControlPixels } from "./control-pixels.ts";
import { type ObservedSeries, observedValue } from "./observed-series.ts";

/** The same for all plots. */
export const RESTORATION_PARAMETERS = {
  /** Clear dates that a pixel needs in the time that is looked at, one of them within so many days of a season in which it was green. */
  clearDates: 4,
  seasonDays: 45,
  /** Parts of the former 95th percentile and of the former amplitude that have to be back. */
  greenness: 0.8,
  amplitude: 0.5,
  /** Or this part of what its controls show above bare ground: pixels of the same former field around the plot, so many pixels away, so many of the nearest, on two dates on which they are green. */
  returned: 0.6,
  nearestPixels: 3,
  furthestPixels: 6,
  controls: 5,
  green: 0.15,
  greenDates: 2,
  /** Pixels of which less lies in the plot show more of what is around it: they count for its area, not for its state. */
  leastPart: 0.5,
  /** Below it hardly anything grows; soils reflect red more than blue by this. */
  barren: SPARSE_NDVI,
  redness: SOIL_REDNESS,
  /** Part of the known pixels for «restored» and for «demolished»; less than a tenth is not even partly. */
  mostly: 0.9,
  partly: 0.1,
} as const;

export type PixelState = "green" | "bare" | "built-or-water" | "unknown";

interface Times {
  readonly observed: ObservedSeries;
  /** YYYY-MM-DD: what a pixel was is seen until then, what it is from then on. */
  readonly changedAt: string;
  readonly from: string;
}

/** Judges the pixels of a plot by what each showed before it changed, and by the rest of its former field as it is now: another crop, a late one or a year of drought changes both. */
export function pixelStates(coverage: Coverage, times: Times): (pixel: number) => PixelState {
  const { observed, changedAt } = times;
  const around = pixelsAround(coverage, observed.series.grid);
  const changed = dayFromIso(changedAt) + 1;
  let controls: ControlPixels | null = null;
  return (pixel) => {
    const before = observationsOf(pixel, { ...times, is: "before" });
    const now = observationsOf(pixel, { ...times, is: "now" });
    const P = RESTORATION_PARAMETERS;
    if (before.length < P.clearDates || now.length < P.clearDates) return "unknown";
    if (now.filter(({ isWet }) => isWet).length * 2 > now.length) return "built-or-water";
    const [was, is] = [rangeOf(before), rangeOf(now)];
    if (is.high >= P.greenness * was.high && is.high - is.low >= P.amplitude * (was.high - was.low)) return "green";
    controls ??= new ControlPixels(observed, changed);
    const returned = returnedPart(now, {
      observed,
      nearest: nearestAlike(pixel, around, { controls, width: observed.series.grid.width }),
      bare: was.low,
    });
    if (returned >= P.returned) return "green";
    const isInSeason = now.some(({ day }) =>
      before.some((each) => each.value >= P.greenness * was.high && daysOfYearApart(day, each.day) <= P.seasonDays),
    );
    if (!isInSeason && Number.isNaN(returned)) return "unknown";
    if (is.high >= P.barren) return "bare";
    const told = now.filter(({ isSoil }) => isSoil !== null);
    return told.length > 0 && told.filter(({ isSoil }) => isSoil === true).length * 2 > told.length ? "bare" : "built-or-water";
  };
}

interface Observation {
  readonly scene: number;
  readonly day: number;
  readonly value: number;
  readonly isWet: boolean;
  /** Null where the bands do not tell. */
  readonly isSoil: boolean | null;
}

function observationsOf(pixel: number, { observed, changedAt, from, is }: Times & { readonly is: "before" | "now" }): Observation[] {
  return observed.series.scenes.flatMap(({ date }, scene) => {
    if (is === "before" ? date > changedAt : date <= changedAt || date < from) return [];
    const value = observedValue(observed, { scene, at: pixel, index: "ndvi" });
    if (Number.isNaN(value)) return [];
    const red = observedValue(observed, { scene, at: pixel, index: "redness" });
    return [
      {
        scene,
        day: observed.days[scene] ?? 0,
        value,
        isWet: observedValue(observed, { scene, at: pixel, index: "water" }) > 0,
        isSoil: Number.isNaN(red) ? null : red >= RESTORATION_PARAMETERS.redness,
      },
    ];
  });
}

/** How much of what the controls show above bare ground the pixel shows, by least squares over the dates on which they are green; NaN where there are no controls or too few such dates. */
function returnedPart(
  now: readonly Observation[],
  { observed, nearest, bare }: { readonly observed: ObservedSeries; readonly nearest: readonly number[]; readonly bare: number },
): number {
  let [above, below, dates] = [0, 0, 0];
  for (const { scene, value } of now) {
    const seen = nearest.map((at) => observedValue(observed, { scene, at, index: "ndvi" })).filter((each) => !Number.isNaN(each));
    const green = seen.reduce((sum, each) => sum + each, 0) / seen.length - bare;
    if (!(green >= RESTORATION_PARAMETERS.green)) continue;
    above += (value - bare) * green;
    below += green ** 2;
    dates++;
  }
  return dates < RESTORATION_PARAMETERS.greenDates ? Number.NaN : above / below;
}

/** Pixels around a plot, beyond its mixed edge. */
function pixelsAround({ window, parts }: Coverage, { width, height }: { readonly width: number; readonly height: number }): number[] {
  const { nearestPixels, furthestPixels } = RESTORATION_PARAMETERS;
  const apart = new Map<number, number>();
  for (let row = 0; row < window.height; row++)
    for (let column = 0; column < window.width; column++) {
      if ((parts[row * window.width + column] ?? 0) === 0) continue;
      const [x, y] = [window.column + column, window.row + row];
      for (let down = Math.max(0, y - furthestPixels); down <= Math.min(height - 1, y + furthestPixels); down++)
        for (let right = Math.max(0, x - furthestPixels); right <= Math.min(width - 1, x + furthestPixels); right++) {
          const at = down * width + right;
          apart.set(at, Math.min(apart.get(at) ?? furthestPixels, Math.max(Math.abs(down - y), Math.abs(right - x))));
        }
    }
  return [...apart].flatMap(([at, pixels]) => (pixels >= nearestPixels ? [at] : []));
}

function nearestAlike(
  pixel: number,
  around: readonly number[],
  { controls, width }: { readonly controls: ControlPixels; readonly width: number },
): number[] {
  const apart = (at: number) => Math.hypot((at % width) - (pixel % width), Math.floor(at / width) - Math.floor(pixel / width));
  const taken: number[] = [];
  for (const at of around.toSorted((left, right) => apart(left) - apart(right))) {
    if (controls.wereOneField(pixel, at)) taken.push(at);
    if (taken.length === RESTORATION_PARAMETERS.controls) break;
  }
  return taken;
}

/** 10th and 95th percentile. */
function rangeOf(observations: readonly { readonly value: number }[]): { readonly low: number; readonly high: number } {
  const sorted = observations.map(({ value }) => value).sort((left, right) => left - right);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.1), high: at(0.95) };
}
