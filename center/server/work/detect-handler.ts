import { hash } from "node:crypto";
import { canonicalJson, type SealBasisId, type WholeRunReason, YuejianError } from "@yuejian/contracts";
import type { DetectionResult, RunView } from "@yuejian/contracts/api";
import type { ChosenRows } from "@yuejian/data";
import { normalRule, type Pivot, pivotOf } from "@yuejian/rules";
import { type ModelRunResult, parameterValues, runModelOver } from "@yuejian/workbench";
import { actorOf } from "../identity/index.ts";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import { createPolicy, notAllowed } from "../policy/index.ts";
import { batchOf } from "./catalogue.ts";
import { beginRun, dataOf, earlierRun, execute, type RunData, type Running, runWhole, saveRun } from "./run-handler.ts";
import { seenBesides } from "./run-scope.ts";
import type { Workplace } from "./workplace.ts";

/** New rows that are worth being looked at one by one. */
const MOST_NEW_ROWS = 100_000;

/** Runs a model on what is new since it ran last, or over everything where that cannot be told apart. A further attempt finds the run of the one before. */
export const detectHandler: JobHandler<Workplace> = async (input, context): Promise<DetectionResult> => {
  const { model: id } = input as { model: string };
  const earlier = await earlierRun(context);
  if (earlier) return { run: earlier };
  const running = await beginRun(id, context);
  await demandOwner(running, context);
  return { run: await runOnNew(running) };
};

/** A run on what is new since the last one, or over everything where that cannot be told apart; null where nothing is new. */
export async function runOnNew(running: Running): Promise<RunView | null> {
  const parameters = parameterValues(running.model.manifest, {});
  const data = await dataOf(running);
  const base = await baseOf(running, { data, parameters });
  if (typeof base === "string") return runWhole(running, { parameters: {}, reason: base });
  if (Object.keys(base.fresh).length === 0) return null;
  const run = await runIncrement(running, { data, base });
  return typeof run === "string" ? runWhole(running, { parameters: {}, reason: run }) : run;
}

/** The rights are those of whoever switched the model on, as they are now. NOT_ALLOWED */
async function demandOwner({ model }: Running, { home, job }: JobContext<Workplace>): Promise<void> {
  const account = await home.store.db.selectFrom("users").selectAll().where("id", "=", job.actor).executeTakeFirst();
  const { businessLine, dataClass } = model.manifest;
  if (!account || account.is_disabled !== 0) throw notAllowed("model.run");
  createPolicy(home.offices).demand(actorOf(account), "model.run", { businessLines: [businessLine], dataClass });
}

interface Base {
  readonly run: string;
  /** New batches by dataset, of those that the model reads and those by which rows are sealed. */
  readonly fresh: Readonly<Record<string, readonly string[]>>;
}

/** The newest run that an increment can stand on, and what is new since. */
async function baseOf(
  { model, context: { home } }: Running,
  { data, parameters }: { data: RunData; parameters: RunView["parameters"] },
): Promise<Base | WholeRunReason> {
  const { manifest, rule } = model;
  const row = await home.store.db
    .selectFrom("runs")
    .innerJoin("run_scopes", "run_scopes.run", "runs.id")
    .select(["runs.id", "runs.snapshot", "run_scopes.decisions", "run_scopes.seen"])
    .where("runs.model", "=", manifest.id)
    .where("runs.model_version", "=", manifest.version)
    .where("runs.rule_digest", "=", hash("sha256", canonicalJson(normalRule(rule)), "hex"))
    .where("runs.parameters", "=", canonicalJson(parameters))
    .orderBy("runs.finished_at", "desc")
    .orderBy("runs.id", "desc")
    .executeTakeFirst();
  if (!row) return "first";
  if (row.decisions !== data.decisions) return "decisions";
  const inputs = new Set(manifest.inputs.map(({ dataset }) => dataset));
  const before = { ...(JSON.parse(row.snapshot) as RunData["all"]), ...(JSON.parse(row.seen) as RunData["all"]) };
  const now = { ...data.snapshot.batches, ...seenBesides(data.all, inputs) };
  const fresh = Object.entries(now).flatMap(([dataset, batches]) => {
    const known = new Set(before[dataset]);
    const added = batches.filter((batch) => !known.has(batch));
    return added.length === 0 ? [] : [[dataset, added] as const];
  });
  return { run: row.id, fresh: Object.fromEntries(fresh) };
}

async function runIncrement(running: Running, { data, base }: { data: RunData; base: Base }): Promise<RunView | WholeRunReason> {
  const { model, context } = running;
  const { lake } = context.home;
  const pivot = pivotOf(model.rule, model.manifest.subjectKey);
  if (!("places" in pivot)) return "no-pivot";
  const isSmall = await indexFresh(context, base.fresh);
  if (!isSmall) return "too-many-rows";
  const { snapshot, schemas } = data;
  const parameters = parameterValues(model.manifest, {});
  const changed = await lake.changed({ pivot, parameters, schemas, snapshot, fresh: base.fresh });
  if (typeof changed === "string") return changed;
  const wanted = schemas.map((schema) => ({
    schema,
    batches: snapshot.batches[schema.id] ?? [],
    rows: changed.rows.get(schema.id) ?? new Map<string, ReadonlySet<number>>(),
  }));
  const found = await findAmong(running, { wanted, schemas });
  if (found === null) return "not-indexed";
  // Rows that share a digest with a wanted value were read too.
  const findings = found.findings.filter(({ values }) => changed.keys.has(String(values[pivot.column])));
  return saveRun(running, {
    data,
    result: { parameters: found.parameters, findings, canonicalResult: canonicalJson(findings) },
    sealed: found.sealed,
    scope: {
      decisions: data.decisions,
      seen: seenBesides(data.all, new Set(schemas.map(({ id }) => id))),
      increment: incrementOf(base, pivot, changed.keys),
      reason: null,
    },
  });
}

type Wanted = Omit<ChosenRows, "rows"> & { readonly rows: ReadonlyMap<string, ReadonlySet<number>> };

/** Rows that are looked at in memory: what an engine costs before its first row is more than these cost together. */
const MOST_IN_MEMORY = 5_000;

/** What the rule says of these rows alone. Null where the indexes do not tell which of them count. */
async function findAmong(
  running: Running,
  { wanted, schemas }: { readonly wanted: readonly Wanted[]; readonly schemas: RunData["schemas"] },
): Promise<(Pick<ModelRunResult, "findings" | "parameters"> & { readonly sealed: ReadonlyMap<string, SealBasisId> }) | null> {
  const { model, gate, context } = running;
  const { lake } = context.home;
  const chosen = wanted.flatMap(({ rows }) => [...rows.values()]).reduce((sum, rows) => sum + rows.size, 0);
  const few = chosen <= MOST_IN_MEMORY ? await lake.counting(wanted, gate.lifted) : null;
  if (few !== null) {
    const missing = wanted.find(({ batches }) => batches.length === 0);
    if (missing) throw new YuejianError("MODEL_INPUT_MISSING", { model: model.manifest.id, dataset: missing.schema.id });
    const result = runModelOver({ model, schemas, rows: (dataset) => few.rows.get(dataset) ?? [] });
    return { ...result, sealed: gate.lifted.length === 0 ? new Map() : few.sealed };
  }
  const session = await lake.chosen(wanted, { lifted: gate.lifted });
  if (session === null) return null;
  try {
    const result = await execute(running, { session, schemas, parameters: {} });
    const rows = result.findings.flatMap((each) => each.rows);
    return { ...result, sealed: gate.lifted.length === 0 ? new Map() : await session.sealedAmong(rows) };
  } finally {
    session.close();
  }
}

function incrementOf({ run, fresh }: Base, { column }: Pivot, keys: ReadonlySet<string>) {
  return { base: run, batches: Object.values(fresh).flat().toSorted(), keys, column };
}

/** Makes the indexes of new batches, unless the job that is there for them did; false where these have too many rows. */
async function indexFresh({ home, progress }: JobContext<Workplace>, fresh: Base["fresh"]): Promise<boolean> {
  const { store, lake, paths } = home;
  const batches = (await store.db.selectFrom("batches").selectAll().where("id", "in", Object.values(fresh).flat()).execute()).map(batchOf);
  if (batches.reduce((sum, { rowsAccepted }) => sum + rowsAccepted, 0) > MOST_NEW_ROWS) return false;
  await lake.refreshIndexes();
  for (const { id, dataset } of batches) {
    if (lake.indexes.has(dataset, id)) continue;
    const schema = await store.db.selectFrom("datasets").select("schema").where("id", "=", dataset).executeTakeFirstOrThrow();
    await lake.indexes.make({
      schema: JSON.parse(schema.schema) as RunData["schemas"][number],
      batch: id,
      scratchFolder: paths.scratch,
      progress: { report() {}, signal: progress.signal },
      memoryLimit: home.memoryLimit,
      threads: home.threads,
    });
  }
  return true;
}
