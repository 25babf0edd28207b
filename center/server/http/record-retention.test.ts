import type { DeletionOrderBody, DeletionPlan, JobView, LeadDetail, RetentionRuleRequest, RetentionRuleView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const basis = { law: "中华人民共和国个人信息保护法", article: "第十九条", text: "保存期限应当为实现处理目的所必要的最短时间" };
const RULE: RetentionRuleRequest = {
  title: "裁判数据一年",
  scope: { kind: "dataset", dataset: "judgments" },
  basis,
  term: { count: 1, unit: "year" },
  from: { kind: "column", column: "judged_on" },
  action: "delete",
  columns: [],
  fileDays: null,
  isAutomatic: false,
};

describeOnBothStores("retention over HTTP", (place) => {
  let city: ServedCity;
  let chief: Person;

  beforeAll(async () => {
    city = await openServedCity(place, { rows: 40 });
    chief = await city.signIn("chief-procurator");
  });
  afterAll(() => city.close());

  it("rules are set, looked at and applied by the chief procurator alone; others read at most", async () => {
    const order: DeletionOrderBody = { rule: "rtn_00000000000000000000000000" };
    for (const [name, reads] of [
      ["auditor", true],
      ["deputy-chief", true],
      ["department-head", true],
      ["assistant", false],
    ] as const) {
      const person = await city.signIn(name);
      expect([name, (await person.get("/api/retention/rules")).status]).toEqual([name, reads ? 200 : 403]);
      expect([name, codeOf(await person.post("/api/retention/rules", RULE))]).toEqual([name, "NOT_ALLOWED"]);
      expect([name, codeOf(await person.post(`/api/retention/rules/${order.rule}/end`))]).toEqual([name, "NOT_ALLOWED"]);
      expect([name, codeOf(await person.post("/api/retention/deletions", order))]).toEqual([name, "NOT_ALLOWED"]);
    }
    expect(codeOf(await chief.post("/api/retention/deletions", order))).toBe("RETENTION_RULE_UNKNOWN");
  });

  it("a rule that does not hold is refused with the reason, and nothing is kept of it", async () => {
    for (const [wrong, code] of [
      [{ ...RULE, term: { count: 101, unit: "year" } }, "RETENTION_RULE_INVALID"],
      [{ ...RULE, from: { kind: "column", column: "no_such" } }, "RETENTION_RULE_INVALID"],
      [{ ...RULE, scope: { kind: "class", dataClass: "personal" } }, "RETENTION_RULE_INVALID"],
      [{ ...RULE, basis: { ...basis, law: " " } }, "RETENTION_RULE_INVALID"],
      [{ ...RULE, scope: { kind: "dataset", dataset: "no-such" } }, "DATASET_UNKNOWN"],
    ] as const)
      expect(codeOf(await chief.post("/api/retention/rules", wrong))).toBe(code);
    expect((await chief.get<{ rules: unknown[] }>("/api/retention/rules")).body.rules).toEqual([]);
  });

  it("a lead whose row was deleted says so: how many, under which rule, when, by which entry", async () => {
    const { id: rule } = (await chief.post<RetentionRuleView>("/api/retention/rules", RULE)).body;
    const [lead] = (await city.leads()).items;
    const show = async () => (await chief.get<LeadDetail>(`/api/leads/${lead?.id}`)).body;
    expect(await show()).toMatchObject({ rows: [{}], deleted: [] });
    const remove = async () => {
      await city.finished((await chief.post<JobView>("/api/retention/deletions", { rule })).body);
    };
    await remove();
    expect(await show()).toMatchObject({ rows: [{}], deleted: [] });

    for (const command of [
      { action: "assign", assignee: chief.session.user.id },
      { action: "dismiss", reason: "已核实", explanation: null },
    ])
      expect((await chief.post(`/api/leads/${lead?.id}/commands`, { version: (await show()).lead.version, command })).status).toBe(200);
    expect((await chief.post<DeletionPlan>("/api/retention/plan", { rule })).body.datasets).toMatchObject([{ going: 1 }]);
    await remove();
    const { rows, deleted } = await show();
    expect(rows).toEqual([]);
    const today = new Date().toISOString().slice(0, 10);
    expect(deleted).toEqual([
      {
        rows: 1,
        dataset: "judgments",
        rule: RULE.title,
        law: basis.law,
        article: basis.article,
        at: expect.stringContaining(today),
        entry: expect.any(Number),
      },
    ]);
  });
});
