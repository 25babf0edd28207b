import type { Text } from "@yuejian/contracts";
import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import {
  ABNORMAL,
  ALERT_LEVELS,
  type AlertLevel,
  CYCLE_PARAMETERS,
  dilated,
  type Grid,
  judgeCycle,
  labelObjects,
  type ReferenceSystem,
  UNSEEN,
  watchCycle,
} from "@yuejian/imagery";
import { type AreaElement, areaElement } from "./area-element.ts";
import { type Classification, SOIL_REDNESS } from "./classify.ts";
import { PAIR_PARAMETERS } from "./detect-changes.ts";
import { type DateInterval, type DetectionAreas, groundOf } from "./ground.ts";
import { type ChangedObject, measureObjects } from "./objects.ts";
import { CLOUD_GUARD_PIXELS, type SceneSeries, systemOfSeries } from "./series.ts";

/** A change that stands until the last images. */
export interface SeriesViolation extends ChangedObject, Classification {
  readonly confidence: Extract<AlertLevel, "possible" | "probable" | "confirmed">;
  readonly element: AreaElement;
  /** The last clear day on which its first pixel was still normal, and the first on which it was not. */
  readonly changed: DateInterval;
}

export interface SeriesDetection {
  readonly grid: Grid;
  readonly system: ReferenceSystem;
  readonly violations: readonly SeriesViolation[];
  /** Pixels by level. */
  readonly pixels: Readonly<Record<AlertLevel, number>>;
  /** From this day on was watched. */
  readonly watchFrom: string;
  readonly dates: readonly string[];
  readonly approvalsSubtracted: readonly string[];
  readonly doubts: readonly Text[];
}

const WATCHED_DAYS = 365;

/** IMAGE_SYSTEM_UNKNOWN, SERIES_TOO_SHORT and what `groundOf` refuses. Without `watchFrom` the last year is watched. */
export function detectSeries(
  series: SceneSeries,
  areas: DetectionAreas = {},
  options: { readonly watchFrom?: string } = {},
): SeriesDetection {
  const { grid, scenes } = series;
  const system = systemOfSeries(series);
  const lastDate = scenes.at(-1)?.date ?? "";
  const watchDay = options.watchFrom === undefined ? dayFromIso(lastDate) - WATCHED_DAYS : dayFromIso(options.watchFrom);
  const watchFrom = isoOfDay(watchDay);
  const ground = groundOf(areas, { grid, system }, { from: watchFrom, to: lastDate });
  const judged = judgePixels(series, ground.counted, watchDay);
  const violations = [
    ...objectsAt(["probable", "confirmed"], judged, { series, ground, onDate: lastDate }),
    ...objectsAt(["possible"], judged, { series, ground, onDate: lastDate }),
  ];
  const history = judged.historyYears.filter((years) => years >= CYCLE_PARAMETERS.historyYears).length;
  return {
    grid,
    system,
    violations,
    pixels: Object.fromEntries(
      ALERT_LEVELS.map((level, index) => [level, judged.levels.reduce((sum, each) => sum + Number(each === index), 0)]),
    ) as Record<AlertLevel, number>,
    watchFrom,
    dates: scenes.map(({ date }) => date),
    approvalsSubtracted: ground.subtracted.map(({ id }) => id),
    doubts: [
      ...(history > 0
        ? []
        : [
            {
              zh: `观察期（自 ${watchFrom}）之前不足三年的清晰影像：只给出可能和较可能，不作确认`,
              en: `there are fewer than three years of clear images before the watch (from ${watchFrom}): changes are possible or probable, none is confirmed`,
            },
          ]),
      ...(judged.unreliable.length > 0
        ? [
            {
              zh: `${judged.unreliable.join("、")}：大部分像元同时异常（雪、霾或未识别的云），没有采用`,
              en: `${judged.unreliable.join(", ")}: a large part of the scene is abnormal at once (snow, haze, cloud that no mask told); not used`,
            },
          ]
        : []),
      ...(ground.questionable.length > 0
        ? [
            {
              zh: `${ground.questionable.length} 份审批只在观察期的一部分有效，没有扣除，需人工核对`,
              en: `${ground.questionable.length} approvals were valid for a part of the watch; they were not subtracted and have to be checked`,
            },
          ]
        : []),
    ],
  };
}

interface JudgedPixels {
  /** Place of each level in ALERT_LEVELS. */
  readonly levels: Uint8Array;
  readonly lastNormal: Int32Array;
  readonly firstAbnormal: Int32Array;
  readonly historyYears: Uint8Array;
  readonly unreliable: readonly string[];
}

function judgePixels(series: SceneSeries, counted: Float32Array | null, watchDay: number): JudgedPixels {
  const { grid, scenes } = series;
  const size = grid.width * grid.height;
  const days = Int32Array.from(scenes, ({ date }) => dayFromIso(date));
  const { marks, historyYears } = markPixels(series, days, { counted, watchDay });
  const unreliable = hideUnreliable(marks, scenes.length);
  const judged = {
    levels: new Uint8Array(size),
    lastNormal: new Int32Array(size),
    firstAbnormal: new Int32Array(size),
    historyYears,
    unreliable: scenes.flatMap(({ date }, scene) => (unreliable.has(scene) ? [date] : [])),
  };
  for (let at = 0; at < size; at++) {
    const own = marks.subarray(at * scenes.length, (at + 1) * scenes.length);
    const alert = judgeCycle(days, own, historyYears[at] ?? 0);
    judged.levels[at] = ALERT_LEVELS.indexOf(alert.level);
    judged.lastNormal[at] = alert.lastNormal ?? 0;
    judged.firstAbnormal[at] = alert.firstAbnormal ?? 0;
  }
  return judged;
}

/** Marks of all observations, pixel after pixel. */
function markPixels(
  { grid, scenes }: SceneSeries,
  days: Int32Array,
  { counted, watchDay }: { readonly counted: Float32Array | null; readonly watchDay: number },
): { marks: Uint8Array; historyYears: Uint8Array } {
  const size = grid.width * grid.height;
  const hidden = scenes.map(({ clear }) =>
    dilated(
      clear.map((value) => 1 - value),
      grid,
      CLOUD_GUARD_PIXELS,
    ),
  );
  const [marks, historyYears] = [new Uint8Array(size * scenes.length), new Uint8Array(size)];
  const ndvi = new Float32Array(scenes.length);
  for (let at = 0; at < size; at++) {
    if ((counted?.[at] ?? 1) === 0) continue;
    for (let scene = 0; scene < ndvi.length; scene++)
      ndvi[scene] = hidden[scene]?.[at] === 0 ? (scenes[scene]?.ndvi[at] ?? Number.NaN) : Number.NaN;
    const watched = watchCycle({ days, ndvi }, watchDay);
    if (watched === null) continue;
    marks.set(watched.marks, at * scenes.length);
    historyYears[at] = watched.historyYears;
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

interface ObjectContext {
  readonly series: SceneSeries;
  readonly ground: ReturnType<typeof groundOf>;
  readonly onDate: string;
}

/** Objects of pixels at any of the levels. An object is confirmed when most of its pixels are and it is large enough; else it is probable. */
function objectsAt(levels: readonly AlertLevel[], judged: JudgedPixels, { series, ground, onDate }: ObjectContext): SeriesViolation[] {
  const wanted = new Set(levels.map((level) => ALERT_LEVELS.indexOf(level)));
  const objects = labelObjects(
    judged.levels.map((level) => Number(wanted.has(level))),
    series.grid,
  );
  const facts = Array.from({ length: objects.count }, () => ({ confirmed: 0, first: 2 ** 31, last: 0, wet: 0, seen: 0, red: 0, told: 0 }));
  const confirmed = ALERT_LEVELS.indexOf("confirmed");
  for (let at = 0; at < objects.labels.length; at++) {
    const fact = facts[(objects.labels[at] ?? 0) - 1];
    if (fact === undefined) continue;
    fact.confirmed += Number(judged.levels[at] === confirmed);
    if ((judged.firstAbnormal[at] ?? 0) < fact.first) {
      fact.first = judged.firstAbnormal[at] ?? 0;
      fact.last = judged.lastNormal[at] ?? 0;
    }
    addGround(fact, series, { at, fromDay: judged.firstAbnormal[at] ?? 0 });
  }
  return measureObjects(objects, ground, PAIR_PARAMETERS.leastPixels).map((object): SeriesViolation => {
    const fact = facts[object.label - 1];
    const isConfirmed =
      (fact?.confirmed ?? 0) * 2 > object.pixels &&
      object.pixels >= PAIR_PARAMETERS.confirmedLeastPixels &&
      object.area.hectares >= PAIR_PARAMETERS.confirmedLeastHectares;
    return {
      ...object,
      ...classOf(fact),
      confidence: levels.includes("possible") ? "possible" : isConfirmed ? "confirmed" : "probable",
      element: areaElement(object.areaByKind, { onDate, isFarmland: ground.parcels !== null }),
      changed: {
        from: fact === undefined || fact.last === 0 ? null : isoOfDay(fact.last),
        to: fact === undefined ? null : isoOfDay(fact.first),
      },
    };
  });
}

/** What the ground of an object's pixels showed since they changed. */
interface GroundSeen {
  /** Observations with a water index, and those of them that show water. */
  seen: number;
  wet: number;
  /** Observations whose colour is known, and the sum of their redness. */
  told: number;
  red: number;
}

function addGround(ground: GroundSeen, { scenes }: SceneSeries, { at, fromDay }: { readonly at: number; readonly fromDay: number }): void {
  for (const { date, clear, water, redness } of scenes) {
    if (clear[at] !== 1 || dayFromIso(date) < fromDay) continue;
    const [wetness, red] = [water?.[at] ?? Number.NaN, redness?.[at] ?? Number.NaN];
    if (!Number.isNaN(wetness)) ground.seen++;
    if (wetness > 0) ground.wet++;
    if (Number.isNaN(red) || wetness > 0) continue;
    ground.told++;
    ground.red += red;
  }
}

/** A flooded paddy or a flood is water for a part of the time only. */
const WET_SHARE = 0.8;

function classOf(ground: GroundSeen | undefined): Classification {
  const wet = ground === undefined || ground.seen === 0 ? 0 : ground.wet / ground.seen;
  if (wet >= WET_SHARE) {
    const percent = Math.round(100 * wet);
    return {
      class: "pond-lake",
      reason: {
        zh: `自变化以来 ${percent} % 的清晰观测是水面，作物没有再出现`,
        en: `${percent} % of the clear observations since the change show water, and no crop came back`,
      },
    };
  }
  const gone = {
    zh: "植被低于往年同期的全部观测，且至今没有恢复",
    en: "vegetation lies below all observations of the same season in the years before and has not come back",
  };
  if (ground === undefined || ground.told === 0) return { class: "changed-unknown", reason: gone };
  const redness = ground.red / ground.told;
  const isSoil = redness >= SOIL_REDNESS;
  return {
    class: isSoil ? "mining-bare" : "building-road",
    reason: {
      zh: `${gone.zh}；地表${isSoil ? "偏红，像土壤" : "偏灰，像硬化地面"}（红蓝差 ${redness.toFixed(2)}）`,
      en: `${gone.en}; the ground is ${isSoil ? "reddish like soil" : "grey like a sealed surface"} (red against blue ${redness.toFixed(2)})`,
    },
  };
}
