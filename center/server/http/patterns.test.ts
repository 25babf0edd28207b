import type {
  CaseDetail,
  JobView,
  LeadDetail,
  LeadPage,
  LeadView,
  PatternDetail,
  PatternProposed,
  PatternsPage,
  RuleCauseView,
} from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { monthName, monthOf, startOfMonth } from "../governance/months.ts";
import type { NewRow } from "../store/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const OFFICES = ["yueyanglou", "yunxi", "junshan", "huarong", "miluo"];
const RULES = ["wrong-fines", "recidivists-on-probation", "late-correction-reporting"];

describeOnBothStores("patterns, over HTTP", (place) => {
  let city: ServedCity;
  // Jobs run by the clock of the machine: the months are the 24 that ended last.
  const first = monthOf(new Date().toISOString()) - 24;
  const name = (month: number) => monthName(first + month);
  let [chief, head, procurator, miluo, clerk] = [] as unknown as [Person, Person, Person, Person, Person];

  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60 });
    await plantLeads();
    [chief, head, procurator, miluo, clerk] = await city.signInAll(
      "chief-procurator",
      "head.yueyanglou",
      "procurator.yueyanglou",
      "procurator.miluo",
      "clerk",
    );
  });
  afterAll(() => city.close());

  /** Two leads of every rule at every office each month; at yueyanglou nine of wrong-fines in three of them. */
  async function plantLeads(): Promise<void> {
    const { db } = city.home.store;
    const like = await db.selectFrom("leads").selectAll().orderBy("number", "desc").limit(1).executeTakeFirstOrThrow();
    const rows: NewRow<"leads">[] = [];
    for (let month = 0; month < 24; month++)
      for (const model of RULES)
        for (const office of OFFICES) {
          const isPlanted = model === "wrong-fines" && office === "yueyanglou" && month >= 14 && month <= 16;
          for (let count = 0; count < (isPlanted ? 9 : 2); count++) {
            const number = rows.length + 1;
            const at = new Date(Date.parse(startOfMonth(first + month)) + number).toISOString();
            const ids = { id: `led_${String(number).padStart(26, "0")}`, number, subject: `planted ${number}` };
            rows.push({ ...like, ...ids, model, office, created_at: at, changed_at: at });
          }
        }
    await city.home.store.write(async (trx) => {
      // Numbers rise with time: those of the run come last.
      await trx
        .updateTable("leads")
        .set((build) => ({ number: build("number", "+", 100_000) }))
        .execute();
      for (let at = 0; at < rows.length; at += 500)
        await trx
          .insertInto("leads")
          .values(rows.slice(at, at + 500))
          .execute();
    });
  }

  const search = async (person = chief) => city.finished((await person.post<JobView>("/api/patterns/searches", {})).body);
  const listed = async (person: Person, query = "") => (await person.get<PatternsPage>(`/api/patterns${query}`)).body;
  const detail = async (person: Person, id: string) => (await person.get<PatternDetail>(`/api/patterns/${id}`)).body;
  let pattern = "";

  it("none is listed before anybody searched, and only those of the city who may search do", async () => {
    expect(await listed(chief)).toMatchObject({ items: [], search: null });
    expect(codeOf(await clerk.post("/api/patterns/searches", {}))).toBe("NOT_ALLOWED");
    expect(codeOf(await head.post("/api/patterns/searches", {}))).toBe("NOT_ALLOWED");
  });

  it("a place with more of a rule within some months is found with counts, expectation and chance, and every number opens to its rows", async () => {
    expect((await search()).result).toMatchObject({ found: 1 });
    const { items, search: newest } = await listed(chief);
    expect(items).toHaveLength(1);
    const [found] = items as [PatternsPage["items"][number]];
    pattern = found.id;
    expect(found).toMatchObject({
      family: "leads-by-place",
      kind: "time",
      unit: "yueyanglou",
      group: { kind: "rule", id: "wrong-fines" },
      from: name(14),
      to: name(16),
      observed: 27,
      status: "open",
      isCurrent: true,
    });
    // Its share is 69 of 261; the three months hold 51.
    expect(found.expected).toBeCloseTo((69 * 51) / 261, 9);
    expect(found.adjusted).toBeLessThan(0.05);
    expect(found.sentence.zh).toContain(`${name(14)} 至 ${name(16)} 有线索 27 件`);
    expect(newest).toMatchObject({ from: name(0), to: name(23), found: 1 });
    const shown = await detail(chief, pattern);
    expect(shown.leads.total).toBe(27);
    expect(shown.leads.items.every(({ office, model }) => office === "yueyanglou" && model === "wrong-fines")).toBe(true);
    expect(shown.course.reduce((sum, { observed }) => sum + observed, 0)).toBe(69);
    expect(shown.suggestion.body).toContain("【由承办人填写");
    expect(JSON.stringify(shown)).not.toContain("planted");
  });

  it("the search is on the ledger, and the same search again finds the same", async () => {
    const [before] = (await listed(chief)).items;
    await search();
    const [after] = (await listed(chief)).items;
    expect({ ...after, search: null, version: 0 }).toEqual({ ...before, search: null, version: 0, changedAt: after?.changedAt });
    const stated = await city.home.store.db.selectFrom("outbox").select("subject").where("type", "=", "patterns.searched").execute();
    expect(stated).toHaveLength(2);
  });

  it("people of another office do not see it", async () => {
    expect((await listed(miluo)).items).toEqual([]);
    expect(codeOf(await miluo.get(`/api/patterns/${pattern}`))).toBe("PATTERN_UNKNOWN");
    expect((await listed(head)).items).toHaveLength(1);
  });

  it("is dismissed with a reason, stays dismissed after the next search, and is opened again", async () => {
    const { version } = (await detail(chief, pattern)).pattern;
    const path = `/api/patterns/${pattern}`;
    expect(codeOf(await clerk.post(`${path}/dismiss`, { version, reason: "x" }))).toBe("NOT_ALLOWED");
    expect(codeOf(await chief.post(`${path}/dismiss`, { version, reason: " " }))).toBe("REASON_NEEDED");
    expect(codeOf(await chief.post(`${path}/reopen`, { version, reason: "x" }))).toBe("PATTERN_DECIDED");
    const dismissed = await chief.post<PatternDetail>(`${path}/dismiss`, { version, reason: "三月集中补录" });
    expect(dismissed.body).toMatchObject({
      pattern: { status: "dismissed" },
      decisions: [{ action: "dismiss", reason: "三月集中补录", observed: 27 }],
      may: ["reopen"],
    });
    expect(codeOf(await chief.post(`${path}/dismiss`, { version, reason: "x" }))).toBe("VERSION_CONFLICT");
    await search();
    const again = await detail(chief, pattern);
    expect(again).toMatchObject({ pattern: { status: "dismissed", isCurrent: true }, decisions: [{ reason: "三月集中补录" }] });
    const opened = await chief.post<PatternDetail>(`${path}/reopen`, { version: again.pattern.version, reason: "补录说法不成立" });
    expect(opened.body).toMatchObject({ pattern: { status: "open" }, may: ["dismiss", "propose"] });
    expect(opened.body.decisions).toHaveLength(2);
  });

  it("cases of its leads are merged into one and the governance suggestion is drafted there, by people who may", async () => {
    const { items: leads } = (await detail(procurator, pattern)).leads;
    const cases: { case: string; version: number }[] = [];
    for (const { id } of leads.slice(0, 3)) cases.push(await filed(id));
    const [into, ...merge] = cases as [{ case: string; version: number }, ...{ case: string; version: number }[]];
    let { pattern: seen, suggestion, cases: shown } = await detail(head, pattern);
    expect(shown.items.map(({ may }) => may)).toEqual([["merge"], ["merge"], ["merge"]]);
    const path = `/api/patterns/${pattern}/propose`;
    expect(codeOf(await head.post(path, { version: seen.version, into, merge: [], draft: null, reason: "x" }))).toBe("REQUEST_INVALID");
    const stale = { ...(merge[1] ?? into), version: 7 };
    const first = await head.post<PatternProposed>(path, {
      version: seen.version,
      into,
      merge: [merge[0], stale],
      draft: null,
      reason: "同一成因，合并为系统案件",
    });
    expect(first.body).toMatchObject({ merged: [merge[0]?.case], refused: [{ case: stale.case }], pattern: { status: "proposed" } });
    ({ pattern: seen, suggestion, cases: shown } = await detail(procurator, pattern));
    const target = shown.items.find(({ id }) => id === into.case);
    expect(target).toMatchObject({ may: ["draft"] });
    const draft = {
      action: "draft",
      kind: "suggestion-governance",
      ...suggestion,
      receiver: "岳阳楼区人民法院",
      isUrgent: false,
      replyBy: null,
    };
    const drafted = await procurator.post<PatternProposed>(path, {
      version: seen.version,
      into: { case: into.case, version: target?.version },
      merge: [],
      draft,
      reason: "提出社会治理检察建议",
    });
    expect(drafted.body).toMatchObject({ pattern: { status: "proposed" }, case: into.case, refused: [] });
    expect((await detail(procurator, pattern)).may).toEqual(["propose"]);
    const { body } = await procurator.get<CaseDetail>(`/api/cases/${into.case}`);
    expect(body.instrument).toMatchObject({ kind: "suggestion-governance" });
    expect(body.instrument?.body).toContain("有线索 27 件");
    expect(body.leads).toHaveLength(2);
  });

  it("rules get causes from people, and rules of one cause are looked at together", async () => {
    const before = (await listed(chief)).search?.tests ?? 0;
    for (const rule of RULES.slice(0, 2)) {
      const set = await chief.post<RuleCauseView>(`/api/pattern-causes/${rule}`, { version: 0, cause: "rule-misapplied", reason: "研判" });
      expect(set.body).toMatchObject({ rule, version: 1, cause: "rule-misapplied" });
    }
    expect(codeOf(await chief.post(`/api/pattern-causes/${RULES[0]}`, { version: 0, cause: null, reason: "x" }))).toBe("VERSION_CONFLICT");
    expect(codeOf(await chief.post("/api/pattern-causes/none", { version: 0, cause: null, reason: "x" }))).toBe("MODEL_UNKNOWN");
    await search();
    const after = (await listed(chief)).search?.tests ?? 0;
    // Five places more to compare, in time and in share.
    expect(after - before).toBe(10);
  });

  async function filed(lead: string): Promise<{ case: string; version: number }> {
    const { model } = (await procurator.get<LeadDetail>(`/api/leads/${lead}`)).body;
    const explanations = model.lawfulExplanations.map(({ id }) => id);
    const steps = [
      [head, { action: "assign", assignee: procurator.session.user.id }],
      [procurator, { action: "verify", note: "核实", ruledOut: explanations }],
      [procurator, { action: "file", note: "立案" }],
    ] as const;
    let view: LeadView | undefined;
    for (const [person, command] of steps) {
      const version: number = view?.version ?? (await findLead(lead)).version;
      view = (await person.post<LeadView>(`/api/leads/${lead}/commands`, { version, command })).body;
    }
    return { case: view?.caseId ?? "", version: 1 };
  }
  const findLead = async (lead: string) => (await head.get<LeadPage>(`/api/leads?q=${lead}`)).body.items[0] as LeadView;
});
