import { type Finding, type ModelManifest, type SupervisionModel, YuejianError } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { rule } from "@yuejian/rules";
import { describe, expect, test } from "vitest";
import { openDuckdb, openPostgres, tableOf } from "../../checks/engines/engines.ts";
import { checkModel, checkModelsDiffer } from "./check-model.ts";
import { compareWithTruth, type PlantedTruth } from "./compare-with-truth.ts";
import { parseCase, runCase, testModel } from "./model-cases.ts";
import { runModel } from "./run-model.ts";

const words = { zh: "文", en: "words" };
const { column } = rule;

const manifest: ModelManifest = {
  id: "late-deaths",
  number: 900,
  version: "1.0.0",
  title: words,
  summary: words,
  businessLine: "public-interest",
  legalBasis: [{ law: "法", article: "第一条", text: words }],
  subjectKey: "person_id",
  subjectName: "person_name",
  officeColumn: null,
  inputs: [
    { dataset: "deaths", presence: "present", columns: ["person_id", "person_name", "died_on"] },
    { dataset: "persons", presence: "absent", columns: ["person_id"] },
  ],
  parameters: [{ name: "since", type: "date", title: words, default: "2024-01-01" }],
  lawfulExplanations: [{ id: "typing-error", title: words, howToCheck: words }],
  settledBy: [words],
  finds: words,
  cannotFind: words,
  verifyByHand: words,
  dataClass: "personal",
  precisionFloor: 0.5,
};

const model: SupervisionModel = {
  manifest,
  rule: rule.absent(
    rule.filter(rule.source("deaths", ["person_id", "person_name", "died_on"]), rule.atLeast(column("died_on"), rule.parameter("since"))),
    rule.source("persons", ["person_id"]),
    { prefix: "p_", on: { person_id: "person_id" } },
  ),
  explain: () => words,
};

function faultOf(value: unknown, folder = "late-deaths"): { code: string; where: unknown } {
  try {
    checkModel(value, folder, DICTIONARY);
  } catch (error) {
    if (error instanceof YuejianError) return { code: error.code, where: error.parameters["where"] };
    throw error;
  }
  throw new Error("the model was accepted");
}

const changed = (change: Partial<Record<keyof ModelManifest | "extra", unknown>>) => ({ ...model, manifest: { ...manifest, ...change } });

test("a sound model is accepted and keeps its explanation", () => {
  expect(checkModel(model, "late-deaths", DICTIONARY).explain({ subject: "", values: {}, rows: [] })).toEqual(words);
});

describe("a model is refused", () => {
  test.each<[string, unknown, string, string | undefined]>([
    ["that is nothing", undefined, "MANIFEST_INVALID", "model"],
    ["without manifest", { ...model, manifest: undefined }, "MANIFEST_INVALID", "manifest"],
    ["with an unknown field", changed({ extra: 1 }), "MANIFEST_INVALID", "extra"],
    ["with a title in one language", changed({ title: { zh: "文" } }), "MANIFEST_INVALID", "title"],
    ["without lawful explanations", changed({ lawfulExplanations: [] }), "MANIFEST_INVALID", "lawfulExplanations"],
    ["with a version that is none", changed({ version: "1" }), "MANIFEST_INVALID", "version"],
    [
      "with an unknown dataset",
      changed({ inputs: [...manifest.inputs, { dataset: "cars", presence: "present", columns: ["plate"] }] }),
      "MANIFEST_INVALID",
      "inputs[2].dataset",
    ],
    [
      "with a column that the dictionary lacks",
      changed({ inputs: [{ ...manifest.inputs[0], columns: ["person_id", "shoe_size"] }] }),
      "MANIFEST_INVALID",
      "inputs[0].columns",
    ],
    [
      "that declares a column it does not use",
      changed({ inputs: [{ ...manifest.inputs[0], columns: ["person_id", "person_name", "died_on", "cause"] }, manifest.inputs[1]] }),
      "MANIFEST_INVALID",
      "inputs[0].columns",
    ],
    [
      "that uses a column it does not declare",
      changed({ inputs: [{ ...manifest.inputs[0], columns: ["person_id", "person_name"] }, manifest.inputs[1]] }),
      "RULE_COLUMN_UNDECLARED",
      "rule.left.from",
    ],
    [
      "that declares as present what must be absent",
      changed({ inputs: [manifest.inputs[0], { ...manifest.inputs[1], presence: "present" }] }),
      "MANIFEST_INVALID",
      "inputs[1]",
    ],
    ["whose subject is no result column", changed({ subjectKey: "credit_code" }), "MANIFEST_INVALID", "subjectKey"],
    ["whose subject is a day", changed({ subjectKey: "died_on" }), "MANIFEST_INVALID", "subjectKey"],
    [
      "whose parameter has a default of another type",
      changed({ parameters: [{ ...manifest.parameters[0], default: "2024-02-30" }] }),
      "MANIFEST_INVALID",
      "parameters[0].default",
    ],
    ["that understates its data class", changed({ dataClass: "internal" }), "MANIFEST_INVALID", "dataClass"],
    ["whose rule is not data", { ...model, rule: "SELECT 1" }, "RULE_MALFORMED", "rule"],
    ["without explanation", { ...model, explain: undefined }, "MANIFEST_INVALID", "explain"],
  ])("%s", (_title, value, code, where) => {
    expect(faultOf(value)).toEqual({ code, where });
  });

  test("in a folder of another name", () => {
    expect(faultOf(model, "early-deaths").code).toBe("MODEL_FOLDER_MISMATCH");
  });

  test("when another has its number", () => {
    const other = { ...model, manifest: { ...manifest, id: "other" } };
    expect(() => checkModelsDiffer([model, other])).toThrow("MODEL_DUPLICATE");
    expect(() => checkModelsDiffer([model])).not.toThrow();
  });
});

describe("golden cases", () => {
  const rows = { deaths: [{ person_id: "1", person_name: "甲", died_on: "2024-05-01", reported_by: "police" }] };
  const good = { name: "found", title: words, kind: "positive", rows, expected: ["1"] };
  const place = { model, schemas: DICTIONARY };

  test("pass only with exactly the expected subjects", () => {
    const passed = parseCase(good, "found", place);
    expect(runCase(model, passed, DICTIONARY)).toMatchObject({ passed: true, missing: [], unexpected: [] });
    expect(runCase(model, { ...passed, expected: ["2"] }, DICTIONARY)).toMatchObject({ passed: false, missing: ["2"], unexpected: ["1"] });
    expect(runCase(model, { ...passed, expected: ["1", "1"] }, DICTIONARY).passed).toBe(false);
  });

  test.each<[string, unknown]>([
    ["a misspelt column", { ...good, rows: { deaths: [{ ...rows.deaths[0], died: "2024-05-01" }] } }],
    ["a missing required column", { ...good, rows: { deaths: [{ person_id: "1" }] } }],
    ["a value of another type", { ...good, rows: { deaths: [{ ...rows.deaths[0], died_on: 20240501 }] } }],
    ["a value that the dictionary does not allow", { ...good, rows: { deaths: [{ ...rows.deaths[0], reported_by: "neighbour" }] } }],
    ["a dataset that is no input", { ...good, rows: { enterprises: [] } }],
    ["a positive kind that expects nothing", { ...good, expected: [] }],
    ["another name than its file", { ...good, name: "lost" }],
  ])("are refused with %s", (_title, value) => {
    expect(() => parseCase(value, "found", place)).toThrow("MODEL_CASE_FAILED");
  });

  test("are too few when a kind has fewer than three", () => {
    expect(() => testModel(model, [parseCase(good, "found", place)], DICTIONARY)).toThrow("the model has 1 positive cases and needs 3");
  });
});

describe("a rule that multiplies rows", () => {
  const pairs = rule.join(rule.source("deaths", ["person_id", "person_name"]), rule.source("deaths", ["person_id"]), {
    prefix: "d_",
    on: { person_id: "person_id" },
  });
  const inputs = [{ dataset: "deaths", presence: "present" as const, columns: ["person_id", "person_name"] }];
  const shape = { prefix: "o_", on: { office: "office" } };
  const byOffice = rule.join(rule.source("deaths", ["person_id", "person_name", "office"]), rule.source("persons", ["office"]), shape);

  test("for one value of everything that it compares is refused with the place", () => {
    const given = [
      { dataset: "deaths", presence: "present", columns: ["person_id", "person_name", "office"] },
      { dataset: "persons", presence: "present", columns: ["office"] },
    ];
    expect(faultOf({ ...changed({ inputs: given, parameters: [] }), rule: byOffice })).toEqual({
      code: "RULE_UNBOUNDED",
      where: "rule.on",
    });
  });

  test.each(["duckdb", "postgresql"] as const)(
    "while it runs on %s is stopped with the place of the join, whatever comes after it",
    async (dialect) => {
      const engine = dialect === "duckdb" ? await openDuckdb() : await openPostgres();
      const rows = Array.from({ length: 100 }, (_, at) => ({ person_id: "1", person_name: "甲", _ref: `d:${at}` }));
      const run = (of: SupervisionModel["rule"], rowBudget: number, query = engine.query.bind(engine)) =>
        runModel({
          model: { ...model, manifest: { ...manifest, inputs, parameters: [] }, rule: of },
          schemas: DICTIONARY,
          dialect,
          source: () => tableOf(rows, { person_id: "TEXT", person_name: "TEXT", _ref: "TEXT" }),
          query,
          rowBudget,
        });
      const counted = rule.group(pairs, ["person_id"], { person_name: rule.max(column("person_name")), n: rule.count() });
      expect((await run(pairs, 10_000)).findings).toHaveLength(10_000);
      await expect(run(pairs, 9_999)).rejects.toMatchObject({ code: "RULE_ROW_BUDGET", parameters: { where: "rule", limit: 9_999 } });
      expect((await run(counted, 10)).findings[0]?.values["n"]).toBe(10_000);
      // What an engine does that runs out of time over a join far larger than this one.
      const tired = (sql: string) =>
        sql.includes("LIMIT") ? Promise.reject(new YuejianError("QUERY_TOO_LONG", { seconds: 1 })) : engine.query(sql);
      await expect(run(counted, 9_999, tired)).rejects.toMatchObject({ code: "RULE_ROW_BUDGET", parameters: { where: "rule.from" } });
      await expect(run(counted, 10_000, tired)).rejects.toMatchObject({ code: "QUERY_TOO_LONG" });
      await engine.close();
    },
  );
});

describe("a run", () => {
  const answer = (rows: readonly Record<string, unknown>[]) => ({
    model,
    schemas: DICTIONARY,
    dialect: "duckdb" as const,
    source: (dataset: string) => `"${dataset}"`,
    query: () => Promise.resolve(rows),
  });
  const row = (id: string | null, name: string, refs: string) => ({ person_id: id, person_name: name, died_on: "2024-05-01", _refs: refs });

  test("sorts findings canonically and unites references, whatever the order of the engine's rows", async () => {
    const rows = [row("2", "乙", "b:2 b:2  a:1"), row("1", "甲", "b:1"), row("1", "丙", "b:3")];
    const [one, other] = [await runModel(answer(rows)), await runModel(answer([...rows].reverse()))];
    expect(one.canonicalResult).toBe(other.canonicalResult);
    expect(one.findings.map(({ subject, values, rows: refs }) => [subject, values["person_name"], refs])).toEqual([
      ["1", "丙", ["b:3"]],
      ["1", "甲", ["b:1"]],
      ["2", "乙", ["a:1", "b:2"]],
    ]);
  });

  test("counts rows without a subject instead of dropping them in silence", async () => {
    const result = await runModel(answer([row(null, "甲", "a:1"), row("1", "乙", "a:2")]));
    expect([result.findings.length, result.withoutSubject]).toEqual([1, 1]);
  });

  test("refuses an unknown parameter and a value of another type", async () => {
    await expect(runModel({ ...answer([]), parameters: { until: "2024-01-01" } })).rejects.toThrow("REQUEST_INVALID");
    await expect(runModel({ ...answer([]), parameters: { since: "soon" } })).rejects.toThrow("REQUEST_INVALID");
    expect((await runModel({ ...answer([]), parameters: { since: "2020-02-29" } })).parameters).toEqual({ since: "2020-02-29" });
  });

  test("stops when the engine gives another type than the rule promises", async () => {
    await expect(runModel(answer([{ ...row("1", "甲", "a:1"), died_on: new Date(0) }]))).rejects.toThrow("died_on");
  });
});

describe("comparison with planted truth", () => {
  const planted = (kind: PlantedTruth["kind"], subject: string, keys: Record<string, string> = {}): PlantedTruth => ({
    kind,
    family: "f",
    subject,
    keys,
  });
  const finding = (subject: string, values: Finding["values"] = {}): Finding => ({ subject, values, rows: [] });

  test("counts plants, decoys and plants that need linkage apart", () => {
    const truth = [planted("plant", "1"), planted("plant", "2"), planted("decoy", "3"), planted("plant-needs-linkage", "4")];
    const result = compareWithTruth([finding("1"), finding("3"), finding("5")], truth);
    expect(result).toMatchObject({
      findings: 3,
      recall: 0.5,
      recallNeedingLinkage: 0,
      precision: 1 / 3,
      plants: { planted: 2, found: 1 },
      decoys: { planted: 1, found: 1 },
      missed: [{ subject: "2" }],
      decoysFound: [{ subject: "3" }],
      unplanted: [{ subject: "5" }],
    });
  });

  test("knows a subject by its keys when the model names it otherwise, and only when all of them fit", () => {
    const truth = [planted("plant", "判1", { judgment_number: "判1", defendant_id: "9" })];
    const hit = finding("判1 9", { judgment_number: "判1", defendant_id: "9" });
    expect(compareWithTruth([hit], truth)).toMatchObject({ recall: 1, precision: 1 });
    const other = finding("判1 8", { judgment_number: "判1", defendant_id: "8" });
    expect(compareWithTruth([other], truth)).toMatchObject({ recall: 0, precision: 0 });
    expect(compareWithTruth([finding("x")], truth)).toMatchObject({ recall: 0 });
  });

  test("has no precision where nothing was found and no recall where nothing was planted", () => {
    expect(compareWithTruth([], [])).toMatchObject({ recall: null, precision: null });
  });
});
