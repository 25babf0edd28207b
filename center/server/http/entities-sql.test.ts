import { ENTITY_MEMBERS } from "@yuejian/contracts";
import type { CatalogueEntry, JobView, Purpose, QueryTables, QueryView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { residentId } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

describeOnBothStores("who is whom in people's SQL", (place) => {
  let city: ServedCity;
  let analyst: Person;
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 30 });
    await city.finished((await city.asLocal<JobView>("POST", "/api/entities/runs", {})).body);
    analyst = await city.signIn("analyst");
  });
  afterAll(() => city.close());

  const ask = async (person: Person, sql: string, headers = {}): Promise<QueryView> => {
    const { body } = await person.post<QueryView>("/api/queries", { sql }, headers);
    for (;;) {
      const view = (await person.get<QueryView>(`/api/queries/${body.id}`)).body;
      if (view.status !== "running") return view;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const counted = async (person: Person, where = "true") =>
    (await ask(person, `SELECT count(*) FROM entity_members m WHERE ${where}`)).rows[0]?.[0];

  it("the list of tables and the catalogue tell of them, of entities that nothing was linked for not", async () => {
    const { items } = (await analyst.get<QueryTables>("/api/queries/tables")).body;
    const [members, entities] = [items.find(({ name }) => name === "entity_members"), items.find(({ name }) => name === "entities")];
    expect(members?.columns.filter(({ mask }) => mask !== null).map(({ name, mask }) => [name, mask])).toEqual([
      ["entity", "pseudonym"],
      ["number", "pseudonym"],
    ]);
    expect(entities).toMatchObject({ dataset: ENTITY_MEMBERS, rows: null });
    expect(entities?.columns.map(({ name, mask }) => [name, mask])).toEqual([
      ["entity", "pseudonym"],
      ...["kind", "members", "datasets", "numbers", "offices"].map((name) => [name, null]),
    ]);
    const { body } = await analyst.get<{ items: CatalogueEntry[] }>("/api/catalogue");
    expect(body.items.map(({ dataset }) => dataset)).toContain(ENTITY_MEMBERS);
  });

  it("each sees the members of records that they may see, by office and business line", async () => {
    expect(await counted(analyst)).toBe(29);
    expect(await counted(await city.signIn("procurator.yueyanglou"))).toBe(29);
    expect(await counted(await city.signIn("procurator.miluo"))).toBe(0);
    const business_lines = JSON.stringify(["public-interest"]);
    await city.home.store.write((trx) =>
      trx.updateTable("users").set({ business_lines }).where("name", "=", "procurator.yueyanglou").execute(),
    );
    const other = await city.signIn("procurator.yueyanglou");
    expect(await counted(other)).toBe(0);
    expect((await ask(other, "SELECT count(*) FROM judgments")).error?.code).toBe("QUERY_REFUSED");
  });

  it("a record that is sealed by the register takes its member along", async () => {
    const manager = await city.signIn("case-manager");
    const batch = (await ask(analyst, "SELECT _batch FROM judgments LIMIT 1")).rows[0]?.[0];
    const isIt = `m.batch = '${batch}' AND m.row = 3`;
    expect(await counted(analyst, isIt)).toBe(1);
    const seal = { kind: "record", ref: `${batch}:3`, basis: "juvenile-non-prosecution", reason: "作出不起诉决定后封存" };
    expect((await manager.post("/api/seals", seal)).status).toBe(201);
    expect(await counted(analyst, isIt)).toBe(0);
    expect(await counted(analyst)).toBe(28);
  });

  it("a purpose opens the members of its subject, an analyst none, and the ledger names the dataset", async () => {
    const chief = await city.signIn("chief-procurator");
    const lead = await city.home.store.db.selectFrom("leads").select(["id", "subject"]).orderBy("id").executeTakeFirstOrThrow();
    const { body: purpose } = await chief.post<Purpose>("/api/purposes", {
      subject: lead.id,
      legalBasis: "criminal-procedure-law-supervision",
    });
    const sql = "SELECT entity, number FROM entity_members WHERE number NOT LIKE '•%'";
    const opened = await ask(chief, sql, { "x-purpose": purpose.id });
    expect(opened).toMatchObject({ datasets: [ENTITY_MEMBERS], masked: [`${ENTITY_MEMBERS}.entity`, `${ENTITY_MEMBERS}.number`] });
    expect(opened.rows).toEqual([[expect.stringMatching(/^per_/), expect.stringMatching(/^9906011980/)]]);
    const kept = await city.home.store.db.selectFrom("lead_entities").select("entity").where("lead", "=", lead.id).execute();
    expect(kept.map(({ entity }) => entity)).toContain(opened.rows[0]?.[0]);
    expect((await ask(chief, sql)).rows).toEqual([]);
    expect(JSON.stringify((await ask(analyst, "SELECT * FROM entity_members")).rows)).not.toContain(residentId(1).slice(0, 10));
  });
});
