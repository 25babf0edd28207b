import { array, assert, constantFrom, integer, nat, property, tuple, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bestThreshold,
  canonical,
  clusters,
  estimate,
  explain,
  type Field,
  type FieldKind,
  featuresOf,
  jaroWinkler,
  levelLogs,
  levelOf,
  type MatchingPlan,
  oddsOf,
  patternOf,
  plainPattern,
  planFor,
  type RecordTexts,
  unplainPattern,
} from "./index.ts";

const KINDS: readonly FieldKind[] = [
  "han-name",
  "name",
  "organisation",
  "resident-id",
  "credit-code",
  "number",
  "day",
  "sex",
  "category",
  "text",
  "email",
  "han-address",
  "address",
];

const person: MatchingPlan = planFor(
  [
    { name: "name", kind: "han-name" },
    { name: "id", kind: "resident-id" },
    { name: "born", kind: "day" },
    { name: "sex", kind: "sex" },
    { name: "address", kind: "han-address" },
  ],
  { interchangeable: [], birth: "born", sex: "sex" },
);

/** Id of the level at which two values of one field stand. */
function levelBetween(plan: MatchingPlan, comparison: string, left: RecordTexts, right: RecordTexts): string | null {
  const found = plan.comparisons.find(({ id }) => id === comparison);
  if (!found) throw new Error(`no comparison ${comparison}`);
  return found.levels[levelOf(found, featuresOf(left, plan.features), featuresOf(right, plan.features)) - 1]?.id ?? null;
}

const record = (given: Record<string, string | null>): RecordTexts => ({
  name: null,
  id: null,
  born: null,
  sex: null,
  address: null,
  ...given,
});

describe("canonical texts", () => {
  it("a text that looks canonical is its own canonical form, and a canonical form keeps itself", () => {
    const alphabet = "張张国國ab Z９9幢栋第七村民小组街道办事处号-.@·　房室0086男m'，";
    const text = array(constantFrom(...Array.from(alphabet)), { maxLength: 12 }).map((characters) => characters.join(""));
    assert(
      property(text, constantFrom(...KINDS), (given, kind) => {
        const field: Field = { name: "x", kind };
        const made = canonical(given, field);
        if (made !== null) expect(canonical(made, field)).toBe(made);
        const [plain, unplain] = [plainPattern(kind), unplainPattern(kind)];
        if (plain !== null && new RegExp(plain, "u").test(given) && !(unplain !== null && new RegExp(unplain, "u").test(given)))
          expect(made).toBe(given === "" ? null : given);
      }),
      { numRuns: 3_000 },
    );
  });

  it("traditional characters, full-width figures and other words for house and room are one spelling", () => {
    expect(canonical("張國榮", { name: "x", kind: "han-name" })).toBe("张国荣");
    expect(canonical("湖南省岳阳市第七村民小組６５號", { name: "x", kind: "han-address" })).toBe("湖南省岳阳市7组65号");
    expect(canonical("南湖路3号十二幢501房", { name: "x", kind: "han-address" })).toBe("南湖路3号12栋501室");
    expect(canonical("第第９村民小村民小组组", { name: "x", kind: "han-address" })).toBe("9组组");
    expect(canonical("990602650307001", { name: "x", kind: "resident-id" })).toMatch(/^99060219650307001[\dX]$/);
    expect(canonical("+86 13807301234", { name: "x", kind: "number" })).toBe("13807301234");
  });
});

describe("comparisons", () => {
  it.each([
    ["张伟", "張偉", "same"],
    ["张伟国", "章卫国", "sound"],
    ["张伟国", "伟国张", "order"],
    ["张伟国", "张伟民", "one-given"],
    ["张伟国", "弘伟国", "surname"],
    ["张伟国", "张伟", "part"],
    ["张伟", "张芳", "family"],
    ["张伟国", "李秀英", "different"],
  ])("the names %s and %s are compared as %s", (left, right, level) => {
    expect(levelBetween(person, "name", record({ name: left }), record({ name: right }))).toBe(level);
  });

  it.each([
    ["990602199001010012", "９９０６０２１９９００１０１００１２", "same-id"],
    ["990602199001010012", "990602199001010021", "id-slip"],
    ["990602199001010012", "990602199001910012", "id-slip"],
  ])("the ids %s and %s are compared as %s", (left, right, level) => {
    expect(levelBetween(person, "id", record({ id: left }), record({ id: right }))).toBe(level);
  });

  it("two different ids that are both valid contradict each other, however close they are", () => {
    expect(levelBetween(person, "id", record({ id: "990602199001010012" }), record({ id: "990602199001010039" }))).toBe("two-ids");
  });

  it("birth day and sex inside an id are not counted beside it, and stand in for it where it is missing", () => {
    const left = record({ id: "990602199001010012", born: "1990-01-01", sex: "男" });
    expect(person.comparisons.map(({ id }) => id)).toEqual(["id", "name", "address"]);
    expect(levelBetween(person, "id", left, record({ born: "19900101" }))).toBe("same-birth");
    expect(levelBetween(person, "id", left, record({ born: "1990-10-01" }))).toBe("birth-slip");
    expect(levelBetween(person, "id", left, record({ sex: "女" }))).toBe("other-sex");
    expect(levelBetween(person, "id", left, record({}))).toBeNull();
  });

  it("columns that hold the same values are told apart from columns that were exchanged, once", () => {
    const plan = planFor(
      [
        { name: "first_name", kind: "name" },
        { name: "surname", kind: "name" },
      ],
      { interchangeable: [["first_name", "surname"]] },
    );
    const [left, right] = [
      { first_name: "Gabriel", surname: "Thomas" },
      { first_name: "thomas", surname: "gabriel" },
    ];
    expect(levelBetween(plan, "first_name", left, right)).toBe("exchanged-1");
    expect(levelBetween(plan, "surname", left, right)).toBeNull();
  });

  it("similarity of texts follows the published examples", () => {
    expect(jaroWinkler("MARTHA", "MARHTA")).toBeCloseTo(0.9611, 4);
    expect(jaroWinkler("DWAYNE", "DUANE")).toBeCloseTo(0.84, 4);
    expect(jaroWinkler("DIXON", "DICKSONX")).toBeCloseTo(0.8133, 4);
    expect(jaroWinkler("", "a")).toBe(0);
  });
});

describe("estimation", () => {
  const plan = planFor(
    [
      { name: "name", kind: "han-name" },
      { name: "born", kind: "day" },
      { name: "phone", kind: "number" },
    ],
    { interchangeable: [], birth: "born" },
  );
  const pattern = (name: number, born: number, phone: number): number => (name * 6 + born) * 5 + phone;

  it("people who share a telephone and nothing personal are relatives, not matches", () => {
    const others = new Map([
      [pattern(8, 5, 4), 990_000],
      [pattern(7, 5, 4), 9_000],
      [pattern(8, 4, 4), 1_000],
    ]);
    const candidates = new Map([
      [pattern(1, 1, 1), 900],
      [pattern(1, 1, 4), 60],
      [pattern(4, 1, 1), 40],
      [pattern(8, 5, 1), 700],
      [pattern(7, 5, 1), 500],
      [pattern(8, 4, 1), 20],
    ]);
    const found = estimate({ comparisons: plan.comparisons, candidates, random: others, pairs: 50_000_000 });
    expect(found.expectedMatches).toBeGreaterThan(950);
    expect(found.expectedMatches).toBeLessThan(1_050);
    expect(found.priorOfRelatives * 50_000_000).toBeGreaterThan(1_100);
    const logs = levelLogs(plan.comparisons, found);
    const odds = (name: number, born: number, phone: number) =>
      oddsOf([name, born, phone], logs, { ...found, rarity: { personal: name === 1 ? 8 : 0, shared: phone === 1 ? 13 : 0 } });
    expect(odds(1, 1, 1)).toBeGreaterThan(7);
    expect(odds(8, 5, 1)).toBeLessThan(-2);
    const together = explain(
      plan,
      { estimate: found, logs },
      {
        left: { name: "张伟", born: "1990-01-01", phone: "13800000000" },
        right: { name: "李芳", born: "1985-06-30", phone: "13800000000" },
        rarity: { personal: 0, shared: 13 },
      },
    );
    const sum = together.comparisons.reduce((so, { weight }) => so + weight, together.prior + together.relatives);
    expect(sum).toBeCloseTo(together.odds / Math.LN2, 6);
    expect(together.relatives).toBeLessThan(-2);
  });

  it("the threshold is where wrong links begin to cost more than missed ones", () => {
    const best = bestThreshold([
      [10, 100],
      [2, 10],
      [-2, 10],
      [-8, 100_000],
    ]);
    expect(best.threshold).toBe(2);
    expect(best.f1).toBeGreaterThan(0.8);
  });
});

describe("clusters", () => {
  const links = (list: readonly (readonly [number, number, number])[]) => ({
    left: Int32Array.from(list, ([left]) => left),
    right: Int32Array.from(list, ([, right]) => right),
    odds: Float32Array.from(list, ([, , odds]) => odds),
  });

  it("records that are linked through others are one cluster, named by its lowest record", () => {
    const { of } = clusters(5, links([[3, 1, 9], [1, 4, 8]]), { threshold: 0, leastSupport: -9 }); // biome-ignore format: pairs
    expect([...of]).toEqual([0, 1, 2, 1, 1]);
  });

  it("one stray link does not join two groups whose other pairs speak against it", () => {
    const family = (first: number) => [
      [first, first + 1, 12],
      [first, first + 2, 12],
      [first + 1, first + 2, 12],
    ];
    const list = [...family(0), ...family(3), [2, 3, 3], [1, 4, -4.9]] as [number, number, number][];
    const { of, refused } = clusters(6, links(list), { threshold: 0, leastSupport: 0 });
    expect([...of]).toEqual([0, 0, 0, 3, 3, 3]);
    expect(refused).toHaveLength(1);
  });

  it("two groups with different valid ids are not joined through a record without one", () => {
    const identity = Int32Array.from([7, 0, 9]);
    const list = links([
      [0, 1, 9],
      [1, 2, 8],
    ]);
    expect([...clusters(3, list, { threshold: 0, leastSupport: -9 }).of]).toEqual([0, 0, 0]);
    const { of, refused } = clusters(3, list, { threshold: 0, leastSupport: -9, identity });
    expect([...of]).toEqual([0, 0, 2]);
    expect(refused).toEqual([1]);
  });

  it("the order of links with different odds is irrelevant", () => {
    const link = tuple(nat(11), nat(11), integer({ min: -40, max: 90 }));
    assert(
      property(uniqueArray(link, { maxLength: 20, selector: ([, , odds]) => odds }), (list) => {
        const options = { threshold: 0, leastSupport: 0 };
        const wanted = clusters(12, links(list), options).of;
        expect([...clusters(12, links(list.toReversed()), options).of]).toEqual([...wanted]);
      }),
    );
  });
});

it("a pattern names the level of every comparison", () => {
  const [left, right] = [
    record({ name: "张伟", id: "990602199001010012" }),
    record({ name: "张伟", id: "990602199001010012", address: "南湖路3号" }),
  ];
  const pattern = patternOf(person.comparisons, featuresOf(left, person.features), featuresOf(right, person.features));
  expect(pattern).toBe(1 * 9 * 6 + 1 * 6 + 0);
});
