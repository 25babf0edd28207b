import { parseRowRef } from "@yuejian/contracts";
import type { Opening } from "../../identity/index.ts";
import type { Reading } from "../../store/index.ts";
import { readBatches, readSchemas } from "../../work/catalogue.ts";
import type { LakeSessions } from "./lake-sessions.ts";
import { recordView, type ShownRecord } from "./records.ts";

/** The rows behind a lead, in the finding's order and whatever district they are of: who may see the lead may see what it rests on, masked. */
export async function rowsBehindLead(
  { db, sessions }: { readonly db: Reading; readonly sessions: LakeSessions },
  refs: readonly string[],
  opening: Opening | null,
): Promise<ShownRecord[]> {
  if (refs.length === 0) return [];
  const named = new Set(refs.flatMap((ref) => parseRowRef(ref)?.batch ?? []));
  const datasets = await db
    .selectFrom("batches")
    .select("dataset")
    .distinct()
    .where("id", "in", [...named])
    .execute();
  const schemas = await readSchemas(db);
  const shown = new Map<string, ShownRecord>();
  for (const { dataset } of datasets) {
    const schema = schemas.get(dataset);
    if (!schema) continue;
    const batches = await readBatches(db, dataset);
    const rows = await sessions.use(schema, batches, "all", (session) => session.rowsByRef(refs));
    for (const row of rows) shown.set(row.ref, recordView({ schema, batches }, row, opening));
  }
  return refs.flatMap((ref) => shown.get(ref) ?? []);
}
