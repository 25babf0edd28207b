import { type Clock, ENTITY_MEMBERS, type Ids, type RetentionBasis, YuejianError } from "@yuejian/contracts";
import type { Job } from "../jobs/index.ts";
import type { Reading, Row, Store, StoreTransaction } from "../store/index.ts";
import type { Asker, Work } from "../work/index.ts";
import { type DeletionRequest, targetsOf } from "./targets.ts";

export interface RunPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly work: Pick<Work, "deleteRecords">;
}

export interface DeletionOrder {
  /** One rule; null: all automatic ones, where there is no request. */
  readonly rule: string | null;
  readonly request: DeletionRequest | null;
  readonly actor: Asker;
}

/** Orders a deletion and puts its job into the queue. One at a time: RETENTION_BUSY. RETENTION_RULE_UNKNOWN, RETENTION_RULE_ENDED, RETENTION_ROWS_UNKNOWN, REASON_NEEDED */
export async function orderDeletion(ports: RunPorts, order: DeletionOrder): Promise<{ run: string; job: Job }> {
  if (order.request && order.request.reason.trim() === "") throw new YuejianError("REASON_NEEDED");
  await targetsOf(ports.store.db, order, ports.clock.now());
  return ports.store.write((trx) => putDeletion(trx, ports, order));
}

export async function putDeletion(
  trx: StoreTransaction,
  { clock, ids, work }: Omit<RunPorts, "store">,
  { rule, request, actor }: DeletionOrder,
): Promise<{ run: string; job: Job }> {
  const running = await trx
    .selectFrom("jobs")
    .select("id")
    .where("kind", "=", "delete-records")
    .where("status", "in", ["queued", "running"])
    .executeTakeFirst();
  if (running) throw new YuejianError("RETENTION_BUSY", { job: running.id });
  const run = ids.next("dlr");
  const at = new Date(clock.now()).toISOString();
  const job = await work.deleteRecords({ run, actor }, trx);
  await trx
    .insertInto("deletion_runs")
    .values({
      id: run,
      rule,
      request: request && JSON.stringify(request),
      actor: actor.id,
      office: actor.office,
      at,
      job: job.id,
      finished_at: null,
      result: null,
    })
    .execute();
  return { run, job };
}

/** RETENTION_RUN_UNKNOWN */
export async function readRun(db: Reading, id: string): Promise<Row<"deletion_runs">> {
  const run = await db.selectFrom("deletion_runs").selectAll().where("id", "=", id).executeTakeFirst();
  if (!run) throw new YuejianError("RETENTION_RUN_UNKNOWN", { run: id });
  return run;
}

/** What was said to be deleted of a row; the newest that concerns it. */
export async function deletionOfRow(
  db: Reading,
  { batch, row, action }: { readonly batch: string; readonly row: number; readonly action: "delete" | "redact" },
): Promise<Row<"row_deletions"> | null> {
  const near = await db
    .selectFrom("row_deletions")
    .selectAll()
    .where("batch", "=", batch)
    .where("action", "=", action)
    .where("first_row", "<=", row)
    .where("last_row", ">=", row)
    .orderBy("id", "desc")
    .execute();
  return near.find(({ rows }) => (JSON.parse(rows) as [number, number][]).some(([first, last]) => first <= row && row <= last)) ?? null;
}

export function recordDeleted(ref: string, deletion: Row<"row_deletions">): YuejianError {
  return new YuejianError("RECORD_DELETED", { ref, at: deletion.at.slice(0, 10), basis: basisText(deletion), deletion: deletion.id });
}

/** The basis of a deletion, in a few words. */
function basisText({ title, basis }: Pick<Row<"row_deletions">, "title" | "basis">): string {
  const { law, article } = JSON.parse(basis) as RetentionBasis;
  return [title, `${law} ${article}`.trim()].filter((text) => text !== "").join(" · ");
}

export interface RewriteFacts {
  readonly generation: number;
  readonly rowsLeft: number;
}

/** Batches that were rewritten, by id. */
export async function rewrites(db: Reading): Promise<ReadonlyMap<string, RewriteFacts>> {
  const rows = await db.selectFrom("batch_rewrites").select(["batch", "generation", "rows_left"]).where("generation", ">", 0).execute();
  return new Map(rows.map(({ batch, generation, rows_left: rowsLeft }) => [batch, { generation, rowsLeft }]));
}

/** Deletions of a run or a batch, newest first, without those of who rows were said to be. */
export async function readDeletions(
  db: Reading,
  { run, dataset, limit, offset }: { run?: string | undefined; dataset?: string | undefined; limit: number; offset: number },
) {
  let query = db
    .selectFrom("row_deletions")
    .innerJoin("outbox", "outbox.id", "row_deletions.outbox")
    .where("row_deletions.dataset", "<>", ENTITY_MEMBERS);
  if (run !== undefined) query = query.where("run", "=", run);
  if (dataset !== undefined) query = query.where("dataset", "=", dataset);
  const { total } = await query.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await query
    .selectAll("row_deletions")
    .select("outbox.ledger_index")
    .orderBy("row_deletions.id", "desc")
    .limit(limit)
    .offset(offset)
    .execute();
  return { items, total };
}
