import { type AlertConditions, type BusinessLine, CASE_DEEDS, SOURCE_ALERTS, type SupervisionModel, type Text } from "@yuejian/contracts";
import { columnsUsed } from "@yuejian/rules";
import { sql } from "kysely";
import { type AlertRule, alertRules, conditionsOf, recipientOf } from "../../alerts/index.ts";
import { within } from "../../policy/index.ts";
import { isSealed } from "../../safeguards/index.ts";
import type { Reading } from "../../store/index.ts";
import { readSchemas } from "../../work/index.ts";
import { type Asking, type CauseSource, daysAgo, type Moment } from "./cause.ts";

/** What came earlier is found in lists, and no longer told. */
const TOLD_FOR_DAYS = 14;

const ACTIONS = { lead: "lead.read", case: "case.read", source: "data.read" } as const;

export const leadAlertCause = ruleCause("lead", "lead-alert", newLeads);
export const caseAlertCause = ruleCause("case", "case-alert", caseSteps);
export const sourceWatchCause = ruleCause("source", "source-watch", alertsOfSources);

type Found = Omit<Asking, "law" | "due" | "handlers">;
type Finder = (db: Reading, rule: AlertRule, moment: Moment) => Promise<Found[]>;

/** A cause by rules: what each finds, told to those of its recipients who may see it when it is found, and when it is sent. */
function ruleCause(subject: AlertRule["subject"], cause: CauseSource["cause"], finder: Finder): CauseSource {
  const action = ACTIONS[subject];
  const find: CauseSource["find"] = async (db, moment) => {
    const rules = await alertRules(db).where("subject", "=", subject).where("is_enabled", "=", 1).orderBy("id").execute();
    const asked: Asking[] = [];
    for (const rule of rules)
      for (const found of await finder(db, rule, moment)) {
        const place = { office: found.office, businessLines: found.lines };
        const own = subject === "case" && conditionsOf(rule).isOwn === true;
        const handlers = recipients(rule, moment).filter((each) => own || moment.policy.may(each, action, place));
        asked.push({ ...found, law: null, due: null, handlers: handlers.map(({ id }) => id), why: whyOf(rule) });
      }
    return asked;
  };
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

function recipients(rule: AlertRule, { people }: Moment): Moment["people"] {
  const recipient = recipientOf(rule);
  if (recipient.kind === "me") return people.filter(({ id }) => id === rule.owner);
  return people.filter(({ office, role }) => office === recipient.office && recipient.roles.includes(role));
}

/** The rule's own title is what a person wrote, and stays inside. */
function whyOf(rule: AlertRule): Text {
  return recipientOf(rule).kind === "me"
    ? { zh: `您的订阅 ${rule.id}。`, en: `Your subscription ${rule.id}.` }
    : { zh: `本院的提醒规则 ${rule.id}，发给您的岗位。`, en: `Your office's alert rule ${rule.id}, for your role.` };
}

/** New leads, by the run that found them and the office: a run again finds none, and tells nothing. */
async function newLeads(db: Reading, rule: AlertRule, moment: Moment): Promise<Found[]> {
  const conditions = conditionsOf(rule);
  const least = conditions.leastAmount;
  const rows = await matching(db, conditions)
    .select(["leads.first_run", "leads.office", "leads.model", "leads.business_line", "leads.number", "leads.subject", "leads.created_at"])
    .where("leads.number", ">", rule.since_number)
    .where("leads.created_at", ">", daysAgo(moment, TOLD_FOR_DAYS))
    .orderBy("leads.number")
    .execute();
  const found = least === undefined ? rows : await withAmount(db, rows, { least, moment });
  const groups = [...Map.groupBy(found, (row) => `${row.first_run} ${row.office}`)];
  const asked: Found[] = [];
  for (const [name, leads] of groups) {
    const [first] = leads;
    if (!first) continue;
    const inWindow = conditions.window === undefined ? null : await crossing(db, { rule, leads, moment });
    if (conditions.window !== undefined && inWindow === null) continue;
    const { office, model, business_line: line } = first;
    const title = moment.models.get(model)?.manifest.title ?? { zh: model, en: model };
    const placed = moment.offices.find(({ id }) => id === office)?.name ?? { zh: office, en: office };
    const days = conditions.window?.days ?? 0;
    asked.push({
      key: `${rule.id} ${name}`,
      title:
        inWindow === null
          ? {
              zh: `模型「${title.zh}」在${placed.zh}发现新线索 ${leads.length} 条`,
              en: `“${title.en}” found ${leads.length} new ${leads.length === 1 ? "lead" : "leads"} in ${placed.en}`,
            }
          : {
              zh: `${placed.zh}最近 ${days} 日新线索达 ${inWindow} 条`,
              en: `${placed.en}: ${inWindow} new leads within ${days} ${days === 1 ? "day" : "days"}`,
            },
      link: `/leads?status=new&model=${model}&office=${office}&sort=newest`,
      office,
      lines: [line as BusinessLine],
    });
  }
  return asked;
}

interface LeadRow {
  readonly first_run: string;
  readonly office: string;
  readonly subject: string;
  readonly model: string;
  readonly number: number;
  readonly created_at: string;
}

function matching(db: Reading, { models = [], offices = [], lines = [] }: AlertConditions) {
  return db
    .selectFrom("leads")
    .where(sql<boolean>`${isSealed("leads.id")} = 0`)
    .where("leads.expired_at", "is", null)
    .where(within("leads.model", models.length === 0 ? "all" : models))
    .where(within("leads.office", offices.length === 0 ? "all" : offices))
    .where(within("leads.business_line", lines.length === 0 ? "all" : lines));
}

/** How many there are in the window with these, where they made it reach the rule's count; null where it was reached before, or is not. */
async function crossing(
  db: Reading,
  { rule, leads, moment }: { rule: AlertRule; leads: readonly LeadRow[]; moment: Moment },
): Promise<number | null> {
  const conditions = conditionsOf(rule);
  const [first] = leads;
  if (!first || !conditions.window) return null;
  const { count, days } = conditions.window;
  const since = new Date(Date.parse(first.created_at) - days * 86_400_000).toISOString();
  const earlier = await matching(db, conditions)
    .select(["leads.first_run", "leads.office", "leads.model", "leads.number", "leads.subject", "leads.created_at"])
    .where("leads.office", "=", first.office)
    .where("leads.number", "<", first.number)
    .where("leads.created_at", ">", since)
    .execute();
  const { leastAmount: least } = conditions;
  const before = (least === undefined ? earlier : await withAmount(db, earlier, { least, moment })).length;
  return before < count && before + leads.length >= count ? before + leads.length : null;
}

/** Of the leads those whose first finding has an amount of at least so many fen. */
async function withAmount<Row extends LeadRow>(
  db: Reading,
  rows: readonly Row[],
  { least, moment }: { least: number; moment: Moment },
): Promise<Row[]> {
  const schemas = await readSchemas(db);
  const kept: Row[] = [];
  for (const [run, ofRun] of Map.groupBy(rows, (row) => row.first_run)) {
    const model = moment.models.get(ofRun[0]?.model ?? "");
    const columns = model ? amountColumns(model, schemas) : [];
    if (columns.length === 0) continue;
    const findings = await db.selectFrom("findings").select(["subject", "cells"]).where("run", "=", run).execute();
    const large = new Set(findings.flatMap(({ subject, cells }) => (isLarge(cells, { columns, least }) ? [subject] : [])));
    kept.push(...ofRun.filter(({ subject }) => large.has(subject)));
  }
  return kept;
}

function isLarge(cells: string, { columns, least }: { columns: readonly string[]; least: number }): boolean {
  const values = JSON.parse(cells) as Record<string, unknown>;
  return columns.some((name) => typeof values[name] === "number" && values[name] >= least);
}

/** Result columns that hold fen: every column that they come from does. */
function amountColumns({ rule }: SupervisionModel, schemas: Awaited<ReturnType<typeof readSchemas>>): string[] {
  const isAmount = ({ dataset, column }: { readonly dataset: string; readonly column: string }) =>
    schemas.get(dataset)?.columns.some(({ name, type }) => name === column && type === "amount") === true;
  return Object.entries(columnsUsed(rule)).flatMap(([name, sources]) => (sources.length > 0 && sources.every(isAmount) ? [name] : []));
}

const TOLD_STEPS = ["filed", "serve", "reply", "no-reply", "look-back", "looked-back", "close", "escalate", "withdraw"] as const;

/** Steps of supervision cases that others than their handlers want to know of. */
async function caseSteps(db: Reading, rule: AlertRule, moment: Moment): Promise<Found[]> {
  const { offices = [], lines = [], authorities = [], isOwn = false } = conditionsOf(rule);
  let steps = db
    .selectFrom("case_events")
    .innerJoin("cases", "cases.id", "case_events.case_id")
    .select(["case_events.id", "case_events.action", "cases.id as case", "cases.number", "cases.office"])
    .select(["cases.business_line", "cases.receiver"])
    .where("case_events.at", ">", rule.since_at)
    .where("case_events.at", ">", daysAgo(moment, TOLD_FOR_DAYS))
    .where("case_events.action", "in", [...TOLD_STEPS])
    .where("case_events.actor", "!=", rule.owner)
    .where(sql<boolean>`${isSealed("cases.lead")} = 0`)
    .where(within("cases.office", offices.length === 0 ? "all" : offices))
    .where(within("cases.business_line", lines.length === 0 ? "all" : lines));
  if (isOwn)
    steps = steps.where((build) =>
      build.exists(
        build
          .selectFrom("case_people")
          .select("case_people.person")
          .whereRef("case_people.case_id", "=", "cases.id")
          .where("case_people.person", "=", rule.owner),
      ),
    );
  const rows = await steps.orderBy("case_events.id").execute();
  return rows
    .filter(({ receiver }) => authorities.length === 0 || authorities.some((word) => receiver?.includes(word) === true))
    .map((row) => {
      const deed = CASE_DEEDS[row.action as keyof typeof CASE_DEEDS];
      return {
        key: `${rule.id} ${row.id}`,
        title: { zh: `${row.number}：${deed.zh}`, en: `${row.number}: ${deed.en}` },
        link: `/cases/${row.case}`,
        office: row.office,
        lines: [row.business_line as BusinessLine],
      };
    });
}

async function alertsOfSources(db: Reading, rule: AlertRule, moment: Moment): Promise<Found[]> {
  const { offices = [], sources = [] } = conditionsOf(rule);
  const rows = await db
    .selectFrom("source_alerts")
    .innerJoin("sources", "sources.id", "source_alerts.source")
    .select(["source_alerts.id", "source_alerts.kind", "sources.id as source", "sources.name", "sources.office"])
    .where("source_alerts.opened_at", ">", rule.since_at)
    .where("source_alerts.opened_at", ">", daysAgo(moment, TOLD_FOR_DAYS))
    .where("source_alerts.closed_at", "is", null)
    .where("sources.removed_at", "is", null)
    .where(within("sources.office", offices.length === 0 ? "all" : offices))
    .where((build) =>
      sources.length === 0
        ? build.val(true)
        : build.or([build("sources.id", "in", [...sources]), build("sources.name", "in", [...sources])]),
    )
    .execute();
  return rows.map((row) => {
    const { zh, en } = SOURCE_ALERTS[row.kind];
    return {
      key: `${rule.id} ${row.id}`,
      title: { zh: `数据来源「${row.name}」：${zh}`, en: `Source “${row.name}”: ${en}` },
      link: `/data/sources/${row.source}`,
      office: row.office,
      lines: [],
    };
  });
}
