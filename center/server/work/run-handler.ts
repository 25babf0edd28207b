import { hash } from "node:crypto";
import { type Finding, type ModelManifest, type SupervisionModel, type Text, YuejianError } from "@yuejian/contracts";
import type { RunView } from "@yuejian/contracts/api";
import { runModel } from "@yuejian/workbench";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import { type ModelGate, requireRunnable, subjectKey } from "../safeguards/index.ts";
import type { Row } from "../store/index.ts";
import { readSchemas } from "./catalogue.ts";
import { commitRun, type ExplainedFinding } from "./commit-run.ts";
import type { RunJob } from "./job-kinds.ts";
import { linkColumns } from "./lead-links.ts";
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
  const { home, job, progress, fence } = context;
  const model = home.models.get(id);
  if (!model) throw new YuejianError("MODEL_UNKNOWN", { model: id });
  const earlier = await home.store.db.selectFrom("runs").selectAll().where("job", "=", job.id).executeTakeFirst();
  if (earlier) return viewOf(earlier);
  const startedAt = new Date(home.clock.now()).toISOString();
  const gate = await requireRunnable({ db: home.store.db, clock: home.clock }, model.manifest);
  const found = await runOnSnapshot(model, parameters, { gate, context });
  progress.report(2, 3, STAGES.saving);
  const row = await commitRun(
    { ...home, expiredKey: subjectKey(home.paths.salts, null) },
    {
      manifest: model.manifest,
      startedAt,
      snapshot: found.snapshot,
      parameters: found.result.parameters,
      rule: model.rule,
      schemas: found.schemas,
      resultDigest: hash("sha256", found.result.canonicalResult, "hex"),
      sealed: found.sealed,
      approvals: [gate.assessment, gate.exception, gate.sealException].flatMap((each) => each ?? []),
      findings: found.result.findings.map((finding) => ({
        ...explained(model, finding, { home, office: job.office }),
        links: found.linksOf(finding.values),
      })),
    },
    { actor: job.actor, office: job.office, job: { id: job.id, fence } },
  );
  return viewOf(row);
};

interface Running {
  readonly gate: ModelGate;
  readonly context: JobContext<Workplace>;
}

async function runOnSnapshot(model: SupervisionModel, parameters: RunJob["parameters"], { gate, context }: Running) {
  const { home, progress } = context;
  const { manifest } = model;
  progress.report(0, 3, STAGES.reading);
  const [schemas, current] = await Promise.all([readSchemas(home.store.db), currentSnapshot(home.store.db, home.clock)]);
  const inputs = new Set(manifest.inputs.map(({ dataset }) => dataset));
  const batches = Object.fromEntries(Object.entries(current.batches).filter(([dataset]) => inputs.has(dataset)));
  const used = [...inputs].flatMap((dataset) => schemas.get(dataset) ?? []);
  const session = await home.lake.session({ ...current, batches }, used, { lifted: gate.lifted });
  try {
    progress.report(1, 3, STAGES.running);
    const result = await runModel({
      model,
      schemas: used,
      parameters,
      dialect: session.dialect,
      source: session.modelSources(manifest.id, manifest.inputs),
      partOf: (dataset) => session.partOf(dataset),
      query: async (sql) => {
        const { columns, rows } = await session.select(sql, [], { signal: progress.signal, seconds: QUERY_SECONDS });
        return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
      },
    });
    const sealed = gate.lifted.length === 0 ? new Map() : await session.sealedAmong(result.findings.flatMap(({ rows }) => rows));
    const linksOf = linkColumns(model, (dataset) => schemas.get(dataset) ?? null);
    return { result, snapshot: batches, schemas: used, sealed, linksOf };
  } catch (cause) {
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED", {}, { cause });
    throw cause;
  } finally {
    session.close();
  }
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

/** The ledger index is not known yet: the outbox is drained after the commit. */
function viewOf(row: Row<"runs">): RunView {
  return {
    id: row.id,
    model: row.model,
    modelVersion: row.model_version,
    ruleDigest: row.rule_digest,
    parameters: JSON.parse(row.parameters) as RunView["parameters"],
    snapshot: JSON.parse(row.snapshot) as RunView["snapshot"],
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    actor: row.actor,
    findings: row.findings,
    newLeads: row.new_leads,
    resultDigest: row.result_digest,
    ledgerIndex: null,
  };
}
