import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { AuditEntry, JobView, LeadDetail, LeadPage, Lineage, Purpose, RecordView, Seals } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const MINOR = { number: "（2025）湘9906刑初9001号", name: "封小存", id: "990601200801010016" };
const HEAD = "裁判文书号,被告人姓名,被告人身份证号,罪名,裁判日期,主刑,刑期（月）,罚金,犯罪数额,减轻处罚,犯罪时未成年,辖区检察院";

/** With its check digit (GB 11643). */
function withCheck(id: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(id[at]), 0);
  return id.slice(0, 17) + "10X98765432"[sum % 11];
}

const minorId = withCheck(MINOR.id);

describeOnBothStores("sealed records", (place) => {
  let city: ServedCity;
  let chief: Person;
  let manager: Person;
  let batch = "";

  beforeAll(async () => {
    city = await openServedCity(place, { rows: 30 });
    const file = path.join(await place.emptyFolder(), "minors.csv");
    const row = (id: string, name: string, flag: string) =>
      `${MINOR.number},${name},${id},盗窃罪,2025年3月1日,有期徒刑,8,300,2000,否,${flag},岳阳楼区人民检察院`;
    // The second row has a wrong check digit: it is set aside, and is that of a minor too.
    const wrong = minorId.slice(0, 17) + (minorId.endsWith("1") ? "2" : "1");
    await writeFile(file, `${HEAD}\n${row(minorId, MINOR.name, "是")}\n${row(wrong, `${MINOR.name}甲`, "是")}\n`);
    await city.finished((await city.asLocal<JobView>("POST", "/api/intake", { path: file, dataset: "judgments" })).body);
    batch = (await city.home.store.db.selectFrom("batches").select("id").orderBy("sequence", "desc").executeTakeFirstOrThrow()).id;
    chief = await city.signIn("chief-procurator");
    manager = await city.signIn("case-manager");
  });
  afterAll(() => city.close());

  const run = async () => city.finished((await city.asLocal<JobView>("POST", "/api/models/wrong-fines/runs", {})).body);
  const rowsOf = async () => (await manager.get<{ items: RecordView[]; total: number }>("/api/datasets/judgments/rows?limit=500")).body;
  const sealedLead = async () =>
    city.home.store.db
      .selectFrom("lead_flags")
      .innerJoin("leads", "leads.id", "lead_flags.lead")
      .selectAll("leads")
      .where("kind", "=", "sealed")
      .where("resolved_at", "is", null)
      .execute();

  it("are closed by their own data to models, rows, the record page, proofs and the quarantine, from the commit on", async () => {
    await run();
    expect(await sealedLead()).toEqual([]);
    expect((await city.home.store.db.selectFrom("leads").selectAll().execute()).map((lead) => lead.subject_name)).not.toContain(MINOR.name);
    const { items, total } = await rowsOf();
    expect(items.map((row) => row.batch)).not.toContain(batch);
    expect(total).toBe(29);
    expect(codeOf(await manager.get(`/api/records/${batch}:1`))).toBe("RECORD_UNKNOWN");
    expect(codeOf(await manager.get(`/api/records/${batch}:1/proof`))).toBe("RECORD_UNKNOWN");
    await expect(city.home.lake.openRecord(`${batch}:1`)).rejects.toMatchObject({ code: "RECORD_SEALED" });
    const held = await manager.get<{ items: { batch: string; source: Record<string, string> }[] }>("/api/datasets/judgments/quarantine");
    const minor = held.body.items.find((row) => row.batch === batch);
    expect(minor && Object.values(minor.source).join("")).toBe("");
    expect(Object.keys(minor?.source ?? {})).toContain("被告人姓名");
    const { closed } = (await manager.get<Seals>("/api/seals")).body;
    expect(closed).toEqual([{ dataset: "judgments", basis: "juvenile-record", rows: 1 }]);
  });

  it("are read by a model under an approved exception, and its lead shows nothing without an inquiry, which is noted", async () => {
    expect((await city.asLocal("POST", "/api/demo/approvals")).status).toBe(200);
    await run();
    const [lead] = await sealedLead();
    expect(lead?.subject_name).toBe(MINOR.name);
    const id = lead?.id ?? "";
    const page = (await chief.get<LeadPage>("/api/leads?limit=200")).body;
    expect(page.items.find((each) => each.id === id)).toMatchObject({ subjectName: "••••", subject: "••••", isSealed: true });
    expect(JSON.stringify(page)).not.toContain(MINOR.name);
    expect((await chief.get<LeadPage>(`/api/leads?q=${encodeURIComponent(MINOR.name)}`)).body.total).toBe(0);
    const open = (await chief.get<LeadPage>(`/api/leads?q=${encodeURIComponent("张三10")}`)).body.total;
    expect(open).toBeGreaterThan(0);

    const state = (legalBasis: string) => chief.post<Purpose>("/api/purposes", { subject: id, legalBasis });
    const ordinary = (await state("criminal-procedure-law-supervision")).body.id;
    const closed = (await chief.get<LeadDetail>(`/api/leads/${id}`, { "x-purpose": ordinary })).body;
    expect(closed.rows).toEqual([]);
    expect(JSON.stringify(closed)).not.toMatch(new RegExp(`${MINOR.name}|${minorId}|${MINOR.number}`));
    expect(codeOf(await chief.get(`/api/leads/${id}/proof`, { "x-purpose": ordinary }))).toBe("RECORD_SEALED");
    expect(codeOf(await chief.get(`/api/records/${batch}:1`, { "x-purpose": ordinary }))).toBe("RECORD_UNKNOWN");
    expect(codeOf(await city.asLocal("GET", `/api/leads/${id}/proof`))).toBe("RECORD_SEALED");

    const inquiry = (await state("sealed-record-inquiry")).body.id;
    const opened = (await chief.get<LeadDetail>(`/api/leads/${id}`, { "x-purpose": inquiry })).body;
    expect(opened.lead.subjectName).toBe(MINOR.name);
    expect(opened.rows.map((row) => row.ref)).toEqual([`${batch}:1`]);
    expect((await chief.get(`/api/leads/${id}/proof`, { "x-purpose": inquiry })).status).toBe(200);
    const audit = (await chief.get<{ items: AuditEntry[] }>(`/api/audit?action=seal.open&subject=${id}`)).body.items;
    expect(audit.length).toBeGreaterThan(0);
    // What people keep about the lead is closed with it.
    const kept = await city.home.files.put(Buffer.from("a dossier on the minor"));
    const attached = {
      id: "att_1",
      lead: id,
      name: `${MINOR.name}.txt`,
      type: "text/plain",
      note: MINOR.name,
      actor: "usr_1",
      at: "2026-11-25T00:00:00.000Z",
    };
    const nothing = { withdrawn_at: null, withdrawn_by: null, withdrawn_reason: null, erased_at: null };
    await city.home.store.write((trx) =>
      trx
        .insertInto("lead_attachments")
        .values({ ...attached, ...kept, ...nothing })
        .execute(),
    );
    expect(JSON.stringify((await chief.get(`/api/leads/${id}/attachments`)).body)).not.toContain(MINOR.name);
    expect(codeOf(await chief.get(`/api/leads/${id}/attachments/att_1/content`, { "x-purpose": ordinary }))).toBe("RECORD_SEALED");
    expect((await chief.get(`/api/leads/${id}/attachments/att_1/content`, { "x-purpose": inquiry })).status).toBe(200);
    await city.home.store.write((trx) => trx.deleteFrom("lead_attachments").where("id", "=", "att_1").execute());
    // A lineage would name the closed records.
    const traced = async (subject: string) => JSON.stringify((await chief.get<Lineage>(`/api/lineage/${subject}`)).body);
    expect(codeOf(await chief.get(`/api/lineage/${id}`))).toBe("LEAD_UNKNOWN");
    for (const subject of ["judgments", batch, lead?.last_run ?? ""]) {
      const text = await traced(subject);
      expect(text).toContain(`"${lead?.last_run}"`);
      expect(text).not.toContain(id);
    }
    // Whoever may open personal data but not sealed records gets no such purpose.
    const assistant = await city.signIn("assistant");
    expect(codeOf(await assistant.post("/api/purposes", { subject: id, legalBasis: "sealed-record-inquiry" }))).toBe("NOT_ALLOWED");
  });

  it("close a lead when one of its rows is sealed later, and give it back when the seal is lifted", async () => {
    const { id, ref } = await plainLead();
    const sealed = await manager.post<{ id: string }>("/api/seals", {
      kind: "record",
      ref,
      basis: "juvenile-non-prosecution",
      reason: "作出不起诉决定后封存",
    });
    expect(sealed.status).toBe(201);
    expect((await chief.get<LeadDetail>(`/api/leads/${id}`)).body).toMatchObject({
      lead: { isSealed: true, subjectName: "••••" },
      rows: [],
    });
    expect((await rowsOf()).items.map((row) => row.ref)).not.toContain(ref);
    expect(codeOf(await manager.get(`/api/records/${ref}`))).toBe("RECORD_UNKNOWN");
    expect((await manager.post(`/api/seals/${sealed.body.id}/lift`, { reason: "登记有误" })).status).toBe(200);
    expect((await chief.get<LeadDetail>(`/api/leads/${id}`)).body).toMatchObject({ lead: { isSealed: false }, rows: [{ ref }] });
    expect((await rowsOf()).items.map((row) => row.ref)).toContain(ref);
    expect(codeOf(await manager.post(`/api/seals/${sealed.body.id}/lift`, { reason: "再次" }))).toBe("SEAL_LIFTED");
    const analyst = await city.signIn("analyst");
    expect(codeOf(await analyst.post("/api/seals", { kind: "record", ref, basis: "juvenile-record", reason: "x" }))).toBe("NOT_ALLOWED");
  });

  it("close all rows of a sealed person, and a release takes a person out of the rule", async () => {
    const { id, ref, subject } = await plainLead();
    const person = await manager.post<{ id: string; person: string }>("/api/seals", {
      kind: "person",
      person: subject,
      basis: "public-security-record",
      reason: "依申请封存",
    });
    expect(person.body.person).not.toContain(subject.slice(6));
    expect((await chief.get<LeadDetail>(`/api/leads/${id}`)).body.lead.isSealed).toBe(true);
    expect((await rowsOf()).items.map((row) => row.ref)).not.toContain(ref);
    await manager.post(`/api/seals/${person.body.id}/lift`, { reason: "撤销" });

    const [before] = await sealedLead();
    await manager.post("/api/seals", { kind: "release", person: minorId, basis: "juvenile-record", reason: "新罪数罪并罚超过五年" });
    expect((await chief.get<LeadDetail>(`/api/leads/${before?.id}`)).body.lead.isSealed).toBe(false);
    expect((await rowsOf()).items.map((row) => row.batch)).toContain(batch);
  });

  it("of public-security violations are closed as a whole, those set aside too", async () => {
    const file = path.join(await place.emptyFolder(), "penalties.csv");
    const row = (number: string, id: string) => `${number},罚小存,${id},结伙斗殴,2026-03-01,5,500`;
    await writeFile(
      file,
      `处罚决定书文号,姓名,身份证号,违法行为,决定日期,行政拘留天数,罚款\n${row("治罚1号", minorId)}\n${row("", minorId)}\n`,
    );
    await city.finished((await city.asLocal<JobView>("POST", "/api/intake", { path: file, dataset: "public-security-penalties" })).body);
    const rows = await manager.get<{ total: number }>("/api/datasets/public-security-penalties/rows");
    expect(rows.body.total).toBe(0);
    const held = await manager.get<{ total: number }>("/api/datasets/public-security-penalties/quarantine");
    expect(held.body.total).toBe(1);
    expect(rows.text + held.text).not.toContain("罚小存");
  });

  it("leave tables, lake and ledger whole", async () => {
    expect((await city.home.doctor()).problems).toEqual([]);
  });

  async function plainLead(): Promise<{ id: string; ref: string; subject: string }> {
    const row = await city.home.store.db
      .selectFrom("findings")
      .innerJoin("leads", "leads.subject", "findings.subject")
      .select(["leads.id", "findings.row_refs", "findings.cells"])
      .where("leads.subject_name", "!=", MINOR.name)
      .orderBy("leads.id")
      .executeTakeFirstOrThrow();
    const { defendant_id: subject } = JSON.parse(row.cells) as { defendant_id: string };
    return { id: row.id, ref: (JSON.parse(row.row_refs) as string[])[0] ?? "", subject };
  }
});
