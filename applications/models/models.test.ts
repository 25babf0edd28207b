import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { ModelCase, SupervisionModel } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { interpretRule, restrictToSubjects } from "@yuejian/rules";
import {
  caseRows,
  checkModel,
  checkModelsDiffer,
  judgeCase,
  modelContext,
  parameterValues,
  parseCase,
  runModel,
  testModel,
} from "@yuejian/workbench";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Engine, openDuckdb, openPostgres, tableOf } from "../../checks/engines/engines.ts";
import { MODELS_FOLDER } from "./index.ts";

const SQL_TYPES = { text: "TEXT", integer: "BIGINT", amount: "BIGINT", decimal: "DOUBLE PRECISION", date: "DATE", boolean: "BOOLEAN" };

async function folders(): Promise<string[]> {
  const entries = await readdir(fileURLToPath(MODELS_FOLDER), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && entry.name !== "node_modules").map((entry) => entry.name);
}

async function load(folder: string): Promise<{ model: SupervisionModel; cases: readonly ModelCase[] }> {
  const exported = (await import(new URL(`${folder}/index.ts`, MODELS_FOLDER).href)) as { model: unknown };
  const model = checkModel(exported.model, folder, DICTIONARY);
  const place = new URL(`${folder}/cases/`, MODELS_FOLDER);
  const cases = [];
  for (const file of (await readdir(fileURLToPath(place))).sort()) {
    const content: unknown = JSON.parse(await readFile(new URL(file, place), "utf8"));
    cases.push(parseCase(content, file.replace(/\.json$/, ""), { model, schemas: DICTIONARY }));
  }
  return { model, cases };
}

function tableForCase(modelCase: ModelCase, dataset: string): string {
  const schema = DICTIONARY.find((each) => each.id === dataset);
  const types = Object.fromEntries((schema?.columns ?? []).map((column) => [column.name, SQL_TYPES[column.type]]));
  return tableOf(caseRows(modelCase, dataset), { ...types, _ref: "TEXT" });
}

const engines: Engine[] = [];

beforeAll(async () => {
  engines.push(await openDuckdb(), await openPostgres());
});

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

test("the models differ in id and number", async () => {
  const models = await Promise.all((await folders()).map(load));
  expect(models.length).toBeGreaterThanOrEqual(2);
  checkModelsDiffer(models.map(({ model }) => model));
});

describe.each(await folders())("model %s", (folder) => {
  test("finds exactly the expected subjects of its golden cases in the interpreter", async () => {
    const { model, cases } = await load(folder);
    for (const result of testModel(model, cases, DICTIONARY)) {
      expect({ name: result.name, missing: result.missing, unexpected: result.unexpected, passed: result.passed }).toEqual({
        name: result.name,
        missing: [],
        unexpected: [],
        passed: true,
      });
    }
  });

  test("finds each subject again from the rows that the finding names and what it relies on being absent", async () => {
    const { model, cases } = await load(folder);
    const { manifest } = model;
    const reliedOn = new Set(manifest.inputs.filter(({ presence }) => presence === "absent").map(({ dataset }) => dataset));
    const results = testModel(model, cases, DICTIONARY);
    for (const [index, modelCase] of cases.entries()) {
      for (const finding of results[index]?.findings ?? []) {
        const { rows } = interpretRule(restrictToSubjects(model.rule, manifest.subjectKey, [finding.subject]), {
          context: modelContext(manifest, DICTIONARY),
          parameters: parameterValues(manifest, {}),
          rows: (dataset) => caseRows(modelCase, dataset).filter(({ _ref }) => reliedOn.has(dataset) || finding.rows.includes(_ref)),
        });
        expect(
          rows.map(({ values, refs }) => ({ values, rows: refs })),
          modelCase.name,
        ).toContainEqual({ values: finding.values, rows: finding.rows });
      }
    }
  });

  test("gives the same findings, rows and sentences in DuckDB and PostgreSQL", async () => {
    const { model, cases } = await load(folder);
    const expected = testModel(model, cases, DICTIONARY);
    for (const engine of engines) {
      for (const [index, modelCase] of cases.entries()) {
        const run = {
          model,
          schemas: DICTIONARY,
          dialect: engine.dialect,
          source: (dataset: string) => tableForCase(modelCase, dataset),
          query: (sql: string) => engine.query(sql),
        };
        const { findings } = await runModel(run);
        expect(findings, `${engine.dialect}: ${modelCase.name}`).toEqual(expected[index]?.findings);
        expect(judgeCase(modelCase, findings).passed).toBe(true);
        for (const finding of findings) {
          const sentence = model.explain(finding);
          expect(`${sentence.zh}${sentence.en}`).not.toMatch(/undefined|null|NaN|不详|unknown/);
          expect(finding.rows.length).toBeGreaterThan(0);
        }
        const [first] = findings;
        if (first) {
          const some = await runModel({ ...run, subjects: [first.subject, "O'Neil"] });
          expect(some.findings).toEqual(findings.filter((finding) => finding.subject === first.subject));
        }
        expect((await runModel({ ...run, subjects: [] })).findings).toEqual([]);
      }
    }
  });
});

test("prisoners-pensions counts each payment once and names the rows behind it", async () => {
  const { model, cases } = await load("prisoners-pensions");
  const result = testModel(model, cases, DICTIONARY).find((each) => each.name === "matched-twice-counted-once");
  expect(result?.findings[0]?.values).toMatchObject({ months: 2, amount: 624_000, first_month: "2023-03-01", last_month: "2023-04-01" });
  expect(result?.findings[0]?.rows).toEqual([
    "judgments:1",
    "judgments:2",
    "pension-payments:1",
    "pension-payments:2",
    "sentence-execution:1",
  ]);
  expect(result?.findings[0] && model.explain(result.findings[0]).zh).toBe(
    "2023年2月15日至2024年3月10日在湖南省岳阳监狱服刑（（2022）湘0602刑初302号），其间2023年3月至2023年4月有2个整月照发养老金，共6240元，没有停发、追回记录，也不在社区矫正期间。",
  );
});

test("wrong-fines names the special rule rather than the general one of the same height", async () => {
  const { model, cases } = await load("wrong-fines");
  const found = testModel(model, cases, DICTIONARY).find((each) => each.name === "theft-below-floor")?.findings[0];
  expect(found?.values).toMatchObject({ floor: 100_000, article: "第十四条", fine: 80_000 });
  expect(found && model.explain(found).en).toBe(
    "（2021）湘0602刑初101号 of 2021-05-18 imposes a fine of 800 yuan for 盗窃罪, below the floor of 1,000 yuan in 最高人民法院、最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释（法释〔2013〕8号）第十四条; no mitigation is recorded.",
  );
});
