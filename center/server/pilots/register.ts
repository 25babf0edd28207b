import { type Clock, type Ids, type Office, YuejianError } from "@yuejian/contracts";
import type { NewPilot } from "@yuejian/contracts/api";
import { dayInChina } from "@yuejian/oversight";
import { COMPARISON_LIMITS } from "@yuejian/pilots";
import type { Account } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Row, Store } from "../store/index.ts";

export interface PilotPorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly offices: readonly Office[];
}

/** Fixes a pilot and how it will be measured, on the ledger, before it begins. PILOT_NOT_BEFOREHAND, OFFICE_UNKNOWN, REQUEST_INVALID */
export async function fixPilot(
  { store, outbox, clock, ids, offices }: PilotPorts,
  given: NewPilot,
  account: Account,
): Promise<Row<"pilots">> {
  const today = dayInChina(clock.now());
  if (given.startsOn <= today) throw new YuejianError("PILOT_NOT_BEFOREHAND", { day: given.startsOn, today });
  const unknown = given.offices.find((id) => !offices.some((office) => office.id === id));
  if (unknown !== undefined) throw new YuejianError("OFFICE_UNKNOWN", { office: unknown });
  if (new Set(given.offices).size < given.offices.length)
    throw invalid("offices", { zh: "同一单位列了两次", en: "an office is named twice" });
  if (given.daysBefore < 2 * given.horizon)
    throw invalid("daysBefore", { zh: "开始之前的天数至少是计算天数的两倍", en: "the days before are at least twice the horizon" });
  const now = new Date(clock.now()).toISOString();
  return store.write(async (trx) => {
    const id = ids.next("pil");
    const entry = await outbox.record(trx, {
      type: "pilot.changed",
      subject: id,
      organisation: account.office,
      content: { id, ...given, limits: COMPARISON_LIMITS, by: account.id, at: now },
    });
    return trx
      .insertInto("pilots")
      .values({
        id,
        title: given.title.trim(),
        function: given.function.trim(),
        offices: JSON.stringify(given.offices.toSorted()),
        source: given.source,
        starts_on: given.startsOn,
        days_before: given.daysBefore,
        horizon: given.horizon,
        fixed_by: account.id,
        fixed_at: now,
        withdrawn_at: null,
        withdraw_reason: null,
        outbox: entry,
        feature: given.feature ?? null,
        ended_on: null,
        end_reason: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** Ends a pilot that has begun: from today on its feature is no longer its to decide, and what comes later is not compared. PILOT_UNKNOWN, PILOT_WITHDRAWN, PILOT_ENDED,
 *  PILOT_NOT_BEGUN, REASON_NEEDED */
export async function endPilot(
  { store, outbox, clock }: PilotPorts,
  { id, reason, account }: { readonly id: string; readonly reason: string; readonly account: Account },
): Promise<Row<"pilots">> {
  if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
  const at = new Date(clock.now()).toISOString();
  const today = dayInChina(at);
  return store.write(async (trx) => {
    const known = await readPilot(trx, id);
    if (known.withdrawn_at !== null) throw new YuejianError("PILOT_WITHDRAWN", { pilot: id });
    if (known.ended_on !== null) throw new YuejianError("PILOT_ENDED", { pilot: id });
    if (known.starts_on > today) throw new YuejianError("PILOT_NOT_BEGUN", { pilot: id });
    const content = { id, endedOn: today, reason: reason.trim(), by: account.id, at };
    await outbox.record(trx, { type: "pilot.changed", subject: id, organisation: account.office, content });
    const ended = { ended_on: today, end_reason: reason.trim() };
    return trx.updateTable("pilots").set(ended).where("id", "=", id).returningAll().executeTakeFirstOrThrow();
  });
}

/** A pilot that was withdrawn stays in the register. PILOT_UNKNOWN, PILOT_WITHDRAWN, REASON_NEEDED */
export async function withdrawPilot(
  { store, outbox, clock }: PilotPorts,
  { id, reason, account }: { readonly id: string; readonly reason: string; readonly account: Account },
): Promise<Row<"pilots">> {
  if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
  const now = new Date(clock.now()).toISOString();
  return store.write(async (trx) => {
    const known = await readPilot(trx, id);
    if (known.withdrawn_at !== null) throw new YuejianError("PILOT_WITHDRAWN", { pilot: id });
    const content = { id, withdrawn: true, reason: reason.trim(), by: account.id, at: now };
    await outbox.record(trx, { type: "pilot.changed", subject: id, organisation: account.office, content });
    return trx
      .updateTable("pilots")
      .set({ withdrawn_at: now, withdraw_reason: reason.trim() })
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** PILOT_UNKNOWN */
export async function readPilot(db: Reading, id: string): Promise<Row<"pilots">> {
  const row = await db.selectFrom("pilots").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("PILOT_UNKNOWN", { pilot: id });
  return row;
}

function invalid(where: string, reason: { zh: string; en: string }): YuejianError {
  return new YuejianError("REQUEST_INVALID", { where: `body.${where}`, reason: reason.en, reason_zh: reason.zh, reason_en: reason.en });
}
