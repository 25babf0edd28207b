import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { verifyProof } from "@yuejian/chain/verify";
import type { SupervisionModel } from "@yuejian/contracts";
import type {
  Approvals,
  ApprovalView,
  Contests,
  ContestView,
  CorrectionView,
  ErrorBody,
  JobView,
  LeadDetail,
  LeadSafeguards,
  ModelGateView,
  RecordView,
  Retention,
  WorkItem,
} from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dueForExpiry, expireLeads, modelGate, subjectKey } from "../safeguards/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const DAY_MS = 86_400_000;
const later = (days: number) => ({ now: () => Date.now() + days * DAY_MS });
const soon = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

describeOnBothStores("safeguards", (place) => {
  let city: ServedCity;
  let chief: Person;
  let deputy: Person;
  let analyst: Person;
  let manager: Person;
  let procurator: Person;

  beforeAll(async () => {
    // 40 leads: enough to dismiss ten and keep others.
    city = await openServedCity(place, { rows: 400 });
    [chief, deputy, analyst, manager, procurator] = [
      await city.signIn("chief-procurator"),
      await city.signIn("deputy-chief"),
      await city.signIn("analyst"),
      await city.signIn("case-manager"),
      await city.signIn("procurator.yueyanglou"),
    ];
  });
  afterAll(() => city.close());

  const leads = () => city.home.store.db.selectFrom("leads").selectAll().orderBy("number");
  const nth = async (offset: number) => leads().offset(offset).limit(1).executeTakeFirstOrThrow();
  const act = async (person: Person, id: string, command: object) => {
    const { version } = await leads().where("id", "=", id).executeTakeFirstOrThrow();
    return person.post(`/api/leads/${id}/commands`, { version, command });
  };
  const run = async () => city.finished((await city.asLocal<JobView>("POST", "/api/models/wrong-fines/runs", {})).body);
  const guards = async (id: string, person = chief) => (await person.get<LeadSafeguards>(`/api/leads/${id}/safeguards`)).body;

  it("a model on sensitive data is refused without an assessment, and one of other columns or another version does not carry it", async () => {
    const { home } = city;
    const model = home.models.get("wrong-fines") as SupervisionModel;
    const sensitive = { ...model.manifest, id: "wrong-fines", dataClass: "sensitive" } as const;
    const gate = (manifest: SupervisionModel["manifest"], clock: { now(): number } = home.clock) =>
      modelGate({ db: home.store.db, clock }, manifest);
    expect((await gate(sensitive)).refusal?.code).toBe("MODEL_NEEDS_ASSESSMENT");
    (home.models as Map<string, SupervisionModel>).set("wrong-fines", { ...model, manifest: sensitive });
    try {
      expect(codeOf(await chief.post("/api/models/wrong-fines/runs"))).toBe("MODEL_NEEDS_ASSESSMENT");
      const content = { purpose: "目的", necessity: "必要性", risk: "风险", measures: "措施" };
      const body = { kind: "impact-assessment", model: "wrong-fines", content, validUntil: soon(100) };
      expect(codeOf(await analyst.post("/api/approvals", { ...body, content: { purpose: "只有目的" } }))).toBe("REQUEST_INVALID");
      expect(codeOf(await analyst.post("/api/approvals", { ...body, validUntil: soon(2000) }))).toBe("PERIOD_INVALID");
      const proposed = (await deputy.post<ApprovalView>("/api/approvals", body)).body;
      expect((await gate(sensitive)).refusal?.code).toBe("MODEL_NEEDS_ASSESSMENT");
      const decide = (person: Person, status: string) =>
        person.post<ApprovalView>(`/api/approvals/${proposed.id}/decision`, { status, note: "同意" });
      expect(codeOf(await analyst.post(`/api/approvals/${proposed.id}/decision`, { status: "approved", note: "x" }))).toBe("NOT_ALLOWED");
      expect(codeOf(await decide(deputy, "approved"))).toBe("SAME_PERSON");
      expect((await decide(chief, "approved")).body).toMatchObject({ status: "approved", isInForce: true });
      expect(codeOf(await decide(chief, "approved"))).toBe("APPROVAL_DECIDED");
      expect((await gate(sensitive)).refusal).toBeNull();
      const [input] = sensitive.inputs;
      const more = {
        ...sensitive,
        inputs: [{ dataset: "judgments", presence: "present", columns: [...(input?.columns ?? []), "effective_on"] }],
      } as const;
      expect((await gate(more)).refusal?.code).toBe("MODEL_NEEDS_ASSESSMENT");
      expect((await gate({ ...sensitive, version: "2.0.0" })).refusal?.code).toBe("MODEL_NEEDS_ASSESSMENT");
      expect((await gate({ ...sensitive, version: "1.4.0" })).refusal).toBeNull();
      expect((await gate(sensitive, later(101))).refusal?.code).toBe("MODEL_NEEDS_ASSESSMENT");
      expect((await decide(chief, "revoked")).body.isInForce).toBe(false);
      expect((await gate(sensitive)).refusal?.code).toBe("MODEL_NEEDS_ASSESSMENT");
      const stated = await home.store.db
        .selectFrom("outbox")
        .select("id")
        .where("type", "=", "approval.changed")
        .where("subject", "=", proposed.id)
        .execute();
      expect(stated).toHaveLength(3);
    } finally {
      (home.models as Map<string, SupervisionModel>).set("wrong-fines", model);
    }
  });

  it("a corrected row flags the leads that relied on it, no longer counts, and the next run tells whether the lead still stands", async () => {
    const lead = await nth(0);
    const [row] = (await chief.get<LeadDetail>(`/api/leads/${lead.id}`)).body.rows as [RecordView];
    const correction = {
      ref: row.ref,
      column: "fine",
      oldValue: String(row.values["fine"]),
      newValue: "500000",
      reason: "录入少一个零",
      evidence: "判决书原件第3页",
    };
    expect(codeOf(await procurator.post("/api/corrections", { ...correction, oldValue: "1" }))).toBe("CORRECTION_STALE");
    expect(codeOf(await procurator.post("/api/corrections", { ...correction, newValue: "很多" }))).toBe("CORRECTION_REFUSED");
    expect(codeOf(await procurator.post("/api/corrections", { ...correction, column: "nothing" }))).toBe("REQUEST_INVALID");
    const own = (await manager.post<CorrectionView>("/api/corrections", correction)).body;
    expect(codeOf(await manager.post(`/api/corrections/${own.id}/decision`, { status: "approved", note: "自己批" }))).toBe("SAME_PERSON");
    expect(
      (await chief.post<CorrectionView>(`/api/corrections/${own.id}/decision`, { status: "refused", note: "证据不足" })).body.status,
    ).toBe("refused");

    const asked = (await procurator.post<CorrectionView>("/api/corrections", correction)).body;
    expect(asked).toMatchObject({ status: "requested", leads: 1, runs: 1, exports: 0 });
    const before = (await manager.get<{ total: number }>("/api/datasets/judgments/rows")).body.total;
    await manager.post(`/api/corrections/${asked.id}/decision`, { status: "approved", note: "与原件一致" });
    const job = await city.home.store.db.selectFrom("jobs").selectAll().where("kind", "=", "apply-correction").executeTakeFirstOrThrow();
    const finished = await city.home.jobs.wait(job.id);
    expect(finished.error).toBeNull();
    expect((await manager.get<{ total: number }>("/api/datasets/judgments/rows")).body.total).toBe(before);
    const [flag] = (await guards(lead.id)).flags;
    expect(flag).toMatchObject({ kind: "corrected", source: asked.id, foundAgain: null, resolvedAt: null });
    const applied = await city.home.store.db.selectFrom("corrections").selectAll().where("id", "=", asked.id).executeTakeFirstOrThrow();
    const [fresh] = (await manager.get<{ items: RecordView[] }>(`/api/datasets/judgments/rows?batch=${applied.applied_batch}`)).body.items;
    // Every other value comes out of the intake as it went in.
    const raw = async (ref: string) => {
      const { opened } = await city.home.lake.openRecord(ref);
      return {
        ...opened.rest.values,
        ...Object.fromEntries(Object.entries(opened.cells).map(([name, cell]) => [name, "value" in cell ? cell.value : null])),
      };
    };
    expect(await raw(fresh?.ref ?? "")).toEqual({ ...(await raw(row.ref)), fine: "500000" });

    await run();
    const [after] = (await guards(lead.id)).flags;
    expect(after).toMatchObject({ foundAgain: false });
    expect((await guards((await nth(1)).id)).flags).toEqual([]);
    expect(codeOf(await procurator.post(`/api/flags/${after?.id}/resolve`, { outcome: "falls", note: " " }))).toBe("REASON_NEEDED");
    expect((await procurator.post(`/api/flags/${after?.id}/resolve`, { outcome: "falls", note: "罚金已达下限" })).body).toMatchObject({
      outcome: "falls",
    });
    expect(codeOf(await procurator.post(`/api/flags/${after?.id}/resolve`, { outcome: "stands", note: "x" }))).toBe("FLAG_RESOLVED");
    expect(codeOf(await procurator.post("/api/corrections", correction))).toBe("ROW_WITHDRAWN");
  });

  it("a withdrawn row flags its lead and is no longer read by models, but what the lead relied on stays to be seen", async () => {
    const lead = await nth(1);
    const [row] = (await chief.get<LeadDetail>(`/api/leads/${lead.id}`)).body.rows as [RecordView];
    const answer = await manager.post<{ leads: number }>(`/api/batches/${row.batch}/withdraw`, { row: row.row, reason: "法院撤回该文书" });
    expect(answer.body).toEqual({ leads: 1 });
    expect(codeOf(await manager.post(`/api/batches/${row.batch}/withdraw`, { row: row.row, reason: "再次" }))).toBe("ROW_WITHDRAWN");
    expect((await chief.get<LeadDetail>(`/api/leads/${lead.id}`)).body.rows).toHaveLength(1);
    await run();
    expect((await guards(lead.id)).flags).toMatchObject([{ kind: "withdrawn", foundAgain: false }]);
    expect(codeOf(await analyst.post(`/api/batches/${row.batch}/withdraw`, { reason: "x" }))).toBe("NOT_ALLOWED");
  });

  it("a challenge has a clock and a reviewer who had no hand in the lead; late it comes to the head of the department", async () => {
    const lead = await nth(2);
    await act(chief, lead.id, { action: "assign", assignee: procurator.session.user.id });
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const body = { lead: lead.id, person: "张某", receivedHow: "letter", receivedOn: today, grounds: "罚金已足额判处" };
    const contest = (await manager.post<ContestView>("/api/contests", body)).body;
    const { days, certainty } = (await chief.get<Contests>("/api/contests")).body;
    expect(certainty).toBe("unchecked");
    expect(Date.parse(contest.due) - Date.parse(today)).toBe(days * DAY_MS);
    expect((await guards(lead.id)).flags).toMatchObject([{ kind: "contested", source: contest.id }]);
    expect((await leads().where("id", "=", lead.id).executeTakeFirstOrThrow()).status).toBe("assigned");

    const review = (user: string, by = chief) => by.post<ContestView>(`/api/contests/${contest.id}/reviewer`, { reviewer: user });
    expect(codeOf(await review(procurator.session.user.id))).toBe("NOT_INDEPENDENT");
    expect(codeOf(await review(chief.session.user.id))).toBe("NOT_INDEPENDENT");
    expect(codeOf(await review(analyst.session.user.id))).toBe("ASSIGNEE_UNSUITABLE");
    expect(codeOf(await review(deputy.session.user.id, procurator))).toBe("NOT_ALLOWED");
    const other = await city.signIn("procurator.miluo");
    expect((await review(other.session.user.id)).body.reviewerName).toContain("汨罗");
    expect((await other.get<{ items: WorkItem[] }>("/api/work")).body.items).toMatchObject([{ kind: "contest", due: contest.due }]);

    await city.home.store.write((trx) => trx.updateTable("contests").set({ due: "2026-01-01" }).where("id", "=", contest.id).execute());
    const head = await city.signIn("head.yueyanglou");
    const urgent = (await head.get<{ items: WorkItem[] }>("/api/work")).body.items;
    expect(urgent[0]).toMatchObject({ kind: "contest-overdue", id: contest.id });
    expect((await head.get<Contests>("/api/contests")).body.items[0]).toMatchObject({ isOverdue: true });

    const decision = { outcome: "upheld", consequence: "dismiss", reasons: "原件罚金五千元", answer: "已书面答复", answeredOn: today };
    expect(codeOf(await deputy.post(`/api/contests/${contest.id}/decision`, decision))).toBe("NOT_ALLOWED");
    expect(codeOf(await other.post(`/api/contests/${contest.id}/decision`, { ...decision, outcome: "rejected" }))).toBe("REQUEST_INVALID");
    expect((await other.post<ContestView>(`/api/contests/${contest.id}/decision`, decision)).body).toMatchObject({
      status: "decided",
      outcome: "upheld",
    });
    expect((await leads().where("id", "=", lead.id).executeTakeFirstOrThrow()).status).toBe("dismissed");
    expect(codeOf(await other.post(`/api/contests/${contest.id}/decision`, decision))).toBe("CONTEST_DECIDED");
    expect((await guards(lead.id)).flags).toMatchObject([{ outcome: "falls" }]);
  });

  it("the personal data of a dismissed lead expires, is found nowhere in the store and the files, and the others stay provable", async () => {
    const { home } = city;
    const [lead, held, other] = [await nth(3), await nth(4), await nth(5)];
    const note = "证人钱多多说明情况";
    await act(chief, lead.id, { action: "dismiss", reason: note, explanation: "mitigated" });
    await act(chief, held.id, { action: "dismiss", reason: "另有异议", explanation: null });
    await manager.post("/api/contests", { lead: held.id, person: "李某", receivedHow: "visit", receivedOn: "2026-11-01", grounds: "不服" });
    const proofOf = async (id: string) => city.asLocal<ErrorBody>("GET", `/api/leads/${id}/proof`);
    expect((await proofOf(lead.id)).status).toBe(200);

    expect(await dueForExpiry({ db: home.store.db, clock: home.clock })).toEqual([]);
    const clock = later(181);
    const due = await dueForExpiry({ db: home.store.db, clock });
    expect(due.map(({ id }) => id)).toContain(lead.id);
    expect(due.map(({ id }) => id)).not.toContain(held.id);
    const line = { standard: 180, byLine: { "ordinary-crime": 400 } };
    expect(codeOf(await chief.post("/api/retention", { standard: 180, byLine: { nothing: 3 } }))).toBe("REQUEST_INVALID");
    expect((await chief.post<Retention>("/api/retention", line)).body).toMatchObject({
      byLine: { "ordinary-crime": 400 },
      law: "中华人民共和国个人信息保护法",
    });
    expect((await dueForExpiry({ db: home.store.db, clock })).map(({ id }) => id)).not.toContain(lead.id);
    await chief.post("/api/retention", { standard: 180, byLine: {} });

    const gateBefore = await modelGate(
      { db: home.store.db, clock: home.clock },
      (home.models.get("wrong-fines") as SupervisionModel).manifest,
    );
    const key = subjectKey(home.paths.salts, home.randomBytes) as Uint8Array;
    const ports = { store: home.store, outbox: home.outbox, clock, files: home.files };
    await home.drain.empty();
    await expireLeads(
      ports,
      due.filter(({ id }) => id === lead.id),
      { key, fence: async () => {} },
    );
    await expireLeads(
      ports,
      due.filter(({ id }) => id === lead.id),
      { key, fence: async () => {} },
    );

    const shell = await leads().where("id", "=", lead.id).executeTakeFirstOrThrow();
    expect(shell).toMatchObject({ status: "dismissed", subject_name: "", summary_zh: "" });
    expect(shell.subject).toMatch(/^expired:[0-9a-f]{64}:led_/);
    expect((await proofOf(lead.id)).body.code).toBe("PROOF_CONTENT_ERASED");
    const proof = await proofOf(other.id);
    expect(verifyProof(proof.text, { trustedKeys: [home.ledger.verifierKey] }).ok).toBe(true);
    expect((await home.doctor()).problems).toEqual([]);
    const gateAfter = await modelGate(
      { db: home.store.db, clock: home.clock },
      (home.models.get("wrong-fines") as SupervisionModel).manifest,
    );
    expect(gateAfter.measured).toEqual(gateBefore.measured);
    expect(codeOf(await act(chief, lead.id, { action: "reopen", reason: "再看" }))).toBe("LEAD_EXPIRED");
    // The source records have a retention of their own: the lake is looked at by batch, not by lead.
    const [id] = lead.subject.split(" ").slice(-1);
    for (const secret of [lead.subject_name, id ?? "", lead.subject, note]) {
      expect(home.store.engine === "postgres" ? await inTables(secret) : inFiles(secret), secret).toEqual([]);
    }

    await run();
    const again = await leads().where("subject", "=", lead.subject).executeTakeFirstOrThrow();
    expect(again).toMatchObject({ status: "new", expired_at: null });
    expect((await guards(again.id)).earlier).toMatchObject({ lead: lead.id, explanation: "mitigated" });
    const dry = await city.asLocal<{ leads: unknown[] }>("POST", "/api/retention/expire", { dryRun: true });
    expect(dry.body.leads).toEqual([]);
    expect((await city.finished((await city.asLocal<JobView>("POST", "/api/retention/expire", {})).body)).result).toEqual({
      leads: 0,
      documents: 0,
    });
    expect(codeOf(await manager.post("/api/retention/expire", {}))).toBe("NOT_ALLOWED");
  });

  it("a model below its floor stops, runs under the chief's exception for a time, and says so on its page", async () => {
    const all = await leads().where("status", "=", "new").where("expired_at", "is", null).limit(12).execute();
    for (const lead of all) await act(chief, lead.id, { action: "dismiss", reason: "核实不成立", explanation: null });
    expect(codeOf(await chief.post("/api/models/wrong-fines/runs"))).toBe("MODEL_BELOW_FLOOR");
    // Scheduled runs come past the route: the job itself refuses.
    const operator = { id: "usr_operator", office: "yueyang" };
    const job = await city.home.work.runModel({ model: "wrong-fines", parameters: {}, actor: operator });
    expect((JSON.parse((await city.home.jobs.wait(job.id)).error ?? "{}") as { code: string }).code).toBe("MODEL_BELOW_FLOOR");
    const gate = async () =>
      (await chief.get<Approvals>("/api/approvals")).body.models.find(({ model }) => model === "wrong-fines") as ModelGateView;
    expect(await gate()).toMatchObject({ isBelowFloor: true, floor: 0.8 });
    expect((await gate()).refusal?.zh).toContain("低于下限");
    expect((await guards(all[0]?.id ?? "")).isModelBelowFloor).toBe(true);

    const body = { kind: "precision-exception", model: "wrong-fines", content: { reason: "规则正在修订" }, validUntil: soon(30) };
    expect(codeOf(await analyst.post("/api/approvals", { ...body, validUntil: soon(200) }))).toBe("PERIOD_INVALID");
    const proposed = (await analyst.post<ApprovalView>("/api/approvals", body)).body;
    const decide = (person: Person) => person.post(`/api/approvals/${proposed.id}/decision`, { status: "approved", note: "限期三十日" });
    expect(codeOf(await decide(deputy))).toBe("NOT_ALLOWED");
    expect((await decide(chief)).status).toBe(200);
    expect((await run()).status).toBe("done");
    expect((await gate()).refusal).toBeNull();
    expect((await city.home.doctor()).problems).toEqual([]);
  });

  function inFiles(secret: string): string[] {
    const { folder, lake } = city.home.paths;
    const bytes = Buffer.from(secret, "utf8");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (each) => each.isFile() && !each.parentPath.startsWith(lake),
    );
    expect(files.length).toBeGreaterThan(5);
    return files
      .map((each) => join(each.parentPath, each.name))
      .filter((file) => !file.endsWith("judgments.csv") && !file.endsWith(".sock") && readFileSync(file).includes(bytes));
  }

  async function inTables(secret: string): Promise<string[]> {
    const { db } = city.home.store;
    const found: string[] = [];
    for (const table of [
      "leads",
      "lead_events",
      "findings",
      "ledger_contents",
      "outbox",
      "contests",
      "lead_flags",
      "lead_comments",
      "jobs",
    ] as const) {
      const rows = await db.selectFrom(table).selectAll().execute();
      if (JSON.stringify(rows).includes(JSON.stringify(secret).slice(1, -1))) found.push(table);
    }
    return found;
  }
});
