import { type Estimate, fitAutocorrelated } from "./regression.ts";

/** Counts of one period. */
export interface Period {
  /** Where the suggestion was to change something. */
  readonly own: number;
  /** The same rules everywhere else: what runs of models and seasons do to both goes out by it. */
  readonly others: number;
  /** What the counts are counted in (characters, for example): then rates are compared. Above nought in every period, or left out in all. */
  readonly ownExposure?: number;
  readonly othersExposure?: number;
}

export interface Course {
  /** Periods without gaps, before and after; the one in which the suggestion was served is left out. */
  readonly before: readonly Period[];
  readonly after: readonly Period[];
  /** Periods of a year: 12 or 52. */
  readonly yearly: number;
}

/** What was fixed beforehand. */
export const EFFECT_LIMITS = {
  leastBefore: 12,
  leastAfter: 12,
  /** Mean count of a period before; fewer are noise. */
  leastCount: 5,
  /** Years before from which on seasons are taken out where there is no comparison. */
  yearsForSeasons: 2,
} as const;

export type EffectRefusal =
  | { readonly code: "too-short-before" | "too-short-after"; readonly periods: number; readonly least: number }
  | { readonly code: "too-few-counted"; readonly mean: number; readonly least: number }
  | { readonly code: "not-estimable" };

export interface Effect {
  /** Mean over the time after, against what the time before lets expect, as a share: −0.4 is 40 % fewer. */
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  readonly probability: number;
  readonly freedom: number;
  readonly autocorrelation: number;
  /** At once after the service, and by year since, as shares. */
  readonly step: Share;
  readonly yearlyTrend: Share;
  /** `others`: against the same rules elsewhere; `alone`: nothing to compare with. */
  readonly comparison: "others" | "alone";
  readonly areSeasonsOut: boolean;
  /** Counts that the time before lets expect, in the time after. */
  readonly expected: readonly number[];
}

interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Segmented regression of the logarithms (Wagner et al. 2002; Lopez Bernal et al. 2017): level and trend before, change of both at the service, errors that follow their predecessors. Where
 *  the rules are counted elsewhere too, the difference from there is looked at (controlled series: Lopez Bernal et al. 2018), else seasons are one wave a year. */
export function effectOfSuggestion({ before, after, yearly }: Course): Effect | EffectRefusal {
  const { leastBefore, leastAfter, leastCount } = EFFECT_LIMITS;
  if (before.length < leastBefore) return { code: "too-short-before", periods: before.length, least: leastBefore };
  if (after.length < leastAfter) return { code: "too-short-after", periods: after.length, least: leastAfter };
  const mean = meanOf(before.map(({ own }) => own));
  if (mean < leastCount) return { code: "too-few-counted", mean, least: leastCount };
  const hasOthers = meanOf(before.map(({ others }) => others)) >= leastCount && meanOf(after.map(({ others }) => others)) >= leastCount;
  const areSeasonsOut = !hasOthers && before.length >= EFFECT_LIMITS.yearsForSeasons * yearly;
  const baseOf = ({ others, ownExposure = 1, othersExposure = 1 }: Period) =>
    Math.log(ownExposure) + (hasOthers ? Math.log((others + 0.5) / othersExposure) : 0);
  // The period of the service lies between both and is left out.
  const times = [...before.map((_each, at) => at - before.length), ...after.map((_each, at) => at + 1)];
  const design = times.map((time) => [
    1,
    time / yearly,
    time > 0 ? 1 : 0,
    time > 0 ? time / yearly : 0,
    ...(areSeasonsOut ? [Math.sin((2 * Math.PI * time) / yearly), Math.cos((2 * Math.PI * time) / yearly)] : []),
  ]);
  const fit = fitAutocorrelated(
    design,
    [...before, ...after].map((each) => Math.log(each.own + 0.5) - baseOf(each)),
  );
  if (fit === null) return { code: "not-estimable" };
  const weights = (step: number, trend: number) => [0, 0, step, trend, ...(areSeasonsOut ? [0, 0] : [])];
  const meanTime = meanOf(after.map((_each, at) => (at + 1) / yearly));
  const whole = fit.estimate(weights(1, meanTime));
  return {
    effect: Math.expm1(whole.value),
    low: Math.expm1(whole.low),
    high: Math.expm1(whole.high),
    probability: whole.probability,
    freedom: whole.freedom,
    autocorrelation: fit.autocorrelation,
    step: shareOf(fit.estimate(weights(1, 0))),
    yearlyTrend: shareOf(fit.estimate(weights(0, 1))),
    comparison: hasOthers ? "others" : "alone",
    areSeasonsOut,
    expected: after.map((each, at) => {
      const row = (design[before.length + at] as number[]).map((value, column) => (column === 2 || column === 3 ? 0 : value));
      return Math.max(
        0,
        Math.exp(row.reduce((total, value, column) => total + value * (fit.coefficients[column] as number), 0) + baseOf(each)) - 0.5,
      );
    }),
  };
}

const shareOf = ({ value, low, high }: Estimate): Share => ({ value: Math.expm1(value), low: Math.expm1(low), high: Math.expm1(high) });

const meanOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length;
