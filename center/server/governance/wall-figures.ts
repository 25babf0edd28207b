import { type CaseStage, type Office, OPEN_LEAD_STATUSES } from "@yuejian/contracts";
import type { WallView } from "@yuejian/contracts/api";
import { dayAfter, REACHED } from "@yuejian/oversight";
import { sql } from "kysely";
import { type Scope, visible, within } from "../policy/index.ts";
import type { Reading } from "../store/index.ts";
import { monthName, monthOf, startOfMonth } from "./months.ts";

export interface WallPorts {
  readonly db: Reading;
  readonly offices: readonly Office[];
  readonly scope: Scope;
  /** UTC. */
  readonly now: string;
  /** Today in China. */
  readonly today: string;
}

const MONTHS = 12;
/** PostgreSQL adds whole numbers up to decimals, which come as text. */
const SUM = sql<number>`cast(sum(leads) as bigint)`.as("leads");

/** Figures from counters and indexes alone: no lead and no case is read. */
export async function wallFigures({ db, offices, scope, now, today }: WallPorts): Promise<WallView> {
  const leads = await db
    .selectFrom("lead_counts")
    .select(["office", "status"])
    .select(SUM)
    .where(visible(scope, "lead_counts"))
    .groupBy(["office", "status"])
    .execute();
  const stages = await db.selectFrom("case_counts").select(["stage", "cases"]).where(visible(scope, "case_counts")).execute();
  const due = await openByDue(db, scope, today);
  const leadsOf = (statuses: readonly string[], office?: string) =>
    sumOf(
      leads,
      ({ status, office: of }) => statuses.includes(status) && (office === undefined || of === office),
      ({ leads: count }) => count,
    );
  const casesOf = (among: readonly CaseStage[] | null) =>
    sumOf(
      stages,
      ({ stage }) => among === null || among.includes(stage),
      ({ cases }) => cases,
    );
  const dueIn = (part: keyof WallView["deadlines"]) =>
    sumOf(
      due,
      () => true,
      (row) => row[part],
    );
  const seen = offices.filter(({ id }) => scope.offices === "all" || scope.offices.includes(id));
  return {
    at: now,
    funnel: {
      leads: sumOf(
        leads,
        () => true,
        ({ leads: count }) => count,
      ),
      verified: leadsOf(["verified", "filed"]),
      cases: casesOf(null),
      served: casesOf(REACHED.served),
      replied: casesOf(REACHED.replied),
      rectified: casesOf(REACHED.rectified),
    },
    deadlines: { overdue: dueIn("overdue"), week: dueIn("week"), month: dueIn("month"), later: dueIn("later"), none: dueIn("none") },
    months: await monthsOf(db, scope, monthOf(now)),
    offices: seen.map(({ id }) => {
      const open = due.find(({ office }) => office === id);
      return {
        office: id,
        openLeads: leadsOf(OPEN_LEAD_STATUSES, id),
        openCases: open ? open.overdue + open.week + open.month + open.later + open.none : 0,
        overdue: open?.overdue ?? 0,
      };
    }),
  };
}

/** Open cases of an office by when their earliest clock ends. */
type OpenCases = { readonly office: string } & { readonly [part in keyof WallView["deadlines"]]: number };

/** In the order of an index, so that nothing is sorted. */
async function openByDue(db: Reading, scope: Scope, today: string): Promise<readonly OpenCases[]> {
  const [week, month] = [7, 30].map((days) => dayAfter(today, days));
  const { rows } = await sql<OpenCases>`select office, count(case when due < ${today} then 1 end) as overdue,
      count(case when due >= ${today} and due <= ${week} then 1 end) as week, count(case when due > ${week} and due <= ${month} then 1 end) as month,
      count(case when due > ${month} then 1 end) as later, count(case when due is null then 1 end) as none
    from cases where status = 'open' and ${visible(scope, "cases")} group by office`.execute(db);
  return rows;
}

async function monthsOf(db: Reading, scope: Scope, present: number): Promise<WallView["months"]> {
  const names = Array.from({ length: MONTHS }, (_, at) => monthName(present - MONTHS + 1 + at));
  const leads = await db
    .selectFrom("lead_months")
    .select("month")
    .select(SUM)
    .where("month", "in", names)
    .where(sql<boolean>`${within("office", scope.offices)} and ${within("business_line", scope.businessLines)}`)
    .groupBy("month")
    .execute();
  const found = new Map(leads.map(({ month, leads: count }) => [month, count]));
  const months: WallView["months"][number][] = [];
  for (const [at, month] of names.entries()) {
    const start = present - MONTHS + 1 + at;
    const [from, before] = [startOfMonth(start), startOfMonth(start + 1)];
    const counted = (column: "opened_at" | "ended_at") =>
      db
        .selectFrom("cases")
        .select((build) => build.fn.countAll<number>().as("cases"))
        .where(column, ">=", from)
        .where(column, "<", before)
        .where(visible(scope, "cases"));
    const [opened, rectified] = [
      await counted("opened_at").executeTakeFirstOrThrow(),
      await counted("ended_at").where("stage", "=", "closed").executeTakeFirstOrThrow(),
    ];
    months.push({ month, leads: found.get(month) ?? 0, cases: opened.cases, rectified: rectified.cases });
  }
  return months;
}

function sumOf<Row>(rows: readonly Row[], isCounted: (row: Row) => boolean, countOf: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + (isCounted(row) ? countOf(row) : 0), 0);
}
