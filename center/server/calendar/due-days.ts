import { clockTitle } from "@yuejian/case-management";
import { CASE_CLOCKS, type CaseClockKind } from "@yuejian/contracts";
import type { CalendarEntry, CalendarFilter } from "@yuejian/contracts/api";
import { type RawBuilder, sql } from "kysely";
import type { Scope } from "../policy/index.ts";
import { visible } from "../policy/index.ts";
import type { Reading } from "../store/index.ts";

export interface DueReader {
  readonly person: string;
  readonly scope: Scope;
  /** SQL: ids of supervision cases that the reader may see whatever the scope. */
  readonly casesBeyond: RawBuilder<unknown>;
  readonly today: string;
}

export interface DueDay {
  readonly total: number;
  readonly entries: readonly CalendarEntry[];
}

interface Found {
  readonly source: "supervision" | "business";
  readonly case_id: string;
  readonly key: string;
  readonly what: string;
  readonly due: string;
  readonly number: string;
  readonly office: string;
  readonly department: string | null;
  readonly person: string | null;
}

type Wanted = Pick<CalendarFilter, "from" | "to" | "mine" | "office" | "department" | "line">;

const equal = (column: string, value: string | undefined) => (value === undefined ? [] : [sql<boolean>`${sql.ref(column)} = ${value}`]);
const all = (conditions: readonly RawBuilder<boolean>[]) => sql<boolean>`${sql.join(conditions, sql` and `)}`;

/** Last days of running clocks of both kinds of cases, by day: all counted, the first listed, supervision cases before those of the business system. Titles tell of cases, never of
 *  persons concerned. */
export async function dueDays(
  db: Reading,
  reader: DueReader,
  { perDay = 6, offset = 0, ...wanted }: CalendarFilter,
): Promise<ReadonlyMap<string, DueDay>> {
  const supervision = await supervisionClocks(db, reader, wanted, offset + perDay);
  const totals = await businessTotals(db, reader, wanted);
  const business = Map.groupBy(
    await businessClocks(db, reader, wanted, { days: [...totals.keys()], first: offset + perDay }),
    ({ due }) => due,
  );
  const days = new Map<string, DueDay>();
  for (const day of [...new Set([...supervision.keys(), ...totals.keys()])].toSorted()) {
    const { total = 0, rows = [] } = supervision.get(day) ?? {};
    const shown = [...rows, ...(business.get(day) ?? [])].slice(offset, offset + perDay);
    days.set(day, { total: total + (totals.get(day) ?? 0), entries: shown.map((row) => entryOf(row, reader.today)) });
  }
  return days;
}

function entryOf(row: Found, today: string): CalendarEntry {
  return {
    source: row.source,
    case: row.case_id,
    key: row.key,
    number: row.number,
    title: row.source === "business" ? clockTitle(row.what) : CASE_CLOCKS[row.what as CaseClockKind],
    office: row.office,
    department: row.department,
    person: row.person,
    isOverdue: row.due < today,
  };
}

/** Of each day all counted, and the first of them in the order in which cases were filed. */
async function supervisionClocks(
  db: Reading,
  reader: DueReader,
  wanted: Wanted,
  first: number,
): Promise<ReadonlyMap<string, { readonly total: number; readonly rows: readonly Found[] }>> {
  const { person, scope, casesBeyond } = reader;
  const { from, to, mine, office, department, line } = wanted;
  // These cases have no department.
  if (department !== undefined) return new Map();
  // Few clocks, which are found by the person or the case, not by the day.
  const runningOfFew = sql<boolean>`case_clocks.is_running + 0 = 1`;
  const filters = [...equal("case_clocks.office", office), ...equal("case_clocks.business_line", line)];
  const conditions = [
    ...(mine === true
      ? [sql<boolean>`case_clocks.person = ${person}`, sql<boolean>`case_clocks.stopped_on is null`, runningOfFew]
      : [sql<boolean>`case_clocks.is_running = 1`]),
    ...filters,
  ];
  const ofFew = [...(mine === true ? [sql<boolean>`case_clocks.person = ${person}`] : []), runningOfFew, ...filters];
  const inScope = sql<boolean>`(${visible(scope, "case_clocks")})`;
  const between = sql<boolean>`case_clocks.due between ${from} and ${to}`;
  const select = sql`select 'supervision' as source, case_clocks.case_id, case_clocks.key, case_clocks.kind as what, case_clocks.due, cases.number, cases.office,
    null as department, users.display_name as person
    from case_clocks join cases on cases.id = case_clocks.case_id left join users on users.id = case_clocks.person`;
  const key = sql.ref("case_clocks.key");
  const { rows: beyond } = await sql<Found>`${select} where ${all([...ofFew, between])}
    and case_clocks.case_id in ${casesBeyond} and not ${inScope} order by case_clocks.due, case_clocks.case_id, ${key}`.execute(db);
  const { rows: totals } = await sql<{ due: string; total: number }>`select due, count(*) as total from case_clocks
    where ${all([...conditions, between, inScope])} group by due`.execute(db);
  const within = await firstOfDays<Found>(
    db,
    totals.map(({ due }) => due),
    (day) =>
      sql`${select} where ${all([...conditions, inScope, sql<boolean>`case_clocks.due = ${day}`])} order by case_clocks.case_id, ${key} limit ${first}`,
  );
  const days = new Map(totals.map(({ due, total }) => [due, { total, rows: [] as Found[] }]));
  for (const { due } of beyond) days.set(due, { total: (days.get(due)?.total ?? 0) + 1, rows: [] });
  for (const row of [...within, ...beyond]) days.get(row.due)?.rows.push(row);
  for (const { rows } of days.values()) rows.sort((one, other) => compare(one.case_id, other.case_id) || compare(one.key, other.key));
  return days;
}

const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

/** SQLite takes 500 parts in one statement, and so many values in all. */
const MOST_PARTS = 100;

/** Rows of several days, each found by itself: the index has them in their order, and no other is looked at. */
async function firstOfDays<Row>(db: Reading, days: readonly string[], ofDay: (day: string) => RawBuilder<unknown>): Promise<Row[]> {
  const found: Row[] = [];
  for (let at = 0; at < days.length; at += MOST_PARTS) {
    const parts = days.slice(at, at + MOST_PARTS).map((day) => sql`select * from (${ofDay(day)}) as of_day`);
    found.push(...(await sql<Row>`${sql.join(parts, sql` union all `)}`.execute(db)).rows);
  }
  return found;
}

function businessConditions({ person, scope }: DueReader, { mine, office, department, line }: Wanted) {
  return [
    sql<boolean>`handled_case_clocks.is_running = 1`,
    mine === true ? sql<boolean>`handled_cases.person = ${person}` : visible(scope, "handled_case_clocks"),
    ...equal("handled_case_clocks.office", office),
    ...equal("handled_case_clocks.business_line", line),
    ...equal("handled_cases.department", department),
  ];
}

const WITH_CASES = sql`handled_case_clocks join handled_cases on handled_cases.id = handled_case_clocks.case_id`;

async function businessTotals(db: Reading, reader: DueReader, wanted: Wanted): Promise<ReadonlyMap<string, number>> {
  const { mine, department, from, to } = wanted;
  // Without the cases they are counted in the index alone.
  const tables = mine === true || department !== undefined ? WITH_CASES : sql`handled_case_clocks`;
  const between = sql<boolean>`handled_case_clocks.due between ${from} and ${to}`;
  const { rows } = await sql<{ due: string; total: number }>`select handled_case_clocks.due, count(*) as total from ${tables}
    where ${all([...businessConditions(reader, wanted), between])} group by handled_case_clocks.due`.execute(db);
  return new Map(rows.map(({ due, total }) => [due, total]));
}

/** The first of each day, in the order of the index: by what ends. */
async function businessClocks(
  db: Reading,
  reader: DueReader,
  wanted: Wanted,
  { days, first }: { readonly days: readonly string[]; readonly first: number },
): Promise<readonly Found[]> {
  const conditions = businessConditions(reader, wanted);
  const select = sql`select 'business' as source, handled_case_clocks.case_id, handled_case_clocks.key, handled_case_clocks.rule as what,
    handled_case_clocks.due, handled_cases.number, handled_cases.office, handled_cases.department, handled_cases.handler as person from ${WITH_CASES}`;
  const order = sql`handled_case_clocks.rule, handled_case_clocks.case_id, ${sql.ref("handled_case_clocks.key")}`;
  if (wanted.mine === true) {
    const between = sql<boolean>`handled_case_clocks.due between ${wanted.from} and ${wanted.to}`;
    const { rows } = await sql<Found>`${select} where ${all([...conditions, between])} order by handled_case_clocks.due, ${order}`.execute(
      db,
    );
    return rows;
  }
  return firstOfDays<Found>(
    db,
    days,
    (day) => sql`${select} where ${all([...conditions, sql<boolean>`handled_case_clocks.due = ${day}`])} order by ${order} limit ${first}`,
  );
}
