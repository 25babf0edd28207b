import { annualStatistics, type YearStatistics, yearFrom } from "@yuejian/imagery";
import { continued, type KnownPixels, type ObservedSeries } from "./observed-series.ts";

/** The same for all pixels. Trees, orchards and meadows that stay: the lowest values rise, the swing of the crops goes, and the level stays high. Trees that drop their leaves keep a swing and are not told. */
export const PLANTATION_PARAMETERS = {
  /** A year of crops swings by this much and comes down to this. */
  cropAmplitude: 0.2,
  cropLow: 0.35,
  cropYears: 2,
  /** A year of trees never comes down below this (its 10th percentile), goes up to this (its 95th), swings by no more than so much, and by no more than this part of the crops' swing. */
  treeLow: 0.45,
  treeHigh: 0.6,
  treeAmplitude: 0.35,
  swingLeft: 0.7,
  /** The year before the last lay this far above the years of crops already: a rise of years, not a winter crop. */
  rise: 0.1,
  /** Years of crops, and of trees, for «confirmed». */
  confirmedCropYears: 3,
  confirmedTreeYears: 2,
} as const;

export const PLANTATION_LEVELS = ["none", "possible", "probable", "confirmed"] as const;

export interface PlantationPixels {
  /** Place in PLANTATION_LEVELS. */
  readonly levels: Uint8Array;
  /** Days since 1970-01-01: the last year of crops began, the first year of trees began; 0 where there is none. */
  readonly lastCrop: Int32Array;
  readonly firstTrees: Int32Array;
}

/** Years are counted from the day of the watch. Pixels that are known, or are never shown, are not judged. */
export function plantationWatch(
  { series: { grid }, days }: ObservedSeries,
  watchDay: number,
  known: KnownPixels<PlantationPixels> | null = null,
): { readonly found: PlantationPixels; readonly visit: (at: number, ndvi: Float32Array) => void } {
  const size = grid.width * grid.height;
  const found = { levels: new Uint8Array(size), lastCrop: new Int32Array(size), firstTrees: new Int32Array(size) };
  if (known !== null)
    for (const each of ["levels", "lastCrop", "firstTrees"] as const) continued(found[each], { ...known, of: known.of[each] });
  const visit = (at: number, ndvi: Float32Array): void => {
    if (!mayBeTrees(days, ndvi, watchDay)) return;
    const judged = judgePlantation(annualStatistics({ days, ndvi, water: null }, watchDay));
    found.levels[at] = PLANTATION_LEVELS.indexOf(judged.level);
    found.lastCrop[at] = judged.lastCrop;
    found.firstTrees[at] = judged.firstTrees;
  };
  return { found, visit };
}

interface JudgedPlantation {
  readonly level: (typeof PLANTATION_LEVELS)[number];
  readonly lastCrop: number;
  readonly firstTrees: number;
}

/** Years in the order of time. */
export function judgePlantation(years: readonly YearStatistics[]): JudgedPlantation {
  const P = PLANTATION_PARAMETERS;
  const none: JudgedPlantation = { level: "none", lastCrop: 0, firstTrees: 0 };
  const last = years.at(-1);
  if (last === undefined || !isTrees(last)) return none;
  const crops = years.filter(({ amplitude, p10 }) => amplitude >= P.cropAmplitude && p10 < P.cropLow);
  const lastCrop = crops.at(-1);
  if (lastCrop === undefined || crops.length < P.cropYears) return none;
  const [low, swing] = [medianOf(crops.map(({ p10 }) => p10)), medianOf(crops.map(({ amplitude }) => amplitude))];
  if (last.amplitude > P.swingLeft * swing) return none;
  const trees = years.slice(years.findLastIndex((year) => !isTrees(year)) + 1);
  const before = years.at(-2);
  const isRising = trees.length > 1 || (before !== undefined && before.p10 >= low + P.rise);
  const isConfirmed = trees.length >= P.confirmedTreeYears && crops.length >= P.confirmedCropYears;
  return {
    level: isConfirmed ? "confirmed" : isRising ? "probable" : "possible",
    lastCrop: lastCrop.from,
    firstTrees: trees[0]?.from ?? last.from,
  };
}

function isTrees({ p10, p95, amplitude }: YearStatistics): boolean {
  return p95 >= PLANTATION_PARAMETERS.treeHigh && p10 >= PLANTATION_PARAMETERS.treeLow && amplitude <= PLANTATION_PARAMETERS.treeAmplitude;
}

/** Cheap: hardly any clear date of the watch lies low, and as many years as crops need came down. */
function mayBeTrees(days: Int32Array, ndvi: Float32Array, watchDay: number): boolean {
  let seen = 0;
  let low = 0;
  for (let at = days.length - 1; at >= 0 && (days[at] ?? 0) >= watchDay; at--) {
    const value = ndvi[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    seen++;
    if (value < PLANTATION_PARAMETERS.treeLow) low++;
  }
  if (seen === 0 || low > 0.15 * seen) return false;
  let years = 0;
  let last = Number.NaN;
  for (let at = 0; at < days.length; at++) {
    const value = ndvi[at] ?? Number.NaN;
    if (!(value < PLANTATION_PARAMETERS.cropLow)) continue;
    const year = yearFrom(days[at] ?? 0, watchDay);
    if (year !== last) years++;
    last = year;
  }
  return years >= PLANTATION_PARAMETERS.cropYears;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
