import { type DatasetSchema, type Finding, type ModelCase, type SupervisionModel, YuejianError } from "@yuejian/contracts";
import { interpretRule, isOfType, type SourceRow, type Value } from "@yuejian/rules";
import { toFindings } from "./findings.ts";
import { modelContext, parameterValues } from "./model-context.ts";

export interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  readonly findings: readonly Finding[];
  /** Expected subjects that were not found, and subjects found that were not expected. */
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

/** Fewest golden cases of each kind that a model brings. */
export const LEAST_CASES = 3;

/** Reads a golden case from parsed JSON. MODEL_CASE_FAILED for an unknown dataset or column, a value of another type or a kind that contradicts
 *  what is expected: a slip of the pen must not pass as a case that finds nothing. */
export function parseCase(
  value: unknown,
  name: string,
  { model, schemas }: { model: SupervisionModel; schemas: readonly DatasetSchema[] },
): ModelCase {
  const refuse = (reason: string): never => {
    throw new YuejianError("MODEL_CASE_FAILED", { model: model.manifest.id, case: name, reason });
  };
  if (typeof value !== "object" || value === null) return refuse("is not an object");
  const given = value as Partial<ModelCase>;
  const unknown = Object.keys(given).find((key) => !["name", "title", "kind", "rows", "expected"].includes(key));
  if (unknown) return refuse(`there is no field ${unknown}`);
  if (given.name !== name) return refuse("its name is not that of the file");
  if (typeof given.title?.zh !== "string" || typeof given.title.en !== "string") return refuse("needs a title zh and en");
  if (given.kind !== "positive" && given.kind !== "negative") return refuse("kind must be positive or negative");
  const { expected } = given;
  if (!Array.isArray(expected) || !expected.every((subject) => typeof subject === "string"))
    return refuse("expected must be a list of subjects");
  if ((given.kind === "positive") !== expected.length > 0) return refuse(`a ${given.kind} case that expects ${expected.length} subjects`);
  if (typeof given.rows !== "object" || given.rows === null) return refuse("needs rows");
  for (const [dataset, rows] of Object.entries(given.rows)) {
    const schema = schemas.find((each) => each.id === dataset);
    if (!schema || !model.manifest.inputs.some((input) => input.dataset === dataset)) return refuse(`${dataset} is no input of the model`);
    if (!Array.isArray(rows)) return refuse(`${dataset} is not a list of rows`);
    for (const [index, row] of rows.entries()) checkRow(row, schema, (reason) => refuse(`${dataset}[${index}] ${reason}`));
  }
  return given as ModelCase;
}

function checkRow(row: Readonly<Record<string, Value>>, schema: DatasetSchema, refuse: (reason: string) => never): void {
  for (const [name, value] of Object.entries(row)) {
    const column = schema.columns.find((each) => each.name === name) ?? refuse(`has the unknown column ${name}`);
    if (value !== null && !isOfType(value, column.type)) refuse(`has a value of another type in ${name}`);
    if (column.allowed && value !== null && !column.allowed.includes(String(value))) refuse(`has a value of ${name} that is not allowed`);
  }
  for (const column of schema.columns) {
    if (column.required && (row[column.name] ?? null) === null) refuse(`lacks ${column.name}`);
  }
}

/** Rows of a case with references `dataset:1`, `dataset:2` … */
export function caseRows(modelCase: ModelCase, dataset: string): readonly SourceRow[] {
  return (modelCase.rows[dataset] ?? []).map((row, index) => ({ ...row, _ref: `${dataset}:${index + 1}` }));
}

/** Runs one case through the interpreter. */
export function runCase(model: SupervisionModel, modelCase: ModelCase, schemas: readonly DatasetSchema[]): CaseResult {
  const { rows } = interpretRule(model.rule, {
    context: modelContext(model.manifest, schemas),
    parameters: parameterValues(model.manifest, {}),
    rows: (dataset) => caseRows(modelCase, dataset),
  });
  return judgeCase(modelCase, toFindings(model.manifest, rows).findings);
}

/** Compares findings with what a case expects. */
export function judgeCase(modelCase: ModelCase, findings: readonly Finding[]): CaseResult {
  const found = findings.map((finding) => finding.subject);
  const missing = modelCase.expected.filter((subject) => !found.includes(subject));
  const unexpected = found.filter((subject) => !modelCase.expected.includes(subject));
  const passed = found.length === modelCase.expected.length && found.every((subject, index) => subject === modelCase.expected[index]);
  return { name: modelCase.name, passed, findings, missing, unexpected };
}

/** Runs all golden cases of a model. MODEL_CASE_FAILED when it brings fewer than LEAST_CASES of a kind; failed cases are results. */
export function testModel(model: SupervisionModel, cases: readonly ModelCase[], schemas: readonly DatasetSchema[]): readonly CaseResult[] {
  for (const kind of ["positive", "negative"] as const) {
    const count = cases.filter((each) => each.kind === kind).length;
    if (count < LEAST_CASES) {
      const reason = `the model has ${count} ${kind} cases and needs ${LEAST_CASES}`;
      throw new YuejianError("MODEL_CASE_FAILED", { model: model.manifest.id, case: "*", reason });
    }
  }
  return cases.map((each) => runCase(model, each, schemas));
}
