import type {
  Accuracy,
  Check,
  LeadDetail,
  LeadHistoryPage,
  LeadPage,
  ModelSummary,
  Purpose,
  Related,
  Sample,
  WorkItem,
} from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { commitRun } from "../work/index.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

describeOnBothStores("what stands around a lead, and what a model missed", (place) => {
  let city: ServedCity;
  let chief: Person;
  let head: Person;
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 400 });
    [chief, head] = [await city.signIn("chief-procurator"), await city.signIn("head.yueyanglou")];
  });
  afterAll(() => city.close());

  const draw = (person: Person, size: number, model = "wrong-fines") => person.post<Sample>(`/api/models/${model}/samples`, { size });
  const checksOf = async (person: Person, sample: string) =>
    (await person.get<{ items: Check[] }>(`/api/checks?sample=${sample}&limit=500`)).body.items;

  it("draws at random among the unflagged, after the seed is on the ledger, and each draw on its own", async () => {
    const sample = (await draw(chief, 20)).body;
    expect(sample).toMatchObject({ status: "drawn", population: 384, unflagged: 352, drawn: 20, open: 20, size: 20 });
    const statements = await city.home.store.db
      .selectFrom("outbox")
      .select(["type", "ledger_index"])
      .where("subject", "=", sample.id)
      .orderBy("id")
      .execute();
    expect(statements.map(({ type }) => type)).toEqual(["sample.committed", "sample.drawn"]);
    expect(sample.ledgerIndex).toBe(statements[0]?.ledger_index);
    const other = (await draw(chief, 20)).body;
    expect(other.seed).not.toBe(sample.seed);
    const subjectsOf = async (id: string) =>
      (await city.home.store.db.selectFrom("checks").select("subject").where("sample", "=", id).execute()).map(({ subject }) => subject);
    const [one, two] = [await subjectsOf(sample.id), await subjectsOf(other.id)];
    expect(new Set(one).size).toBe(20);
    expect(new Set([...one, ...two]).size).toBeGreaterThan(25);
    const flagged = await city.home.store.db.selectFrom("findings").select("subject").execute();
    expect(one.some((subject) => flagged.some((each) => each.subject === subject))).toBe(false);
    expect((await chief.get<{ items: WorkItem[] }>("/api/work")).body.items.filter(({ kind }) => kind === "check")).toHaveLength(2);
    expect((await draw(chief, 200)).body.drawn).toBe(200);
  });

  it("is drawn for the city alone, for a model that ran, and checked within one's scope", async () => {
    expect(codeOf(await draw(head, 5))).toBe("NOT_ALLOWED");
    expect(codeOf(await draw(await city.signIn("clerk"), 5))).toBe("NOT_ALLOWED");
    expect(codeOf(await draw(chief, 5, "prisoners-pensions"))).toBe("SAMPLE_NEEDS_RUN");
    expect(codeOf(await draw(chief, 201))).toBe("REQUEST_INVALID");
    const sample = (await draw(chief, 5)).body;
    expect(await checksOf(head, sample.id)).toEqual([]);
    const [check] = await checksOf(chief, sample.id);
    expect(codeOf(await head.get(`/api/checks/${check?.id}`))).toBe("CHECK_UNKNOWN");
  });

  it("estimates recall from verdicts, counts «cannot tell» in neither part, and says why where it cannot", async () => {
    const accuracy = async () => (await chief.get<Accuracy>("/api/models/wrong-fines/accuracy")).body.versions[0];
    expect((await accuracy())?.recallUnknown?.en).toMatch(/no verdict/);
    const sample = (await draw(chief, 50)).body;
    const checks = await checksOf(chief, sample.id);
    for (const [at, { id }] of checks.entries()) {
      const verdict = at === 0 ? "should-have-been-flagged" : at === 1 ? "cannot-tell" : "nothing-found";
      expect((await chief.post(`/api/checks/${id}`, { version: 1, verdict, note: "查阅判决书" })).status).toBe(200);
    }
    expect(codeOf(await chief.post(`/api/checks/${checks[0]?.id}`, { version: 1, verdict: "cannot-tell", note: "x" }))).toBe(
      "VERSION_CONFLICT",
    );
    expect((await accuracy())?.recallUnknown?.en).toMatch(/No lead is decided/);
    const leads = (await head.get<LeadPage>("/api/leads?limit=500")).body.items;
    for (const [at, { id, version }] of leads.slice(0, 10).entries()) {
      const commands =
        at < 2
          ? [{ action: "dismiss", reason: "有法定减轻情节", explanation: null }]
          : [{ action: "assign", assignee: head.session.user.id }];
      for (const command of commands) await head.post(`/api/leads/${id}/commands`, { version, command });
      if (at < 2) continue;
      const { model } = (await head.get<LeadDetail>(`/api/leads/${id}`)).body;
      const ruledOut = model.lawfulExplanations.map((each) => each.id);
      await head.post(`/api/leads/${id}/commands`, { version: version + 1, command: { action: "verify", note: "属实", ruledOut } });
    }
    const known = await accuracy();
    expect(known).toMatchObject({ confirmed: 8, dismissed: 2, undecided: 22, checked: 49, missed: 1, cannotTell: 1, recallUnknown: null });
    expect(known?.precision?.rate).toBeCloseTo(0.8);
    // 32 flagged × 0.8 = 25.6 found; 352 unflagged × 1/49 ≈ 7.18 overlooked.
    expect(known?.recall?.rate).toBeCloseTo(25.6 / (25.6 + 352 / 49), 10);
    expect(known?.recall?.low).toBeLessThan(0.5);
    const model = (await chief.get<{ items: ModelSummary[] }>("/api/models")).body.items.find(({ id }) => id === "wrong-fines");
    expect(model?.precision?.rate).toBeCloseTo(0.8);
    expect(model?.recall?.rate).toBe(known?.recall?.rate);
    expect(model?.precision?.of.zh).toContain("10 条线索中，8 条");
  });

  it("opens the subject and the rows about it for a purpose, and nothing without", async () => {
    const sample = (await draw(chief, 3)).body;
    const [check] = await checksOf(chief, sample.id);
    const closed = (
      await chief.get<{ check: Check; rows: { values: Record<string, unknown>; masked: string[] }[] }>(`/api/checks/${check?.id}`)
    ).body;
    expect(closed.rows).toHaveLength(1);
    expect(closed.rows[0]?.masked.length).toBeGreaterThan(0);
    const purpose = (await chief.post<Purpose>("/api/purposes", { subject: check?.id, legalBasis: "criminal-procedure-law-supervision" }))
      .body.id;
    expect((await chief.get(`/api/checks/${check?.id}`, { "x-purpose": purpose })).status).toBe(200);
    expect(codeOf(await chief.post("/api/purposes", { subject: "chk_none", legalBasis: "criminal-procedure-law-supervision" }))).toBe(
      "CHECK_UNKNOWN",
    );
  });

  it("shows leads that belong together with the reason, and the whole history with who opened what", async () => {
    const [lead] = (await head.get<LeadPage>("/api/leads?status=new&sort=oldest")).body.items;
    if (!lead) throw new Error("no lead");
    const { home } = city;
    const row = await home.store.db.selectFrom("leads").selectAll().where("id", "=", lead.id).executeTakeFirstOrThrow();
    const finding = await home.store.db
      .selectFrom("findings")
      .selectAll()
      .where("run", "=", row.last_run)
      .where("subject", "=", row.subject)
      .executeTakeFirstOrThrow();
    const person = Object.values(JSON.parse(finding.cells) as Record<string, string | number | null>).find(
      (value): value is string => typeof value === "string" && /^\d{17}[\dX]$/.test(value),
    );
    const model = home.models.get("professional-lenders");
    if (!model) throw new Error("no model");
    const words = { subjectName: "张三", office: "yueyanglou", summary: { zh: "", en: "" } };
    const findings = [
      {
        ...words,
        subject: row.subject,
        values: {},
        rows: [],
        links: person === undefined ? [] : [{ kind: "person" as const, value: person }],
      },
      { ...words, subject: "another", values: {}, rows: JSON.parse(finding.row_refs) as string[] },
      { ...words, subject: "far", values: {}, rows: JSON.parse(finding.row_refs) as string[], office: "miluo" },
      { ...words, subject: "unrelated", values: {}, rows: [] },
    ];
    await commitRun(
      home,
      {
        manifest: model.manifest,
        rule: model.rule,
        schemas: [],
        parameters: {},
        snapshot: {},
        startedAt: "",
        resultDigest: "",
        sealed: new Map(),
        approvals: [],
        findings,
      },
      { actor: "usr_1", office: "yueyang" },
    );
    const related = (await head.get<Related>(`/api/leads/${lead.id}/related`)).body;
    const reasons = related.items.map((item) => item.reasons);
    expect(reasons).toEqual(person === undefined ? [["subject"], ["row"]] : [["person", "subject"], ["row"]]);
    expect((await chief.get<Related>(`/api/leads/${lead.id}/related`)).body.items).toHaveLength(3);

    const purpose = (await head.post<Purpose>("/api/purposes", { subject: lead.id, legalBasis: "criminal-procedure-law-supervision" })).body
      .id;
    await head.get(`/api/leads/${lead.id}`, { "x-purpose": purpose });
    for (const text of ["第一条", "第二条", "第三条"]) await head.post(`/api/leads/${lead.id}/comments`, { text });
    const titles: string[] = [];
    let cursor = "";
    do {
      const page: LeadHistoryPage = (await head.get<LeadHistoryPage>(`/api/leads/${lead.id}/history?limit=2${cursor}`)).body;
      titles.push(...page.items.map(({ event, audit }) => event?.note ?? event?.kind ?? audit?.action ?? ""));
      cursor = page.next === null ? "" : `&cursor=${page.next}`;
    } while (cursor !== "");
    expect(titles).toEqual(["第三条", "第二条", "第一条", "record.reveal", "purpose.state", "found"]);
    expect(codeOf(await head.get(`/api/leads/${lead.id}/history?cursor=x`))).toBe("REQUEST_INVALID");
  });
});
