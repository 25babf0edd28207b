import { hash } from "node:crypto";
import {
  type Batch,
  type Clock,
  canonicalJson,
  type DatasetSchema,
  type QualityOutcome,
  qualityScore,
  YuejianError,
} from "@yuejian/contracts";
import type { Quality } from "@yuejian/contracts/api";
import { type Lake, measureRules, profile, profiledTable } from "@yuejian/data";
import { dayInChina } from "@yuejian/oversight";
import type { Scope } from "../policy/index.ts";
import type { Reading, Store } from "../store/index.ts";
import { readBatches, readSchemas } from "../work/catalogue.ts";
import { type DatasetRule, datasetsBehind, rulesOf } from "./rules-of.ts";

/** Profile and rules of a dataset, or of one load, as they were measured over the rows of some offices. */
export interface MeasuredQuality {
  readonly profile: Quality;
  readonly outcomes: readonly (QualityOutcome & { readonly office: string | null })[];
  readonly score: number | null;
  readonly at: string;
  /** Loads have come since. */
  readonly isOutdated: boolean;
}

export interface QualityQuestion {
  readonly dataset: string;
  /** Of one load; of the dataset when not given. */
  readonly batch?: string;
  readonly offices: Scope["offices"];
  /** Datasets that the reader may read, for rules that look into others; all when not given. */
  readonly readable?: readonly string[];
}

export interface MeasurePorts {
  readonly store: Store;
  readonly lake: Lake;
  readonly clock: Clock;
}

/** What is kept, where it may still be shown: with the rules and closures of now. Null: to be measured. */
export async function keptQuality({ store, lake }: MeasurePorts, question: QualityQuestion): Promise<MeasuredQuality | null> {
  const row = await store.db
    .selectFrom("quality_reports")
    .selectAll()
    .where("dataset", "=", question.dataset)
    .where("circle", "=", circleOf(question))
    .where("batch", "=", question.batch ?? "")
    .executeTakeFirst();
  if (!row) return null;
  const schema = (await readSchemas(store.db)).get(question.dataset);
  if (!schema || row.ground !== (await groundOf(store.db, lake, schema))) return null;
  return {
    ...(JSON.parse(row.report) as Omit<MeasuredQuality, "at" | "isOutdated">),
    at: row.at,
    isOutdated: row.sequence < (await newestSequence(store.db, schema.id)),
  };
}

/** Measures now and keeps it in place of what was measured before. DATASET_UNKNOWN */
export async function measureQuality(ports: MeasurePorts, question: QualityQuestion): Promise<MeasuredQuality> {
  const { store, lake, clock } = ports;
  const { dataset, batch, offices } = question;
  const schemas = await readSchemas(store.db);
  const schema = schemas.get(dataset);
  if (!schema) throw new YuejianError("DATASET_UNKNOWN", { dataset });
  const sequence = await newestSequence(store.db, dataset);
  const ground = await groundOf(store.db, lake, schema);
  const rules = await rulesOf(store.db, schema);
  const now = clock.now();
  const at = new Date(now).toISOString();
  const all = await readBatches(store.db, dataset);
  const own = offices === "all" ? all : all.filter(({ office }) => offices.includes(office));
  const measured = await inSession(ports, { schema, schemas, rules, question, all, own }, async (session) => {
    const of = batch === undefined ? own : own.filter(({ id, retryOf }) => id === batch || retryOf === batch);
    const profiled = await profile(session, lake, { dataset, batches: of, ...(batch === undefined ? {} : { batch }) });
    const table = profiledTable(dataset, batch);
    const outcomes = await measureRules(session, { schema, table, today: dayInChina(at), rules, batches: of, now });
    return {
      profile: profiled,
      outcomes: outcomes.map((each, index) => ({ ...each, office: rules[index]?.office ?? null })),
      score: qualityScore(outcomes),
    };
  });
  const row = { dataset, circle: circleOf(question), batch: batch ?? "", at, sequence, ground, report: JSON.stringify(measured) };
  await store.write((trx) =>
    trx
      .insertInto("quality_reports")
      .values(row)
      .onConflict((conflict) => conflict.columns(["dataset", "circle", "batch"]).doUpdateSet({ at, sequence, ground, report: row.report }))
      .execute(),
  );
  return { ...measured, at, isOutdated: false };
}

interface Ground {
  readonly schema: DatasetSchema;
  readonly schemas: ReadonlyMap<string, DatasetSchema>;
  readonly rules: readonly DatasetRule[];
  readonly question: QualityQuestion;
  readonly all: readonly Batch[];
  readonly own: readonly Batch[];
}

/** A session over the rows of the offices and, where a rule looks into other datasets that the reader may read, all rows of these: a key is not missing
 *  because it belongs to another office. */
async function inSession<T>(
  { store, lake }: MeasurePorts,
  { schema, schemas, rules, question: { offices, readable }, all, own }: Ground,
  read: (session: Awaited<ReturnType<Lake["session"]>>) => Promise<T>,
): Promise<T> {
  const behind = datasetsBehind(rules).flatMap((id) =>
    id === schema.id || (readable !== undefined && !readable.includes(id)) ? [] : (schemas.get(id) ?? []),
  );
  const visible = offices === "all" || schema.officeColumn ? all : own;
  const snapshot: Record<string, string[]> = { [schema.id]: visible.map(({ id }) => id) };
  for (const { id } of behind) snapshot[id] = (await readBatches(store.db, id)).map((each) => each.id);
  const session = await lake.session({ id: "", takenAt: "", batches: snapshot }, [schema, ...behind], {
    access: offices === "all" ? {} : { [schema.id]: { offices } },
  });
  try {
    return await read(session);
  } finally {
    session.close();
  }
}

/** Who sees the same rows and the same datasets beside them sees the same report. */
function circleOf({ offices, readable }: QualityQuestion): string {
  const rows = offices === "all" ? "all" : [...offices].sort().join(",");
  return readable === undefined ? rows : `${rows}/${hash("sha256", canonicalJson([...readable].sort()), "hex").slice(0, 16)}`;
}

/** Rules, columns, and what is sealed or withdrawn: with another ground a report is not shown. */
async function groundOf(db: Reading, lake: Lake, schema: DatasetSchema): Promise<string> {
  const rules = await rulesOf(db, schema);
  const content = canonicalJson([
    schema.version,
    rules.map(({ id, severity, tolerance }) => [id, severity, tolerance]),
    await lake.closureVersion(),
  ]);
  return hash("sha256", content, "hex");
}

async function newestSequence(db: Reading, dataset: string): Promise<number> {
  const row = await db
    .selectFrom("batches")
    .select((build) => build.fn.max("sequence").as("newest"))
    .where("dataset", "=", dataset)
    .executeTakeFirst();
  return row?.newest ?? 0;
}
