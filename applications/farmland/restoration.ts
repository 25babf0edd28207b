import { type Text, YuejianError } from "@yuejian/contracts";
import { dayFromIso, isoOfDay, readDate } from "@yuejian/identifiers";
import { dilated, type MeasuredArea, measuredArea, type ReferenceSystem } from "@yuejian/imagery";
import { type AreaFile, type PlacedArea, placedAreas, textOf } from "./areas.ts";
import { SOIL_REDNESS, SPARSE_NDVI } from "./classify.ts";
import { CLOUD_GUARD_PIXELS, type SceneSeries, systemOfSeries } from "./series.ts";

/** What became of a plot on which something had changed. */
export const RESTORATIONS = {
  restored: { zh: "已恢复耕种", en: "restored" },
  partly: { zh: "部分恢复", en: "partly restored" },
  demolished: { zh: "已拆除，未复种", en: "demolished, not replanted" },
  "not-restored": { zh: "未恢复", en: "not restored" },
  "cannot-tell": { zh: "无法判断", en: "cannot tell" },
} as const satisfies Record<string, Text>;

export type Restoration = keyof typeof RESTORATIONS;

/** The same for all plots. */
export const RESTORATION_PARAMETERS = {
  /** Clear dates that a pixel needs in the time that is looked at, one of them within so many days of a season in which it was green. */
  clearDates: 4,
  seasonDays: 45,
  /** Parts of the former 95th percentile and of the former amplitude that have to be back. */
  greenness: 0.8,
  amplitude: 0.5,
  /** Below it hardly anything grows; soils reflect red more than blue by this. */
  barren: SPARSE_NDVI,
  redness: SOIL_REDNESS,
  /** Part of the known pixels for «restored» and for «demolished»; less than a tenth is not even partly. */
  mostly: 0.9,
  partly: 0.1,
} as const;

export interface RestoredPlot {
  readonly id: string;
  readonly verdict: Restoration;
  readonly reason: Text;
  readonly area: MeasuredArea;
  readonly restored: MeasuredArea;
  /** Parts of the plot by what its pixels show; they add up to 1. */
  readonly parts: Readonly<Record<PixelState, number>>;
}

type PixelState = "green" | "bare" | "built-or-water" | "unknown";

export interface RestorationResult {
  readonly plots: readonly RestoredPlot[];
  readonly restored: MeasuredArea;
  /** Days between which the plots were looked at. */
  readonly from: string;
  readonly to: string;
}

const LOOKED_AT_DAYS = 365;

/** Looks at plots in the last year of a series (or from a day on) against what each of their pixels showed before it changed, which the series has to hold.
 *  IMAGE_SYSTEM_UNKNOWN, SERIES_TOO_SHORT, VECTORS_OUTSIDE_IMAGE, VECTORS_UNREADABLE */
export function judgeRestoration(series: SceneSeries, violations: AreaFile, options: { readonly from?: string } = {}): RestorationResult {
  const system = systemOfSeries(series);
  const to = series.scenes.at(-1)?.date ?? "";
  const from = options.from ?? isoOfDay(dayFromIso(to) - LOOKED_AT_DAYS);
  const observed = observationsOf(series);
  const plots = placedAreas(violations, { grid: series.grid, system }).map((plot) =>
    judgePlot(plot, { series, system, observed, from, file: violations.name }),
  );
  const sum = (pick: (area: MeasuredArea) => number) => plots.reduce((total, { restored }) => total + pick(restored), 0);
  return {
    plots,
    restored: measuredArea(
      sum((area) => area.squareMetres),
      sum((area) => area.errorSquareMetres),
    ),
    from,
    to,
  };
}

interface Observations {
  readonly days: readonly number[];
  /** 1 where a cloud or its edge hides the pixel, by scene. */
  readonly hidden: readonly Uint8Array[];
}

function observationsOf({ grid, scenes }: SceneSeries): Observations {
  return {
    days: scenes.map(({ date }) => dayFromIso(date)),
    hidden: scenes.map(({ clear }) =>
      dilated(
        clear.map((value) => 1 - value),
        grid,
        CLOUD_GUARD_PIXELS,
      ),
    ),
  };
}

interface PlotContext {
  readonly series: SceneSeries;
  readonly system: ReferenceSystem;
  readonly observed: Observations;
  readonly from: string;
  readonly file: string;
}

function judgePlot({ feature, coverage, index }: PlacedArea, context: PlotContext): RestoredPlot {
  const { series, system, from } = context;
  const { grid } = series;
  const changedAt = changeOf(feature, { file: context.file, index });
  const { window, parts } = coverage;
  const sums: Record<PixelState, number> = { green: 0, bare: 0, "built-or-water": 0, unknown: 0 };
  let edges = 0;
  const partAt = (column: number, row: number) =>
    column < 0 || row < 0 || column >= window.width || row >= window.height ? 0 : (parts[row * window.width + column] ?? 0);
  for (let row = 0; row <= window.height; row++)
    for (let column = 0; column <= window.width; column++) {
      const part = partAt(column, row);
      // Along pixel edges the outline is where parts differ.
      edges += Math.abs(part - partAt(column - 1, row)) + Math.abs(part - partAt(column, row - 1));
      if (part === 0) continue;
      const pixel = (window.row + row) * grid.width + window.column + column;
      sums[from <= changedAt ? "unknown" : stateOf(pixel, changedAt, context)] += part;
    }
  const total = sums.green + sums.bare + sums["built-or-water"] + sums.unknown;
  const x = grid.west + (window.column + window.width / 2) * grid.pixelWidth;
  const y = grid.north - (window.row + window.height / 2) * grid.pixelHeight;
  const pixelArea = grid.pixelWidth * grid.pixelHeight * system.squareMetresAt(x, y);
  const areaOf = (pixels: number) => measuredArea(pixels * pixelArea, total === 0 ? 0 : ((edges * pixelArea) / 2) * (pixels / total));
  const share = (state: PixelState) => (total === 0 ? 0 : sums[state] / total);
  const shares = { green: share("green"), bare: share("bare"), "built-or-water": share("built-or-water"), unknown: share("unknown") };
  const verdict = verdictOf(shares);
  return {
    id: textOf(feature, "id") ?? String(index + 1),
    verdict,
    reason: reasonOf(shares),
    area: areaOf(total),
    restored: areaOf(sums.green),
    parts: shares,
  };
}

/** The day by which the plot had changed, as the detection wrote it. */
function changeOf(feature: PlacedArea["feature"], { file, index }: { file: string; index: number }): string {
  const reading = readDate(textOf(feature, "changedAt") ?? "");
  if ("value" in reading) return reading.value;
  throw new YuejianError("VECTORS_UNREADABLE", {
    file,
    where: `features[${index}].properties`,
    reason_zh: "缺少 changedAfter 或 changedBy（变化日期）",
    reason_en: "changedAfter or changedBy (the date of the change) is missing",
  });
}

function stateOf(pixel: number, changedAt: string, { series, observed, from }: PlotContext): PixelState {
  const P = RESTORATION_PARAMETERS;
  const former: { day: number; value: number }[] = [];
  const now: { day: number; value: number; isWet: boolean; isSoil: boolean | null }[] = [];
  series.scenes.forEach((scene, index) => {
    const value = scene.ndvi[pixel] ?? Number.NaN;
    if (observed.hidden[index]?.[pixel] !== 0 || Number.isNaN(value)) return;
    const day = observed.days[index] ?? 0;
    if (scene.date <= changedAt) former.push({ day, value });
    else if (scene.date >= from) {
      const red = scene.redness?.[pixel] ?? Number.NaN;
      now.push({ day, value, isWet: (scene.water?.[pixel] ?? -1) > 0, isSoil: Number.isNaN(red) ? null : red >= P.redness });
    }
  });
  if (former.length < P.clearDates || now.length < P.clearDates) return "unknown";
  const [was, is] = [rangeOf(former), rangeOf(now)];
  const isInSeason = now.some(({ day }) =>
    former.some((each) => {
      const apart = Math.abs(day - each.day) % 365.25;
      return each.value >= P.greenness * was.high && Math.min(apart, 365.25 - apart) <= P.seasonDays;
    }),
  );
  const wet = now.filter(({ isWet }) => isWet).length;
  if (wet * 2 > now.length) return "built-or-water";
  if (is.high >= P.greenness * was.high && is.high - is.low >= P.amplitude * (was.high - was.low)) return "green";
  if (!isInSeason) return "unknown";
  if (is.high >= P.barren) return "bare";
  const told = now.filter(({ isSoil }) => isSoil !== null);
  return told.length > 0 && told.filter(({ isSoil }) => isSoil === true).length * 2 > told.length ? "bare" : "built-or-water";
}

/** 10th and 95th percentile. */
function rangeOf(observations: readonly { readonly value: number }[]): { readonly low: number; readonly high: number } {
  const sorted = observations.map(({ value }) => value).sort((left, right) => left - right);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.1), high: at(0.95) };
}

function verdictOf(parts: Readonly<Record<PixelState, number>>): Restoration {
  const known = 1 - parts.unknown;
  if (known < 0.5) return "cannot-tell";
  if (parts.green >= RESTORATION_PARAMETERS.mostly * known) return "restored";
  if (parts.green >= RESTORATION_PARAMETERS.partly * known) return "partly";
  return parts.green + parts.bare >= RESTORATION_PARAMETERS.mostly * known ? "demolished" : "not-restored";
}

function reasonOf(parts: Readonly<Record<PixelState, number>>): Text {
  const percent = (part: number) => Math.round(100 * part);
  return {
    zh: `作物周期恢复 ${percent(parts.green)} %，裸土或稀疏植被 ${percent(parts.bare)} %，仍为硬化地面或水面 ${percent(parts["built-or-water"])} %，清晰影像不足 ${percent(parts.unknown)} %`,
    en: `crop cycle back on ${percent(parts.green)} %, bare or sparse on ${percent(parts.bare)} %, still sealed or water on ${percent(parts["built-or-water"])} %, too few clear images on ${percent(parts.unknown)} %`,
  };
}
