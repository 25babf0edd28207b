import type { Batch, DatasetSchema } from "@yuejian/contracts";
import type { CatalogueEntry, CatalogueNote } from "@yuejian/contracts/api";
import { sql } from "kysely";
import { rulesOf } from "../quality/index.ts";
import type { Reading } from "../store/index.ts";
import type { ModelLibrary } from "../work/index.ts";

const DAY = 86_400_000;

/** A dataset with what the reader may know of it. */
export interface CataloguedDataset {
  readonly schema: DatasetSchema;
  /** Of the reader's offices, oldest first. */
  readonly batches: readonly Batch[];
}

export interface EntryPorts {
  readonly db: Reading;
  readonly models: ModelLibrary;
  /** Milliseconds. */
  readonly now: number;
  readonly notes: readonly (CatalogueNote & { readonly dataset: string })[];
}

interface Delivery {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly dataset: string;
  readonly legal_basis: string;
  readonly next_at: string | null;
}

/** One line of the catalogue for each dataset, in the order given. */
export async function catalogueEntries(ports: EntryPorts, datasets: readonly CataloguedDataset[]): Promise<CatalogueEntry[]> {
  const { db, models, notes } = ports;
  const [sizes, scores, deliveries] = await Promise.all([sizesOf(db), scoresOf(db), deliveriesOf(db)]);
  const entries: CatalogueEntry[] = [];
  for (const { schema, batches } of datasets) {
    const { id, title, owner, dataClass, isInternal, columns } = schema;
    const ofDataset = notes.filter(({ dataset }) => dataset === id);
    const delivering = deliveries.filter(({ dataset }) => dataset === id);
    const lastBatchAt = batches.at(-1)?.createdAt ?? null;
    const expected = await expectedNext(ports, schema, { delivering, notes: ofDataset, lastBatchAt });
    entries.push({
      dataset: id,
      title,
      owner,
      dataClass,
      isInternal,
      columns: columns.length,
      rows: batches.reduce((sum, { rowsAccepted }) => sum + rowsAccepted, 0),
      bytes: batches.reduce((sum, batch) => sum + (sizes.get(batch.id) ?? 0), 0),
      batches: batches.length,
      legalBases: [
        ...delivering.map(({ legal_basis: text, name: from }) => ({ text, from })),
        ...ofDataset.flatMap(({ legalBasis, office }) => (legalBasis === null ? [] : [{ text: legalBasis, from: office }])),
      ],
      sources: delivering.map(({ id: source, name, owner: by }) => ({ id: source, name, owner: by })),
      lastBatchAt,
      expected,
      isOverdue: expected !== null && Date.parse(expected.at) < ports.now,
      score: scores.get(id) ?? null,
      tags: [...new Set(ofDataset.flatMap(({ tags }) => tags))].sort(),
      models: [...models.values()].filter(({ manifest }) => manifest.inputs.some(({ dataset }) => dataset === id)).length,
    });
  }
  return entries;
}

/** The next load: by the rhythm of the system that delivers, else by what an office expects, else by the rule of freshness. */
async function expectedNext(
  { db }: EntryPorts,
  schema: DatasetSchema,
  known: { delivering: readonly Delivery[]; notes: readonly CatalogueNote[]; lastBatchAt: string | null },
): Promise<CatalogueEntry["expected"]> {
  const [due] = known.delivering.flatMap(({ next_at: at }) => (at === null ? [] : [at])).sort();
  if (due !== undefined) return { at: due, from: "source" };
  if (known.lastBatchAt === null) return null;
  const after = (days: number): string => new Date(Date.parse(known.lastBatchAt ?? "") + days * DAY).toISOString();
  const said = known.notes.flatMap(({ refreshDays }) => refreshDays ?? []);
  if (said.length > 0) return { at: after(Math.min(...said)), from: "note" };
  const rules = (await rulesOf(db, schema)).flatMap(({ check }) => (check.kind === "fresh" ? [check.days] : []));
  return rules.length === 0 ? null : { at: after(Math.min(...rules)), from: "rule" };
}

async function sizesOf(db: Reading): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("lake_files")
    .select(["batch", sql<number>`cast(sum(size) as bigint)`.as("size")])
    .groupBy("batch")
    .execute();
  return new Map(rows.map(({ batch, size }) => [batch, size]));
}

/** As measured after the newest load of each. */
async function scoresOf(db: Reading): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom("quality_runs").select(["dataset", "score"]).where("score", "is not", null).orderBy("at").execute();
  return new Map(rows.map(({ dataset, score }) => [dataset, Number(score) / 10]));
}

async function deliveriesOf(db: Reading): Promise<Delivery[]> {
  return db
    .selectFrom("sources")
    .leftJoin("schedules", "schedules.id", "sources.schedule")
    .select(["sources.id", "sources.name", "sources.owner", "sources.dataset", "sources.legal_basis", "schedules.next_at"])
    .where("sources.removed_at", "is", null)
    .orderBy("sources.name")
    .execute();
}

/** Headings under which files delivered each column. */
export function deliveredHeadings(batches: readonly Batch[]): ReadonlyMap<string, readonly string[]> {
  const headings = new Map<string, Set<string>>();
  for (const { mapping } of batches)
    for (const [column, heading] of Object.entries(mapping))
      if (heading !== null) headings.set(column, (headings.get(column) ?? new Set()).add(heading));
  return new Map([...headings].map(([column, names]) => [column, [...names].sort()]));
}
