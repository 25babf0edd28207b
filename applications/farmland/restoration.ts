import { type Text, YuejianError } from "@yuejian/contracts";
import { dayFromIso, isoOfDay, readDate } from "@yuejian/identifiers";
import { type MeasuredArea, measuredArea, type ReferenceSystem } from "@yuejian/imagery";
import { type AreaFile, type PlacedArea, placedAreas, textOf } from "./areas.ts";
import type { ChangeClass } from "./classify.ts";
import { type ObservedSeries, observeSeries } from "./observed-series.ts";
import { type PixelState, pixelStates, RESTORATION_PARAMETERS } from "./restoration-pixels.ts";
import { headerOf, type SceneSeries, systemOfSeries } from "./series.ts";

/** What became of a plot on which something had changed. */
export const RESTORATIONS = {
  restored: { zh: "已恢复耕种", en: "restored" },
  partly: { zh: "部分恢复", en: "partly restored" },
  demolished: { zh: "已拆除，未复种", en: "demolished, not replanted" },
  "not-restored": { zh: "未恢复", en: "not restored" },
  "cannot-tell": { zh: "无法判断", en: "cannot tell" },
} as const satisfies Record<string, Text>;

export type Restoration = keyof typeof RESTORATIONS;

export interface RestoredPlot {
  readonly id: string;
  readonly verdict: Restoration;
  readonly reason: Text;
  readonly area: MeasuredArea;
  readonly restored: MeasuredArea;
  /** Parts of the plot by what its pixels show; they add up to 1. */
  readonly parts: Readonly<Record<PixelState, number>>;
}

export interface RestorationResult {
  readonly plots: readonly RestoredPlot[];
  readonly counts: Readonly<Record<Restoration, number>>;
  readonly restored: MeasuredArea;
  /** Days between which the plots were looked at. */
  readonly from: string;
  readonly to: string;
}

const LOOKED_AT_DAYS = 365;

/** Looks at plots in the last year of a series (or from a day on) against what each of their pixels showed before it changed, which the series has to hold.
 *  IMAGE_SYSTEM_UNKNOWN, SERIES_TOO_SHORT, VECTORS_OUTSIDE_IMAGE, VECTORS_UNREADABLE */
export function judgeRestoration(series: SceneSeries, violations: AreaFile, options: { readonly from?: string } = {}): RestorationResult {
  const system = systemOfSeries(headerOf(series));
  const to = series.scenes.at(-1)?.date ?? "";
  const from = options.from ?? isoOfDay(dayFromIso(to) - LOOKED_AT_DAYS);
  const observed = observeSeries(series);
  const plots = placedAreas(violations, { grid: series.grid, system }).map((plot) =>
    judgePlot(plot, { system, observed, from, file: violations.name }),
  );
  const sum = (pick: (area: MeasuredArea) => number) => plots.reduce((total, { restored }) => total + pick(restored), 0);
  const verdicts = Object.keys(RESTORATIONS) as Restoration[];
  return {
    plots,
    counts: Object.fromEntries(
      verdicts.map((verdict) => [verdict, plots.filter((plot) => plot.verdict === verdict).length]),
    ) as RestorationResult["counts"],
    restored: measuredArea(
      sum((area) => area.squareMetres),
      sum((area) => area.errorSquareMetres),
    ),
    from,
    to,
  };
}

interface PlotContext {
  readonly observed: ObservedSeries;
  readonly system: ReferenceSystem;
  readonly from: string;
  readonly file: string;
}

function judgePlot({ feature, coverage, index }: PlacedArea, context: PlotContext): RestoredPlot {
  const { system, from, observed } = context;
  const { grid } = observed.series;
  const changedAt = changeOf(feature, { file: context.file, index });
  const { window, parts } = coverage;
  const sums: Record<PixelState, number> = { green: 0, bare: 0, "built-or-water": 0, unknown: 0 };
  let [edges, total] = [0, 0];
  const leastPart = parts.some((part) => part >= RESTORATION_PARAMETERS.leastPart) ? RESTORATION_PARAMETERS.leastPart : 0;
  const partAt = (column: number, row: number) =>
    column < 0 || row < 0 || column >= window.width || row >= window.height ? 0 : (parts[row * window.width + column] ?? 0);
  const stateAt = pixelStates(coverage, { observed, changedAt, from });
  for (let row = 0; row <= window.height; row++)
    for (let column = 0; column <= window.width; column++) {
      const part = partAt(column, row);
      // Along pixel edges the outline is where parts differ.
      edges += Math.abs(part - partAt(column - 1, row)) + Math.abs(part - partAt(column, row - 1));
      total += part;
      if (part === 0 || part < leastPart) continue;
      const pixel = (window.row + row) * grid.width + window.column + column;
      sums[from <= changedAt ? "unknown" : stateAt(pixel)] += part;
    }
  const judged = sums.green + sums.bare + sums["built-or-water"] + sums.unknown;
  const x = grid.west + (window.column + window.width / 2) * grid.pixelWidth;
  const y = grid.north - (window.row + window.height / 2) * grid.pixelHeight;
  const pixelArea = grid.pixelWidth * grid.pixelHeight * system.squareMetresAt(x, y);
  const share = (state: PixelState) => (judged === 0 ? 0 : sums[state] / judged);
  const areaOf = (part: number) => measuredArea(part * total * pixelArea, ((edges * pixelArea) / 2) * part);
  const shares = { green: share("green"), bare: share("bare"), "built-or-water": share("built-or-water"), unknown: share("unknown") };
  const wasBare = textOf(feature, "class") === ("mining-bare" satisfies ChangeClass);
  return {
    id: textOf(feature, "id") ?? String(index + 1),
    verdict: verdictOf(shares, wasBare),
    reason: reasonOf(shares),
    area: areaOf(total === 0 ? 0 : 1),
    restored: areaOf(shares.green),
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

/** Bare ground is what a plot that was dug up or stripped had become: there is nothing to demolish on it. */
function verdictOf(parts: Readonly<Record<PixelState, number>>, wasBare: boolean): Restoration {
  const known = 1 - parts.unknown;
  if (known < 0.5) return "cannot-tell";
  if (parts.green >= RESTORATION_PARAMETERS.mostly * known) return "restored";
  if (parts.green >= RESTORATION_PARAMETERS.partly * known) return "partly";
  if (wasBare) return "not-restored";
  return parts.green + parts.bare >= RESTORATION_PARAMETERS.mostly * known ? "demolished" : "not-restored";
}

function reasonOf(parts: Readonly<Record<PixelState, number>>): Text {
  const percent = (part: number) => Math.round(100 * part);
  return {
    zh: `作物周期恢复 ${percent(parts.green)} %，裸土或稀疏植被 ${percent(parts.bare)} %，仍为硬化地面或水面 ${percent(parts["built-or-water"])} %，清晰影像不足 ${percent(parts.unknown)} %`,
    en: `crop cycle back on ${percent(parts.green)} %, bare or sparse on ${percent(parts.bare)} %, still sealed or water on ${percent(parts["built-or-water"])} %, too few clear images on ${percent(parts.unknown)} %`,
  };
}
