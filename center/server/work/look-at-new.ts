import { canonicalJson, type DatasetSchema, type SealBasisId, type WholeRunReason, YuejianError } from "@yuejian/contracts";
import type { ChosenRows, LakeReading } from "@yuejian/data";
import { type Pivot, pivotOf } from "@yuejian/rules";
import { type ModelRunResult, parameterValues, runModelOver } from "@yuejian/workbench";
import type { JobContext } from "../jobs/index.ts";
import { readSchemas } from "./catalogue.ts";
import { ruleFact } from "./run-facts.ts";
import { type Committed, committedNow, dataOf, execute, type Found, type RunData, type Running } from "./run-handler.ts";
import { seenBesides } from "./run-scope.ts";
import type { Workplace } from "./workplace.ts";

/** New rows that are worth being looked at one by one. */
const MOST_NEW_ROWS = 100_000;

/** Rows that are looked at in memory: what an engine costs before its first row is more than these cost together. */
const MOST_IN_MEMORY = 5_000;

/** What a model says of what is new since it ran last. */
export type NewLook =
  | { readonly kind: "nothing" }
  | { readonly kind: "found"; readonly found: Found }
  /** It has to run over everything. */
  | { readonly kind: "whole"; readonly reason: WholeRunReason }
  | { readonly kind: "failed"; readonly cause: unknown };

/** Models of one job look at what is new, in the order given: what is committed, which rows are new and what the indexes say of them is read once for all. One that fails does not keep
 *  the others from it. */
export async function lookAtNew(runs: readonly Running[], context: JobContext<Workplace>): Promise<readonly NewLook[]> {
  const { home, progress } = context;
  const committed = await committedNow(
    home,
    runs.map(({ model }) => model),
  );
  const standing = new Map<Running, Standing>();
  const looks = new Map<Running, NewLook>();
  for (const running of runs) {
    const base = await standingOf(running, committed);
    if (typeof base === "string") looks.set(running, { kind: "whole", reason: base });
    else if (Object.keys(base.fresh).length === 0) looks.set(running, { kind: "nothing" });
    else standing.set(running, base);
  }
  const rowsOf = await rowsOfBatches(context, standing);
  for (const [running, { fresh }] of standing) {
    const rows = Object.values(fresh)
      .flat()
      .reduce((sum, batch) => sum + (rowsOf.get(batch) ?? 0), 0);
    if (rows <= MOST_NEW_ROWS) continue;
    standing.delete(running);
    looks.set(running, { kind: "whole", reason: "too-many-rows" });
  }
  if (standing.size > 0) {
    await indexFresh(context, standing, committed);
    const reading = await home.lake.reading();
    for (const [running, base] of standing) {
      progress.signal.throwIfAborted();
      try {
        const found = await increment(running, { base, reading });
        looks.set(running, typeof found === "string" ? { kind: "whole", reason: found } : { kind: "found", found });
      } catch (cause) {
        if (progress.signal.aborted) throw cause;
        looks.set(running, { kind: "failed", cause });
      }
    }
  }
  return runs.map((running) => looks.get(running) ?? { kind: "nothing" });
}

/** What an increment stands on. */
interface Standing {
  readonly data: RunData;
  readonly pivot: Pivot;
  readonly parameters: Found["result"]["parameters"];
  /** The run that it carries on. */
  readonly run: string;
  /** New batches by dataset, of those that the model reads and those by which rows are sealed. */
  readonly fresh: Readonly<Record<string, readonly string[]>>;
}

/** The newest run that an increment can stand on, and what is new since. */
async function standingOf(running: Running, committed: Committed): Promise<Standing | WholeRunReason> {
  const { manifest, rule } = running.model;
  const parameters = parameterValues(manifest, {});
  const data = dataOf(running, committed);
  const row = await running.context.home.store.db
    .selectFrom("runs")
    .innerJoin("run_scopes", "run_scopes.run", "runs.id")
    .select(["runs.id", "runs.snapshot", "run_scopes.decisions", "run_scopes.seen"])
    .where("runs.model", "=", manifest.id)
    .where("runs.model_version", "=", manifest.version)
    .where("runs.rule_digest", "=", ruleFact(rule).sha256)
    .where("runs.parameters", "=", canonicalJson(parameters))
    .orderBy("runs.finished_at", "desc")
    .orderBy("runs.id", "desc")
    .limit(1)
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
  const pivot = pivotOf(rule, manifest.subjectKey);
  if (fresh.length > 0 && !("places" in pivot)) return "no-pivot";
  return { data, pivot: pivot as Pivot, parameters, run: row.id, fresh: Object.fromEntries(fresh) };
}

async function rowsOfBatches({ home }: JobContext<Workplace>, standing: ReadonlyMap<Running, Standing>): Promise<Map<string, number>> {
  const batches = freshOf(standing).map(([batch]) => batch);
  if (batches.length === 0) return new Map();
  const rows = await home.store.db.selectFrom("batches").select(["id", "rows_accepted"]).where("id", "in", batches).execute();
  return new Map(rows.map(({ id, rows_accepted: accepted }) => [id, accepted]));
}

/** New batches of any of the models, each once, with its dataset. */
function freshOf(standing: ReadonlyMap<Running, Standing>): (readonly [batch: string, dataset: string])[] {
  const all = standing
    .values()
    .flatMap(({ fresh }) => Object.entries(fresh).flatMap(([dataset, batches]) => batches.map((batch) => [batch, dataset] as const)));
  return [...new Map(all)];
}

/** Makes the indexes of new batches, unless the job that is there for them did. */
async function indexFresh(
  { home, progress }: JobContext<Workplace>,
  standing: ReadonlyMap<Running, Standing>,
  committed: Committed,
): Promise<void> {
  const { store, lake, paths } = home;
  await lake.refreshIndexes();
  for (const [batch, dataset] of freshOf(standing)) {
    if (lake.indexes.has(dataset, batch)) continue;
    const schema = committed.schemas.get(dataset) ?? (await readSchemas(store.db, [dataset])).get(dataset);
    if (!schema) throw new YuejianError("DATASET_UNKNOWN", { dataset });
    await lake.indexes.make({
      schema,
      batch,
      scratchFolder: paths.scratch,
      progress: { report() {}, signal: progress.signal },
      memoryLimit: home.memoryLimit,
      threads: home.threads,
    });
  }
}

async function increment(running: Running, { base, reading }: { base: Standing; reading: LakeReading }): Promise<Found | WholeRunReason> {
  const { data, pivot, parameters } = base;
  const { snapshot, schemas } = data;
  const changed = await reading.changed({ pivot, parameters, schemas, snapshot, fresh: base.fresh });
  if (typeof changed === "string") return changed;
  const wanted = schemas.map((schema) => ({
    schema,
    batches: snapshot.batches[schema.id] ?? [],
    rows: changed.rows.get(schema.id) ?? new Map<string, ReadonlySet<number>>(),
  }));
  const among = await findAmong(running, { wanted, schemas, reading });
  if (among === null) return "not-indexed";
  // Rows that share a digest with a wanted value were read too.
  const findings = among.findings.filter(({ values }) => changed.keys.has(String(values[pivot.column])));
  const batches = Object.values(base.fresh).flat().toSorted();
  return {
    data,
    result: { parameters: among.parameters, findings, canonicalResult: canonicalJson(findings) },
    sealed: among.sealed,
    scope: {
      decisions: data.decisions,
      seen: seenBesides(data.all, new Set(schemas.map(({ id }) => id))),
      increment: { base: base.run, batches, keys: changed.keys, column: pivot.column },
      reason: null,
    },
  };
}

interface Among {
  readonly wanted: readonly (Omit<ChosenRows, "rows"> & { readonly rows: ReadonlyMap<string, ReadonlySet<number>> })[];
  readonly schemas: readonly DatasetSchema[];
  readonly reading: LakeReading;
}

/** What the rule says of these rows alone. Null where the indexes do not tell which of them count. */
async function findAmong(
  running: Running,
  { wanted, schemas, reading }: Among,
): Promise<(Pick<ModelRunResult, "findings" | "parameters"> & { readonly sealed: ReadonlyMap<string, SealBasisId> }) | null> {
  const { model, gate, context } = running;
  const { lake } = context.home;
  const chosen = wanted.flatMap(({ rows }) => [...rows.values()]).reduce((sum, rows) => sum + rows.size, 0);
  const few = chosen <= MOST_IN_MEMORY ? await reading.counting(wanted, gate.lifted) : null;
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
