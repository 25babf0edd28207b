import { hash } from "node:crypto";
import {
  type DatasetSchema,
  type Finding,
  type ModelManifest,
  type SealBasisId,
  type Snapshot,
  type SupervisionModel,
  type Text,
  type WholeRunReason,
  YuejianError,
} from "@yuejian/contracts";
import type { RunView } from "@yuejian/contracts/api";
import type { LakeSession } from "@yuejian/data";
import { type ModelRunResult, runModel } from "@yuejian/workbench";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import { closingDecisions } from "../safeguards/closures.ts";
import { type ModelGate, requireRunnable, subjectKey } from "../safeguards/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import { readSchemas } from "./catalogue.ts";
import { commitRuns, type FinishedRun, runOfJob } from "./commit-run.ts";
import type { ExplainedFinding } from "./found-leads.ts";
import type { RunJob } from "./job-kinds.ts";
import { linkColumns } from "./lead-links.ts";
import { decisionsOf, type RunScope, seenBesides } from "./run-scope.ts";
import { runViews } from "./run-views.ts";
import { currentSnapshot } from "./snapshot.ts";
import type { Workplace } from "./workplace.ts";

const STAGES = {
  reading: { zh: "读取快照", en: "Opening the snapshot" },
  running: { zh: "运行规则", en: "Running the rule" },
  saving: { zh: "保存线索", en: "Saving leads" },
} as const satisfies Record<string, Text>;

/** Far more than a rule over millions of rows takes; one that goes on longer multiplies rows. */
const QUERY_SECONDS = 300;

/** Runs a model on what is committed now; its findings become leads. */
export const runHandler: JobHandler<Workplace> = async (input, context) => {
  const { model: id, parameters } = input as unknown as Omit<RunJob, "actor">;
  const earlier = await earlierRun(context);
  if (earlier) return earlier;
  const running = await beginRun(id, context);
  return runWhole(running, { parameters, reason: null });
};

/** What a further attempt of a job finds of the one before. */
export async function earlierRun(context: JobContext<Workplace>): Promise<RunView | null> {
  const [run = null] = await earlierRuns(context, []);
  return run;
}

/** As `earlierRun`, of a job of these models. */
export async function earlierRuns({ home, job }: JobContext<Workplace>, models: readonly string[]): Promise<readonly RunView[]> {
  const names = [job.id, ...models.map((model) => runOfJob(job.id, model))];
  const rows = await home.store.db.selectFrom("runs").select("id").where("job", "in", names).orderBy("id").execute();
  return runViews(
    home.store.db,
    rows.map(({ id }) => id),
  );
}

export interface Running {
  readonly model: SupervisionModel;
  readonly gate: ModelGate;
  readonly startedAt: string;
  readonly context: JobContext<Workplace>;
}

/** MODEL_UNKNOWN and what keeps the model from running. */
export async function beginRun(id: string, context: JobContext<Workplace>): Promise<Running> {
  const { home } = context;
  const model = home.models.get(id);
  if (!model) throw new YuejianError("MODEL_UNKNOWN", { model: id });
  const startedAt = new Date(home.clock.now()).toISOString();
  const gate = await requireRunnable({ db: home.store.db, clock: home.clock }, model.manifest);
  return { model, gate, startedAt, context };
}

/** Over all records. */
export async function runWhole(
  running: Running,
  { parameters, reason }: { readonly parameters: RunJob["parameters"]; readonly reason: WholeRunReason | null },
): Promise<RunView> {
  const { model, gate, context } = running;
  const { home, progress } = context;
  progress.report(0, 3, STAGES.reading);
  const data = dataOf(running, await committedNow(home, [model]));
  const session = await home.lake.session(data.snapshot, data.schemas, { lifted: gate.lifted });
  try {
    progress.report(1, 3, STAGES.running);
    const result = await execute(running, { session, schemas: data.schemas, parameters });
    const sealed = gate.lifted.length === 0 ? new Map() : await session.sealedAmong(result.findings.flatMap(({ rows }) => rows));
    const seen = seenBesides(data.all, new Set(model.manifest.inputs.map(({ dataset }) => dataset)));
    return await saveRun(running, { data, result, sealed, scope: { decisions: data.decisions, seen, increment: null, reason } });
  } finally {
    session.close();
  }
}

export interface RunData {
  readonly schemas: readonly DatasetSchema[];
  /** Of the datasets that the model reads. */
  readonly snapshot: Snapshot;
  /** Of all datasets. */
  readonly all: Snapshot["batches"];
  readonly decisions: string;
}

/** What is committed now, as models read it. */
export interface Committed {
  /** See `closingDecisions`. */
  readonly decisions: string;
  /** Of the datasets that the models read. */
  readonly schemas: ReadonlyMap<string, DatasetSchema>;
  readonly current: Snapshot;
}

export async function committedNow({ store, clock }: Workplace, models: readonly SupervisionModel[]): Promise<Committed> {
  // Before the batches: what is decided while they are read counts as decided after the run.
  const decisions = await closingDecisions(store.db);
  const inputs = new Set(models.flatMap(({ manifest }) => manifest.inputs.map(({ dataset }) => dataset)));
  const [schemas, current] = await Promise.all([readSchemas(store.db, [...inputs]), currentSnapshot(store.db, clock)]);
  return { decisions, schemas, current };
}

export function dataOf({ model, gate }: Running, { decisions, schemas, current }: Committed): RunData {
  const inputs = new Set(model.manifest.inputs.map(({ dataset }) => dataset));
  const batches = Object.fromEntries(Object.entries(current.batches).filter(([dataset]) => inputs.has(dataset)));
  return {
    schemas: [...inputs].flatMap((dataset) => schemas.get(dataset) ?? []),
    snapshot: { ...current, batches },
    all: current.batches,
    decisions: decisionsOf(decisions, gate.lifted),
  };
}

export async function execute(
  { model, context: { progress } }: Running,
  { session, schemas, parameters }: { session: LakeSession; schemas: readonly DatasetSchema[]; parameters: RunJob["parameters"] },
): Promise<ModelRunResult> {
  try {
    return await runModel({
      model,
      schemas,
      parameters,
      dialect: session.dialect,
      source: session.modelSources(model.manifest.id, model.manifest.inputs),
      partOf: (dataset) => session.partOf(dataset),
      query: async (sql) => {
        const { columns, rows } = await session.select(sql, [], { signal: progress.signal, seconds: QUERY_SECONDS });
        return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
      },
    });
  } catch (cause) {
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED", {}, { cause });
    throw cause;
  }
}

export interface Found {
  readonly data: RunData;
  readonly result: Pick<ModelRunResult, "findings" | "parameters" | "canonicalResult">;
  readonly sealed: ReadonlyMap<string, SealBasisId>;
  readonly scope: RunScope;
}

/** Findings become leads. */
export async function saveRun(running: Running, found: Found): Promise<RunView> {
  const [run] = await saveRuns([[running, found]], running.context);
  return run as RunView;
}

/** As `saveRun`, of several models of one job, in one commit. */
export async function saveRuns(
  found: readonly (readonly [Running, Found])[],
  { home, job, progress, fence }: JobContext<Workplace>,
  alongside?: (trx: StoreTransaction) => Promise<void>,
): Promise<readonly RunView[]> {
  progress.report(2, 3, STAGES.saving);
  const by = { actor: job.actor, office: job.office, job: { id: job.id, fence } };
  const rows = await commitRuns(
    { ...home, expiredKey: subjectKey(home.paths.salts, null) },
    found.map(([running, each]) => finishedRun(running, each)),
    { ...by, ...(alongside ? { alongside } : {}) },
  );
  return runViews(
    home.store.db,
    rows.map(({ id }) => id),
  );
}

function finishedRun({ model, gate, startedAt, context }: Running, { data, result, sealed, scope }: Found): FinishedRun {
  const { home, job } = context;
  const linksOf = linkColumns(model, (dataset) => data.schemas.find((schema) => schema.id === dataset) ?? null);
  return {
    manifest: model.manifest,
    startedAt,
    snapshot: data.snapshot.batches,
    parameters: result.parameters,
    rule: model.rule,
    schemas: data.schemas,
    resultDigest: hash("sha256", result.canonicalResult, "hex"),
    sealed,
    approvals: [gate.assessment, gate.exception, gate.sealException].flatMap((each) => each ?? []),
    findings: result.findings.map((finding) => ({
      ...explained(model, finding, { home, office: job.office }),
      links: linksOf(finding.values),
    })),
    scope,
  };
}

function explained(model: SupervisionModel, finding: Finding, { home, office }: { home: Workplace; office: string }): ExplainedFinding {
  const { subjectName, officeColumn }: ModelManifest = model.manifest;
  const concerned = officeColumn === null ? null : finding.values[officeColumn];
  return {
    ...finding,
    subjectName: String(finding.values[subjectName] ?? finding.subject),
    office: home.offices.find(({ id }) => id === concerned)?.id ?? office,
    summary: model.explain(finding),
  };
}
