import { type Relation, type SupervisionModel, type Text, YuejianError } from "@yuejian/contracts";
import type { ModelSummary, ModelView } from "@yuejian/contracts/api";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { describeRule, type Titles } from "@yuejian/rules";
import { sql } from "kysely";
import type { Home } from "../../home/index.ts";
import { type Actor, type Scope, visible } from "../../policy/index.ts";
import { accuracyOf, precisionRate } from "../../sampling/index.ts";
import { runsOf } from "../../work/index.ts";
import type { Services } from "../services.ts";

const SHOWN_RUNS = 20;

/** Names of the dictionary's datasets and columns for the rule in words. */
const COLUMN_TITLES = new Map(DICTIONARY.flatMap(({ columns }) => columns.map(({ name, title }) => [name, title] as const)).reverse());
const TITLES: Titles = {
  dataset: (id) => DICTIONARY.find((each) => each.id === id)?.title ?? null,
  column: (name) => COLUMN_TITLES.get(name) ?? null,
};

/** Rules do not change while their models are loaded. */
const inWords = new WeakMap<Relation, readonly Text[]>();

function ruleInWords(rule: Relation): readonly Text[] {
  const words = inWords.get(rule) ?? describeRule(rule, TITLES);
  inWords.set(rule, words);
  return words;
}

interface Context {
  readonly home: Home;
  readonly services: Services;
}

/** Models of the caller's business lines, with counts of the leads that the caller may see. */
export async function modelSummaries({ home, services }: Context, actor: Actor): Promise<ModelSummary[]> {
  const models = [...home.models.values()].filter(({ manifest }) =>
    services.policy.may(actor, "model.read", { businessLines: [manifest.businessLine] }),
  );
  const counts = await leadCounts(services, services.policy.scope(actor));
  const runs = await lastRuns(services);
  const recalls = new Map(
    await Promise.all(models.map(async ({ manifest: { id, version } }) => [id, await recallOf(services, id, version)] as const)),
  );
  return models
    .map((model) => ({ ...summaryOf(model, counts, runs), recall: recalls.get(model.manifest.id) ?? null }))
    .sort((left, right) => left.number - right.number);
}

/** @throws YuejianError MODEL_UNKNOWN, also for models of other business lines */
export async function modelView({ home, services }: Context, id: string, actor: Actor): Promise<ModelView> {
  const model = home.models.get(id);
  if (!model || !services.policy.may(actor, "model.read", { businessLines: [model.manifest.businessLine] }))
    throw new YuejianError("MODEL_UNKNOWN", { model: id });
  const { manifest } = model;
  const { db } = services.store;
  const [counts, runs, loaded] = await Promise.all([
    leadCounts(services, services.policy.scope(actor), id),
    runsOf(db, id, SHOWN_RUNS),
    db
      .selectFrom("batches")
      .select((build) => ["dataset", sql<number>`cast(sum(rows_accepted) as bigint)`.as("rows"), build.fn.countAll<number>().as("batches")])
      .where("dataset", "in", [...new Set(manifest.inputs.map(({ dataset }) => dataset))])
      .groupBy("dataset")
      .execute(),
  ]);
  const last = new Map(runs.slice(0, 1).map((run) => [id, { id: run.id, at: run.finishedAt }]));
  return {
    summary: { ...summaryOf(model, counts, last), recall: await recallOf(services, id, manifest.version) },
    legalBasis: manifest.legalBasis.map(({ law, article, text }) => ({ law, article, text })),
    inputs: manifest.inputs.map((input) => {
      const size = loaded.find((each) => each.dataset === input.dataset);
      return {
        dataset: input.dataset,
        presence: input.presence,
        columns: [...input.columns],
        rows: size?.rows ?? 0,
        batches: size?.batches ?? 0,
      };
    }),
    parameters: manifest.parameters.map(({ name, type, title, default: value, legalNumber }) => ({
      name,
      type,
      title,
      default: value,
      legalNumber: legalNumber ?? null,
    })),
    lawfulExplanations: manifest.lawfulExplanations.map(({ id: key, title, howToCheck }) => ({ id: key, title, howToCheck })),
    settledBy: [...manifest.settledBy],
    finds: manifest.finds,
    cannotFind: manifest.cannotFind,
    verifyByHand: manifest.verifyByHand,
    precisionFloor: manifest.precisionFloor,
    rule: model.rule,
    ruleInWords: [...ruleInWords(model.rule)],
    runs,
  };
}

/** Estimated recall of a version; the whole of it is asked for only where a sample was drawn. */
async function recallOf({ store }: Services, model: string, version: string) {
  const drawn = await store.db
    .selectFrom("samples")
    .select("id")
    .where("model", "=", model)
    .where("model_version", "=", version)
    .limit(1)
    .executeTakeFirst();
  if (!drawn) return null;
  return (await accuracyOf(store.db, model)).versions.find((each) => each.version === version)?.recall ?? null;
}

interface Counts {
  readonly leads: number;
  readonly confirmed: number;
  readonly dismissed: number;
}

/** Of all models, or of one. */
async function leadCounts({ store }: Services, scope: Scope, of?: string): Promise<ReadonlyMap<string, Counts>> {
  const all = store.db.selectFrom("lead_counts").where(visible(scope, "lead_counts"));
  const rows = await (of === undefined ? all : all.where("model", "=", of))
    .select((build) => ["model", "status", sql<number>`cast(sum(${build.ref("leads")}) as bigint)`.as("leads")])
    .groupBy(["model", "status"])
    .execute();
  const counts = new Map<string, Counts>();
  for (const { model, status, leads } of rows) {
    const before = counts.get(model) ?? { leads: 0, confirmed: 0, dismissed: 0 };
    counts.set(model, {
      leads: before.leads + leads,
      confirmed: before.confirmed + (status === "verified" || status === "filed" ? leads : 0),
      dismissed: before.dismissed + (status === "dismissed" ? leads : 0),
    });
  }
  return counts;
}

async function lastRuns({ store }: Services): Promise<ReadonlyMap<string, { id: string; at: string }>> {
  const rows = await store.db.selectFrom("runs").select(["model", "id", "finished_at"]).orderBy("finished_at").orderBy("id").execute();
  return new Map(rows.map((row) => [row.model, { id: row.id, at: row.finished_at }]));
}

function summaryOf(
  { manifest }: SupervisionModel,
  counts: ReadonlyMap<string, Counts>,
  runs: ReadonlyMap<string, { id: string; at: string }>,
): ModelSummary {
  const { id, number, version, title, summary, businessLine, dataClass } = manifest;
  const run = runs.get(id);
  const { leads, confirmed, dismissed } = counts.get(id) ?? { leads: 0, confirmed: 0, dismissed: 0 };
  return {
    id,
    number,
    version,
    title,
    summary,
    businessLine,
    dataClass,
    lastRun: run?.id ?? null,
    lastRunAt: run?.at ?? null,
    leads,
    confirmed,
    dismissed,
    precision: precisionRate(confirmed, confirmed + dismissed),
    recall: null,
  };
}
