import type { ScheduleRule, SecretPlace, SourceContract } from "@yuejian/contracts";
import type { SourceAlertView, SourceLoadView, SourceView } from "@yuejian/contracts/api";
import { nextDue } from "../schedules/timetable.ts";
import type { Reading, Row } from "../store/index.ts";
import type { Source } from "./sources.ts";

/** A load may take this long after its time before it counts as overdue. */
const GRACE_MS = 30 * 60_000;

export async function viewSource(
  db: Reading,
  source: Source,
  { now, mayManage, mayRun }: { now: number; mayManage: boolean; mayRun: boolean },
): Promise<SourceView> {
  const [last] = await viewLoads(db, source.id, { offset: 0, limit: 1 });
  const fresh = await db
    .selectFrom("source_loads")
    .select("finished_at")
    .where("source", "=", source.id)
    .where("status", "in", ["loaded", "unchanged"])
    .orderBy("started_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const schedule =
    source.schedule === null
      ? undefined
      : await db.selectFrom("schedules").select("next_at").where("id", "=", source.schedule).executeTakeFirst();
  const alerts = await db
    .selectFrom("source_alerts")
    .selectAll()
    .where("source", "=", source.id)
    .where("closed_at", "is", null)
    .orderBy("opened_at")
    .execute();
  const refresh = source.refresh === null ? null : (JSON.parse(source.refresh) as ScheduleRule);
  const freshAt = fresh?.finished_at ?? null;
  return {
    id: source.id,
    version: source.version,
    name: source.name,
    owner: source.owner,
    legalBasis: source.legal_basis,
    dataClass: source.data_class as SourceView["dataClass"],
    kind: source.kind,
    dataset: source.dataset,
    office: source.office,
    settings: mayManage ? (JSON.parse(source.settings) as SourceView["settings"]) : null,
    secret: mayManage && source.secret !== null ? (JSON.parse(source.secret) as SecretPlace) : null,
    contract: JSON.parse(source.contract) as SourceContract as SourceView["contract"],
    contractVersion: source.contract_version,
    refresh,
    nextAt: schedule?.next_at ?? null,
    isPaused: source.is_paused === 1,
    isRunning: last?.status === "running",
    lastLoad: last ?? null,
    freshAt,
    isOverdue: source.is_paused === 0 && refresh !== null && isOverdue(refresh, freshAt ?? source.changed_at, now),
    openAlerts: alerts.map((alert) => viewAlert(alert, source.name)),
    createdAt: source.created_at,
    changedAt: source.changed_at,
    mayManage,
    mayRun,
  };
}

/** Since it was fresh it came due, and the time for that load is over. */
function isOverdue(rule: ScheduleRule, since: string, now: number): boolean {
  const due = nextDue(rule, Date.parse(since));
  return due !== null && due + GRACE_MS < now;
}

export async function viewLoads(
  db: Reading,
  source: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<SourceLoadView[]> {
  const loads = await db
    .selectFrom("source_loads")
    .selectAll()
    .where("source", "=", source)
    .orderBy("started_at", "desc")
    .orderBy("id", "desc")
    .offset(offset)
    .limit(limit)
    .execute();
  const batches =
    loads.length === 0
      ? []
      : await db
          .selectFrom("source_batches")
          .select(["batch", "load"])
          .where(
            "load",
            "in",
            loads.map(({ id }) => id),
          )
          .orderBy("batch")
          .execute();
  return loads.map((load) => ({
    id: load.id,
    job: load.job,
    status: load.status,
    startedAt: load.started_at,
    finishedAt: load.finished_at,
    contractVersion: load.contract_version,
    parserVersion: load.parser_version,
    batches: batches.filter((each) => each.load === load.id).map(({ batch }) => batch),
    rowsRead: load.rows_read,
    rowsAccepted: load.rows_accepted,
    rowsQuarantined: load.rows_quarantined,
    error: load.error === null ? null : (JSON.parse(load.error) as SourceLoadView["error"]),
  }));
}

export function viewAlert(alert: Row<"source_alerts">, sourceName: string): SourceAlertView {
  return {
    id: alert.id,
    source: alert.source,
    sourceName,
    kind: alert.kind,
    detail: { zh: alert.detail_zh, en: alert.detail_en },
    openedAt: alert.opened_at,
    lastAt: alert.last_at,
    times: alert.times,
    load: alert.load,
    acknowledgedAt: alert.acknowledged_at,
    acknowledgedBy: alert.acknowledged_by,
    closedAt: alert.closed_at,
  };
}
