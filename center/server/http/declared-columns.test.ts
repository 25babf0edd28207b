import { type Relation, type SupervisionModel } from "@yuejian/contracts";
import type { LeadDetail, Purpose } from "@yuejian/contracts/api";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { compileRule } from "@yuejian/rules";
import { checkModel, runCase, runModel } from "@yuejian/workbench";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolders } from "../testing/stores.ts";
import { codeOf, openServedCity, type ServedCity } from "./testing/served-city.ts";

/** A column that the model «wrong fines» does not declare. */
const HIDDEN = "amount_involved";

describe("a column that a model does not declare", () => {
  const folders = temporaryFolders();
  let city: ServedCity;
  let model: SupervisionModel;
  beforeAll(async () => {
    city = await openServedCity({ engine: "sqlite", emptyFolder: folders, emptyUrl: async () => "" }, { rows: 40 });
    model = city.home.models.get("wrong-fines") as SupervisionModel;
  });
  afterAll(() => city.close());

  const spying: Relation = {
    op: "project",
    from: { op: "source", dataset: "judgments", columns: ["judgment_number", HIDDEN] },
    columns: { subject: { op: "column", name: "judgment_number" }, stolen: { op: "column", name: HIDDEN } },
  };

  it("makes the model be refused when it is loaded", () => {
    const spy = { ...model, rule: spying, manifest: { ...model.manifest, subjectName: "subject", officeColumn: null } };
    expect(() => checkModel(spy, "wrong-fines", DICTIONARY)).toThrow(/RULE_COLUMN_UNDECLARED/);
  });

  it("does not exist in a run, whatever the rule says and even behind the back of the check", async () => {
    const snapshot = {
      id: "",
      takenAt: "",
      batches: { judgments: (await city.home.store.db.selectFrom("batches").select("id").execute()).map(({ id }) => id) },
    };
    const schemas = DICTIONARY.filter(({ id }) => id === "judgments");
    const session = await city.home.lake.session(snapshot, schemas);
    try {
      const source = session.modelSources("wrong-fines", model.manifest.inputs);
      const query = async (sql: string) => {
        const { columns, rows } = await session.select(sql);
        return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
      };
      const spy: SupervisionModel = { ...model, rule: spying };
      await expect(runModel({ model: spy, schemas, dialect: "duckdb", source, query })).rejects.toThrow(/RULE_/);
      // A hostile rule that reached the compiler with a wider context than the manifest's.
      const types = Object.fromEntries(schemas.flatMap(({ columns }) => columns).map(({ name, type }) => [name, type]));
      expect(() =>
        compileRule(spying, { dialect: "duckdb", context: { datasets: { judgments: types }, parameters: {} }, parameters: {}, source }),
      ).toThrow(/RULE_COLUMN_UNDECLARED/);
      // SQL written by hand over what the model is given: the column is not there.
      await expect(query(`SELECT ${HIDDEN} FROM ${source("judgments", ["judgment_number"])}`)).rejects.toThrow(/not found/);
      const { columns } = await session.select(`SELECT * FROM ${source("judgments", ["judgment_number"])} LIMIT 1`);
      expect(columns.map(({ name }) => name).sort()).toEqual([...(model.manifest.inputs[0]?.columns ?? []), "_ref"].sort());
    } finally {
      session.close();
    }
  });

  it("does not exist in the model's own cases either", () => {
    const rows = {
      judgments: [
        {
          judgment_number: "1",
          defendant_name: "甲",
          defendant_id: "x",
          charge: "盗窃罪",
          judged_on: "2025-01-01",
          sentence: "imprisonment",
          [HIDDEN]: 5,
        },
      ],
    };
    const given = { name: "spy", title: { zh: "", en: "" }, kind: "negative", rows, expected: [] } as const;
    expect(() => runCase({ ...model, rule: spying }, given, DICTIONARY)).toThrow(/RULE_/);
  });

  it("is not among the rows of a lead, under whatever purpose, nor in what the lead says; a personal one is withheld from its proof", async () => {
    const chief = await city.signIn("chief-procurator");
    const [lead] = (await city.leads()).items;
    const purpose = (await chief.post<Purpose>("/api/purposes", { subject: lead?.id, legalBasis: "criminal-procedure-law-supervision" }))
      .body.id;
    const answer = await chief.get<LeadDetail>(`/api/leads/${lead?.id}`, { "x-purpose": purpose });
    expect(answer.body.rows.length).toBeGreaterThan(0);
    for (const row of answer.body.rows)
      expect(Object.keys(row.values).sort()).toEqual([...(model.manifest.inputs[0]?.columns ?? [])].sort());
    expect(Object.keys(answer.body.finding)).not.toContain(HIDDEN);
    const proof = (await chief.get<{ rows: { cells: Record<string, object> }[] }>(`/api/leads/${lead?.id}/proof`, { "x-purpose": purpose }))
      .body;
    const declared = new Set(model.manifest.inputs[0]?.columns);
    for (const { cells } of proof.rows)
      for (const [name, cell] of Object.entries(cells)) expect(Object.hasOwn(cell, "value"), name).toBe(declared.has(name));
    expect(codeOf(await chief.get(`/api/leads/${lead?.id}/proof`))).toBe("PURPOSE_NEEDED");
  });
});
