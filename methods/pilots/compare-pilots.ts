import { choicesOf, type PermutationResult, permute } from "./permutation.ts";
import { type Duration, restrictedMean } from "./survival.ts";

export interface ComparedCase {
  readonly office: string;
  /** What cases are alike: the case mix is that of these. */
  readonly kind: string;
  /** Day, YYYY-MM-DD. */
  readonly begun: string;
  /** Null while it is open. */
  readonly ended: string | null;
}

/** Everything but the cases is to be fixed before they are looked at. */
export interface PilotPlan {
  readonly pilots: readonly string[];
  /** First day of the pilot, the same in all its offices. */
  readonly startsOn: string;
  /** Last day on which it was known of every case whether it had ended. */
  readonly seenUntil: string;
  /** Cases begun in so many days before the start are compared with those begun since. */
  readonly daysBefore: number;
  /** Days of a case that count. */
  readonly horizon: number;
}

export const COMPARISON_LIMITS = {
  /** Cases of an office in a period, and of a kind among them. */
  leastCases: 20,
  leastOfKind: 5,
  /** Cases that have a kind with enough in every office and period, of all. */
  leastShare: 0.5,
  /** Of the test and its interval. */
  level: 0.05,
  /** A difference before the start that is as rare as this speaks against the comparison. */
  preTrendLevel: 0.1,
} as const;

/** Why nothing is said. */
export type Refusal =
  | { readonly code: "plan-wrong"; readonly where: keyof PilotPlan }
  | { readonly code: "case-wrong"; readonly at: number }
  | { readonly code: "too-few-offices"; readonly pilots: number; readonly others: number; readonly leastProbability: number }
  | { readonly code: "too-few-cases"; readonly office: string; readonly period: Period; readonly cases: number }
  | { readonly code: "case-mix-differs"; readonly share: number }
  | { readonly code: "follow-up-too-short"; readonly office: string; readonly period: Period; readonly horizon: number }
  | { readonly code: "pre-trend"; readonly probability: number; readonly change: number };

export type Period = "before-first" | "before-second" | "before" | "after";

export interface OfficeChange {
  readonly office: string;
  readonly isPilot: boolean;
  readonly cases: Readonly<Record<"before" | "after", number>>;
  /** Restricted mean days at the common case mix. */
  readonly days: Readonly<Record<"before" | "after", number>>;
  /** log(after / before). */
  readonly change: number;
}

export interface Comparison {
  readonly offices: readonly OfficeChange[];
  /** Offices that are no pilots and have too few cases. */
  readonly leftOut: readonly string[];
  readonly kinds: readonly string[];
  /** Cases of these kinds, of all in the periods. */
  readonly share: number;
  /** How much longer (above 0) or shorter (below 0) cases became in the pilots than elsewhere, as a share: −0.4 is 40 % shorter. */
  readonly effect: number;
  /** Null ends: no bound can be given. */
  readonly interval: readonly [number | null, number | null];
  readonly probability: number;
  readonly choices: number;
  readonly preTrend: { readonly effect: number; readonly probability: number };
}

interface Timed extends Duration {
  readonly office: string;
  readonly kind: string;
  readonly period: Exclude<Period, "before">;
}

/** Compares how long cases take in pilot offices and others, before and after the start, at the same case mix: restricted means with open cases as
 *  censored, differences of their logarithms, exact inference over which offices might have been the pilots. Cases begun before the start are looked at until
 *  it only: what became of them later the pilot may have changed. */
export function comparePilots(cases: readonly ComparedCase[], plan: PilotPlan): Comparison | Refusal {
  const wrong = faultOf(plan);
  if (wrong) return { code: "plan-wrong", where: wrong };
  const timed: Timed[] = [];
  for (const [at, each] of cases.entries()) {
    const own = timeOf(each, plan);
    if (own === "wrong") return { code: "case-wrong", at };
    if (own) timed.push(own);
  }
  return compareTimed(timed, plan);
}

function compareTimed(all: readonly Timed[], plan: PilotPlan): Comparison | Refusal {
  const { leastCases, level, preTrendLevel } = COMPARISON_LIMITS;
  const names = [...new Set([...plan.pilots, ...all.map(({ office }) => office)])].toSorted();
  const lacking = names.flatMap((office) => {
    const few = (["before-first", "before-second", "after"] as const).find((period) => casesOf(all, office, period).length < leastCases);
    return few === undefined ? [] : [{ office, period: few, cases: casesOf(all, office, few).length }];
  });
  const lackingPilot = lacking.find(({ office }) => plan.pilots.includes(office));
  if (lackingPilot) return { code: "too-few-cases", ...lackingPilot };
  const leftOut = lacking.map(({ office }) => office);
  const offices = names.filter((office) => !leftOut.includes(office));
  const isPilot = offices.map((office) => plan.pilots.includes(office));
  const pilots = isPilot.filter(Boolean).length;
  const leastProbability = 1 / choicesOf(offices.length, pilots);
  if (pilots === offices.length || leastProbability > level)
    return { code: "too-few-offices", pilots, others: offices.length - pilots, leastProbability };
  const mix = commonMix(
    all.filter(({ office }) => offices.includes(office)),
    offices,
  );
  if (mix.share < COMPARISON_LIMITS.leastShare) return { code: "case-mix-differs", share: mix.share };

  const means = new Map<string, number>();
  for (const office of offices)
    for (const period of ["before-first", "before-second", "before", "after"] as const) {
      const mean = standardMean(casesOf(all, office, period), mix.weights, plan.horizon);
      if (mean === null) return { code: "follow-up-too-short", office, period, horizon: plan.horizon };
      means.set(`${period} ${office}`, mean);
    }
  const mean = (office: string, period: Period): number => means.get(`${period} ${office}`) ?? Number.NaN;
  const changes = (from: Period, to: Period) => offices.map((office) => Math.log(mean(office, to) / mean(office, from)));
  const before = permute(changes("before-first", "before-second"), isPilot, level);
  if (before.probability <= preTrendLevel)
    return { code: "pre-trend", probability: before.probability, change: asShare(before.difference) };
  const result = permute(changes("before", "after"), isPilot, level);
  return {
    offices: offices.map((office, at) => ({
      office,
      isPilot: isPilot[at] ?? false,
      cases: { before: casesOf(all, office, "before").length, after: casesOf(all, office, "after").length },
      days: { before: mean(office, "before"), after: mean(office, "after") },
      change: Math.log(mean(office, "after") / mean(office, "before")),
    })),
    leftOut,
    kinds: [...mix.weights.keys()].toSorted(),
    share: mix.share,
    ...told(result),
    preTrend: { effect: asShare(before.difference), probability: before.probability },
  };
}

function told({ difference, interval: [low, high], probability, choices }: PermutationResult) {
  const end = (value: number | null): number | null => (value === null ? null : asShare(value));
  return { effect: asShare(difference), interval: [end(low), end(high)] as const, probability, choices };
}

const asShare = (change: number): number => Math.exp(change) - 1;

function casesOf(all: readonly Timed[], office: string, period: Period): readonly Timed[] {
  return all.filter((each) => each.office === office && (each.period === period || (period === "before" && each.period !== "after")));
}

/** Kinds that every office has enough of in every period, weighted as they are among all cases. */
function commonMix(all: readonly Timed[], offices: readonly string[]): { weights: ReadonlyMap<string, number>; share: number } {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const common = kinds.filter((kind) =>
    offices.every((office) =>
      (["before-first", "before-second", "after"] as const).every(
        (period) => casesOf(all, office, period).filter((each) => each.kind === kind).length >= COMPARISON_LIMITS.leastOfKind,
      ),
    ),
  );
  const count = (kind: string): number => all.filter((each) => each.kind === kind).length;
  const total = common.reduce((sum, kind) => sum + count(kind), 0);
  return { weights: new Map(common.map((kind) => [kind, count(kind) / total])), share: all.length === 0 ? 0 : total / all.length };
}

/** The mean of an office's cases as if they had the common mix: each stands for as many as its kind has there. */
function standardMean(cases: readonly Timed[], weights: ReadonlyMap<string, number>, horizon: number): number | null {
  const own = Map.groupBy(cases, ({ kind }) => kind);
  const weighted = [...weights].flatMap(([kind, weight]) => {
    const some = own.get(kind) ?? [];
    return some.map(({ days, isEnded }) => ({ days, isEnded, weight: weight / some.length }));
  });
  return restrictedMean(weighted, horizon);
}

function faultOf(plan: PilotPlan): keyof PilotPlan | null {
  const [start, until] = [dayOf(plan.startsOn), dayOf(plan.seenUntil)];
  if (plan.pilots.length === 0 || new Set(plan.pilots).size < plan.pilots.length) return "pilots";
  if (start === null) return "startsOn";
  if (until === null || until <= start) return "seenUntil";
  if (!Number.isSafeInteger(plan.horizon) || plan.horizon < 1) return "horizon";
  // Of both halves of the time before the start the horizon has to be seen.
  return Number.isSafeInteger(plan.daysBefore) && plan.daysBefore >= 2 * plan.horizon ? null : "daysBefore";
}

/** Null for a case of neither period. */
function timeOf({ office, kind, begun, ended }: ComparedCase, plan: PilotPlan): Timed | "wrong" | null {
  const [start, seenUntil] = [dayOf(plan.startsOn) ?? 0, dayOf(plan.seenUntil) ?? 0];
  const [from, to] = [dayOf(begun), ended === null ? null : dayOf(ended)];
  if (from === null || (ended !== null && to === null) || (to !== null && to < from)) return "wrong";
  if (from < start - plan.daysBefore || from > seenUntil) return null;
  const isAfter = from >= start;
  const until = isAfter ? seenUntil : start;
  const isEnded = to !== null && to <= until;
  const half = from < start - Math.floor(plan.daysBefore / 2) ? "before-first" : "before-second";
  // A case of one day counts as half of it.
  return { office, kind, days: Math.max((isEnded ? (to ?? until) : until) - from, 0.5), isEnded, period: isAfter ? "after" : half };
}

function dayOf(text: string): number | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : at / 86_400_000;
}
