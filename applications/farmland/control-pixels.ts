import type { Labels } from "@yuejian/imagery";
import type { JudgedPixels } from "./judge-pixels.ts";
import { type ObservedSeries, observedMean, observedValue, type SeriesIndex } from "./observed-series.ts";

/** The same for all scenes. */
export const CONTROL_PARAMETERS = {
  /** Controls lie so many pixels outside an object: beyond its mixed edge, near enough for the same field. */
  apartPixels: 3,
  /** Clear dates that two pixels have to share before the watch. */
  sharedDates: 6,
  /** Two pixels were one field when their index differed, on average over the years before, by no more than so many times what the
   *  most alike quarter of neighbours in the scene differ by, or by no more than `alikeLeast`. */
  alikeTimes: 1.5,
  alikeLeast: 0.02,
  /** Neighbours between which that is measured. */
  samples: 2000,
  /** A control that stayed green lies above the object by this much. */
  contrast: 0.06,
  /** From this part of its outline on an object was cut out of a field. */
  cutShare: 0.3,
  /** The same for what too few dates show by themselves: then the controls decide. */
  earlyCutShare: 0.5,
  /** On a date the object differs from its controls when it is this much less green, less red or wetter. */
  difference: 0.1,
  /** Water that ended so many days before a pixel looked abnormal may still be why nothing grows. */
  floodDays: 120,
} as const;

/** What the surroundings say about an object. */
export interface CutEvidence {
  /** Places along the outline at which inside and outside can be compared. */
  readonly compared: number;
  /** Part of them at which both were one field in the years before, and the outside went on as ever, though no water lay between them. */
  readonly cutShare: number;
}

/** Judges objects by the pixels around them. A crop, a fallow or a plough takes a whole field, up to its edge; a conversion mostly ends within one. So where the outline runs through what was one field before, the rest of the field is the
 *  control: it had the same crops and the same weather. */
export class ControlPixels {
  readonly #observed: ObservedSeries;
  readonly #history: readonly number[];
  readonly #alike: number;

  /** Up to the mean difference `alike` two pixels were one field; without it the series itself tells. */
  constructor(
    observed: ObservedSeries,
    watchDay: number,
    alike = alikeUpTo(usualDistances(observed, watchDay, CONTROL_PARAMETERS.samples)),
  ) {
    this.#observed = observed;
    this.#history = scenesBefore(observed, watchDay);
    this.#alike = alike;
  }

  wereOneField(one: number, other: number): boolean {
    return this.#distance(one, other) <= this.#alike;
  }

  /** By object, from label 1 on. Where water ended between a pixel and its control, the water may be what cut them apart: that is no evidence. */
  cutEvidence(objects: Labels, { abnormalScenes, firstAbnormal }: Pick<JudgedPixels, "abnormalScenes" | "firstAbnormal">): CutEvidence[] {
    const { labels, width, height, count } = objects;
    const sums = Array.from({ length: count }, () => ({ compared: 0, cut: 0 }));
    for (let at = 0; at < labels.length; at++) {
      const sum = sums[(labels[at] ?? 0) - 1];
      if (sum === undefined) continue;
      for (const outside of outwards(at, { labels, width, height })) {
        const distance = this.#distance(at, outside);
        if (Number.isNaN(distance)) continue;
        sum.compared++;
        if (
          distance <= this.#alike &&
          this.#excess(outside, at, abnormalScenes(at)) > CONTROL_PARAMETERS.contrast &&
          !this.#wasWaterBetween(at, outside, firstAbnormal[at] ?? 0)
        )
          sum.cut++;
      }
    }
    return sums.map(({ compared, cut }) => ({ compared, cutShare: compared === 0 ? 0 : cut / compared }));
  }

  /** Whether one pixel was under water, and is no longer, while the other was dry. */
  #wasWaterBetween(one: number, other: number, fromDay: number): boolean {
    let [wasBetween, isDry] = [false, false];
    for (const [scene, day] of this.#observed.days.entries()) {
      if (day < fromDay - CONTROL_PARAMETERS.floodDays) continue;
      const inside = observedValue(this.#observed, { scene, at: one, index: "water" });
      if (Number.isNaN(inside)) continue;
      isDry = inside <= 0;
      if (!isDry && observedValue(this.#observed, { scene, at: other, index: "water" }) <= 0) wasBetween = true;
    }
    return wasBetween && isDry;
  }

  /** Dates from a day on on which the pixels of an object differ from the controls along its outline. */
  hits(pixels: readonly number[], { labels, fromDay }: { readonly labels: Labels; readonly fromDay: number }): number {
    const outside = this.#controlsAround(pixels, labels);
    let hits = 0;
    for (const [scene, day] of this.#observed.days.entries()) {
      if (day < fromDay) continue;
      const excess = (index: SeriesIndex) =>
        observedMean(this.#observed, outside, { scene, index }) - observedMean(this.#observed, pixels, { scene, index });
      if (excess("ndvi") >= DIFFERENCE || excess("redness") >= DIFFERENCE || excess("water") <= -DIFFERENCE) hits++;
    }
    return hits;
  }

  #controlsAround(pixels: readonly number[], { labels, width, height }: Labels): number[] {
    const found = new Set<number>();
    for (const at of pixels)
      for (const outside of outwards(at, { labels, width, height }))
        if (labels[outside] === 0 && this.wereOneField(at, outside)) found.add(outside);
    return [...found];
  }

  /** How far one pixel lies above another on these scenes; NaN where they share none. */
  #excess(one: number, other: number, scenes: readonly number[]): number {
    let [sum, count] = [0, 0];
    for (const scene of scenes) {
      const apart =
        observedValue(this.#observed, { scene, at: one, index: "ndvi" }) -
        observedValue(this.#observed, { scene, at: other, index: "ndvi" });
      if (Number.isNaN(apart)) continue;
      sum += apart;
      count++;
    }
    return count === 0 ? Number.NaN : sum / count;
  }

  #distance(one: number, other: number): number {
    return distance(this.#observed, this.#history, { one, other });
  }
}

/** Mean difference of two pixels' vegetation index on the days of the years before on which both were clear; NaN with too few. */
function distance({ series, seen }: ObservedSeries, history: readonly number[], { one, other }: { one: number; other: number }): number {
  let [sum, count] = [0, 0];
  for (const scene of history) {
    const mask = seen[scene];
    if (mask?.[one] !== 1 || mask[other] !== 1) continue;
    const ndvi = series.scenes[scene]?.ndvi;
    const apart = Math.abs((ndvi?.[one] ?? Number.NaN) - (ndvi?.[other] ?? Number.NaN));
    if (Number.isNaN(apart)) continue;
    sum += apart;
    count++;
  }
  return count < CONTROL_PARAMETERS.sharedDates ? Number.NaN : sum / count;
}

function scenesBefore({ days }: ObservedSeries, day: number): number[] {
  return [...days.keys()].filter((scene) => (days[scene] ?? 0) < day);
}

/** How far neighbours differ, at about so many evenly chosen places. */
export function usualDistances(observed: ObservedSeries, watchDay: number, samples: number): number[] {
  const { width, height } = observed.series.grid;
  const history = scenesBefore(observed, watchDay);
  const below = (CONTROL_PARAMETERS.apartPixels + 1) * width;
  const size = width * height - below;
  const step = Math.max(1, Math.floor(size / samples)) | 1;
  const distances: number[] = [];
  for (let at = 0; at < size; at += step) {
    const apart = distance(observed, history, { one: at, other: at + below });
    if (!Number.isNaN(apart)) distances.push(apart);
  }
  return distances;
}

/** What the most alike quarter of neighbours differ by decides. */
export function alikeUpTo(distances: readonly number[]): number {
  const quarter = distances.toSorted((left, right) => left - right)[Math.floor(distances.length / 4)] ?? 0;
  return Math.max(CONTROL_PARAMETERS.alikeLeast, CONTROL_PARAMETERS.alikeTimes * quarter);
}

const DIFFERENCE = CONTROL_PARAMETERS.difference;

/** Pixels straight outwards from a pixel on the outline of an object, beyond its mixed edge. */
function outwards(at: number, { labels, width, height }: Pick<Labels, "labels" | "width" | "height">): number[] {
  const [label, column, row] = [labels[at], at % width, Math.floor(at / width)];
  const reach = CONTROL_PARAMETERS.apartPixels;
  return [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ].flatMap(([right = 0, down = 0]) => {
    const [toColumn, toRow] = [column + reach * right, row + reach * down];
    if (toColumn < 0 || toRow < 0 || toColumn >= width || toRow >= height) return [];
    const outside = toRow * width + toColumn;
    return labels[at + right + down * width] === label || labels[outside] === label ? [] : [outside];
  });
}
