import type { Text } from "@yuejian/contracts";
import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import { type AlertLevel, CYCLE_PARAMETERS, type Grid, type ReferenceSystem, STATISTICS_PARAMETERS } from "@yuejian/imagery";
import { CONTROL_PARAMETERS } from "./control-pixels.ts";
import type { DetectionAreas } from "./ground.ts";
import { EXTENT_PARAMETERS } from "./object-extent.ts";
import { PLANTATION_PARAMETERS } from "./plantation.ts";
import { cropSeries, headerOf, type SceneSeries, type SeriesHeader, systemOfSeries } from "./series.ts";
import type { SeriesViolation } from "./series-violation.ts";
import { findInSeriesTile, type SeriesRun } from "./tiles/find-in-series-tile.ts";
import { joinSeriesTiles, type SeriesTileFound } from "./tiles/join-series-tiles.ts";
import { SeriesLearner, seriesSamples } from "./tiles/learn-series.ts";
import { type GivenAreas, giveAreas } from "./tiles/tile-areas.ts";

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
  /** How many pieces it was worked on in, and how many objects were seen by parts because they or their neighbours are larger than what a piece sees. */
  readonly tiles: { readonly count: number; readonly cut: number };
}

/** The same for all series; docs/farmland.md says what each is for. */
export const SERIES_PARAMETERS = {
  ...CYCLE_PARAMETERS,
  surroundings: CONTROL_PARAMETERS,
  extent: EXTENT_PARAMETERS,
  plantation: PLANTATION_PARAMETERS,
  years: STATISTICS_PARAMETERS,
} as const;

const WATCHED_DAYS = 365;

export interface SeriesOptions {
  /** YYYY-MM-DD; without it the last year is watched. */
  readonly watchFrom?: string;
}

/** What is looked for in a series, before it taught anything. IMAGE_SYSTEM_UNKNOWN, SERIES_TOO_SHORT and what `giveAreas` refuses. */
export function seriesTask(
  header: SeriesHeader,
  areas: DetectionAreas,
  { watchFrom }: SeriesOptions,
): { readonly run: SeriesRun; readonly system: ReferenceSystem; readonly given: GivenAreas } {
  const { grid, dates } = header;
  const system = systemOfSeries(header);
  const lastDate = dates.at(-1) ?? "";
  const watchDay = watchFrom === undefined ? dayFromIso(lastDate) - WATCHED_DAYS : dayFromIso(watchFrom);
  const run = { grid, watchFrom: isoOfDay(watchDay), dates, lesson: { unreliable: [], alike: 0 } };
  return { run, system, given: giveAreas(areas, { grid, system }) };
}

/** All of it in one piece. What `seriesTask` refuses. */
export function detectSeries(series: SceneSeries, areas: DetectionAreas = {}, options: SeriesOptions = {}): SeriesDetection {
  const { grid } = series;
  const { run, system, given } = seriesTask(headerOf(series), areas, options);
  const samples = seriesSamples(grid, 1);
  const learner = new SeriesLearner(run, samples.length);
  for (const window of samples) learner.add({ window, series: cropSeries(series, window), areas: given.in(window) });
  const whole = { column: 0, row: 0, width: grid.width, height: grid.height };
  const taught = { ...run, lesson: learner.lesson() };
  const { tile } = findInSeriesTile(taught, { core: whole, window: whole, series, areas: given.in(whole) });
  return seriesDetection(taught, [tile], { system, given });
}

/** What all tiles found together, with what a person has to know of it. */
export function seriesDetection(
  run: SeriesRun,
  tiles: readonly SeriesTileFound[],
  { system, given }: { readonly system: ReferenceSystem; readonly given: GivenAreas },
): SeriesDetection {
  const { violations, pixels, hasHistory, subtracted, questionable, cut } = joinSeriesTiles(tiles);
  const unreliable = run.lesson.unreliable.map((scene) => run.dates[scene] ?? "");
  return {
    grid: run.grid,
    system,
    violations,
    pixels,
    watchFrom: run.watchFrom,
    dates: run.dates,
    approvalsSubtracted: given.inOrder(subtracted),
    doubts: [
      ...(hasHistory
        ? []
        : [
            {
              zh: `观察期（自 ${run.watchFrom}）之前不足三年的清晰影像：只给出可能和较可能，不作确认`,
              en: `there are fewer than three years of clear images before the watch (from ${run.watchFrom}): changes are possible or probable, none is confirmed`,
            },
          ]),
      ...(unreliable.length > 0
        ? [
            {
              zh: `${unreliable.join("、")}：大部分像元同时异常（雪、霾或未识别的云），没有采用`,
              en: `${unreliable.join(", ")}: a large part of the scene is abnormal at once (snow, haze, cloud that no mask told); not used`,
            },
          ]
        : []),
      ...(questionable.length > 0
        ? [
            {
              zh: `${questionable.length} 份审批只在观察期的一部分有效，没有扣除，需人工核对`,
              en: `${questionable.length} approvals were valid for a part of the watch; they were not subtracted and have to be checked`,
            },
          ]
        : []),
      ...(cut > 0
        ? [
            {
              zh: `${cut} 个图斑或其周围大于一个分块，按所见部分给出，可能与相邻图斑是同一处`,
              en: `${cut} objects, or what surrounds them, are larger than a piece; they are told as far as they were seen and may be one with their neighbours`,
            },
          ]
        : []),
    ],
    tiles: { count: tiles.length, cut },
  };
}
