import type {
  AuditEntry,
  CaseView,
  JobView,
  LeadDetail,
  LeadPage,
  LeadView,
  LedgerEntryView,
  Purpose,
  RecordView,
  WorkItem,
} from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

describeOnBothStores("who may see and do what, over HTTP", (place) => {
  let city: ServedCity;
  let head: Person;
  let analyst: Person;
  let procurator: Person;
  let lead: LeadView;
  beforeAll(async () => {
    city = await openServedCity(place);
    [head, analyst, procurator] = [
      await city.signIn("head.yueyanglou"),
      await city.signIn("analyst"),
      await city.signIn("procurator.yueyanglou"),
    ];
    const page = await head.get<LeadPage>("/api/leads?sort=oldest");
    lead = page.body.items[0] as LeadView;
  });
  afterAll(() => city.close());

  const command = (person: Person, of: LeadView, step: object) =>
    person.post<LeadView>(`/api/leads/${of.id}/commands`, { version: of.version, command: step });
  const purposeOf = async (person: Person, subject: string) =>
    (await person.post<Purpose>("/api/purposes", { subject, legalBasis: "criminal-procedure-law-supervision" })).body.id;

  it("a district sees its own leads and rows, another none of them, the city all", async () => {
    const other = await city.signIn("head.miluo");
    const chief = await city.signIn("chief-procurator");
    const total = async (person: Person, url: string) => (await person.get<{ total: number }>(url)).body.total;
    expect(await total(head, "/api/leads")).toBeGreaterThan(3);
    expect(await total(other, "/api/leads")).toBe(0);
    expect(await total(chief, "/api/leads")).toBe(await total(head, "/api/leads"));
    expect(await total(head, "/api/datasets/judgments/rows")).toBe(96);
    expect(await total(other, "/api/datasets/judgments/rows")).toBe(0);
    expect(codeOf(await other.get(`/api/leads/${lead.id}`))).toBe("LEAD_UNKNOWN");
    expect(codeOf(await command(other, lead, { action: "comment", note: "x" }))).toBe("LEAD_UNKNOWN");
    expect(codeOf(await other.get(`/api/leads/${lead.id}/proof`))).toBe("LEAD_UNKNOWN");
    const [row] = (await head.get<LeadDetail>(`/api/leads/${lead.id}`)).body.rows;
    expect(codeOf(await other.get(`/api/records/${row?.ref}`))).toBe("RECORD_UNKNOWN");
    expect(codeOf(await other.get(`/api/records/${row?.ref}/proof`))).toBe("RECORD_UNKNOWN");
    expect((await other.get<{ items: WorkItem[] }>("/api/work")).body.items).toEqual([]);
  });

  it("names and ids are masked everywhere until a purpose opens them, and the opening stands in the audit and on the ledger", async () => {
    expect(lead.subjectName).toMatch(/^张••$/);
    for (const url of [
      "/api/leads",
      `/api/leads/${lead.id}`,
      "/api/datasets/judgments/rows",
      "/api/datasets/judgments/quality",
      "/api/datasets/judgments/quarantine",
      "/api/work",
    ]) {
      for (const person of [head, analyst]) {
        const { text, status } = await person.get(url);
        expect(status, url).toBe(200);
        expect(text, url).not.toMatch(/张三\d|990601198/);
      }
    }
    const chief = await city.signIn("chief-procurator");
    const purpose = await purposeOf(chief, lead.id);
    const opened = await chief.get<LeadDetail>(`/api/leads/${lead.id}`, { "x-purpose": purpose });
    expect(opened.body.lead.subjectName).toMatch(/^张三\d+$/);
    expect(opened.body.rows[0]?.values["defendant_id"]).toMatch(/^990601198/);
    expect(opened.body.rows[0]?.masked).toEqual([]);

    const rows = await chief.get<{ items: RecordView[] }>("/api/datasets/judgments/rows?limit=200", { "x-purpose": purpose });
    const shown = rows.body.items.filter((row) => row.masked.length === 0);
    expect(
      shown.map((row) => row.ref),
      "only the rows behind this lead",
    ).toEqual(opened.body.rows.map((row) => row.ref));

    const auditor = await city.signIn("auditor");
    const trail = (await auditor.get<{ items: AuditEntry[] }>(`/api/audit?action=record.reveal&subject=${lead.id}`)).body.items;
    expect(trail[0]).toMatchObject({ actorName: "检察长（虚构）", purpose, outcome: "done" });
    expect(trail[0]?.detail).toContain("defendant_id");
    expect(JSON.stringify(trail)).not.toMatch(/张三|990601/);
    await city.home.drain.empty();
    const entries = (await auditor.get<{ items: LedgerEntryView[] }>("/api/ledger/entries?limit=20")).body.items;
    expect(entries.map((entry) => entry.type)).toEqual(expect.arrayContaining(["purpose.stated", "record.revealed"]));
  });

  it("an analyst, a clerk, a technician and the operator cannot unmask", async () => {
    for (const name of ["analyst", "clerk", "technician"]) {
      const person = await city.signIn(name);
      const stated = await person.post("/api/purposes", { subject: lead.id, legalBasis: "criminal-procedure-law-supervision" });
      expect(codeOf(stated), name).toBe("NOT_ALLOWED");
    }
    expect(
      codeOf(await city.asLocal("POST", "/api/purposes", { subject: lead.id, legalBasis: "criminal-procedure-law-supervision" })),
    ).toBe("NOT_ALLOWED");
    const chief = await city.signIn("chief-procurator");
    const purpose = await purposeOf(chief, lead.id);
    expect(codeOf(await analyst.get(`/api/leads/${lead.id}`, { "x-purpose": purpose })), "another's purpose").toBe("PURPOSE_INVALID");
  });

  it("a closed column cannot be asked for a person, and a search does not confirm names to who may not open them", async () => {
    const ask = (person: Person, id: string, purpose?: string) =>
      person.get<{ total: number }>(
        `/api/datasets/judgments/rows?column=defendant_id&equals=${id}`,
        purpose ? { "x-purpose": purpose } : {},
      );
    expect(codeOf(await ask(head, "990601198001030027"))).toBe("PURPOSE_NEEDED");
    expect(codeOf(await ask(analyst, "990601198001030027"))).toBe("PURPOSE_NEEDED");
    expect((await analyst.get<{ total: number }>("/api/datasets/judgments/rows?column=charge&equals=敲诈勒索罪")).body.total).toBe(96);
    const search = async (person: Person) => (await person.get<LeadPage>(`/api/leads?q=${encodeURIComponent("张三")}`)).body.total;
    expect(await search(head)).toBeGreaterThan(0);
    expect(await search(analyst)).toBe(0);
  });

  it("a lead goes its way through the people whose work it is", async () => {
    const assistant = await city.signIn("assistant");
    expect(codeOf(await command(analyst, lead, { action: "assign", assignee: procurator.session.user.id }))).toBe("NOT_ALLOWED");
    const miluo = await city.signIn("procurator.miluo");
    expect(codeOf(await command(head, lead, { action: "assign", assignee: miluo.session.user.id }))).toBe("ASSIGNEE_UNSUITABLE");
    expect(codeOf(await command(procurator, lead, { action: "assign", assignee: head.session.user.id })), "only to oneself").toBe(
      "NOT_ALLOWED",
    );
    const assigned = (await command(head, lead, { action: "assign", assignee: procurator.session.user.id })).body;
    expect(assigned).toMatchObject({ status: "assigned", version: 2, assigneeName: procurator.session.user.displayName });
    expect(codeOf(await command(assistant, assigned, { action: "verify", note: "x", ruledOut: [] })), "not the assignee").toBe(
      "NOT_ALLOWED",
    );

    const detail = (await procurator.get<LeadDetail>(`/api/leads/${lead.id}`)).body;
    expect(detail.may).toEqual(["assign", "verify", "dismiss", "comment"]);
    const ruledOut = detail.model.lawfulExplanations.map((each) => each.id);
    expect(codeOf(await command(procurator, assigned, { action: "verify", note: "查过", ruledOut: ruledOut.slice(1) }))).toBe(
      "EXPLANATIONS_OPEN",
    );
    expect(codeOf(await command(procurator, assigned, { action: "file", note: "x" }))).toBe("STEP_NOT_ALLOWED");
    const verified = (await command(procurator, assigned, { action: "verify", note: "查过卷宗", ruledOut })).body;
    const filed = (await command(procurator, verified, { action: "file", note: "立案" })).body;
    expect(filed.status).toBe("filed");
    const found = (await procurator.get<{ case: CaseView }>(`/api/cases/${filed.caseId}`)).body.case;
    expect(found).toMatchObject({
      number: "岳楼检监〔2026〕1号".replace("2026", String(new Date().getUTCFullYear())),
      lead: lead.id,
      subjectName: "张••",
    });
    const history = (await head.get<LeadDetail>(`/api/leads/${lead.id}`)).body.history;
    expect(history.map((event) => event.kind)).toEqual(["found", "assign", "verify", "file"]);
    const entries = (await (await city.signIn("auditor")).get<{ items: AuditEntry[] }>(`/api/audit?subject=${lead.id}`)).body.items;
    expect(entries.filter((entry) => entry.outcome === "done").map((entry) => entry.action)).toEqual(
      expect.arrayContaining(["lead.assign", "lead.verify", "lead.file"]),
    );
    expect(entries.filter((entry) => entry.outcome === "refused").map((entry) => entry.action)).toEqual(
      expect.arrayContaining(["lead.assign", "lead.verify"]),
    );
  });

  it("of two people on one lead the second is told who changed what, and nothing is lost", async () => {
    const second = (await head.get<LeadPage>("/api/leads?status=new&sort=oldest")).body.items[0] as LeadView;
    const chief = await city.signIn("chief-procurator");
    const both = await Promise.all([
      command(head, second, { action: "dismiss", reason: "已更正", explanation: null }),
      command(chief, second, { action: "assign", assignee: procurator.session.user.id }),
    ]);
    expect(both.map((answer) => answer.status).sort((left, right) => left - right)).toEqual([200, 409]);
    const conflict = both.find((answer) => answer.status === 409);
    expect(codeOf(conflict as (typeof both)[0])).toBe("VERSION_CONFLICT");
    expect(conflict?.text).toMatch(/部门负责人|检察长/);
    expect((await head.get<LeadDetail>(`/api/leads/${second.id}`)).body.history).toHaveLength(2);
    expect(codeOf(await command(head, { ...second, version: 99 }, { action: "comment", note: "x" }))).toBe("REQUEST_INVALID");
  });

  it("a lead's proof needs a purpose in a browser, and its export stands in the audit", async () => {
    expect(codeOf(await head.get(`/api/leads/${lead.id}/proof`))).toBe("PURPOSE_NEEDED");
    const purpose = await purposeOf(head, lead.id);
    const opened = await head.get<{ kind: string; rows: { cells: Record<string, object> }[] }>(`/api/leads/${lead.id}/proof`, {
      "x-purpose": purpose,
    });
    expect(opened.status, opened.text).toBe(200);
    expect(opened.body.rows[0]?.cells["defendant_id"]).toHaveProperty("value");
    const local = await city.asLocal<{ rows: { cells: Record<string, object> }[] }>("GET", `/api/proofs/${lead.id}`);
    expect(local.body.rows[0]?.cells["defendant_id"]).toHaveProperty("digest");
    expect(opened.text.startsWith('{"batches"')).toBe(true);
    const trail = (await (await city.signIn("auditor")).get<{ items: AuditEntry[] }>(`/api/audit?action=lead.export&subject=${lead.id}`))
      .body.items;
    expect(trail.map((entry) => [entry.outcome, entry.purpose])).toEqual([
      ["done", null],
      ["done", purpose],
      ["refused", null],
    ]);
  });

  it("quarantined values open to who corrects the data, for that load only", async () => {
    const manager = await city.signIn("case-manager");
    const url = "/api/datasets/judgments/quarantine";
    const closed = (await manager.get<{ items: { batch: string; masked: string[] }[]; total: number }>(url)).body;
    expect(closed.total).toBe(4);
    expect(closed.items[0]?.masked).toContain("被告人身份证号");
    const batch = closed.items[0]?.batch ?? "";
    expect(codeOf(await analyst.post("/api/purposes", { subject: batch, legalBasis: "data-quality" }))).toBe("NOT_ALLOWED");
    const purpose = (await manager.post<Purpose>("/api/purposes", { subject: batch, legalBasis: "data-quality" })).body.id;
    const opened = await manager.get<{ items: { source: Record<string, string>; masked: string[] }[] }>(url, { "x-purpose": purpose });
    expect(opened.body.items[0]?.source["被告人身份证号"]).toMatch(/^990601198/);
    const rows = await manager.get<{ items: RecordView[] }>("/api/datasets/judgments/rows", { "x-purpose": purpose });
    expect(rows.body.items.every((row) => row.masked.includes("defendant_id"))).toBe(true);
  });

  it("a browser can never name a server path, and jobs of others are not seen", async () => {
    const manager = await city.signIn("case-manager");
    expect(codeOf(await manager.post("/api/intake", { path: "/etc/passwd", dataset: "judgments" }))).toBe("NOT_FOUND");
    expect(codeOf(await manager.post("/api/ledger/files", { path: "/etc/passwd" }))).toBe("NOT_FOUND");
    const job = (await city.asLocal<JobView>("POST", "/api/models/wrong-fines/runs", {})).body;
    expect(codeOf(await manager.get(`/api/jobs/${job.id}`))).toBe("JOB_UNKNOWN");
    expect(codeOf(await manager.post(`/api/jobs/${job.id}/cancel`))).toBe("JOB_UNKNOWN");
    expect((await manager.get<{ total: number }>("/api/jobs")).body.total).toBe(0);
    const technician = await city.signIn("technician");
    expect((await technician.get<JobView>(`/api/jobs/${job.id}`)).body.id).toBe(job.id);
    expect(codeOf(await technician.get("/api/datasets"))).toBe("NOT_ALLOWED");
    expect(codeOf(await technician.get("/api/leads"))).toBe("NOT_ALLOWED");
    await city.finished(job);
  });
});
