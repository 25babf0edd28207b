import { ABNORMAL, ALERT_LEVELS, CycleWatch, judgeCycle, UNSEEN } from "@yuejian/imagery";
import type { ObservedSeries } from "./observed-series.ts";

/** Every pixel against its own years before. */
export interface JudgedPixels {
  /** Place of each level in ALERT_LEVELS. */
  readonly levels: Uint8Array;
  /** Days since 1970-01-01; 0 where there is none. */
  readonly lastNormal: Int32Array;
  readonly firstAbnormal: Int32Array;
  readonly historyYears: Uint8Array;
  /** Dates that count for no pixel. */
  readonly unreliable: readonly string[];
  /** Scenes on which a pixel was abnormal. */
  readonly abnormalScenes: (at: number) => readonly number[];
}

/** Pixels of which no part counts are unknown. */
export function judgePixels(observed: ObservedSeries, counted: Float32Array | null, watchDay: number): JudgedPixels {
  const { grid, scenes } = observed.series;
  const size = grid.width * grid.height;
  const { marks, historyYears } = markPixels(observed, counted, watchDay);
  const unreliable = hideUnreliable(marks, scenes.length);
  const marksOf = (at: number) => marks.subarray(at * scenes.length, (at + 1) * scenes.length);
  const judged = {
    levels: new Uint8Array(size),
    lastNormal: new Int32Array(size),
    firstAbnormal: new Int32Array(size),
    historyYears,
    unreliable: scenes.flatMap(({ date }, scene) => (unreliable.has(scene) ? [date] : [])),
    abnormalScenes: (at: number) => [...marksOf(at).keys()].filter((scene) => marks[at * scenes.length + scene] === ABNORMAL),
  };
  for (let at = 0; at < size; at++) {
    const alert = judgeCycle(observed.days, marksOf(at), historyYears[at] ?? 0);
    judged.levels[at] = ALERT_LEVELS.indexOf(alert.level);
    judged.lastNormal[at] = alert.lastNormal ?? 0;
    judged.firstAbnormal[at] = alert.firstAbnormal ?? 0;
  }
  return judged;
}

/** Marks of all observations, pixel after pixel. */
function markPixels(
  { series: { grid, scenes }, days, hidden }: ObservedSeries,
  counted: Float32Array | null,
  watchDay: number,
): { marks: Uint8Array; historyYears: Uint8Array } {
  const size = grid.width * grid.height;
  const [marks, historyYears] = [new Uint8Array(size * scenes.length), new Uint8Array(size)];
  const ndvi = new Float32Array(scenes.length);
  const watch = new CycleWatch(days, watchDay);
  for (let at = 0; at < size; at++) {
    if ((counted?.[at] ?? 1) === 0) continue;
    for (let scene = 0; scene < ndvi.length; scene++)
      ndvi[scene] = hidden[scene]?.[at] === 0 ? (scenes[scene]?.ndvi[at] ?? Number.NaN) : Number.NaN;
    const years = watch.mark(ndvi, marks, at * scenes.length);
    if (years >= 0) historyYears[at] = years;
  }
  return { marks, historyYears };
}

/** On a date on which a large part of the scene is abnormal it was snow, haze or a cloud that no mask told: it is not counted for any pixel. */
const UNRELIABLE_PART = 0.3;

function hideUnreliable(marks: Uint8Array, scenes: number): ReadonlySet<number> {
  const [seen, abnormal] = [new Float64Array(scenes), new Float64Array(scenes)];
  for (let at = 0; at < marks.length; at++) {
    const scene = at % scenes;
    if (marks[at] !== UNSEEN) seen[scene] = (seen[scene] ?? 0) + 1;
    if (marks[at] === ABNORMAL) abnormal[scene] = (abnormal[scene] ?? 0) + 1;
  }
  const unreliable = new Set([...seen.keys()].filter((scene) => (abnormal[scene] ?? 0) > UNRELIABLE_PART * (seen[scene] ?? 0)));
  for (let at = 0; at < marks.length; at++) if (unreliable.has(at % scenes)) marks[at] = UNSEEN;
  return unreliable;
}
