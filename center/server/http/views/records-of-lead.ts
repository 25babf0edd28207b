import { type DatasetSchema, isIn, type ModelInput, type NumberRanges, parseRowRef, type RetentionBasis } from "@yuejian/contracts";
import type { DeletedBehind } from "@yuejian/contracts/api";
import type { Lake } from "@yuejian/data";
import type { Opening } from "../../identity/index.ts";
import type { Reading } from "../../store/index.ts";
import { batchOf, readBatches, readSchemas } from "../../work/catalogue.ts";
import type { LakeSessions } from "./lake-sessions.ts";
import { recordView, type ShownRecord } from "./records.ts";

interface Behind {
  readonly db: Reading;
  readonly lake: Pick<Lake, "seen">;
  /** For rows of batches that have no index yet. */
  readonly sessions: LakeSessions;
  /** Inputs of the lead's model; null when it is no longer there, and then no column was declared. */
  readonly inputs: readonly ModelInput[] | null;
}

/** The rows behind a lead, in the finding's order and whatever district they are of: who may see the lead may see what it rests on, masked, and
 *  of each row only what the model declared. */
export async function rowsBehindLead(
  { db, lake, sessions, inputs }: Behind,
  refs: readonly string[],
  opening: Opening | null,
): Promise<ShownRecord[]> {
  if (refs.length === 0) return [];
  const places = refs.flatMap((ref) => parseRowRef(ref) ?? []);
  const named = (
    await db
      .selectFrom("batches")
      .selectAll()
      .where("id", "in", [...new Set(places.map(({ batch }) => batch))])
      .execute()
  ).map(batchOf);
  const datasets = Map.groupBy(named, ({ dataset }) => dataset);
  if (datasets.size === 0) return [];
  const schemas = await readSchemas(db, [...datasets.keys()]);
  const shown = new Map<string, ShownRecord>();
  for (const [dataset, batches] of datasets) {
    const schema = schemas.get(dataset);
    if (!schema) continue;
    const ids = new Set(batches.map(({ id }) => id));
    const wanted = new Map<string, number[]>();
    for (const { batch, row } of places) if (ids.has(batch)) wanted.set(batch, [...(wanted.get(batch) ?? []), row]);
    const lifted = opening?.lifted ?? [];
    const rows =
      (await lake.seen([{ schema, batches: [...ids], rows: wanted }], lifted)) ??
      (await sessions.use(schema, await readBatches(db, dataset), "all", (session) => session.rowsByRef(refs), lifted));
    const declared = new Set((inputs ?? []).filter((input) => input.dataset === dataset).flatMap(({ columns }) => columns));
    for (const row of rows) shown.set(row.ref, recordView({ schema: only(schema, declared), batches }, row, opening));
  }
  return refs.flatMap((ref) => shown.get(ref) ?? []);
}

/** Which of the rows behind a lead were deleted, by deletion, the oldest first: a row that is gone is not left out in silence. */
export async function deletedBehindLead(db: Reading, refs: readonly string[]): Promise<DeletedBehind[]> {
  const places = refs.flatMap((ref) => parseRowRef(ref) ?? []);
  if (places.length === 0) return [];
  const deletions = await db
    .selectFrom("row_deletions")
    .innerJoin("outbox", "outbox.id", "row_deletions.outbox")
    .select(["batch", "rows", "dataset", "title", "basis", "row_deletions.at", "outbox.ledger_index"])
    .where("batch", "in", [...new Set(places.map(({ batch }) => batch))])
    .where("action", "=", "delete")
    .where("last_row", ">", 0)
    .orderBy("row_deletions.id")
    .execute();
  return deletions.flatMap(({ batch, rows, dataset, title, basis, at, ledger_index: entry }) => {
    const gone = JSON.parse(rows) as NumberRanges;
    const count = places.filter((place) => place.batch === batch && isIn(gone, place.row)).length;
    const { law, article } = JSON.parse(basis) as RetentionBasis;
    return count === 0 ? [] : [{ rows: count, dataset, rule: title, law, article, at, entry }];
  });
}

function only(schema: DatasetSchema, declared: ReadonlySet<string>): DatasetSchema {
  return { ...schema, columns: schema.columns.filter(({ name }) => declared.has(name)) };
}
