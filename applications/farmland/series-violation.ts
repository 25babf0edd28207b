import type { AlertLevel, YearStatistics } from "@yuejian/imagery";
import type { AreaElement } from "./area-element.ts";
import type { Classification } from "./classify.ts";
import type { ControlPixels, CutEvidence } from "./control-pixels.ts";
import type { DateInterval } from "./ground.ts";
import type { JudgedPixels } from "./judge-pixels.ts";
import type { ChangedObject, Ground } from "./objects.ts";
import type { ObservedSeries } from "./observed-series.ts";
import type { PlantationPixels } from "./plantation.ts";

/** A change that stands until the last images. */
export interface SeriesViolation extends ChangedObject, Classification {
  readonly confidence: Extract<AlertLevel, "possible" | "probable" | "confirmed">;
  readonly element: AreaElement;
  /** The last clear day on which it was still normal, and the first on which it was not: of the pixel that a quarter of its pixels preceded. */
  readonly changed: DateInterval;
  readonly surroundings: CutEvidence;
  /** What it showed in each year, counted from the first day of the watch. */
  readonly years: readonly YearStatistics[];
}

/** A violation with its whole pixels. */
export interface FoundObject {
  readonly violation: SeriesViolation;
  readonly pixels: readonly number[];
}

export interface ObjectContext {
  readonly observed: ObservedSeries;
  readonly judged: JudgedPixels;
  readonly ground: Ground;
  readonly trees: PlantationPixels;
  readonly controls: ControlPixels;
  /** Controls as they were before another day. */
  readonly controlsSince: (day: number) => ControlPixels;
  readonly onDate: string;
  /** Days since 1970-01-01. */
  readonly watchDay: number;
}
