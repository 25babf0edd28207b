import type { DocumentCheckDetail, DocumentEvaluationView, DocumentExamplesPage, DocumentStatisticsView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity, withoutSpelling } from "./testing/served-city.ts";

describeOnBothStores("examples of decided findings and what they say of rules, over HTTP", (place) => {
  const now = Date.parse("2026-03-20T02:00:00Z");
  let city: ServedCity;
  let [analyst, chief, reader, head, deputy, outsider] = [] as unknown as [Person, Person, Person, Person, Person, Person];
  let number = 0;
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60, clock: { now: () => now } });
    [analyst, chief, reader, head, deputy, outsider] = await city.signInAll(
      "analyst",
      "chief-procurator",
      "procurator",
      "deputy-chief",
      "department-head",
      "procurator.miluo",
    );
    for (const office of ["yueyang", "miluo"]) await withoutSpelling(chief, office);
    for (const person of [reader, head, deputy]) await decide(person, "accepted");
    await decide(reader, "rejected");
    await decide(outsider, "accepted");
  });
  afterAll(() => city.close());

  /** One more document with one 帐户 in it, and a word on that. */
  async function decide(person: Person, decision: "accepted" | "rejected"): Promise<void> {
    number += 1;
    const text = `起诉书\n被告人张三，男，无业。被告人张三第 ${number} 次存入银行帐户，身份号码430602199001011234。`;
    const { body } = await person.post<DocumentCheckDetail>("/api/documents/checks", { text, writtenOn: "2026-02-10" });
    const position = body.text?.findings.find(({ rule }) => rule === "wording-confused")?.position ?? -1;
    await person.post(`/api/documents/checks/${body.check.id}/decisions`, { decisions: [{ position, decision }] });
  }
  const list = async (query = "") => (await analyst.get<DocumentExamplesPage>(`/api/documents/examples/list?${query}`)).body;
  const evaluation = async (query = "") => (await analyst.get<DocumentEvaluationView>(`/api/documents/evaluation?${query}`)).body;

  it("are read page by page with their words and without persons, by office, month, rule, kind and decision; reading is in the audit", async () => {
    const all = await list();
    expect(all.total).toBe(5);
    expect(all.items[0]).toMatchObject({
      rule: "wording-confused",
      month: "2026-02",
      kind: "indictment",
      words: { text: "帐", suggestion: "账" },
    });
    expect(JSON.stringify(all)).not.toContain("张三");
    expect(JSON.stringify(all)).not.toContain("430602");
    expect((await list("limit=2&offset=4")).items).toHaveLength(1);
    expect((await list("decision=rejected")).total).toBe(1);
    expect((await list("office=miluo")).total).toBe(1);
    expect((await list("rule=unit-doubled")).total).toBe(0);
    expect((await list("kind=other")).total).toBe(0);
    expect((await list("from=2026-03")).total).toBe(0);
    const audit = await city.asLocal<{ items: { action: string }[] }>("GET", "/api/audit?action=document.examples", undefined, "auditor");
    expect(audit.body.items.length).toBeGreaterThanOrEqual(7);
    const stated = () => city.home.store.db.selectFrom("outbox").select("id").where("type", "=", "document-examples.exported").execute();
    expect(await stated()).toHaveLength(0);
    const { text } = await analyst.get("/api/documents/examples?decision=rejected");
    expect(text.trimEnd().split("\n")).toHaveLength(1);
    expect(await stated()).toHaveLength(1);
    expect(codeOf(await reader.get("/api/documents/examples/list"))).toBe("NOT_ALLOWED");
    expect(codeOf(await reader.get("/api/documents/evaluation"))).toBe("NOT_ALLOWED");
    expect(codeOf(await analyst.get("/api/documents/evaluation?office=nowhere"))).toBe("OFFICE_UNKNOWN");
  });

  it("give each rule its share with Wilson's interval, by month where three people decided and not where fewer did", async () => {
    const [rule] = (await evaluation()).rules;
    expect(rule).toMatchObject({ rule: "wording-confused", accepted: 4, rejected: 1, withheld: 0 });
    expect(rule?.months).toMatchObject([{ month: "2026-03", accepted: 4, rejected: 1 }]);
    // Newcombe's figures for 4 of 5.
    expect([rule?.precision?.low, rule?.precision?.high].map((each) => each?.toFixed(3))).toEqual(["0.376", "0.964"]);
    const [alone] = (await evaluation("office=miluo")).rules;
    expect(alone).toMatchObject({ accepted: 1, rejected: 0, months: [], withheld: 1 });
    expect((await evaluation("to=2026-02")).rules).toEqual([]);
  });

  it("a rule that is muted is named with the decisions that muted it, and unmuting begins anew", async () => {
    for (let count = 0; count < 20; count += 1) await decide(outsider, "rejected");
    const { muted, bar } = await evaluation();
    expect(muted).toMatchObject([{ office: "miluo", rule: "wording-confused", accepted: 1, mayUnmute: false }]);
    expect(muted[0]?.high).toBeLessThan(bar.precision);
    const seen = await chief.get<{ rules: { rule: string; version: number }[] }>("/api/documents/rules?office=miluo");
    const version = seen.body.rules.find(({ rule }) => rule === "wording-confused")?.version;
    await chief.post("/api/documents/rules/wording-confused", { office: "miluo", unmute: true, reason: "再试", version });
    expect((await evaluation()).muted).toEqual([]);
  });

  it("figures add up by month and by kind with the interval of their own documents, and what is withheld is in none", async () => {
    const { body } = await chief.get<DocumentStatisticsView>("/api/documents/statistics?office=yueyang&from=2026-01");
    expect(body.months).toMatchObject([{ month: "2026-02", stage: "draft", documents: 4 }]);
    expect(body.kinds).toMatchObject([{ kind: "indictment", stage: "draft", documents: 4 }]);
    expect(body.months[0]?.rate).toEqual(body.totals[0]?.rate);
    expect(body.months[0]?.rate.low).not.toBeNull();
    const alone = (await chief.get<DocumentStatisticsView>("/api/documents/statistics?office=miluo&from=2026-01")).body;
    expect([alone.months, alone.kinds]).toEqual([[], []]);
    expect(alone.withheld).toBeGreaterThan(0);
  });
});
