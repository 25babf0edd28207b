import { afterEach, describe, expect, it } from "vitest";
import { residentRow, TrialCity, trialResident } from "../../testing/trial-city.ts";

const PEOPLE = Array.from({ length: 60 }, (_, at) => at + 1);
const callerRow = (person: number): string[] => {
  const { name, phone, address } = trialResident(person);
  return [name, phone, address];
};
const payRow = (person: number, note = "一月"): string[] => [trialResident(person).name, trialResident(person).id, note];

/** At an address and telephone that sort behind, or before, the others'. */
const movedRow = (person: number): string[] => {
  const { name, id, born } = trialResident(person);
  return [
    name,
    id,
    born,
    `湖南省岳阳市${person % 2 === 0 ? "龙湾区" : "丁字区"}新居路${person}号`,
    `1${person % 2 === 0 ? 99 : 30}0000${1000 + person}`,
  ];
};
const renamedRow = (person: number): string[] => [`新${trialResident(person).name.slice(1)}`, ...residentRow(person).slice(1)];

let city: TrialCity;
afterEach(() => city.close());

async function built(seed = 1): Promise<TrialCity> {
  city = new TrialCity(seed);
  await city.load("residents", PEOPLE.map(residentRow));
  await city.load(
    "payments",
    PEOPLE.flatMap((person) => [payRow(person), payRow(person, "二月")]),
  );
  await city.load("callers", PEOPLE.slice(0, 30).map(callerRow));
  return city;
}

/** Which records are together, whatever their entities are called. */
async function groups(of: TrialCity): Promise<string[]> {
  const byEntity = Map.groupBy(await of.members(), ({ values }) => String(values["entity"]));
  return [...byEntity.values()]
    .map((rows) =>
      rows
        .map(({ values }) => `${values["batch"]}:${values["row"]}#${values["role"]}`)
        .sort()
        .join(" "),
    )
    .sort();
}

describe("linking of the home", () => {
  it("puts the records of a person in every dataset together, with numbers or without, and nobody else", async () => {
    await built();
    const linked = await city.link();
    const [persons] = linked.kinds;
    expect(persons).toMatchObject({ kind: "person", mentions: 60 + 120 + 30, entities: 60 });
    for (const person of [1, 17, 30]) {
      const own = await city.entityOf("residents", person);
      expect(own).toMatch(/^per_[0-9a-f]{20}$/);
      expect([await city.entityOf("payments", 2 * person), await city.entityOf("callers", person)]).toEqual([own, own]);
    }
  });

  it("homes with other secrets call the same people otherwise, and one home calls them alike each time", async () => {
    const named = async (secret: string) => {
      await built();
      city.secret = secret;
      await city.link();
      const entity = await city.entityOf("residents", 7);
      await city.close();
      return entity;
    };
    const first = await named("a");
    expect([await named("a"), (await named("b")) === first]).toEqual([first, false]);
  });

  it("an entity keeps its id in a later run that knows more of it", async () => {
    await built();
    await city.link();
    const before = await city.entityOf("residents", 7);
    await city.load("payments", [payRow(7, "三月"), payRow(61)]);
    const linked = await city.link();
    expect([await city.entityOf("residents", 7), await city.entityOf("payments", 1, 1)]).toEqual([before, before]);
    expect(linked.changes).toEqual([]);
  });

  it("decisions hold in every later run, and taking them back brings back what was", async () => {
    await built();
    await city.link();
    const [whole, first, second] = [await groups(city), await city.entityOf("residents", 3), await city.entityOf("residents", 4)];
    city.constraints = [
      { decision: "ent_1", kind: "person", left: city.mention("payments", 10), right: city.mention("residents", 5), verdict: "different" },
      { decision: "ent_2", kind: "person", left: city.mention("residents", 3), right: city.mention("residents", 4), verdict: "same" },
    ];
    const linked = await city.link();
    const split = await city.entityOf("payments", 10);
    expect(split).not.toBe(await city.entityOf("residents", 5));
    expect(await city.entityOf("payments", 9)).toBe(await city.entityOf("residents", 5));
    expect(await city.entityOf("residents", 3)).toBe(await city.entityOf("residents", 4));
    expect(linked.changes.map(({ change }) => change).sort()).toEqual(["merged", "split"]);
    await city.load("payments", [payRow(5, "三月")]);
    await city.link({ isIncremental: true });
    expect([await city.entityOf("payments", 10), await city.entityOf("payments", 1, 1)]).toEqual([
      split,
      await city.entityOf("residents", 5),
    ]);
    expect(await city.entityOf("residents", 3)).toBe(await city.entityOf("residents", 4));
    city.constraints = [];
    await city.link();
    const without = (await groups(city)).map((each) => each.replace(` ${city.batchOf("payments", 1)}:1#payee`, ""));
    expect(without.map((each) => each.replace(`${city.batchOf("payments", 1)}:1#payee `, ""))).toEqual(whole);
    expect([await city.entityOf("residents", 3), await city.entityOf("residents", 4)]).toEqual([first, second]);
  });

  it("what was said of a record holds for the same record in a later load", async () => {
    await built();
    city.constraints = [
      { decision: "ent_1", kind: "person", left: city.mention("residents", 3), right: city.mention("residents", 4), verdict: "same" },
    ];
    await city.load("residents", [4, 3].map(residentRow));
    const linked = await city.link();
    expect(linked.kinds[0]?.waiting).toBe(0);
    expect(await city.entityOf("residents", 1, 1)).toBe(await city.entityOf("residents", 2, 1));
  });

  it("decisions that contradict each other are named", async () => {
    await built();
    const [a, b, c] = [1, 2, 3].map((row) => city.mention("residents", row)) as [string, string, string];
    city.constraints = [
      { decision: "ent_1", kind: "person", left: a, right: b, verdict: "same" },
      { decision: "ent_2", kind: "person", left: b, right: c, verdict: "same" },
      { decision: "ent_3", kind: "person", left: a, right: c, verdict: "different" },
      { decision: "ent_4", kind: "person", left: a, right: "bat_00000000000000000000000000:1#self", verdict: "same" },
    ];
    const linked = await city.link();
    expect(linked.kinds[0]?.contradictions).toEqual([{ different: "ent_3", same: ["ent_1", "ent_2"] }]);
    expect(linked.kinds[0]?.waiting).toBe(1);
  });

  it.each([1, 2])("an increment puts together what a full run does (%i)", async (seed) => {
    await built(seed);
    await city.link();
    const offset = 60 + 10 * seed;
    await city.load(
      "payments",
      [offset, offset + 1, 4, 5].map((person) => payRow(person, "三月")),
    );
    await city.load("callers", [offset, 41, 42 + seed].map(callerRow));
    const step = await city.link({ isIncremental: true });
    expect(step.moved).not.toBeNull();
    expect(step.kinds[0]?.compared).toBeLessThan(10);
    expect(step.kinds[0]?.compared).toBeGreaterThan(0);
    const inSteps = await groups(city);
    await city.link({ isFresh: true });
    expect(inSteps).toEqual(await groups(city));
  });

  it("runs that only add say of everybody what runs that look at all records say with the same weights", async () => {
    const steps = [
      () => city.load("callers", [callerRow(40), callerRow(70)]),
      // Who was known by telephone alone is known by number now, and is paid under another spelling.
      () => city.load("residents", [residentRow(70), residentRow(71)]),
      () => city.load("payments", [payRow(70), [trialResident(2).name.replace("王", "汪"), trialResident(2).id, "四月"]]),
      () => city.load("callers", [[trialResident(71).name, trialResident(71).phone, ""], callerRow(9)]),
      // Records that take the place of earlier ones: as they were, moved away, and under another name, so that nobody says the old one any more.
      () => city.load("residents", [residentRow(3)]),
      () => city.load("residents", [movedRow(5), renamedRow(71), renamedRow(6)]),
      () => city.load("residents", [residentRow(71), movedRow(3), movedRow(4), residentRow(80)]),
      () => city.load("payments", [payRow(5, "六月"), payRow(71, "六月")]),
    ];
    const said = async (isAdding: boolean) => {
      await built(3);
      await city.link();
      const seen = [];
      for (const step of steps) {
        await step();
        if (!isAdding) city.forgetBasis();
        const linked = await city.link({ isIncremental: true });
        expect(linked.moved !== null).toBe(isAdding);
        expect(linked.batch.rowsAccepted < 10).toBe(isAdding);
        const members = await city.members();
        expect(linked.members).toBe(members.length);
        const entities = members.map(({ values }) => [values["batch"], values["row"], values["role"], values["entity"]].join(" "));
        const [{ contradictions: _, ...persons } = {}] = linked.kinds;
        seen.push({
          entities: entities.sort(),
          persons,
          changes: linked.changes,
          asked: linked.reviews.map(({ left, right, reason }) => [reason, ...[left, right].sort()].join(" ")).sort(),
        });
      }
      await city.close();
      return seen;
    };
    expect(await said(true)).toEqual(await said(false));
  });

  it("everything is looked at again after another decision, in place of a record that one names, and after many new ones", async () => {
    await built();
    await city.link();
    const changes = [
      () => {
        city.constraints = [
          { decision: "ent_1", kind: "person", left: city.mention("residents", 3), right: city.mention("residents", 4), verdict: "same" },
        ];
        return city.load("callers", [callerRow(44)]);
      },
      () => city.load("residents", [residentRow(3)]),
      () =>
        city.load(
          "payments",
          PEOPLE.slice(30).map((person) => payRow(person, "五月")),
        ),
    ];
    for (const change of changes) {
      await change();
      expect((await city.link({ isIncremental: true })).moved).toBeNull();
    }
    // With the decision as it was, a load is added again.
    await city.load("callers", [callerRow(45)]);
    expect((await city.link({ isIncremental: true })).moved).toEqual([]);
    expect(await city.entityOf("residents", 1, 1)).toBe(await city.entityOf("residents", 4));
  });

  it("a run that ends before its commit leaves the old run in force and its work to the next", async () => {
    await built();
    await city.link();
    const before = await groups(city);
    await city.load("payments", [payRow(9, "三月")]);
    await expect(
      city.link({
        commit: async () => {
          throw new Error("the power went");
        },
      }),
    ).rejects.toThrow("the power went");
    expect(await groups(city)).toEqual(before);
    await city.link();
    expect(await city.entityOf("payments", 1, 1)).toBe(await city.entityOf("residents", 9));
  });
});
