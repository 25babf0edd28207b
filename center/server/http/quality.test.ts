import path from "node:path";
import type { JobView, QualityHistory, QualityReport, RecordView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeJudgments } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

interface Rows {
  readonly items: readonly RecordView[];
  readonly total: number;
}

const RULES = "/api/datasets/judgments/quality/rules";

describeOnBothStores("quality over the interface", (place) => {
  let city: ServedCity;
  let analyst: Person;
  let clerk: Person;
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 100 });
    const who = async (role: string) => {
      const row = await city.home.store.db.selectFrom("users").select("name").where("role", "=", role).orderBy("name").executeTakeFirst();
      return city.signIn(row?.name ?? "");
    };
    [analyst, clerk] = [await who("analyst"), await who("clerk")];
  });
  afterAll(() => city.close());

  const report = async (person: Person, query = "") => (await person.get<QualityReport>(`/api/datasets/judgments/quality${query}`)).body;
  const rows = async (person: Person, query: string) => (await person.get<Rows>(`/api/datasets/judgments/rows?${query}`)).body;
  const outcome = ({ rules }: QualityReport, id: string) => rules.find((each) => each.id === id) ?? expect.fail(id);

  it("an office's rule is counted, opens exactly the rows that break it, lowers the score, and is gone when removed", async () => {
    const before = await report(analyst);
    expect(outcome(before, "check-digit:defendant_id")).toMatchObject({ status: "met", broken: 0, checked: 96 });
    expect(outcome(before, "accepted")).toMatchObject({ status: "broken", broken: 4, checked: 100 });
    const rule = { severity: "error", check: { kind: "range", column: "fine", least: "100000" } };
    const added = await analyst.post<{ id: string }>(RULES, rule);
    expect(added.status).toBe(201);
    expect(codeOf(await analyst.post(RULES, rule))).toBe("QUALITY_RULE_EXISTS");
    const after = await report(analyst);
    const { broken, office } = outcome(after, added.body.id);
    expect([broken, office]).toEqual([8, analyst.session.user.office]);
    expect(after.score).toBeLessThan(before.score ?? 0);
    const opened = await rows(analyst, `rule=${added.body.id}`);
    expect(opened.total).toBe(8);
    expect(opened.items.every(({ values, masked }) => values["fine"] === 50_000 && masked.includes("defendant_name"))).toBe(true);
    expect((await analyst.post(`/api/quality/rules/${added.body.id}/remove`)).status).toBe(204);
    expect(codeOf(await analyst.get(`/api/datasets/judgments/rows?rule=${added.body.id}`))).toBe("QUALITY_RULE_UNKNOWN");
    const db = city.home.store.db;
    expect(await db.selectFrom("outbox").select("id").where("type", "=", "quality-rule.changed").execute()).toHaveLength(2);
    expect(await db.selectFrom("audit").select("id").where("action", "=", "quality.manage").execute()).toHaveLength(2);
  });

  it("no rule and no shape asks about the values of a personal column; a rule that does not fit is refused; who may not, does not", async () => {
    const add = async (check: object, person = analyst) => codeOf(await person.post(RULES, { severity: "warn", check }));
    expect(await add({ kind: "pattern", column: "defendant_name", pattern: "张三1" })).toBe("QUALITY_RULE_PERSONAL");
    expect(await add({ kind: "allowed", column: "defendant_id", values: ["1"] })).toBe("QUALITY_RULE_PERSONAL");
    expect(await add({ kind: "foreign-key", column: "defendant_id", dataset: "deaths", target: "person_id" })).toBe(
      "QUALITY_RULE_PERSONAL",
    );
    expect(await add({ kind: "foreign-key", column: "charge", dataset: "deaths", target: "person_id" })).toBe("QUALITY_RULE_PERSONAL");
    expect(await add({ kind: "pattern", column: "charge", pattern: "(" })).toBe("QUALITY_RULE_INVALID");
    expect(await add({ kind: "range", column: "charge", least: "1" })).toBe("QUALITY_RULE_INVALID");
    expect(await add({ kind: "not-null", column: "nothing" })).toBe("QUALITY_RULE_INVALID");
    expect(await add({ kind: "range", column: "fine", least: "0); DROP" })).toBe("QUALITY_RULE_INVALID");
    expect(await add({ kind: "not-null", column: "charge" }, clerk)).toBe("NOT_ALLOWED");
    expect(codeOf(await analyst.get("/api/datasets/judgments/rows?column=defendant_name&shape=%E6%B1%89%E6%B1%899"))).toBe(
      "PURPOSE_NEEDED",
    );
    expect(JSON.stringify(await report(analyst))).not.toMatch(/张三|9906011980/);
  });

  it("a shape opens its rows, a foreign key looks into the other dataset", async () => {
    const { columns } = await report(analyst);
    const shapes = columns.find(({ column }) => column === "judgment_number")?.shapes ?? [];
    expect(shapes.map(({ rows: count }) => count).reduce((sum, each) => sum + each, 0)).toBe(96);
    const [first] = shapes;
    const query = new URLSearchParams({ column: "judgment_number", shape: first?.shape ?? "" });
    expect((await rows(analyst, query.toString())).total).toBe(first?.rows);
    const check = { kind: "foreign-key", column: "charge", dataset: "deaths", target: "cause" };
    expect(codeOf(await analyst.post(RULES, { severity: "info", check }))).toBe("QUALITY_RULE_PERSONAL");
    const open = { kind: "foreign-key", column: "judgment_number", dataset: "judgments", target: "judgment_number" };
    const { body: added } = await analyst.post<{ id: string }>(RULES, { severity: "info", check: open });
    expect(outcome(await report(analyst), added.id)).toMatchObject({ status: "met", checked: 96, broken: 0 });
    const away = { ...open, dataset: "executions", target: "case_number" };
    expect(["DATASET_UNKNOWN", "QUALITY_RULE_INVALID"]).toContain(codeOf(await analyst.post(RULES, { severity: "info", check: away })));
  });

  it("each load is measured once and adds a point to the history; a load's own profile counts its rows alone", async () => {
    const { file } = await writeJudgments(path.dirname(city.home.folder), { name: "second.csv", rows: 30, first: 5001 });
    const load = async () => city.finished((await city.asLocal<JobView>("POST", "/api/intake", { path: file, dataset: "judgments" })).body);
    const { batch } = (await load()).result as { batch: string };
    await load();
    const { body: history } = await analyst.get<QualityHistory>("/api/datasets/judgments/quality/history");
    expect(history.items.map(({ fileName, rows: count }) => [fileName, count])).toEqual([
      ["judgments.csv", 96],
      ["second.csv", 125],
    ]);
    expect(history.items.every(({ score, rules }) => score !== null && score > 90 && rules.length > 5)).toBe(true);
    expect(history.items[1]?.rules.find(({ id }) => id === "row-change")).toMatchObject({ status: "broken" });
    expect((await report(analyst, `?batch=${batch}`)).rows).toBe(29);
    expect(codeOf(await analyst.get("/api/datasets/judgments/quality?batch=bat_1"))).toBe("BATCH_UNKNOWN");
  });
});
