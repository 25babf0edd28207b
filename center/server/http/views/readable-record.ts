import { type Batch, parseRowRef, YuejianError } from "@yuejian/contracts";
import type { LakeRow } from "@yuejian/data";
import { Type } from "typebox";
import type { Opening } from "../../identity/index.ts";
import { deletionOfRow, recordDeleted } from "../../retention/index.ts";
import type { Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { type LoadedDataset, readableDataset } from "./datasets.ts";

export const RECORD_REF = Type.String({ pattern: "^bat_[0-9A-HJKMNP-TV-Z]{26}:[1-9]\\d{0,9}$" });

/** A row of the caller's offices, or one behind the lead of the caller's purpose: leads cite rows of other districts.
 *  @throws YuejianError RECORD_DELETED; RECORD_UNKNOWN, also for rows that the caller may not see */
export async function readableRecord(
  { services, sessions }: Pick<RouteContext, "services" | "sessions">,
  { actor }: Caller,
  ref: string,
  opening: Opening | null,
): Promise<{ dataset: LoadedDataset; row: LakeRow; batch: Batch }> {
  const parsed = parseRowRef(ref);
  const named = parsed
    ? await services.store.db.selectFrom("batches").select("dataset").where("id", "=", parsed.batch).executeTakeFirst()
    : undefined;
  if (!named) throw new YuejianError("RECORD_UNKNOWN", { ref });
  const dataset = await readableDataset(services.store.db, services.policy, actor, named.dataset);
  const isBehindLead = opening?.lead?.rows.has(ref) ?? false;
  const offices = isBehindLead ? "all" : services.policy.scope(actor).offices;
  const lifted = isBehindLead ? opening?.lifted : [];
  const [row] = await sessions.use(dataset.schema, dataset.batches, offices, (session) => session.rowsByRef([ref]), lifted);
  const batch = dataset.batches.find((each) => each.id === parsed?.batch);
  if (!row && parsed && batch && (offices === "all" || offices.includes(batch.office))) {
    const deletion = await deletionOfRow(services.store.db, { ...parsed, action: "delete" });
    if (deletion) throw recordDeleted(ref, deletion);
  }
  if (!row || !batch) throw new YuejianError("RECORD_UNKNOWN", { ref });
  return { dataset, row, batch };
}
