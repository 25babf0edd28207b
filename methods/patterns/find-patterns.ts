import { clumpsInTime, clumpsOfShares, normalTail } from "./clumps.ts";
import { adjusted } from "./false-discoveries.ts";
import { upperTail } from "./hypergeometric.ts";
import { bestWindow, chanceOf, type Stream, scoreOf, sum } from "./windows.ts";

/** How many there are of one rule at one unit (a place or an authority) in one period, counted from 0. */
export interface Counted {
  readonly unit: string;
  readonly rule: string;
  readonly period: number;
  readonly count: number;
}

/** Rules that are looked at together: one rule, those of one cause, or all. */
export interface RuleGroup {
  readonly id: string;
  readonly kind: "rule" | "cause" | "all";
  readonly rules: readonly string[];
}

/** One set of counts: leads by place, cases by place, or cases by authority. */
export interface Family {
  readonly id: string;
  readonly counts: readonly Counted[];
  readonly groups: readonly RuleGroup[];
  readonly periods: number;
}

/** What was fixed beforehand: part of the statement of each search. */
export const PATTERN_LIMITS = {
  /** Fewer are no pattern: chance, and a person could be told. */
  leastCount: 5,
  /** Observed over expected. */
  leastRatio: 1.5,
  /** Share of false ones among the patterns found, expected at most. */
  falseShare: 0.1,
  /** A rule whose leads lie at fewer units says where its data come from. */
  leastUnits: 3,
  replicas: 9999,
  reachedEnough: 20,
} as const;

/** `time`: a unit had more in a window than its own share of the whole time lets expect; `share`: over the whole time it had more of a group than its share of
 *  everything else lets expect. */
export interface FoundPattern {
  readonly family: string;
  readonly kind: "time" | "share";
  readonly unit: string;
  readonly group: RuleGroup;
  readonly from: number;
  readonly to: number;
  readonly observed: number;
  readonly expected: number;
  readonly probability: number;
  /** Adjusted for all that was looked at. */
  readonly adjusted: number;
  readonly score: number;
  /** How many times as much such counts vary as chance alone lets them. */
  readonly dispersion: number;
  /** The unit's other rules in the same window, or the same rules elsewhere: where these rose too, another cause is likely. Null: nothing to compare with. */
  readonly beside: { readonly observed: number; readonly expected: number } | null;
  /** Count by period of the whole time, and what the share of the unit lets expect. */
  readonly course: readonly { readonly observed: number; readonly expected: number }[];
  /** Other groups that show by the same counts. */
  readonly alsoAs: readonly string[];
}

export interface PatternSearch {
  readonly patterns: readonly FoundPattern[];
  readonly tests: number;
  /** Rules that were not looked at, because their counts lie at too few units. */
  readonly leftOut: readonly { readonly family: string; readonly rule: string; readonly units: number }[];
}

interface Tested extends Omit<FoundPattern, "adjusted" | "alsoAs"> {
  readonly isFound: boolean;
}

/** Looks for patterns of places, authorities, rules, causes and times; never of persons. Deterministic. */
export function findPatterns(families: readonly Family[]): PatternSearch {
  const leftOut: PatternSearch["leftOut"][number][] = [];
  const tested = families.flatMap((family) => {
    const table = tableOf(family);
    const known = new Set<string>();
    for (const [rule, units] of table.unitsOf) {
      if (units.size >= PATTERN_LIMITS.leastUnits) known.add(rule);
      else leftOut.push({ family: family.id, rule, units: units.size });
    }
    const groups = family.groups
      .map((group) => ({ ...group, rules: group.rules.filter((rule) => known.has(rule)) }))
      .filter(({ kind, rules }) => rules.length > (kind === "rule" ? 0 : 1));
    const units = [...table.units].toSorted();
    const inTime = clumpsInTime(units.flatMap((unit) => [...known].map((rule) => table.streamOf(unit, [rule]))));
    const ofShares = clumpsOfShares(units.flatMap((unit) => [...known].flatMap((rule) => table.cellOf(unit, { rule, known }))));
    return groups.flatMap((group) =>
      units.flatMap((unit) => {
        const stream = table.streamOf(unit, group.rules);
        if (sum(stream.own) < PATTERN_LIMITS.leastCount) return [];
        const rest = [...known].filter((rule) => !group.rules.includes(rule));
        const other = rest.length === 0 ? null : table.streamOf(unit, rest);
        const about = { family: family.id, unit, group };
        const used = stream.all.filter((size) => size > 0).length;
        return [
          testTime(about, { stream, other, dispersion: 1 + (inTime * sum(stream.own)) / used }),
          ...(other === null || group.kind === "all" ? [] : [testShare(about, { stream, other, dispersion: ofShares })]),
        ];
      }),
    );
  });
  const chances = adjusted(tested.map(({ probability }) => probability));
  const found = tested
    .map(({ isFound, ...each }, at) => ({ ...each, adjusted: chances[at] ?? 1, isFound }))
    .filter((each) => each.isFound && each.adjusted <= PATTERN_LIMITS.falseShare)
    .map(({ isFound: _isFound, ...each }) => each);
  return { patterns: withoutRepeats(found), tests: tested.length, leftOut };
}

type About = Pick<FoundPattern, "family" | "unit" | "group">;

interface Looked<Other extends Stream | null> {
  readonly stream: Stream;
  /** The unit's other rules. */
  readonly other: Other;
  readonly dispersion: number;
}

function testTime(about: About, { stream, other, dispersion }: Looked<Stream | null>): Tested {
  const limits = { ...PATTERN_LIMITS, longest: Math.max(1, Math.floor(stream.own.length / 2)) };
  const window = bestWindow(stream, limits);
  const course = courseOf(stream);
  if (window === null) return { ...about, ...NOTHING, kind: "time", course, dispersion };
  // Quasi-likelihood: what the score is worth where counts vary more than by chance.
  const probability = chanceOf(stream, {
    ...limits,
    score: window.score / dispersion,
    enough: limits.reachedEnough,
    most: limits.replicas,
  });
  const within = (values: readonly number[]) => sum(values.slice(window.from, window.to + 1));
  const beside =
    other === null || sum(other.own) === 0
      ? null
      : { observed: within(other.own), expected: (sum(other.own) * within(other.all)) / sum(other.all) };
  return { ...about, ...window, kind: "time", probability, dispersion, beside, course, isFound: true };
}

function testShare(about: About, { stream, other, dispersion }: Looked<Stream>): Tested {
  const [observed, group, mine, rest] = [sum(stream.own), sum(stream.all), sum(stream.own) + sum(other.own), sum(other.all)];
  const total = group + rest;
  const expected = (group * mine) / total;
  const course = courseOf(stream);
  const whole = { from: 0, to: stream.own.length - 1, observed, expected };
  if (observed < PATTERN_LIMITS.leastCount || observed < PATTERN_LIMITS.leastRatio * expected)
    return { ...about, ...NOTHING, kind: "share", course, dispersion };
  const score = scoreOf(observed, expected, group);
  const exact = upperTail({ total, marked: mine, drawn: group }, observed);
  return {
    ...about,
    ...whole,
    kind: "share",
    probability: dispersion > 1 ? Math.max(exact, normalTail(Math.sqrt((2 * score) / dispersion))) : exact,
    score,
    dispersion,
    beside: { observed: group - observed, expected: (group * (total - mine)) / total },
    course,
    isFound: true,
  };
}

const NOTHING = { from: 0, to: 0, observed: 0, expected: 0, score: 0, probability: 1, beside: null, isFound: false } as const;

function courseOf({ own, all }: Stream): FoundPattern["course"] {
  const share = sum(own) / sum(all);
  return own.map((observed, at) => ({ observed, expected: share * (all[at] as number) }));
}

/** Of patterns that rest for more than half on the same counts, the one with the highest score stays and names the others. */
function withoutRepeats(found: readonly Omit<FoundPattern, "alsoAs">[]): FoundPattern[] {
  const kept: (Omit<FoundPattern, "alsoAs"> & { alsoAs: string[] })[] = [];
  for (const each of found.toSorted((left, right) => right.score - left.score)) {
    const better = kept.find((other) => isSame(other, each));
    if (better) better.alsoAs.push(each.group.id);
    else kept.push({ ...each, alsoAs: [] });
  }
  return kept;
}

function isSame(one: Omit<FoundPattern, "alsoAs">, other: Omit<FoundPattern, "alsoAs">): boolean {
  if (one.family !== other.family || one.kind !== other.kind || one.unit !== other.unit) return false;
  if (!one.group.rules.some((rule) => other.group.rules.includes(rule))) return false;
  const common = Math.min(one.to, other.to) - Math.max(one.from, other.from) + 1;
  return 2 * common > Math.min(one.to - one.from, other.to - other.from) + 1;
}

function tableOf({ counts, periods }: Family) {
  const units = new Set<string>();
  const unitsOf = new Map<string, Set<string>>();
  const own = new Map<string, number[]>();
  const all = new Map<string, number[]>();
  const add = (table: Map<string, number[]>, key: string, { period, count }: Counted) => {
    const row = table.get(key) ?? Array.from({ length: periods }, () => 0);
    row[period] = (row[period] ?? 0) + count;
    table.set(key, row);
  };
  for (const each of counts) {
    if (each.period < 0 || each.period >= periods || each.count <= 0) throw new RangeError("a count lies outside the periods or is none");
    units.add(each.unit);
    unitsOf.set(each.rule, (unitsOf.get(each.rule) ?? new Set()).add(each.unit));
    add(own, JSON.stringify([each.unit, each.rule]), each);
    add(all, each.rule, each);
  }
  const total = (rows: readonly (readonly number[] | undefined)[]) =>
    Array.from({ length: periods }, (_, at) => rows.reduce((count, row) => count + (row?.[at] ?? 0), 0));
  const streamOf = (unit: string, rules: readonly string[]): Stream => ({
    own: total(rules.map((rule) => own.get(JSON.stringify([unit, rule])))),
    all: total(rules.map((rule) => all.get(rule))),
  });
  return {
    units,
    unitsOf,
    streamOf,
    /** Of a unit and a rule over the whole time, against the unit's share of the other rules. */
    cellOf: (unit: string, { rule, known }: { readonly rule: string; readonly known: ReadonlySet<string> }) => {
      const mine = streamOf(unit, [rule]);
      const other = streamOf(
        unit,
        [...known].filter((each) => each !== rule),
      );
      const total = sum(mine.all) + sum(other.all);
      return [{ observed: sum(mine.own), expected: (sum(mine.all) * (sum(mine.own) + sum(other.own))) / total }];
    },
  };
}
