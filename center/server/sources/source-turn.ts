import { setTimeout as delay } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import { PARSER_VERSION } from "@yuejian/data";
import type { JobContext } from "../jobs/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";
import type { Workplace } from "../work/workplace.ts";

const LOOK_EVERY_MS = 250;

export interface Turn {
  readonly source: Row<"sources">;
  readonly load: string;
}

/** Two loads of a source never run at once, whatever process or machine they are in: this one waits until no living job has the source, then
 *  takes it and opens its load. SOURCE_UNKNOWN, SOURCE_PAUSED */
export async function takeTurn(id: string, context: JobContext<Workplace>): Promise<Turn> {
  const { store } = context.home;
  for (;;) {
    const turn = await store.write((trx) => tryTurn(trx, id, context));
    if (turn) return turn;
    context.progress.report(0, null, { zh: "等待同一来源的上一次装入结束", en: "Waiting for the load of this source that is running" });
    try {
      await delay(LOOK_EVERY_MS, undefined, { signal: context.progress.signal });
    } catch (cause) {
      throw new YuejianError("JOB_CANCELLED", {}, { cause });
    }
  }
}

async function tryTurn(trx: StoreTransaction, id: string, { home, job }: JobContext<Workplace>): Promise<Turn | null> {
  const source = await sourceIn(trx, id);
  if (source.is_paused === 1) throw new YuejianError("SOURCE_PAUSED", { name: source.name });
  const now = new Date(home.clock.now()).toISOString();
  if (source.running_job !== null && source.running_job !== job.id) {
    const other = await trx
      .selectFrom("jobs")
      .select("id")
      .where("id", "=", source.running_job)
      .where("status", "=", "running")
      .where("lease_until", ">", now)
      .executeTakeFirst();
    if (other) return null;
  }
  // Whoever had the source is dead: what it began has no end of its own.
  await trx
    .updateTable("source_loads")
    .set({ status: "failed", finished_at: now, error: JSON.stringify(new YuejianError("SOURCE_LOAD_INTERRUPTED").toJSON()) })
    .where("source", "=", id)
    .where("status", "=", "running")
    .execute();
  await trx.updateTable("sources").set({ running_job: job.id }).where("id", "=", id).execute();
  const load = home.ids.next("ldg");
  await trx
    .insertInto("source_loads")
    .values({
      id: load,
      source: id,
      job: job.id,
      status: "running",
      started_at: now,
      finished_at: null,
      contract_version: source.contract_version,
      parser_version: PARSER_VERSION,
      rows_read: 0,
      rows_accepted: 0,
      rows_quarantined: 0,
      error: null,
    })
    .execute();
  return { source: { ...source, running_job: job.id }, load };
}

/** To be called in the transaction of each effect: JOB_CANCELLED when the source was given to another job meanwhile. */
export async function demandTurn(trx: StoreTransaction, id: string, job: string): Promise<void> {
  const source = await sourceIn(trx, id);
  if (source.running_job !== job) throw new YuejianError("JOB_CANCELLED");
}

export async function endTurn({ source }: Turn, { home, job }: JobContext<Workplace>): Promise<void> {
  await home.store.write((trx) =>
    trx.updateTable("sources").set({ running_job: null }).where("id", "=", source.id).where("running_job", "=", job.id).execute(),
  );
}

/** SOURCE_UNKNOWN */
export async function sourceIn(db: Pick<StoreTransaction, "selectFrom">, id: string): Promise<Row<"sources">> {
  const row = await db.selectFrom("sources").selectAll().where("id", "=", id).where("removed_at", "is", null).executeTakeFirst();
  if (!row) throw new YuejianError("SOURCE_UNKNOWN", { source: id });
  return row;
}
