import { createHash } from "node:crypto";
import type { PastQueries, Purpose, QueryPlan, QueryTables, QueryView, SavedQueryView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { residentId } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

describeOnBothStores("people's queries over the interface", (place) => {
  let city: ServedCity;
  let analyst: Person;
  let clerk: Person;
  let chief: Person;
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 40 });
    const who = async (role: string, office?: string) => {
      let users = city.home.store.db.selectFrom("users").select("name").where("role", "=", role).orderBy("name");
      if (office) users = users.where("office", "=", office);
      return city.signIn((await users.executeTakeFirst())?.name ?? "");
    };
    [analyst, clerk, chief] = [await who("analyst"), await who("clerk"), await who("chief-procurator")];
  });
  afterAll(() => city.close());

  const ended = async (person: Person, started: QueryView, query = ""): Promise<QueryView> => {
    for (;;) {
      const { body } = await person.get<QueryView>(`/api/queries/${started.id}${query}`);
      if (body.status !== "running") return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const ask = async (person: Person, sql: string, headers = {}, more = {}) => {
    const { body, status } = await person.post<QueryView>("/api/queries", { sql, ...more }, headers);
    expect(status).toBe(202);
    return ended(person, body);
  };
  const audited = (action: string) =>
    city.home.store.db
      .selectFrom("audit")
      .select(["subject", "outcome", "detail", "purpose"])
      .where("action", "=", action)
      .where("subject", "is not", null)
      .orderBy("id", "desc")
      .executeTakeFirst();

  it("answers an analyst with masked words, and leaves history, audit and a ledger entry that holds the text's digest alone", async () => {
    const sql = "SELECT defendant_id, charge FROM judgments WHERE _row = 1";
    const view = await ask(analyst, sql);
    expect(view).toMatchObject({ status: "done", rowCount: 1, datasets: ["judgments"], masked: ["judgments.defendant_id"] });
    expect(view.rows[0]).toEqual([expect.stringMatching(/^•[0-9a-f]{16}$/), "敲诈勒索罪"]);
    const { body: past } = await analyst.get<PastQueries>("/api/queries");
    expect(past.items[0]).toMatchObject({ id: view.id, sql, status: "done", rows: 1, kind: "rows" });
    expect(codeOf(await clerk.get("/api/queries"))).toBe("NOT_ALLOWED");
    expect(await audited("query.run")).toMatchObject({ subject: view.id, outcome: "done", detail: "1 rows judgments" });
    const entry = await city.home.store.db
      .selectFrom("outbox")
      .innerJoin("ledger_contents", "ledger_contents.sha256", "outbox.content_sha256")
      .select(["content"])
      .where("type", "=", "query.executed")
      .where("subject", "=", view.id)
      .executeTakeFirst();
    expect(JSON.parse(entry?.content ?? "")).toMatchObject({
      sql: createHash("sha256").update(sql).digest("hex"),
      rows: 1,
      datasets: ["judgments"],
      status: "done",
    });
    expect(entry?.content).not.toContain("SELECT");
    expect(codeOf(await chief.get(`/api/queries/${view.id}`))).toBe("QUERY_UNKNOWN");
  });

  it("what is refused is told, audited, and not on the ledger", async () => {
    const view = await ask(analyst, "SELECT * FROM read_text('/etc/passwd')");
    expect(view).toMatchObject({ status: "failed", rows: [], error: { code: "QUERY_REFUSED", kind: "input" } });
    expect(await audited("query.run")).toMatchObject({ subject: view.id, outcome: "refused", detail: "QUERY_REFUSED" });
    expect(await city.home.store.db.selectFrom("outbox").select("id").where("subject", "=", view.id).execute()).toEqual([]);
    const { items } = (await analyst.get<QueryTables>("/api/queries/tables")).body;
    const judgments = items.find(({ name }) => name === "judgments");
    expect(judgments?.rows).toBe(39);
    expect(judgments?.columns.find(({ name }) => name === "defendant_id")).toMatchObject({ mask: "pseudonym" });
    const { body: plan } = await analyst.post<QueryPlan>("/api/queries/estimate", { sql: "SELECT count(*) FROM judgments" });
    expect(plan).toMatchObject({ estimate: { scanned: 39 }, datasets: ["judgments"] });
  });

  it("a purpose opens the rows of its subject and no others", async () => {
    const lead = await city.home.store.db.selectFrom("leads").select("id").orderBy("id").executeTakeFirst();
    const { body: purpose } = await chief.post<Purpose>("/api/purposes", {
      subject: lead?.id,
      legalBasis: "criminal-procedure-law-supervision",
    });
    const sql = "SELECT defendant_id FROM judgments WHERE defendant_id NOT LIKE '•%'";
    const view = await ask(chief, sql, { "x-purpose": purpose.id });
    expect(view.rows).toEqual([[expect.stringMatching(/^9906011980/)]]);
    expect(await audited("query.run")).toMatchObject({ subject: view.id, purpose: purpose.id });
    expect((await ask(chief, sql)).rows).toEqual([]);
    expect(
      (await ask(chief, "SELECT 1 FROM judgments WHERE defendant_id = $id", {}, { values: { id: residentId(1) } })).comparedMasked,
    ).toEqual(["judgments.defendant_id"]);
  });

  it("a query is cancelled by whoever started it", async () => {
    const sql = "SELECT count(*) FROM range(9000) a, range(9000) b WHERE hash(sha256((a.range * b.range)::VARCHAR)) = 1";
    const { body: started } = await analyst.post<QueryView>("/api/queries", { sql });
    expect(codeOf(await chief.post(`/api/queries/${started.id}/cancel`))).toBe("QUERY_UNKNOWN");
    expect((await analyst.post(`/api/queries/${started.id}/cancel`)).status).toBe(204);
    expect(await ended(analyst, started)).toMatchObject({ status: "cancelled", error: { code: "QUERY_CANCELLED" } });
  });

  it("an export is a file with a manifest, by its own right, audited and on the ledger", async () => {
    const body = { sql: "SELECT judgment_number, charge FROM judgments ORDER BY 1 LIMIT 3", format: "csv" };
    const started = await analyst.post<QueryView>("/api/queries/export", body);
    const view = await ended(analyst, started.body);
    const file = await analyst.get(`/api/exports/${view.export?.id}/file`);
    expect(file.text.split("\r\n")).toHaveLength(5);
    expect(createHash("sha256").update(file.text).digest("hex")).toBe(view.export?.sha256);
    const manifest = JSON.parse((await analyst.get(`/api/exports/${view.export?.id}/manifest`)).text) as Record<string, unknown>;
    expect(manifest).toMatchObject({ export: view.export?.id, rows: 3, snapshot: { id: view.snapshot }, query: { sql: body.sql } });
    expect(codeOf(await chief.get(`/api/exports/${view.export?.id}/file`))).toBe("EXPORT_UNKNOWN");
    expect(codeOf(await clerk.post("/api/queries/export", body))).toBe("NOT_ALLOWED");
    expect(await audited("query.export")).toMatchObject({ subject: view.export?.id, detail: "3 rows judgments" });
    const types = await city.home.store.db
      .selectFrom("outbox")
      .select("type")
      .where("subject", "=", view.export?.id ?? "")
      .execute();
    expect(types).toEqual([{ type: "query.exported" }]);
  });

  it("a saved query keeps its versions, is seen by the office where it is shared, and is changed by its author alone", async () => {
    const fields = {
      name: "按罪名",
      note: "",
      sql: "SELECT charge FROM judgments WHERE fine > $fine",
      parameters: [{ name: "fine", value: 100 }],
      isShared: true,
    };
    const { body: saved } = await analyst.post<SavedQueryView>("/api/saved-queries", fields);
    const { body: changed } = await analyst.post<SavedQueryView>(`/api/saved-queries/${saved.id}`, {
      ...fields,
      name: "按罪名统计",
      version: 1,
    });
    expect([saved.version, changed.version, changed.name]).toEqual([1, 2, "按罪名统计"]);
    expect(codeOf(await analyst.post(`/api/saved-queries/${saved.id}`, { ...fields, version: 1 }))).toBe("VERSION_CONFLICT");
    const listed = async (person: Person) =>
      (await person.get<{ items: SavedQueryView[] }>("/api/saved-queries")).body.items.map(({ name }) => name);
    const sameOffice = chief.session.user.office === analyst.session.user.office;
    expect(await listed(chief)).toEqual(sameOffice ? ["按罪名统计"] : []);
    expect(codeOf(await chief.post(`/api/saved-queries/${saved.id}/remove`))).toBe("SAVED_QUERY_UNKNOWN");
    expect((await analyst.get<{ items: unknown[] }>(`/api/saved-queries/${saved.id}/versions`)).body.items).toHaveLength(2);
    expect((await analyst.post(`/api/saved-queries/${saved.id}/remove`)).status).toBe(204);
    expect(await listed(analyst)).toEqual([]);
    const stated = await city.home.store.db.selectFrom("outbox").select("id").where("type", "=", "saved-query.changed").execute();
    expect(stated).toHaveLength(3);
  });
});
