import { canonicalJson, type DatasetSchema, type Finding, type SupervisionModel } from "@yuejian/contracts";
import { compileRule, type Dialect, type ResultColumn, restrictToSubjects, type Value } from "@yuejian/rules";
import { fromDriver, toFindings } from "./findings.ts";
import { modelContext, parameterValues } from "./model-context.ts";

export interface ModelRun {
  readonly model: SupervisionModel;
  readonly schemas: readonly DatasetSchema[];
  /** Values given by the caller; the rest are the manifest's defaults. */
  readonly parameters?: Readonly<Record<string, Value>>;
  readonly dialect: Dialect;
  /** A trusted table expression over the snapshot with these columns and `_ref`. */
  readonly source: (dataset: string, columns: readonly string[]) => string;
  readonly query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Only these subjects: what makes detection incremental. */
  readonly subjects?: readonly string[];
}

export interface ModelRunResult {
  readonly columns: readonly ResultColumn[];
  readonly parameters: Readonly<Record<string, Value>>;
  readonly findings: readonly Finding[];
  /** Result rows whose subject is null. */
  readonly withoutSubject: number;
  readonly sql: string;
  /** Canonical JSON of the findings; its digest is the run's result digest. */
  readonly canonicalResult: string;
  /** Canonical JSON of the rule; its digest is the run's rule digest. */
  readonly canonicalRule: string;
}

/** Runs a model on a snapshot through an engine. */
export async function runModel(run: ModelRun): Promise<ModelRunResult> {
  const { model, dialect } = run;
  const context = modelContext(model.manifest, run.schemas);
  const parameters = parameterValues(model.manifest, run.parameters ?? {});
  const rule = run.subjects ? restrictToSubjects(model.rule, model.manifest.subjectKey, run.subjects) : model.rule;
  const { sql, columns } = compileRule(rule, { dialect, context, parameters, source: run.source });
  const rows = await run.query(sql);
  const { findings, withoutSubject } = toFindings(
    model.manifest,
    rows.map((row) => fromDriver(row, columns)),
  );
  return {
    columns,
    parameters,
    findings,
    withoutSubject,
    sql,
    canonicalResult: canonicalJson(findings),
    canonicalRule: canonicalJson(model.rule),
  };
}
