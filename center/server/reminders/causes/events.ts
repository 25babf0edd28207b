import { type BusinessLine, SCHEDULE_OUTCOMES, SOURCE_ALERTS } from "@yuejian/contracts";
import type { Reading } from "../../store/index.ts";
import { type Asking, type CauseSource, daysAgo, type Moment } from "./cause.ts";

/** What is older is found in lists, and no longer told. */
const TOLD_FOR_DAYS = 14;

/** Replies that came by a link. */
export const replyCause = eventCause("reply-arrived", "case.read", async (db, moment) => {
  const rows = await db
    .selectFrom("reply_links")
    .innerJoin("cases", "cases.id", "reply_links.case_id")
    .select(["reply_links.id", "cases.id as case", "cases.number", "cases.office", "cases.business_line", "cases.owner"])
    .where("reply_links.replied_at", ">", daysAgo(moment, TOLD_FOR_DAYS))
    .execute();
  return rows.map((row) => ({
    key: row.id,
    title: { zh: `${row.number}：被监督单位已通过链接回复`, en: `${row.number}: the authority replied by its link` },
    link: `/cases/${row.case}`,
    office: row.office,
    lines: [row.business_line as BusinessLine],
    handlers: row.owner === "" ? [] : [row.owner],
  }));
});

/** Alerts that are open and that nobody acknowledged: to those who set up sources of the office. */
export const sourceCause = eventCause("source-alert", "source.manage", async (db, { people, policy }) => {
  const rows = await db
    .selectFrom("source_alerts")
    .innerJoin("sources", "sources.id", "source_alerts.source")
    .select(["source_alerts.id", "source_alerts.kind", "sources.id as source", "sources.name", "sources.office"])
    .where("source_alerts.closed_at", "is", null)
    .where("source_alerts.acknowledged_at", "is", null)
    .where("sources.removed_at", "is", null)
    .execute();
  return rows.map((row) => {
    const { zh, en } = SOURCE_ALERTS[row.kind];
    return {
      key: row.id,
      title: { zh: `数据来源「${row.name}」：${zh}`, en: `Source “${row.name}”: ${en}` },
      link: `/data/sources/${row.source}`,
      office: row.office,
      lines: [],
      handlers: people.filter((each) => policy.may(each, "source.manage", { office: row.office })).map(({ id }) => id),
    };
  });
});

/** Jobs that failed: to whoever started them, or to those who run the machine. */
export const jobCause = eventCause("job-failed", "job.control", async (db, moment) => {
  const rows = await db
    .selectFrom("jobs")
    .select(["id", "actor", "office"])
    .where("status", "=", "failed")
    .where("finished_at", ">", daysAgo(moment, TOLD_FOR_DAYS))
    .execute();
  return rows.map(({ id, actor, office }) => ({
    key: id,
    // The title of a job names files, and these may name people.
    title: { zh: `任务 ${id} 失败`, en: `Job ${id} failed` },
    link: `/jobs/${id}`,
    office,
    lines: [],
    handlers: orWhoMay(actor, { action: "job.control", office, moment }),
  }));
});

/** Due times of schedules that became no job. */
export const scheduleCause = eventCause("schedule-failed", "schedule.manage", async (db, moment) => {
  const rows = await db
    .selectFrom("schedule_runs")
    .innerJoin("schedules", "schedules.id", "schedule_runs.schedule")
    .select(["schedules.id", "schedules.owner", "schedules.office", "schedule_runs.outcome", "schedule_runs.due_at"])
    .where("schedule_runs.outcome", "in", ["owner-may-not", "refused", "missed"])
    .where("schedule_runs.at", ">", daysAgo(moment, TOLD_FOR_DAYS))
    .execute();
  return rows.map((row) => {
    const { zh, en } = SCHEDULE_OUTCOMES[row.outcome];
    return {
      key: `${row.id} ${row.due_at}`,
      title: { zh: `定时任务 ${row.id}：${zh}`, en: `Schedule ${row.id}: ${en}` },
      link: "/jobs/schedules",
      office: row.office,
      lines: [],
      handlers: orWhoMay(row.owner, { action: "schedule.manage", office: row.office, moment }),
    };
  });
});

type Event = Omit<Asking, "law" | "due">;

/** A cause without a clock: what it finds now is what still asks. */
export function eventCause(
  cause: CauseSource["cause"],
  action: CauseSource["action"],
  events: (db: Reading, moment: Moment) => Promise<Event[]>,
): CauseSource {
  const find: CauseSource["find"] = async (db, moment) => (await events(db, moment)).map((event) => ({ ...event, law: null, due: null }));
  return {
    cause,
    action,
    find,
    async holding(db, keys, moment) {
      const wanted = new Set(keys);
      return new Map((await find(db, moment)).flatMap(({ key, handlers }) => (wanted.has(key) ? [[key, handlers] as const] : [])));
    },
  };
}

function orWhoMay(
  person: string,
  { action, office, moment }: { action: CauseSource["action"]; office: string; moment: Moment },
): readonly string[] {
  if (moment.people.some(({ id }) => id === person)) return [person];
  return moment.people.filter((each) => moment.policy.may(each, action, { office, worker: null })).map(({ id }) => id);
}
