import { canonicalJson, type DatasetSchema, type Finding, type SupervisionModel, YuejianError } from "@yuejian/contracts";
import {
  type CompiledRule,
  compileRule,
  type Dialect,
  interpretRule,
  normalRule,
  type ResultColumn,
  RULE_LIMITS,
  restrictToSubjects,
  type SourceRow,
  type Value,
} from "@yuejian/rules";
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
  /** See `Compilation.partOf`. */
  readonly partOf?: (dataset: string) => string | null;
  readonly query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Only these subjects: what makes detection incremental. */
  readonly subjects?: readonly string[];
  /** Most rows of the result and of each join, RULE_LIMITS.rows when not given: RULE_ROW_BUDGET with the place of the first that has more. */
  readonly rowBudget?: number;
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
  const compiled = compileRule(rule, {
    dialect,
    context,
    parameters,
    source: run.source,
    ...(run.partOf === undefined ? {} : { partOf: run.partOf }),
  });
  const { sql, columns } = compiled;
  const rows = await rowsWithin(run.rowBudget ?? RULE_LIMITS.rows, compiled, run.query);
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
    canonicalRule: canonicalJson(normalRule(model.rule)),
  };
}

/** Runs a model over rows in memory: what it finds on a snapshot of these rows alone. MODEL_INPUT_MISSING is the caller's to find. */
export function runModelOver({
  model,
  schemas,
  parameters: given = {},
  rows,
}: Pick<ModelRun, "model" | "schemas" | "parameters"> & { readonly rows: (dataset: string) => readonly SourceRow[] }): Pick<
  ModelRunResult,
  "findings" | "parameters"
> {
  const parameters = parameterValues(model.manifest, given);
  const result = interpretRule(model.rule, { context: modelContext(model.manifest, schemas), parameters, rows });
  return { parameters, findings: toFindings(model.manifest, result.rows).findings };
}

/** The rows, or RULE_ROW_BUDGET. Counting costs nothing until the result has too many rows or the engine gave up, which is when it is worth knowing
 *  which join multiplied them. */
async function rowsWithin(limit: number, { sql, joins }: CompiledRule, query: ModelRun["query"]): ReturnType<ModelRun["query"]> {
  let failure: unknown = null;
  try {
    const rows = await query(`${sql}\nLIMIT ${limit + 1}`);
    if (rows.length <= limit) return rows;
  } catch (cause) {
    if (!isExhaustion(cause)) throw cause;
    failure = cause;
  }
  for (const { where, sql: bound } of joins) {
    const [answer] = await query(bound);
    if (Number(answer?.["rows"]) > limit) throw new YuejianError("RULE_ROW_BUDGET", { where, limit }, { cause: failure });
  }
  throw failure ?? new YuejianError("RULE_ROW_BUDGET", { where: "rule", limit });
}

/** Time or room ran out, as opposed to a wrong query or a request to stop. */
function isExhaustion(cause: unknown): boolean {
  if (cause instanceof YuejianError) return cause.code === "QUERY_TOO_LONG" || cause.code === "DISK_FULL";
  return cause instanceof Error && /out of memory/i.test(cause.message);
}
