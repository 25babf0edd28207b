import { type BusinessLine, recusalDecider, SCHEDULE_OUTCOMES, SOURCE_ALERTS } from "@yuejian/contracts";
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

/** Recusals that wait for a decision, to who decides; cases that nobody handles, to who distributes them. */
export const recusalCause = eventCause("case-recusal", "case.assign", async (db, { people, policy }) => {
  const asked = await db
    .selectFrom("case_recusals")
    .innerJoin("cases", "cases.id", "case_recusals.case_id")
    .select(["case_recusals.id", "case_recusals.person", "case_recusals.is_of_chief", "case_recusals.at"])
    .select(["cases.id as case", "cases.number", "cases.office", "cases.business_line"])
    .where("case_recusals.status", "=", "asked")
    .where("cases.status", "=", "open")
    .execute();
  const unowned = await db
    .selectFrom("cases")
    .select(["id", "number", "office", "business_line"])
    .select((build) =>
      build
        .selectFrom("case_recusals")
        .select((of) => of.fn.max("at").as("at"))
        .whereRef("case_recusals.case_id", "=", "cases.id")
        .where("status", "=", "granted")
        .as("since"),
    )
    .where("status", "=", "open")
    .where("owner", "=", "")
    .execute();
  const placed = ({ office, business_line: line }: { office: string; business_line: string }) => {
    const lines = [line as BusinessLine];
    return { office, lines, of: { office, businessLines: lines } };
  };
  return [
    ...asked.map((row) => {
      const { office, lines, of } = placed(row);
      const role = recusalDecider({ isOfChief: row.is_of_chief === 1 });
      const deciders = people.filter((each) => each.role === role && each.id !== row.person && policy.may(each, "case.approve", of));
      return {
        key: `${row.id} ${row.at}`,
        title: { zh: `${row.number}：有人提出回避，待决定`, en: `${row.number}: a recusal is asked for and waits for a decision` },
        link: `/cases/${row.case}`,
        office,
        lines,
        handlers: deciders.map(({ id }) => id),
      };
    }),
    ...unowned.map((row) => {
      const { office, lines, of } = placed(row);
      const heads = people.filter((each) => each.role === "department-head" && policy.may(each, "case.assign", of));
      const others = people.filter((each) => policy.may(each, "case.assign", of));
      return {
        key: `${row.id} nobody ${row.since ?? ""}`,
        title: { zh: `${row.number}：无人承办，请指定承办人`, en: `${row.number}: nobody handles it; name who does` },
        link: `/cases/${row.id}`,
        office,
        lines,
        handlers: (heads.length > 0 ? heads : others).map(({ id }) => id),
      };
    }),
  ];
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

/** Who did it, or everybody who may, where that person has no account any more. */
export function orWhoMay(
  person: string,
  { action, office, moment }: { action: CauseSource["action"]; office: string; moment: Moment },
): readonly string[] {
  if (moment.people.some(({ id }) => id === person)) return [person];
  return moment.people.filter((each) => moment.policy.may(each, action, { office, worker: null })).map(({ id }) => id);
}
