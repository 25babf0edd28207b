import type { Text } from "@yuejian/contracts";
import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import { ALERT_LEVELS, type AlertLevel, CYCLE_PARAMETERS, type Grid, type ReferenceSystem, STATISTICS_PARAMETERS } from "@yuejian/imagery";
import { CONTROL_PARAMETERS, ControlPixels } from "./control-pixels.ts";
import { type DetectionAreas, groundOf } from "./ground.ts";
import { judgePixels } from "./judge-pixels.ts";
import { EXTENT_PARAMETERS } from "./object-extent.ts";
import { observeSeries } from "./observed-series.ts";
import { PLANTATION_PARAMETERS } from "./plantation.ts";
import { type SceneSeries, systemOfSeries } from "./series.ts";
import { seriesObjects } from "./series-objects.ts";
import type { SeriesViolation } from "./series-violation.ts";

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

/** The same for all series; docs/farmland.md says what each is for. */
export const SERIES_PARAMETERS = {
  ...CYCLE_PARAMETERS,
  surroundings: CONTROL_PARAMETERS,
  extent: EXTENT_PARAMETERS,
  plantation: PLANTATION_PARAMETERS,
  years: STATISTICS_PARAMETERS,
} as const;

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
  const observed = observeSeries(series);
  const judged = judgePixels(observed, ground.counted, watchDay);
  const violations = seriesObjects({
    observed,
    judged,
    ground,
    controls: new ControlPixels(observed, watchDay),
    onDate: lastDate,
    watchDay,
  });
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
