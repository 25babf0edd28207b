import { describe, expect, test } from "vitest";
import { type ComparedCase, type Comparison, comparePilots, type PilotPlan, type Refusal } from "./compare-pilots.ts";

const OFFICES = Array.from({ length: 11 }, (_, at) => `office-${String(at + 1).padStart(2, "0")}`);
const PLAN: PilotPlan = {
  pilots: ["office-02", "office-05", "office-09"],
  startsOn: "2026-01-01",
  seenUntil: "2026-12-31",
  daysBefore: 360,
  horizon: 120,
};
const START = Date.parse("2026-01-01T00:00:00Z") / 86_400_000;

/** Mulberry32: the same numbers on every machine. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface City {
  readonly seed: number;
  /** Factor on the days of the pilots' cases since the start. */
  readonly factor?: number;
  /** On those of the pilots in the second half of the time before. */
  readonly drift?: number;
  readonly perOffice?: number;
  /** Share of the slow kind in the pilots since the start; elsewhere and before 30 %. */
  readonly slowAfter?: number;
  readonly offices?: readonly string[];
}

const day = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);

function cityOf({ seed, factor = 1, drift = 1, perOffice = 300, slowAfter = 0.3, offices = OFFICES }: City): ComparedCase[] {
  const next = numbers(seed);
  return offices.flatMap((office) => {
    const pace = 0.8 + 0.4 * next();
    const isPilot = PLAN.pilots.includes(office);
    return Array.from({ length: perOffice }, (): ComparedCase => {
      const begun = START - 360 + Math.floor(next() * 600);
      const isAfter = begun >= START;
      const isSlow = next() < (isPilot && isAfter ? slowAfter : 0.3);
      const own = isPilot ? (isAfter ? factor : begun >= START - 180 ? drift : 1) : 1;
      const days = Math.ceil(-Math.log(1 - next()) * (isSlow ? 90 : 25) * pace * own);
      return { office, kind: isSlow ? "slow" : "quick", begun: day(begun), ended: begun + days <= START + 364 ? day(begun + days) : null };
    });
  });
}

const said = (result: Comparison | Refusal): Comparison => {
  if ("code" in result) throw new Error(JSON.stringify(result));
  return result;
};

/** Of exponential durations: how much shorter the first 120 days become by a factor, at the mix. */
const truth = (factor: number) => {
  const mean = (scale: number) => scale * (1 - Math.exp(-120 / scale));
  const mixed = (times: number) => 0.3 * mean(90 * times) + 0.7 * mean(25 * times);
  return mixed(factor) / mixed(1) - 1;
};

describe("a comparison of pilot offices with others", () => {
  test("recovers by how much cases became shorter, in its interval, and calls it rare under chance", () => {
    const result = said(comparePilots(cityOf({ seed: 1, factor: 0.5 }), PLAN));
    expect(result.choices).toBe(165);
    expect(Math.abs(result.effect - truth(0.5))).toBeLessThan(0.06);
    expect(result.probability).toBeLessThan(0.02);
    const [low, high] = result.interval;
    expect(low).toBeLessThan(truth(0.5));
    expect(high).toBeGreaterThan(truth(0.5));
    expect(high).toBeLessThan(0);
  });

  test("says nothing was found where nothing was done: rarely more often than the level, and the interval holds zero", () => {
    const results = Array.from({ length: 60 }, (_, seed) => comparePilots(cityOf({ seed: seed + 100, perOffice: 220 }), PLAN));
    const told = results.flatMap((each) => ("code" in each ? [] : [each]));
    // Pre-trends by chance alone are refused in one of ten.
    expect(told.length).toBeGreaterThan(38);
    const found = told.filter(({ probability }) => probability <= 0.05);
    expect(found.length).toBeLessThanOrEqual(8);
    for (const { probability, interval } of told)
      expect(probability > 0.05).toBe((interval[0] ?? Number.NEGATIVE_INFINITY) <= 0 && (interval[1] ?? Number.POSITIVE_INFINITY) >= 0);
  });

  test("takes more slow cases in the pilots for what they are, not for slower work", () => {
    const result = said(comparePilots(cityOf({ seed: 7, slowAfter: 0.7 }), PLAN));
    expect(Math.abs(result.effect)).toBeLessThan(0.12);
    // Without kinds it would look as if the pilots had become slower.
    const blind = said(
      comparePilots(
        cityOf({ seed: 7, slowAfter: 0.7 }).map((each) => ({ ...each, kind: "any" })),
        PLAN,
      ),
    );
    expect(blind.effect).toBeGreaterThan(0.3);
  });

  test("does not ask for the order of cases or the names of the offices", () => {
    const cases = cityOf({ seed: 3, factor: 0.7 });
    const result = said(comparePilots(cases, PLAN));
    const renamed = (office: string) => `x-${99 - Number(office.slice(-2))}`;
    const other = said(
      comparePilots(
        cases.toReversed().map((each) => ({ ...each, office: renamed(each.office) })),
        { ...PLAN, pilots: PLAN.pilots.map(renamed) },
      ),
    );
    expect(other.effect).toBeCloseTo(result.effect, 9);
    expect(other.probability).toBeCloseTo(result.probability, 9);
  });

  test("looks at cases begun before the start until the start only", () => {
    const cases = cityOf({ seed: 4 });
    const result = comparePilots(cases, PLAN);
    // What the pilot did with old cases tells nothing of how they went before it.
    const closedAtOnce = cases.map((each) =>
      PLAN.pilots.includes(each.office) && each.begun < PLAN.startsOn && (each.ended === null || each.ended > PLAN.startsOn)
        ? { ...each, ended: "2026-01-02" }
        : each,
    );
    expect(comparePilots(closedAtOnce, PLAN)).toEqual(result);
  });
});

describe("nothing is said", () => {
  const refused = (city: Partial<City>, plan: Partial<PilotPlan> = {}) =>
    comparePilots(cityOf({ seed: 11, ...city }), { ...PLAN, ...plan });

  test("of one pilot among eleven offices: chance alone would give the largest difference once in eleven", () => {
    expect(refused({}, { pilots: ["office-02"] })).toEqual({ code: "too-few-offices", pilots: 1, others: 10, leastProbability: 1 / 11 });
    expect(refused({ offices: OFFICES.slice(0, 5) }, { pilots: ["office-02", "office-05"] })).toMatchObject({ code: "too-few-offices" });
  });

  test("of a pilot with few cases; another office with few is left out and named", () => {
    const few = (office: string) => cityOf({ seed: 11, factor: 0.6 }).filter((each, at) => each.office !== office || at % 12 === 0);
    expect(comparePilots(few("office-05"), PLAN)).toMatchObject({ code: "too-few-cases", office: "office-05" });
    expect(said(comparePilots(few("office-01"), PLAN)).leftOut).toEqual(["office-01"]);
  });

  test("when the cases are of other kinds before and after", () => {
    const cases = cityOf({ seed: 11 }).map((each) => ({ ...each, kind: `${each.kind} ${each.begun.slice(0, 4)}` }));
    expect(comparePilots(cases, PLAN)).toEqual({ code: "case-mix-differs", share: 0 });
  });

  test("when cases were not seen for as long as the horizon", () => {
    expect(refused({}, { seenUntil: "2026-04-01" })).toMatchObject({ code: "follow-up-too-short", period: "after", horizon: 120 });
  });

  test("when the pilots went another way before they began", () => {
    expect(refused({ drift: 0.5, perOffice: 500 })).toMatchObject({ code: "pre-trend" });
  });

  test("of a plan or a case that cannot be", () => {
    expect(refused({}, { startsOn: "2026-02-30" })).toEqual({ code: "plan-wrong", where: "startsOn" });
    expect(refused({}, { daysBefore: 200 })).toEqual({ code: "plan-wrong", where: "daysBefore" });
    const cases = cityOf({ seed: 11 });
    expect(comparePilots([...cases, { office: "office-01", kind: "quick", begun: "2026-03-02", ended: "2026-03-01" }], PLAN)).toEqual({
      code: "case-wrong",
      at: cases.length,
    });
  });
});
