import { chiSquareQuantile } from "@yuejian/distributions";
import { type Shape, smoothed } from "./neighbourhood.ts";
import { minimumErrorThreshold } from "./thresholds.ts";

/** What a pixel's own statistic must reach, as a part of the way from the scene's median to the threshold, where only its neighbours carry it. */
const OWN_PART = 0.7;

/** Where nothing changed there are no two populations to tell apart; the threshold is never so low that more than this part of pure noise exceeds it. */
const UNCHANGED_TAIL = 0.01;

export interface ChangeDecision {
  /** 1 changed, 0 not changed, 255 no statistic. */
  readonly mask: Uint8Array;
  /** Null where all pixels are alike: nothing changed. */
  readonly threshold: number | null;
}

/** What a scene's own values teach about change in it. */
export interface ChangeLimits {
  readonly threshold: number;
  readonly median: number;
}

/** Which pixels changed, by a threshold learned from the scene itself. */
export function decideChange(
  statistic: Float32Array,
  shape: Shape,
  { smoothingPixels, bands }: { readonly smoothingPixels: number; readonly bands: number },
): ChangeDecision {
  const averaged = smoothed(statistic, shape, smoothingPixels);
  const limits = learnLimits(averaged, statistic, bands);
  if (limits === null) return { mask: unchanged(statistic), threshold: null };
  return { mask: changedWhere({ statistic, averaged }, shape, { smoothingPixels, limits }), threshold: limits.threshold };
}

/** From the statistic of a scene or of pieces of it, and its averages. Null where all pixels are alike. */
export function learnLimits(averaged: Float32Array, statistic: Float32Array, bands: number): ChangeLimits | null {
  const learned = minimumErrorThreshold(averaged);
  if (learned === null) return null;
  return { threshold: Math.max(learned, Math.sqrt(chiSquareQuantile(UNCHANGED_TAIL, bands))), median: medianOf(statistic) };
}

/** 1 changed, 0 not changed, 255 no statistic. The statistic is averaged over so many pixels first: single pixels are mostly
 *  noise. A strong change would spill over its edge that way and seem larger than it is; so a pixel counts only where the average holds with
 *  strong values cut to the mirror image of the median, or where the pixel itself is most of the way to the threshold. */
export function changedWhere(
  { statistic, averaged }: { readonly statistic: Float32Array; readonly averaged: Float32Array },
  shape: Shape,
  { smoothingPixels, limits: { threshold, median } }: { readonly smoothingPixels: number; readonly limits: ChangeLimits },
): Uint8Array {
  const most = 2 * threshold - median;
  const capped = smoothed(
    statistic.map((value) => Math.min(value, most)),
    shape,
    smoothingPixels,
  );
  const own = median + OWN_PART * (threshold - median);
  const mask = unchanged(statistic);
  for (let at = 0; at < mask.length; at++) {
    const isCarried = (averaged[at] ?? 0) > threshold && (statistic[at] ?? 0) > own;
    if (isCarried || (capped[at] ?? 0) > threshold) mask[at] = 1;
  }
  return mask;
}

function unchanged(statistic: Float32Array): Uint8Array {
  return Uint8Array.from(statistic, (value) => (Number.isNaN(value) ? 255 : 0));
}

/** Of the values that are numbers; NaN without any. */
export function medianOf(values: Float32Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
