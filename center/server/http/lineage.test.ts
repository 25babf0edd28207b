import type { Lineage, LineageNode } from "@yuejian/contracts/api";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findLineageFaults } from "../lineage/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

describeOnBothStores("lineage over the interface", (place) => {
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
