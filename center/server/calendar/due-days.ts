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
  /** Supervision cases that the reader may see. */
  readonly visibleCases: RawBuilder<boolean>;
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
  readonly total: number;
}

/** Last days of running clocks of both kinds of cases, by day: all counted, the first listed. Titles tell of cases, never of persons concerned. */
export async function dueDays(
  db: Reading,
  { person, scope, visibleCases, today }: DueReader,
  { from, to, mine, office, department, line, perDay = 6, offset = 0 }: CalendarFilter,
): Promise<ReadonlyMap<string, DueDay>> {
  const equal = (column: string, value: string | undefined) => (value === undefined ? [] : [sql<boolean>`${sql.ref(column)} = ${value}`]);
  const all = (conditions: readonly RawBuilder<boolean>[]) => sql<boolean>`${sql.join(conditions, sql` and `)}`;
  const business = all([
    sql<boolean>`handled_case_clocks.is_running = 1`,
    sql<boolean>`handled_case_clocks.due between ${from} and ${to}`,
    mine === true ? sql<boolean>`handled_cases.person = ${person}` : visible(scope, "handled_case_clocks"),
    ...equal("handled_case_clocks.office", office),
    ...equal("handled_case_clocks.business_line", line),
    ...equal("handled_cases.department", department),
  ]);
  const supervision = all([
    sql<boolean>`case_clocks.stopped_on is null`,
    sql<boolean>`case_clocks.due between ${from} and ${to}`,
    sql<boolean>`cases.status = 'open'`,
    visibleCases,
    ...(mine === true ? [sql<boolean>`case_clocks.person = ${person}`] : []),
    ...(department === undefined ? [] : [sql<boolean>`1 = 0`]),
    ...equal("cases.office", office),
    ...equal("cases.business_line", line),
  ]);
  const { rows } = await sql<Found>`select * from (
      select found.*, row_number() over (partition by due order by source desc, number, ${sql.ref("key")}) as place,
        count(*) over (partition by due) as total
      from (
        select 'business' as source, handled_case_clocks.case_id, handled_case_clocks.key, handled_case_clocks.rule as what, handled_case_clocks.due,
          handled_cases.number, handled_cases.office, handled_cases.department, handled_cases.handler as person
        from handled_case_clocks join handled_cases on handled_cases.id = handled_case_clocks.case_id where ${business}
        union all
        select 'supervision', case_clocks.case_id, case_clocks.key, case_clocks.kind, case_clocks.due,
          cases.number, cases.office, null, users.display_name
        from case_clocks join cases on cases.id = case_clocks.case_id left join users on users.id = case_clocks.person where ${supervision}
      ) as found
    ) as placed where place > ${offset} and place <= ${offset + perDay} order by due, place`.execute(db);
  const days = new Map<string, { total: number; entries: CalendarEntry[] }>();
  for (const row of rows) {
    const day = days.get(row.due) ?? { total: row.total, entries: [] };
    days.set(row.due, day);
    day.entries.push({
      source: row.source,
      case: row.case_id,
      key: row.key,
      number: row.number,
      title: row.source === "business" ? clockTitle(row.what) : CASE_CLOCKS[row.what as CaseClockKind],
      office: row.office,
      department: row.department,
      person: row.person,
      isOverdue: row.due < today,
    });
  }
  return days;
}
