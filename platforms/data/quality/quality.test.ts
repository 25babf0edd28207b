import { type DatasetSchema, type QualityCheck, type QualityRule, qualityScore } from "@yuejian/contracts";
import { residentIdCheckCharacter } from "@yuejian/identifiers";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Cell } from "../engine/cell.ts";
import { Engine } from "../engine/engine.ts";
import { quoteText } from "../engine/sql-text.ts";
import { intake } from "../intake/intake.ts";
import type { LakeSession } from "../lake/session.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialRow } from "../testing/trial-home.ts";
import { defaultRules } from "./default-rules.ts";
import { breakingRows, measureRules } from "./measure.ts";
import { profile, profiledTable } from "./profile.ts";
import { rowCheck } from "./rule-sql.ts";
import { shapeSql } from "./shapes.ts";
import { plainCheck, plainProfile, plainShape, tally } from "./testing/plain-quality.ts";

/** The trial register with its texts as they come: what a column means is told, what it holds is not checked at intake. */
const LOOSE: DatasetSchema = {
  ...TRIAL_DATASET,
  id: "loose",
  recordKey: [],
  absenceKeys: [],
  columns: TRIAL_DATASET.columns.map(({ allowed: _allowed, spellings: _spellings, required: _required, ...column }) =>
    column.semantic === "resident-id" ? { ...column, semantic: "code", dataClass: "internal" } : column,
  ),
};
const TODAY = "2026-11-26";

let home: TrialHome;
beforeEach(() => {
  home = new TrialHome([TRIAL_DATASET, LOOSE]);
});
afterEach(() => home.close());

async function load(rows: readonly string[][], dataset = "trial-register", name = "a.csv") {
  return (await intake({ path: home.csv(name, [TRIAL_HEADINGS, ...rows]), dataset, office: "yueyang" }, home.ports)).batch;
}

async function inSession<Result>(work: (session: LakeSession) => Promise<Result>): Promise<Result> {
  const session = await home.lake.session(home.snapshot(), [TRIAL_DATASET, LOOSE]);
  try {
    return await work(session);
  } finally {
    session.close();
  }
}

const rule = (check: QualityCheck, more: Partial<QualityRule> = {}): QualityRule => ({
  id: check.kind,
  severity: "error",
  tolerance: 0,
  check,
  ...more,
});

const measure = (schema: DatasetSchema, rules: readonly QualityRule[], now = Date.parse(`${TODAY}T04:00:00Z`)) =>
  inSession((session) =>
    measureRules(session, {
      schema,
      rules,
      table: profiledTable(schema.id),
      today: TODAY,
      now,
      batches: home.catalogue.commits.map(({ batch }) => batch).filter(({ dataset }) => dataset === schema.id),
    }),
  );

describe("rules", () => {
  test("planted faults are counted by the rule that names them, and its condition opens exactly those rows", async () => {
    await load(
      [
        trialRow(1),
        trialRow(2, { 决定日期: "2099-01-01", 罚款: "-5" }),
        trialRow(3, { 备注: "", 身份证号: "99060219530101003X" }),
        trialRow(4, { 身份证号: trialRow(1)[1] ?? "", 备注: "A7", 罚款: "?" }),
        trialRow(5, { 身份证号: trialRow(1)[1] ?? "" }),
      ],
      "loose",
    );
    const person = { ...LOOSE, columns: TRIAL_DATASET.columns };
    const planted: [QualityCheck, number, number][] = [
      [{ kind: "not-null", column: "note" }, 4, 1],
      [{ kind: "unique", columns: ["person_id"] }, 4, 2],
      [{ kind: "allowed", column: "person_name", values: ["张二", "张三"] }, 4, 2],
      [{ kind: "pattern", column: "note", pattern: "第[0-9]号" }, 3, 0],
      [{ kind: "range", column: "fine", least: "0" }, 4, 1],
      [{ kind: "not-future", column: "decided_on" }, 4, 1],
      [{ kind: "check-digit", column: "person_id" }, 4, 1],
      [{ kind: "foreign-key", column: "person_id", dataset: "trial-register", target: "person_id" }, 4, 4],
    ];
    const found = await measure(
      person,
      planted.map(([check]) => rule(check)),
    );
    expect(found.map(({ rule: { check }, checked, broken }) => [check, checked, broken])).toEqual(planted);
    const opened = await inSession((session) =>
      Promise.all(
        found.map(async ({ rule: each }) => {
          const condition = breakingRows(each, { schema: person, table: '"loose"', today: TODAY }) ?? "false";
          return (await session.rows({ dataset: "loose", offset: 0, limit: 100, condition })).total;
        }),
      ),
    );
    expect(opened).toEqual(planted.map(([, , broken]) => broken));
  });

  test("loads: what is set aside, how old the newest is, and how its rows differ from the one before", async () => {
    await load([trialRow(1), trialRow(2), trialRow(3, { 罚款: "?" }), trialRow(4)]);
    await load([trialRow(5)], "trial-register", "b.csv");
    const rules = [
      rule({ kind: "accepted" }, { tolerance: 0.1 }),
      rule({ kind: "fresh", days: 2 }),
      rule({ kind: "row-change", percent: 50 }),
    ];
    const seen = (await measure(TRIAL_DATASET, rules)).map(({ checked, broken, status, measured }) => [checked, broken, status, measured]);
    expect(seen).toEqual([
      [5, 1, "broken", null],
      [1, 1, "broken", 3],
      [1, 1, "broken", -75],
    ]);
    expect((await measure(TRIAL_DATASET, [rule({ kind: "accepted" }, { tolerance: 0.2 })]))[0]?.status).toBe("met");
  });

  test("a column or dataset that is not there leaves nothing to check, which is not the same as kept", async () => {
    await load([trialRow(1)]);
    const found = await measure(TRIAL_DATASET, [
      rule({ kind: "not-null", column: "gone" }),
      rule({ kind: "range", column: "note", least: "1" }),
      rule({ kind: "foreign-key", column: "office", dataset: "nowhere", target: "id" }),
    ]);
    expect(found.map(({ status }) => status)).toEqual(["not-checked", "not-checked", "not-checked"]);
    expect(qualityScore(found)).toBeNull();
  });

  test("the dictionary's rules are kept by what intake accepts; one broken row in a hundred lowers the score", async () => {
    await load(Array.from({ length: 99 }, (_, at) => trialRow(at + 1)));
    const rules = defaultRules(TRIAL_DATASET);
    const clean = await measure(TRIAL_DATASET, rules);
    expect(clean.filter(({ status }) => status === "broken")).toEqual([]);
    expect(qualityScore(clean)).toBe(100);
    await load([trialRow(100, { 罚款: "-1" })], "trial-register", "b.csv");
    const after = await measure(TRIAL_DATASET, rules);
    const broken = after.filter(({ status }) => status === "broken").map(({ rule: each }) => each.id);
    expect(broken).toEqual(["range:fine", "row-change"]);
    expect(qualityScore(after)).toBeLessThan(100);
  });

  test("the score is an average weighted by severity and shows 100 only when nothing is broken", () => {
    const of = (severity: QualityRule["severity"], checked: number, broken: number) => ({
      rule: rule({ kind: "accepted" }, { severity }),
      checked,
      broken,
    });
    expect(qualityScore([of("block", 4, 2), of("warn", 4, 0), of("info", 0, 0)])).toBe(60);
    expect(qualityScore([of("error", 10_000_000, 1)])).toBe(99.9);
    expect(qualityScore([of("error", 3, 0), of("warn", 7, 0), of("info", 11, 0)])).toBe(100);
  });
});

describe("profile", () => {
  test("personal columns give shapes of groups of ten and nothing else", async () => {
    await load([...Array.from({ length: 12 }, (_, at) => trialRow(at + 1)), trialRow(13, { 姓名: "欧阳娜娜" })]);
    const batches = home.catalogue.commits.map(({ batch }) => batch);
    const found = await inSession((session) => profile(session, home.lake, { dataset: "trial-register", batches }));
    expect(found.columns.find(({ column }) => column === "person_name")).toMatchObject({
      least: null,
      lengths: null,
      top: [],
      shapes: [{ shape: "汉汉", rows: 12 }],
      otherShapes: 1,
    });
    expect(found.columns.find(({ column }) => column === "person_id")).toMatchObject({ validCodes: 13 });
    expect(JSON.stringify(found)).not.toContain("欧阳");
  });

  test("of one load only its rows are counted, and what it set aside", async () => {
    const first = await load([trialRow(1), trialRow(2, { 罚款: "?" })]);
    await load([trialRow(3), trialRow(4)], "trial-register", "b.csv");
    const batches = home.catalogue.commits.map(({ batch }) => batch);
    const found = await inSession((session) => profile(session, home.lake, { dataset: "trial-register", batches, batch: first.id }));
    expect([found.batch, found.rows, found.quarantined]).toEqual([first.id, 1, 1]);
  });
});

describe("against the plain interpreter", () => {
  const letters = fc.constantFrom("张", "〇", "𠮷", "a", "Z", "7", "-", "·", " ", "é", "'");
  const text = fc.string({ unit: letters, maxLength: 60 });
  const body = fc.tuple(
    fc.integer({ min: 100_000, max: 999_999 }),
    fc.integer({ min: 1790, max: 2030 }),
    fc.integer({ min: 0, max: 1399 }),
    fc.integer({ min: 0, max: 39_999 }),
  );
  const id = fc.tuple(body, fc.boolean()).map(([[region, year, month, rest], isRight]) => {
    const digits = `${region}${year}${String(Math.floor(month / 100)).padStart(2, "0")}${String(Math.floor(rest / 1000)).padStart(2, "0")}${String(rest % 1000).padStart(3, "0")}`;
    return digits + (isRight ? residentIdCheckCharacter(digits) : "7");
  });
  const day = fc.integer({ min: 0, max: 60_000 }).map((at) => new Date(at * 86_400_000 - 1e12).toISOString().slice(0, 10));
  const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 5 });
  const code = maybe(
    fc.constantFrom("91430600MA4L1A2B3C", "91430600MA4L1A2B39", "914306", "9143060０", "12430600446000000A", "91350211M000100Y43"),
  );
  const row = fc.record({
    label: maybe(text),
    prose: maybe(text),
    person: maybe(id),
    code,
    day: maybe(day),
    until: maybe(day),
    number: maybe(fc.integer({ min: -9, max: 9 })),
  });
  const column = (
    name: string,
    type: "text" | "date" | "integer",
    semantic: "code" | "free-text" | "resident-id" | "credit-code" | "day" | "count",
  ) => ({ name, title: { zh: name, en: name }, type, semantic, dataClass: "internal" }) as const;
  const schema: DatasetSchema = {
    ...TRIAL_DATASET,
    id: "plain",
    columns: [
      column("label", "text", "code"),
      column("prose", "text", "free-text"),
      column("person", "text", "resident-id"),
      column("code", "text", "credit-code"),
      column("day", "date", "day"),
      column("until", "date", "day"),
      column("number", "integer", "count"),
    ],
  };
  const checks: readonly QualityCheck[] = [
    { kind: "not-null", column: "label" },
    { kind: "unique", columns: ["number", "code"] },
    { kind: "allowed", column: "number", values: ["1", "2", "-3"] },
    { kind: "pattern", column: "label", pattern: "[A-Za-z0-9]*" },
    { kind: "range", column: "number", least: "-2", greatest: "5" },
    { kind: "range", column: "day", least: "1990-05-06" },
    { kind: "not-future", column: "day" },
    { kind: "check-digit", column: "person" },
    { kind: "check-digit", column: "code" },
    { kind: "date-order", earlier: "day", later: "until" },
    { kind: "foreign-key", column: "code", dataset: "codes", target: "code" },
  ];
  const targets: readonly Cell[] = ["91430600MA4L1A2B3C", "914306"];

  test("the SQL gives the profile and the counts of the interpreter for any rows", { timeout: 60_000 }, async () => {
    const engine = await Engine.open({
      scratchFolder: home.ports.scratchFolder,
      files: [],
      folders: [home.folder],
      subject: "test",
      threads: 1,
    });
    await engine.run('CREATE TABLE "codes" (code VARCHAR)');
    await engine.run(`INSERT INTO "codes" VALUES ${targets.map((each) => `(${quoteText(String(each))})`).join(", ")}`);
    const types = { text: "VARCHAR", date: "DATE", integer: "BIGINT" } as const;
    await engine.run(
      `CREATE TABLE "plain" (_batch VARCHAR, ${schema.columns.map(({ name, type }) => `"${name}" ${types[type as keyof typeof types]}`).join(", ")})`,
    );
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
          await engine.run('DELETE FROM "plain"');
          for (const each of rows)
            await engine.run('INSERT INTO "plain" VALUES (NULL, $1, $2, $3, $4, $5::DATE, $6::DATE, $7)', [
              each.label,
              each.prose,
              each.person,
              each.code,
              each.day,
              each.until,
              each.number === null ? null : BigInt(each.number),
            ]);
          for (const check of checks) {
            const compiled = rowCheck(check, { schema, table: '"plain"', today: TODAY });
            const [found] = await engine.rows(
              `SELECT count(*) FILTER (${compiled?.applies}), count(*) FILTER ((${compiled?.applies}) AND (${compiled?.breaks})) FROM "plain"`,
            );
            expect({ check, checked: Number(found?.[0]), broken: Number(found?.[1]) }).toEqual({
              check,
              ...plainCheck(check, { schema, rows, today: TODAY, targets }),
            });
          }
          for (const { name, semantic } of schema.columns.slice(0, 4)) {
            const shapes = await engine.rows(`SELECT ${shapeSql({ semantic }, `"${name}"`)} FROM "plain" WHERE "${name}" IS NOT NULL`);
            const expected = rows
              .flatMap((each) => (each as Record<string, string | null>)[name] ?? [])
              .map((value) => plainShape({ semantic }, value));
            expect(tally(shapes.map(([shape]) => String(shape)))).toEqual(tally(expected));
          }
        }),
        { numRuns: 60 },
      );
    } finally {
      engine.close();
    }
  });

  test("the profile of loaded rows is the interpreter's", async () => {
    await load(
      Array.from({ length: 60 }, (_, at) =>
        trialRow(at + 1, { 备注: at % 7 === 0 ? "" : `第${at % 5}号 ABC-${at}`, 罚款: String(at % 4) }),
      ),
      "loose",
    );
    const { items } = await inSession((session) => session.rows({ dataset: "loose", offset: 0, limit: 100 }));
    const open = { ...LOOSE, columns: LOOSE.columns.filter(({ dataClass }) => dataClass === "internal") };
    const found = await inSession((session) => profile(session, home.lake, { dataset: "loose", batches: [] }));
    for (const column of open.columns) {
      const { missing, distinct, least, greatest, lengths, validCodes, top, shapes } =
        found.columns.find((each) => each.column === column.name) ?? expect.fail(column.name);
      expect({ missing, distinct, least, greatest, lengths, validCodes, top, shapes }, column.name).toEqual(
        plainProfile(
          column,
          items.map(({ values }) => values),
        ),
      );
    }
  });

  test("beyond the rows that are counted exactly only distinct values are estimated; what is shown as frequent has its exact number", async () => {
    const rows = Array.from({ length: 600 }, (_, at) =>
      trialRow(at + 1, { 备注: at % 3 === 0 ? "常见" : at % 7 === 0 ? "" : `第${at}号`, 罚款: String(at % 4) }),
    );
    await load(rows, "loose");
    const of = { dataset: "loose", batches: [] };
    const [exact, estimated] = await inSession(async (session) => [
      await profile(session, home.lake, of),
      await profile(session, home.lake, { ...of, exactRows: 599 }),
    ]);
    expect([exact?.columns[0]?.isEstimated, estimated?.columns.every(({ isEstimated }) => isEstimated)]).toEqual([false, true]);
    for (const [at, { isEstimated: _, distinct, top, ...rest }] of (estimated?.columns ?? []).entries()) {
      const { isEstimated: _exactly, distinct: counted, top: frequent, ...same } = exact?.columns[at] ?? expect.fail();
      expect(rest).toEqual(same);
      expect(Math.abs(distinct - counted), rest.column).toBeLessThanOrEqual(Math.max(3, counted * 0.1));
      const known = frequent.filter(({ rows: count }) => count > 1);
      expect(top.slice(0, known.length), rest.column).toEqual(known);
    }
  });
});
