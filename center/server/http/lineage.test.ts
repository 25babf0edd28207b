import { ENTITY_MEMBERS } from "@yuejian/contracts";
import type { JobView, Lineage, LineageNode, QueryView } from "@yuejian/contracts/api";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findLineageFaults } from "../lineage/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

describeOnBothStores("lineage of linking and of exports", (place) => {
  let city: ServedCity;
  let analyst: Person;
  let run = "";
  let exported = "";
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 30 });
    await city.finished((await city.asLocal<JobView>("POST", "/api/entities/runs", {})).body);
    analyst = await city.signIn("analyst");
    run = (await city.home.store.db.selectFrom("entity_runs").select("id").executeTakeFirstOrThrow()).id;
    exported = await take("SELECT charge, count(*) AS n FROM judgments WHERE fine > 100 GROUP BY charge");
  });
  afterAll(() => city.close());

  async function take(text: string): Promise<string> {
    const { body } = await analyst.post<QueryView>("/api/queries/export", { sql: text, format: "csv" });
    for (;;) {
      const view = (await analyst.get<QueryView>(`/api/queries/${body.id}`)).body;
      if (view.status !== "running") return view.export?.id ?? expect.fail(JSON.stringify(view.error));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const trace = async (subject: string, person = analyst) =>
    (await person.get<Lineage>(`/api/lineage/${encodeURIComponent(subject)}`)).body;
  const into = ({ edges }: Lineage, to: string, step: string) => edges.filter((edge) => edge.to === to && edge.step === step);
  const ofKind = ({ nodes }: Lineage, kind: LineageNode["kind"]) => nodes.filter((each) => each.kind === kind);

  it("a run of linking leads from the headings of files through the columns that name somebody to the batch of members", async () => {
    const found = await trace(run);
    expect(found.node).toBe(`linking:${run}`);
    expect(into(found, found.node, "identifies").map(({ from, note }) => [from, note?.en])).toEqual([
      ["column:judgments.defendant_name", "Name of person (defendant)"],
      ["column:judgments.defendant_id", "Number of person (defendant)"],
    ]);
    expect(into(found, "column:judgments.defendant_id", "mapped").map(({ from }) => from)).toEqual([
      expect.stringMatching(/^heading:bat_\w+ 被告人身份证号$/),
    ]);
    expect(ofKind(found, "file").map(({ title }) => title.zh)).toContain("judgments.csv");
    expect(into(found, `dataset:${ENTITY_MEMBERS}`, "holds").map(({ from }) => from)).toEqual([`batch:${run}`]);
    expect(found.faults.filter(({ level }) => level === "fault")).toEqual([]);
    expect(JSON.stringify(found)).not.toMatch(/张三|9906011980/);
  });

  it("an entity leads back to its records and files and on to its leads; a lead names its entity, and others' entities are unknown", async () => {
    const { lead, entity } = await city.home.store.db.selectFrom("lead_entities").select(["lead", "entity"]).executeTakeFirstOrThrow();
    const found = await trace(entity);
    expect(into(found, found.node, "joined")).toMatchObject([{ from: `linking:${run}` }]);
    const [behind] = into(found, found.node, "behind");
    expect(behind?.from).toMatch(/^record:bat_\w+:\d+$/);
    expect(into(found, behind?.from ?? "", "holds")).toHaveLength(1);
    expect(into(found, `lead:${lead}`, "concerns")).toMatchObject([{ from: `entity:${entity}` }]);
    expect(into(await trace(lead), `lead:${lead}`, "concerns")).toMatchObject([{ from: `entity:${entity}` }]);
    const other = await city.signIn("procurator.miluo");
    expect(codeOf(await other.get(`/api/lineage/${entity}`))).toBe("ENTITY_UNKNOWN");
    expect(codeOf(await analyst.get("/api/lineage/per_00000000000000000000"))).toBe("ENTITY_UNKNOWN");
  });

  it("an export leads from the columns that its query named, and is found from them, by whom it is shown to", async () => {
    const found = await trace(exported);
    expect(into(found, `export:${exported}`, "exported").map(({ from }) => from)).toEqual([
      "column:judgments.charge",
      "column:judgments.fine",
    ]);
    expect(into(found, "column:judgments.fine", "mapped")).toHaveLength(1);
    expect(ofKind(found, "export")[0]?.detail?.zh).toMatch(/SHA-256 [0-9a-f]{16}/);
    expect(into(await trace("judgments.fine"), `export:${exported}`, "exported")).toHaveLength(1);
    expect(ofKind(await trace("judgments.court"), "export")).toEqual([]);
    const batch = ofKind(await trace("judgments"), "batch")[0]?.ref ?? "";
    for (const subject of ["judgments", batch]) {
      const uses = await trace(subject);
      expect(into(uses, `export:${exported}`, "exported"), subject).toHaveLength(1);
      expect(into(uses, `linking:${run}`, "reads"), subject).toHaveLength(1);
    }
    const manager = await city.signIn("case-manager");
    const theirs = await trace("judgments.fine", manager);
    expect([ofKind(theirs, "export"), theirs.isPartial]).toEqual([[], true]);
    expect(codeOf(await manager.get(`/api/lineage/${exported}`))).toBe("EXPORT_UNKNOWN");
    expect(ofKind(await trace("judgments.fine", await city.signIn("chief-procurator")), "export")).toHaveLength(1);
    const whole = await trace(await take("SELECT * FROM judgments LIMIT 1"));
    expect(into(whole, whole.node, "exported").length).toBeGreaterThan(8);
    expect((await trace("judgments.court")).nodes.some(({ kind }) => kind === "export")).toBe(true);
  });

  it("what cannot be told of them is a named fault, in the graph and for the doctor", async () => {
    const { store } = city.home;
    expect(await city.home.doctor()).toMatchObject({ ok: true, problems: [] });
    const planted = async (fault: ReturnType<typeof sql>, mend: ReturnType<typeof sql>, subject: string, code: string) => {
      await store.write((trx) => fault.execute(trx));
      expect((await trace(subject)).faults.map((each) => each.code)).toContain(code);
      expect((await findLineageFaults(store.db, null)).map((each) => each.code)).toContain(code);
      await store.write((trx) => mend.execute(trx));
      expect((await trace(subject)).faults.filter(({ level }) => level === "fault")).toEqual([]);
    };
    const { snapshot, outbox } = await store.db.selectFrom("entity_runs").selectAll().executeTakeFirstOrThrow();
    const again = sql`update entity_runs set snapshot = ${snapshot}, outbox = ${outbox}`;
    await planted(sql`update entity_runs set snapshot = '{"judgments":["bat_gone"]}'`, again, run, "linking-without-snapshot");
    await planted(sql`update entity_runs set outbox = 1`, again, run, "linking-without-columns");
    const { id, export: kept } = await store.db
      .selectFrom("queries")
      .select(["id", "export"])
      .where("export", "like", `%${exported}%`)
      .executeTakeFirstOrThrow();
    const back = sql`update queries set export = ${kept} where id = ${id}`;
    const changed = (of: (said: { sha256: string; manifest: Record<string, unknown> }) => void) => {
      const said = JSON.parse(kept ?? "") as { sha256: string; manifest: Record<string, unknown> };
      of(said);
      return sql`update queries set export = ${JSON.stringify(said)} where id = ${id}`;
    };
    await planted(
      changed((said) => (said.sha256 = "")),
      back,
      exported,
      "export-without-file",
    );
    await planted(
      changed((said) => (said.manifest["batches"] = { judgments: ["bat_gone"] })),
      back,
      exported,
      "export-without-batches",
    );
    await planted(
      changed((said) => delete said.manifest["reads"]),
      back,
      exported,
      "export-without-columns",
    );
    expect((await city.home.doctor()).problems).toEqual([]);
  });
});
