import { ABNORMAL, ALERT_LEVELS, CycleWatch, judgeCycle, UNSEEN } from "@yuejian/imagery";
import { continued, type KnownPixels, type ObservedSeries } from "./observed-series.ts";

/** Every pixel against its own years before. */
export interface PixelJudgements {
  /** Place of each level in ALERT_LEVELS. */
  readonly levels: Uint8Array;
  /** Days since 1970-01-01; 0 where there is none. */
  readonly lastNormal: Int32Array;
  readonly firstAbnormal: Int32Array;
  readonly historyYears: Uint8Array;
  /** What every observation of the watch said, pixel after pixel. */
  readonly marks: Uint8Array;
}

export interface JudgedPixels extends PixelJudgements {
  /** Scenes on which a pixel was abnormal. */
  readonly abnormalScenes: (at: number) => readonly number[];
}

interface Judging {
  /** Part of each pixel that counts; null where all of it does. Pixels of which no part counts are unknown. */
  readonly counted: Float32Array | null;
  readonly watchDay: number;
  /** Places of dates that count for no pixel. */
  readonly unreliable: readonly number[];
}

/** Those that are known are not judged again; others are shown to `visit`, too. */
export function judgePixels(
  observed: ObservedSeries,
  { counted, watchDay, unreliable }: Judging,
  { known = null, visit }: { readonly known?: KnownPixels<PixelJudgements> | null; readonly visit?: VisitPixel } = {},
): JudgedPixels {
  const { grid, scenes } = observed.series;
  const size = grid.width * grid.height;
  const first = known?.count ?? 0;
  const watch = new CycleWatch(observed.days, watchDay);
  const { past } = watch;
  const { marks, historyYears } = markPixels(observed, counted, { watch, first, ...(visit && { visit }) });
  const length = scenes.length - past;
  for (const scene of unreliable)
    if (scene >= past) for (let at = first * length + scene - past; at < marks.length; at += length) marks[at] = UNSEEN;
  const days = observed.days.subarray(past);
  const judged = {
    levels: new Uint8Array(size),
    lastNormal: new Int32Array(size),
    firstAbnormal: new Int32Array(size),
    historyYears,
    marks,
    abnormalScenes: (at: number) =>
      Array.from({ length }, (_, each) => past + each).filter((scene) => marks[at * length + scene - past] === ABNORMAL),
  };
  if (known !== null) {
    const { of, from, count } = known;
    for (const each of ["levels", "lastNormal", "firstAbnormal", "historyYears"] as const)
      continued(judged[each], { of: of[each], from, count });
    continued(marks, { of: of.marks, from: from * length, count: count * length });
  }
  for (let at = first; at < size; at++) {
    const alert = judgeCycle(days, marks.subarray(at * length, (at + 1) * length), historyYears[at] ?? 0);
    judged.levels[at] = ALERT_LEVELS.indexOf(alert.level);
    judged.lastNormal[at] = alert.lastNormal ?? 0;
    judged.firstAbnormal[at] = alert.firstAbnormal ?? 0;
  }
  return judged;
}

type VisitPixel = (at: number, ndvi: Float32Array) => void;

interface Marking {
  readonly watch: CycleWatch;
  readonly first?: number;
  /** Shown every pixel that is marked. */
  readonly visit?: VisitPixel;
}

/** Marks of all observations of the watch, pixel after pixel, from a pixel on. */
export function markPixels(
  observed: ObservedSeries,
  counted: Float32Array | null,
  { watch, first = 0, visit = () => {} }: Marking,
): { readonly marks: Uint8Array; readonly historyYears: Uint8Array } {
  const { grid, scenes } = observed.series;
  const size = grid.width * grid.height;
  const { past } = watch;
  const watched = scenes.length - past;
  const [marks, historyYears] = [new Uint8Array(size * watched), new Uint8Array(size)];
  eachPixelSeries(observed, { counted, first }, (at, ndvi) => {
    const years = watch.mark(ndvi, marks, at * watched - past);
    if (years >= 0) historyYears[at] = years;
    visit(at, ndvi);
  });
  return { marks, historyYears };
}

/** So many values are turned from one image a date to one series a pixel at once, of no fewer than so many pixels: what is turned stays in the processor's own memory. */
const TURNED_VALUES = 2 ** 15;
const TURNED_LEAST = 64;

/** The vegetation index of every pixel that counts, from one on, by scene; NaN where it was hidden. The array is the same for all pixels. */
function eachPixelSeries(
  { series: { grid, scenes }, seen }: ObservedSeries,
  { counted, first }: { readonly counted: Float32Array | null; readonly first: number },
  visit: VisitPixel,
): void {
  const size = grid.width * grid.height;
  const length = scenes.length;
  const together = Math.max(TURNED_LEAST, Math.floor(TURNED_VALUES / length));
  const turned = new Float32Array(together * length);
  const pixels = Array.from({ length: together }, (_, each) => turned.subarray(each * length, (each + 1) * length));
  for (let start = first; start < size; start += together) {
    const end = Math.min(size, start + together);
    for (let scene = 0; scene < length; scene++) {
      const values = scenes[scene]?.ndvi;
      const mask = seen[scene];
      if (values === undefined || mask === undefined) continue;
      for (let at = start, to = scene; at < end; at++, to += length) turned[to] = mask[at] === 1 ? (values[at] ?? Number.NaN) : Number.NaN;
    }
    for (let at = start; at < end; at++) {
      const ndvi = pixels[at - start];
      if (ndvi !== undefined && (counted === null || (counted[at] ?? 0) !== 0)) visit(at, ndvi);
    }
  }
}
