import { type Labels, labelObjects } from "@yuejian/imagery";
import { groundSeen, isWater } from "./classify-series.ts";
import type { ControlPixels } from "./control-pixels.ts";
import { membersOf } from "./members-of.ts";
import { type ObservedSeries, observedMean, observedValue, type SeriesIndex } from "./observed-series.ts";

/** The same for all scenes. */
export const EXTENT_PARAMETERS = {
  /** Controls of a pixel are looked for so many pixels around it, and so many of the nearest are taken. */
  reachPixels: 6,
  controls: 8,
  /** An object grows by pixels of which at least this part changed, so many times at most. */
  grownPart: 0.5,
  rounds: 8,
  /** Parts below it outside an object are noise. */
  leastPart: 0.1,
  /** Changed and unchanged ground have to lie this far apart on a date, on two dates, before a part can be told. */
  contrast: 0.15,
  contrastDates: 2,
  /** Water reflects so much less in red and near infrared than fields do: a pixel half under water looks mostly green. */
  waterBrightness: 0.2,
} as const;

/** Objects with the parts of pixels along their edges. */
export interface ObjectExtent {
  /** The objects, grown; those that grew together are one. */
  readonly objects: Labels;
  /** The labels that they had before, by label from 1. */
  readonly joined: readonly (readonly number[])[];
  /** By pixel the object to which a part of it belongs, 0 where to none: the objects and a fringe around them. */
  readonly owners: Int32Array;
  /** That part. */
  readonly parts: Float32Array;
  /** Pixels by label from 1 that hold nothing but changed ground, or the nearest to it. */
  readonly pure: readonly (readonly number[])[];
}

interface ExtentContext {
  readonly observed: ObservedSeries;
  /** By label from 1. */
  readonly controlsOf: (label: number) => ControlPixels;
  /** By label from 1: from this day on the ground is looked at. */
  readonly changes: readonly number[];
  /** Pixels that may be grown into. */
  readonly mayGrow: (at: number) => boolean;
}

/** A pixel on the edge shows a mixture of what changed and of what did not. Its unchanged part is known from controls: pixels that were one field with it and still are as ever; the changed part from the middle of
 *  the object. Where there are no such pixels (the object takes a whole field), or where both look alike, whole pixels count. */
export function measureExtent(objects: Labels, context: ExtentContext): ObjectExtent {
  const { width, height } = objects;
  const labels = objects.labels.slice();
  const owners = labels.slice();
  const parts = Float32Array.from(labels, (label) => Number(label > 0));
  const members = membersOf(objects);
  const pure: number[][] = [];
  for (let label = 1; label <= objects.count; label++) {
    const own = members[label - 1] ?? [];
    const core = pureOf(own, objects, context);
    pure.push(core);
    const scenes = scenesSince(context, label);
    const controls = context.controlsOf(label);
    const ground = meanSeries(context.observed, core, scenes);
    const becameWater = isWater(groundSeen(context.observed, core, context.changes[label - 1] ?? 0));
    const known = new Map<number, number>();
    const partOf = (at: number): number => {
      let part = known.get(at);
      if (part === undefined) {
        part = changedPart(at, { ground, becameWater, scenes, labels, observed: context.observed, controls, width, height });
        known.set(at, part);
      }
      return part;
    };
    let front = own.filter((at) => isEdge(at, label, { labels, width, height }));
    for (const at of front) {
      const part = partOf(at);
      if (!Number.isNaN(part)) parts[at] = part;
    }
    for (let round = 0; round <= EXTENT_PARAMETERS.rounds && front.length > 0; round++) {
      const next: number[] = [];
      for (const at of front)
        for (const near of neighbours(at, { width, height })) {
          if (owners[near] !== 0 || !context.mayGrow(near)) continue;
          const part = partOf(near);
          if (!(part >= EXTENT_PARAMETERS.leastPart)) continue;
          owners[near] = label;
          parts[near] = part;
          if (part < EXTENT_PARAMETERS.grownPart || round === EXTENT_PARAMETERS.rounds) continue;
          labels[near] = label;
          next.push(near);
        }
      front = next;
    }
  }
  return joinTouching({ ...objects, labels }, { owners, parts, pure });
}

/** Objects that grew until they touch become one. */
function joinTouching(
  grown: Labels,
  { owners, parts, pure }: { owners: Int32Array; parts: Float32Array; pure: readonly (readonly number[])[] },
): ObjectExtent {
  const objects = labelObjects(
    Uint8Array.from(grown.labels, (label) => Number(label > 0)),
    grown,
  );
  const became = new Map<number, number>();
  grown.labels.forEach((label, at) => {
    if (label > 0) became.set(label, objects.labels[at] ?? 0);
  });
  const joined: number[][] = Array.from({ length: objects.count }, () => []);
  for (const [before, label] of became) joined[label - 1]?.push(before);
  return {
    objects,
    joined,
    owners: owners.map((label) => became.get(label) ?? 0),
    parts,
    pure: joined.map((labels) => labels.flatMap((label) => pure[label - 1] ?? [])),
  };
}

/** Those with no edge, else the quarter in which least is green since. */
function pureOf(members: readonly number[], objects: Labels, context: ExtentContext): number[] {
  const [first] = members;
  const label = first === undefined ? 0 : (objects.labels[first] ?? 0);
  const inner = members.filter((at) => !isEdge(at, label, objects));
  if (inner.length > 0) return inner;
  const scenes = scenesSince(context, label);
  const greenness = new Map(
    members.map((at) => [at, meanOf(scenes.map((scene) => observedValue(context.observed, { scene, at, index: "ndvi" })))]),
  );
  return members
    .toSorted((left, right) => (greenness.get(left) ?? 1) - (greenness.get(right) ?? 1))
    .slice(0, Math.max(1, Math.ceil(members.length / 4)));
}

function scenesSince({ observed, changes }: ExtentContext, label: number): number[] {
  const day = changes[label - 1] ?? Number.POSITIVE_INFINITY;
  return [...observed.days.keys()].filter((scene) => (observed.days[scene] ?? 0) >= day);
}

/** An edge or a corner of it touches something else; the end of the raster is no edge. */
function isEdge(at: number, label: number, { labels, width, height }: Pick<Labels, "labels" | "width" | "height">): boolean {
  return neighbours(at, { width, height }).some((near) => labels[near] !== label);
}

function neighbours(at: number, { width, height }: Pick<Labels, "width" | "height">): number[] {
  const [column, row] = [at % width, Math.floor(at / width)];
  const found: number[] = [];
  for (let down = Math.max(0, row - 1); down <= Math.min(height - 1, row + 1); down++)
    for (let right = Math.max(0, column - 1); right <= Math.min(width - 1, column + 1); right++)
      if (down !== row || right !== column) found.push(down * width + right);
  return found;
}

type MeanSeries = Readonly<Record<SeriesIndex, readonly number[]>>;

function meanSeries(observed: ObservedSeries, pixels: readonly number[], scenes: readonly number[]): MeanSeries {
  const of = (index: SeriesIndex) => scenes.map((scene) => observedMean(observed, pixels, { scene, index }));
  return { ndvi: of("ndvi"), water: of("water"), redness: of("redness") };
}

/** Of those that are numbers; NaN where none is. */
function meanOf(values: readonly number[]): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}

interface PartContext {
  readonly ground: MeanSeries;
  readonly scenes: readonly number[];
  readonly labels: Int32Array;
  readonly observed: ObservedSeries;
  readonly controls: ControlPixels;
  readonly becameWater: boolean;
  readonly width: number;
  readonly height: number;
}

/** The part of a pixel that changed, 0 to 1, by least squares over the dates on which changed and unchanged ground can be told apart; NaN where they cannot. */
function changedPart(at: number, { ground, becameWater, scenes, labels, observed, controls, width, height }: PartContext): number {
  const P = EXTENT_PARAMETERS;
  const unchanged = controlsOf(at, { labels, controls, width, height });
  if (unchanged.length === 0) return Number.NaN;
  const field = meanSeries(observed, unchanged, scenes);
  let [above, below, dates] = [0, 0, 0];
  scenes.forEach((scene, place) => {
    // Bare fields and what was built on them look alike in green; then the colour tells, or the water.
    const isTold = Math.abs((field.ndvi[place] ?? Number.NaN) - (ground.ndvi[place] ?? Number.NaN)) >= P.contrast;
    const index: SeriesIndex = isTold ? "ndvi" : becameWater ? "water" : "redness";
    const [from, to] = [field[index][place] ?? Number.NaN, ground[index][place] ?? Number.NaN];
    const seen = observedValue(observed, { scene, at, index });
    if (!(Math.abs(from - to) >= P.contrast) || Number.isNaN(seen)) return;
    above += (from - seen) * (from - to);
    below += (from - to) ** 2;
    dates++;
  });
  if (dates < P.contrastDates) return Number.NaN;
  const apparent = Math.min(1, Math.max(0, above / below));
  return becameWater ? apparent / (apparent + P.waterBrightness * (1 - apparent)) : apparent;
}

/** The nearest pixels outside all objects and their edges that were one field with a pixel. */
function controlsOf(
  at: number,
  { labels, controls, width, height }: { labels: Int32Array; controls: ControlPixels; width: number; height: number },
): number[] {
  const [column, row] = [at % width, Math.floor(at / width)];
  const reach = EXTENT_PARAMETERS.reachPixels;
  const found: { near: number; apart: number }[] = [];
  for (let down = Math.max(0, row - reach); down <= Math.min(height - 1, row + reach); down++)
    for (let right = Math.max(0, column - reach); right <= Math.min(width - 1, column + reach); right++) {
      const near = down * width + right;
      if (near !== at && isFree(near, { labels, width, height })) found.push({ near, apart: Math.hypot(right - column, down - row) });
    }
  const taken: number[] = [];
  for (const { near } of found.sort((left, right) => left.apart - right.apart)) {
    if (controls.wereOneField(at, near)) taken.push(near);
    if (taken.length === EXTENT_PARAMETERS.controls) break;
  }
  return taken;
}

/** Controls lie so far from objects, beyond their mixed edges. */
export const FREE_PIXELS = 2;

function isFree(at: number, { labels, width, height }: Pick<Labels, "labels" | "width" | "height">): boolean {
  const [column, row] = [at % width, Math.floor(at / width)];
  for (let down = Math.max(0, row - FREE_PIXELS); down <= Math.min(height - 1, row + FREE_PIXELS); down++)
    for (let right = Math.max(0, column - FREE_PIXELS); right <= Math.min(width - 1, column + FREE_PIXELS); right++)
      if ((labels[down * width + right] ?? 0) !== 0) return false;
  return true;
}
