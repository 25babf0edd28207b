import { clockTitle } from "@yuejian/case-management";
import { CASE_CLOCKS, type CaseClockKind } from "@yuejian/contracts";
import type { CalendarEntry, CalendarFilter } from "@yuejian/contracts/api";
import { type RawBuilder, sql } from "kysely";
import type { Scope } from "../policy/index.ts";
import { visible } from "../policy/index.ts";
import { chunks, type Reading, type SharedAnswers, unindexed } from "../store/index.ts";

export interface DueReader {
  readonly person: string;
  readonly scope: Scope;
  /** SQL: ids of supervision cases that the reader may see whatever the scope. */
  readonly casesBeyond: RawBuilder<unknown>;
  readonly today: string;
  readonly shared: SharedAnswers;
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

/** Clocks of one day: all counted, the first listed. */
interface DayOfClocks {
  readonly total: number;
  readonly rows: readonly Found[];
}

const NONE: DayOfClocks = { total: 0, rows: [] };

/** Last days of running clocks of both kinds of cases, by day: all counted, the first listed, supervision cases before those of the business system. Titles tell of cases, never of
 *  persons concerned. */
export async function dueDays(
  db: Reading,
  reader: DueReader,
  { perDay = 6, offset = 0, ...wanted }: CalendarFilter,
): Promise<ReadonlyMap<string, DueDay>> {
  const supervision = await supervisionClocks(db, reader, wanted, offset + perDay);
  const business = await businessClocks(db, reader, wanted, offset + perDay);
  const days = new Map<string, DueDay>();
  for (const day of [...new Set([...supervision.keys(), ...business.keys()])].toSorted()) {
    const [before, after] = [supervision.get(day) ?? NONE, business.get(day) ?? NONE];
    const shown = [...before.rows, ...after.rows].slice(offset, offset + perDay);
    days.set(day, { total: before.total + after.total, entries: shown.map((row) => entryOf(row, reader.today)) });
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

/** In the order in which cases were filed. */
async function supervisionClocks(
  db: Reading,
  { person, scope, casesBeyond, shared }: DueReader,
  wanted: Wanted,
  first: number,
): Promise<ReadonlyMap<string, DayOfClocks>> {
  const { from, to, mine, office, department, line } = wanted;
  // These cases have no department.
  if (department !== undefined) return new Map();
  const filters = [...equal("case_clocks.office", office), ...equal("case_clocks.business_line", line)];
  const inScope = sql<boolean>`(${visible(scope, "case_clocks")})`;
  const isBeyond = sql<boolean>`case_clocks.case_id in ${casesBeyond}`;
  const between = sql<boolean>`case_clocks.due between ${from} and ${to}`;
  // Clocks come first, whatever an engine that follows this order would guess: they tell which few cases are read.
  const select = sql`select 'supervision' as source, case_clocks.case_id, case_clocks.key, case_clocks.kind as what, case_clocks.due, cases.number, cases.office,
    null as department, users.display_name as person
    from case_clocks cross join cases left join users on users.id = case_clocks.person
    where cases.id = case_clocks.case_id`;
  const order = sql`case_clocks.case_id, ${sql.ref("case_clocks.key")}`;
  // Few clocks, which are found by the person or the case, not by the day.
  const ofFew = [sql<boolean>`${unindexed("case_clocks.is_running", 0)} = 1`, between, ...filters];
  if (mine === true) {
    const own = [sql<boolean>`case_clocks.person = ${person}`, sql<boolean>`case_clocks.stopped_on is null`];
    const { rows } = await sql<Found>`${select} and ${all([...own, ...ofFew])} and (${inScope} or ${isBeyond})`.execute(db);
    return allOfDays(rows.toSorted(inFilingOrder));
  }
  const { rows: beyond } = await sql<Found>`${select} and ${all([...ofFew, isBeyond])} and not ${inScope}`.execute(db);
  const conditions = [sql<boolean>`case_clocks.is_running = 1`, inScope, ...filters];
  const within = await shared(["supervision clocks", scope, wanted, first], async () => {
    const { rows: totals } = await sql<{ due: string; total: number }>`select due, count(*) as total from case_clocks
      where ${all([...conditions, between])} group by due`.execute(db);
    const rows = await firstOfDays<Found>(
      db,
      totals.map(({ due }) => due),
      (day) => sql`${select} and ${all([...conditions, sql<boolean>`case_clocks.due = ${day}`])} order by ${order} limit ${first}`,
    );
    return countedDays(totals, rows);
  });
  const days = new Map(within);
  for (const [due, rows] of Map.groupBy(beyond, (row) => row.due)) {
    const before = days.get(due) ?? NONE;
    days.set(due, { total: before.total + rows.length, rows: [...before.rows, ...rows].toSorted(inFilingOrder) });
  }
  return days;
}

function countedDays(
  totals: readonly { readonly due: string; readonly total: number }[],
  rows: readonly Found[],
): ReadonlyMap<string, DayOfClocks> {
  const ofDay = Map.groupBy(rows, ({ due }) => due);
  return new Map(totals.map(({ due, total }) => [due, { total, rows: ofDay.get(due) ?? [] }]));
}

const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

const inFilingOrder = (one: Found, other: Found): number => compare(one.case_id, other.case_id) || compare(one.key, other.key);

/** SQLite takes 500 parts in one statement, and so many values in all. */
const MOST_PARTS = 100;

/** Rows of several days, each found by itself: the index has them in their order, and no other is looked at. */
async function firstOfDays<Row>(db: Reading, days: readonly string[], ofDay: (day: string) => RawBuilder<unknown>): Promise<Row[]> {
  const found: Row[] = [];
  for (const some of chunks(days, MOST_PARTS)) {
    const parts = some.map((day) => sql`select * from (${ofDay(day)}) as of_day`);
    found.push(...(await sql<Row>`${sql.join(parts, sql` union all `)}`.execute(db)).rows);
  }
  return found;
}

function allOfDays(clocks: readonly Found[]): ReadonlyMap<string, DayOfClocks> {
  return new Map(
    Array.from(
      Map.groupBy(clocks, ({ due }) => due),
      ([due, rows]) => [due, { total: rows.length, rows }],
    ),
  );
}

/** In the order of the index: by what ends. */
async function businessClocks(
  db: Reading,
  { person, scope, shared }: DueReader,
  wanted: Wanted,
  first: number,
): Promise<ReadonlyMap<string, DayOfClocks>> {
  const { from, to, mine, office, department, line } = wanted;
  const filters = [
    ...equal("handled_case_clocks.office", office),
    ...equal("handled_case_clocks.business_line", line),
    ...equal("handled_cases.department", department),
  ];
  const between = sql<boolean>`handled_case_clocks.due between ${from} and ${to}`;
  const withCases = sql`handled_case_clocks join handled_cases on handled_cases.id = handled_case_clocks.case_id`;
  const select = sql`select 'business' as source, handled_case_clocks.case_id, handled_case_clocks.key, handled_case_clocks.rule as what,
    handled_case_clocks.due, handled_cases.number, handled_cases.office, handled_cases.department, handled_cases.handler as person from ${withCases}`;
  const order = sql`handled_case_clocks.rule, handled_case_clocks.case_id, ${sql.ref("handled_case_clocks.key")}`;
  if (mine === true) {
    // Few clocks, which are found by the person, not by the day.
    const own = [sql<boolean>`handled_cases.person = ${person}`, sql<boolean>`${unindexed("handled_case_clocks.is_running", 0)} = 1`];
    const { rows } = await sql<Found>`${select} where ${all([...own, between, ...filters])} order by ${order}`.execute(db);
    return allOfDays(rows);
  }
  const conditions = [sql<boolean>`handled_case_clocks.is_running = 1`, visible(scope, "handled_case_clocks"), ...filters];
  return shared(["business clocks", scope, wanted, first], async () => {
    // Without the cases they are counted in the index alone.
    const { rows: totals } = await sql<{ due: string; total: number }>`select handled_case_clocks.due, count(*) as total
      from ${department === undefined ? sql`handled_case_clocks` : withCases}
      where ${all([...conditions, between])} group by handled_case_clocks.due`.execute(db);
    const rows = await firstOfDays<Found>(
      db,
      totals.map(({ due }) => due),
      (day) =>
        sql`${select} where ${all([...conditions, sql<boolean>`handled_case_clocks.due = ${day}`])} order by ${order} limit ${first}`,
    );
    return countedDays(totals, rows);
  });
}
