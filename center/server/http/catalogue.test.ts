import type { Catalogue, CatalogueDataset, CatalogueHits, CatalogueNote, Lineage, LineageNode } from "@yuejian/contracts/api";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findLineageFaults } from "../lineage/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

describeOnBothStores("catalogue and lineage over the interface", (place) => {
  let city: ServedCity;
  let analyst: Person;
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60 });
    analyst = await city.signIn("analyst");
  });
  afterAll(() => city.close());

  const trace = async (subject: string, person = analyst) =>
    (await person.get<Lineage>(`/api/lineage/${encodeURIComponent(subject)}`)).body;
  const kinds = ({ nodes }: Lineage) => new Set(nodes.map(({ kind }) => kind));
  const node = ({ nodes }: Lineage, is: (each: LineageNode) => boolean) => nodes.find(is) ?? expect.fail("no such node");
  const next = ({ edges }: Lineage, from: string) => edges.filter((edge) => edge.from === from);
  const aLead = async () => (await city.leads()).items[0]?.id ?? "";

  it("leads from a lead back to heading, file and digest, and by its records, column by column through the rule", async () => {
    const found = await trace(await aLead());
    expect(kinds(found)).toEqual(new Set(["file", "batch", "heading", "column", "record", "input", "run", "finding", "lead", "fault"]));
    const fine = node(found, ({ kind, ref }) => kind === "heading" && ref === "罚金");
    const [mapped] = next(found, fine.id);
    expect(mapped).toMatchObject({ to: "column:judgments.fine", step: "mapped", note: { zh: "按列名识别" } });
    const [read] = next(found, "column:judgments.fine");
    const [into] = next(found, read?.to ?? "");
    expect(into).toMatchObject({ step: "value" });
    expect(into?.note?.en).toMatch(/\bfine\b/);
    const [record] = found.nodes.filter(({ kind }) => kind === "record");
    expect(next(found, record?.id ?? "").map(({ to }) => to.split(":")[0])).toEqual(["finding"]);
    const file = node(found, ({ kind }) => kind === "file");
    expect(file).toMatchObject({ title: { zh: "judgments.csv" }, ref: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(found.isPartial).toBe(false);
    expect(found.faults.map(({ code, level }) => [code, level])).toEqual([["column-unfilled", "gap"]]);
    expect(JSON.stringify(found)).not.toMatch(/张三|9906011980/);
  });

  it("of a column ends in the models that read it, by value or as a condition; a column nobody delivered says so", async () => {
    const fine = await trace("judgments.fine");
    expect(node(fine, ({ kind }) => kind === "input").detail?.zh).toMatch(/罚金/);
    expect(node(fine, ({ kind, count }) => kind === "lead" && count === 1).subject).toMatch(/^led_/);
    const court = await trace("judgments.court");
    expect(court.faults).toMatchObject([{ code: "column-unfilled", level: "gap", node: "column:judgments.court" }]);
    expect(next(court, "fault:column-unfilled judgments.court")).toMatchObject([{ step: "lacking" }]);
    expect(codeOf(await analyst.get("/api/lineage/judgments.nothing"))).toBe("LINEAGE_COLUMN_UNKNOWN");
    expect(codeOf(await analyst.get("/api/lineage/nothing"))).toBe("DATASET_UNKNOWN");
    for (const [subject, code] of Object.entries({ led_x: "LEAD_UNKNOWN", bat_x: "BATCH_UNKNOWN", run_x: "RUN_UNKNOWN" }))
      expect(codeOf(await analyst.get(`/api/lineage/${subject}`))).toBe(code);
  });

  it("of a batch and a dataset reaches their leads, of which the first are drawn and the others counted", async () => {
    const dataset = await trace("judgments");
    expect(kinds(dataset)).toEqual(new Set(["file", "batch", "dataset", "model", "run", "lead"]));
    const batch = node(dataset, ({ kind }) => kind === "batch").subject ?? "";
    const leads = (await trace(batch)).nodes.filter(({ kind }) => kind === "lead");
    expect(leads.reduce((sum, { count }) => sum + count, 0)).toBe((await city.leads()).total);
    expect((await trace("deaths")).faults).toMatchObject([{ code: "dataset-without-batch" }]);
  });

  it("shows nobody more than the policy does: other offices' batches, other lines' models and leads are left out and said to be", async () => {
    const district = { name: "of.junshan", displayName: "君山", role: "procurator", office: "junshan", businessLines: ["ordinary-crime"] };
    await city.asLocal("POST", "/api/users", { ...district, password: "for these tests only" });
    const asDistrict = (subject: string) => city.asLocal<Lineage>("GET", `/api/lineage/${subject}`, undefined, "of.junshan");
    const { body } = await asDistrict("judgments");
    expect(body.isPartial).toBe(true);
    expect(kinds(body).has("batch") || kinds(body).has("lead")).toBe(false);
    const batch = node(await trace("judgments"), ({ kind }) => kind === "batch").subject ?? "";
    expect(codeOf(await asDistrict(batch))).toBe("BATCH_UNKNOWN");
    expect(codeOf(await asDistrict(await aLead()))).toBe("LEAD_UNKNOWN");
    expect(codeOf(await city.asLocal("GET", "/api/lineage/judgments", undefined, "technician"))).toBe("NOT_ALLOWED");
  });

  it("the catalogue tells owner, size, freshness, quality and use; names of people only to readers of the audit", async () => {
    await analyst.get("/api/datasets/judgments/rows?limit=1");
    const { items } = (await analyst.get<Catalogue>("/api/catalogue")).body;
    const judgments = items.find(({ dataset }) => dataset === "judgments") ?? expect.fail("no entry");
    expect(judgments).toMatchObject({ rows: 58, batches: 1, isOverdue: false, expected: { from: "rule" }, score: expect.any(Number) });
    expect(judgments.bytes).toBeGreaterThan(1000);
    expect(items.find(({ dataset }) => dataset === "deaths")).toMatchObject({ lastBatchAt: null, expected: null, rows: 0 });
    const one = (await analyst.get<CatalogueDataset>("/api/catalogue/judgments")).body;
    const fine = one.items.find(({ name }) => name === "fine");
    expect(fine).toMatchObject({ delivered: ["罚金"], headings: expect.arrayContaining(["罚金数额"]) });
    const uses = (kind: string) => one.uses.filter((use) => use.kind === kind);
    expect(uses("model").find(({ id }) => id === "wrong-fines")).toMatchObject({ times: 1, columns: expect.arrayContaining(["fine"]) });
    expect(uses("rule").some(({ columns }) => columns.includes("fine"))).toBe(true);
    expect(uses("read")).toMatchObject([{ times: 1, by: null }]);
    const chief = await city.signIn("chief-procurator");
    const seen = (await chief.get<CatalogueDataset>("/api/catalogue/judgments")).body.uses.find(({ kind }) => kind === "read");
    expect(seen?.by).toMatchObject([{ name: analyst.session.user.displayName, times: 1 }]);
  });

  it("an office writes down what a column means, in versions that stay; others find it by its words and cannot overwrite what they have not seen", async () => {
    const notes = "/api/catalogue/judgments/notes";
    const note = { column: "fine", version: 0, meaning: "判决主文确定的罚金，不含追缴", tags: ["财产刑"] };
    const first = await analyst.post<CatalogueNote>(notes, note);
    expect([first.status, first.body.version]).toEqual([201, 1]);
    expect(codeOf(await analyst.post(notes, note))).toBe("VERSION_CONFLICT");
    expect(codeOf(await analyst.post(notes, { ...note, column: "nothing" }))).toBe("LINEAGE_COLUMN_UNKNOWN");
    expect(codeOf(await analyst.post(notes, { ...note, version: 1, refreshDays: 3 }))).toBe("REQUEST_INVALID");
    const clerk = await city.signIn("clerk");
    expect(codeOf(await clerk.post(notes, note))).toBe("NOT_ALLOWED");
    const hits = async (q: string) => (await clerk.get<CatalogueHits>(`/api/catalogue/search?q=${encodeURIComponent(q)}`)).body.items;
    expect(await hits("追缴")).toMatchObject([{ dataset: "judgments", column: "fine", place: "meaning" }]);
    expect(await hits("ccx 罚金")).toMatchObject([{ column: "fine" }]);
    expect((await analyst.post(notes, { ...note, version: 1, meaning: "", tags: [] })).status).toBe(201);
    expect(await hits("追缴")).toEqual([]);
    const history = (await clerk.get<{ items: CatalogueNote[] }>(`${notes}?column=fine`)).body.items;
    expect(history.map(({ version, meaning }) => [version, meaning])).toEqual([
      [2, ""],
      [1, note.meaning],
    ]);
    const about = { column: null, version: 0, meaning: "", tags: ["两法衔接"], legalBasis: "人民检察院组织法第二十条", refreshDays: 1 };
    expect((await analyst.post(notes, about)).status).toBe(201);
    const entry = (await clerk.get<CatalogueDataset>("/api/catalogue/judgments")).body;
    expect(entry).toMatchObject({ tags: ["两法衔接"], expected: { from: "note" }, legalBases: [{ text: about.legalBasis }] });
    const { db } = city.home.store;
    expect(await db.selectFrom("outbox").select("id").where("type", "=", "catalogue.changed").execute()).toHaveLength(3);
    expect(
      await db.selectFrom("audit").select("id").where("action", "=", "catalogue.manage").where("outcome", "=", "done").execute(),
    ).toHaveLength(3);
  });

  it("that is broken in the tables is a named fault, in the graph and for the doctor", async () => {
    const { store } = city.home;
    const before = await city.home.doctor();
    expect(before).toMatchObject({ ok: true, problems: [] });
    expect(before.notices.join("\n")).toContain("lineage column-unfilled: no file that was loaded has column judgments.court");
    const lead = await aLead();
    const batch = node(await trace("judgments"), ({ kind }) => kind === "batch").subject ?? "";
    const planted = async (fault: ReturnType<typeof sql>, mend: ReturnType<typeof sql>, subject: string, code: string) => {
      await store.write((trx) => fault.execute(trx));
      expect((await trace(subject)).faults.map((each) => each.code)).toContain(code);
      expect((await findLineageFaults(store.db, null)).map((each) => each.code)).toContain(code);
      await store.write((trx) => mend.execute(trx));
      expect((await trace(subject)).faults.filter(({ level }) => level === "fault")).toEqual([]);
    };
    const { file, mapping } = await store.db.selectFrom("batches").select(["file", "mapping"]).executeTakeFirstOrThrow();
    const back = sql`update batches set file = ${file}, mapping = ${mapping}`;
    await planted(sql`update batches set file = '{}'`, back, batch, "batch-without-file");
    await planted(sql`update batches set mapping = '{}'`, back, batch, "batch-without-mapping");
    const silent = JSON.stringify({ ...(JSON.parse(mapping) as object), fine: null });
    await store.write((trx) => sql`update batches set mapping = ${silent}`.execute(trx));
    expect((await city.home.doctor()).problems.join("\n")).toContain("lineage column-without-source: column judgments.fine");
    await store.write((trx) => back.execute(trx));
    const { snapshot, rule_digest: rule } = await store.db.selectFrom("runs").selectAll().executeTakeFirstOrThrow();
    const again = sql`update runs set snapshot = ${snapshot}, rule_digest = ${rule}`;
    await planted(sql`update runs set snapshot = '{}'`, again, lead, "lead-without-snapshot");
    await planted(sql`update runs set snapshot = '{"judgments":["bat_gone"]}'`, again, lead, "lead-without-snapshot");
    await planted(sql`update runs set rule_digest = 'gone'`, again, lead, "run-without-rule");
    const kept = await store.db.selectFrom("findings").select(["position", "row_refs"]).execute();
    const refsBack = sql`update findings set row_refs = (case position ${sql.join(
      kept.map(({ position, row_refs: refs }) => sql`when ${position} then ${refs}`),
      sql` `,
    )} end)`;
    await planted(sql`update findings set row_refs = '[]'`, refsBack, lead, "finding-without-rows");
  });
});
