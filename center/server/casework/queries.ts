import type { BusinessLine, HandledCaseKind, HandledCaseStage } from "@yuejian/contracts";
import type { BoardBy, HandledCasesFilter } from "@yuejian/contracts/api";
import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import { type RawBuilder, sql } from "kysely";
import { type Scope, visible } from "../policy/index.ts";
import type { Reading, Row } from "../store/index.ts";
import { encodeCursor } from "../store/page-cursor.ts";
import { NO_DUE } from "./case-rows.ts";
import { decodeCursor } from "./cursor.ts";

/** Who looks, at what day. */
export interface Onlooker {
  readonly person: string;
  readonly scope: Scope;
  readonly today: string;
}

export interface PlaceFilter {
  readonly office?: string;
  readonly department?: string;
  readonly line?: BusinessLine;
  readonly kind?: HandledCaseKind;
  readonly stage?: HandledCaseStage;
  readonly mine?: boolean;
}

/** Counting stops here. */
const COUNT_TO = 10_000;
/** Days ahead that a board calls soon. */
const SOON_DAYS = 7;
const FAR = "\u{10FFFF}";

export const daysAfter = (day: string, count: number): string => isoOfDay(dayFromIso(day) + count);

/** Cases of one's own are seen whatever their office and line: being the handler is the ground. */
function conditionsOf({ person, scope }: Onlooker, filter: PlaceFilter): RawBuilder<boolean>[] {
  const { office, department, line, kind, stage, mine } = filter;
  const equal = (column: string, value: string | undefined) => (value === undefined ? [] : [sql<boolean>`${sql.ref(column)} = ${value}`]);
  return [
    mine === true ? sql<boolean>`handled_cases.person = ${person}` : visible(scope, "handled_cases"),
    ...equal("handled_cases.office", office),
    ...equal("handled_cases.department", department),
    ...equal("handled_cases.business_line", line),
    ...equal("handled_cases.kind", kind),
    ...equal("handled_cases.stage", stage),
  ];
}

const isOf = (status: "open" | "closed") => sql<boolean>`handled_cases.status = ${status}`;

const allOf = (conditions: readonly RawBuilder<boolean>[]) => sql<boolean>`${sql.join(conditions, sql` and `)}`;

export interface CasePage {
  readonly rows: readonly Row<"handled_cases">[];
  readonly total: number;
  readonly totalIs: "exact" | "at-least";
  readonly next: string | null;
}

type Status = "open" | "closed";

/** Of so many numbers with one beginning cases are looked at. */
const NUMBERS = 5000;

/** One page of cases, by the day that comes first or the newest first; no page costs more than the one before. Places are found in an index, rows read for
 *  those that are shown. */
export async function pageOfCases(db: Reading, onlooker: Onlooker, filter: HandledCasesFilter): Promise<CasePage> {
  const { status = "open", sort = "due", limit = 50, cursor, overdue, dueWithin, number } = filter;
  const { today } = onlooker;
  const conditions = [
    ...conditionsOf(onlooker, filter),
    ...(overdue === true ? [sql<boolean>`(handled_cases.due < ${today} and handled_cases.status = 'open')`] : []),
    ...(dueWithin === undefined ? [] : [sql<boolean>`handled_cases.due between ${today} and ${daysAfter(today, dueWithin)}`]),
    ...(number === undefined
      ? []
      : [
          sql<boolean>`handled_cases.id in (select numbers.id from handled_cases as numbers
            where numbers.number >= ${number} and numbers.number < ${number + FAR} order by numbers.number limit ${NUMBERS})`,
        ]),
  ];
  const column = sort === "due" ? "due" : "accepted_on";
  const at = decodeCursor(sort, cursor, 2);
  const behind = at && sql<boolean>`(${sql.ref(column)}, id) ${sql.raw(sort === "due" ? ">" : "<")} (${at[0]}, ${at[1]})`;
  const direction = sort === "due" ? "asc" : "desc";
  // Open and closed cases stand apart in every index: both are asked for, and merged.
  const statuses: readonly Status[] = status === "all" ? ["open", "closed"] : [status];
  const places: { id: string; place: string }[] = [];
  let total = 0;
  for (const each of statuses) {
    const found = await db
      .selectFrom("handled_cases")
      .select(["id", `${column} as place` as const])
      .where(allOf([isOf(each), ...conditions, ...(behind ? [behind] : [])]))
      .orderBy(column, direction)
      .orderBy("id", direction)
      .limit(limit + 1)
      .execute();
    places.push(...found);
    const { rows } = await sql<{ total: number }>`select count(*) as total from
      (select 1 from handled_cases where ${allOf([isOf(each), ...conditions])} limit ${COUNT_TO + 1}) as found`.execute(db);
    total += rows[0]?.total ?? 0;
  }
  const sign = sort === "due" ? 1 : -1;
  const keyOf = ({ id, place }: (typeof places)[number]) => `${place} ${id}`;
  const sorted = statuses.length === 1 ? places : places.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -sign : sign));
  const shown = sorted.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: await rowsOf(db, shown),
    total: Math.min(total, COUNT_TO),
    totalIs: total > COUNT_TO ? "at-least" : "exact",
    next: sorted.length > limit && last ? encodeCursor(sort, [last.place, last.id]) : null,
  };
}

/** Whole rows in the order of their places. */
export async function rowsOf(db: Reading, places: readonly { readonly id: string }[]): Promise<readonly Row<"handled_cases">[]> {
  const ids = places.map(({ id }) => id);
  const rows = ids.length === 0 ? [] : await db.selectFrom("handled_cases").selectAll().where("id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export interface BoardRow {
  readonly key: string;
  readonly office: string | null;
  readonly open: number;
  readonly overdue: number;
  readonly soon: number;
  readonly withoutDue: number;
}

const COLUMN: Readonly<Record<BoardBy, string>> = {
  office: "office",
  department: "department",
  line: "business_line",
  kind: "kind",
  stage: "stage",
};

/** Open cases, counted by one of their places; answered from an index alone. */
export async function boardOf(db: Reading, onlooker: Onlooker, by: BoardBy, filter: PlaceFilter): Promise<readonly BoardRow[]> {
  const { today } = onlooker;
  const key = sql.ref(`handled_cases.${COLUMN[by]}`);
  const office = by === "department" ? sql`handled_cases.office` : sql`null`;
  const groups = by === "department" ? sql`handled_cases.office, ${key}` : key;
  const count = (condition: RawBuilder<unknown>) => sql`count(case when ${condition} then 1 end)`;
  const { rows } = await sql<BoardRow>`select ${key} as "key", ${office} as "office", count(*) as "open",
      ${count(sql`handled_cases.due < ${today}`)} as "overdue",
      ${count(sql`handled_cases.due between ${today} and ${daysAfter(today, SOON_DAYS)}`)} as "soon",
      ${count(sql`handled_cases.due = ${NO_DUE}`)} as "withoutDue"
    from handled_cases where ${allOf([isOf("open"), ...conditionsOf(onlooker, filter)])} group by ${groups}`.execute(db);
  return rows;
}

export interface DueFilter {
  readonly from: string;
  readonly to: string;
  readonly office?: string;
  readonly line?: BusinessLine;
}

function dueConditions({ scope }: Onlooker, { from, to, office, line }: DueFilter): RawBuilder<boolean>[] {
  return [
    sql<boolean>`handled_case_clocks.is_running = 1`,
    visible(scope, "handled_case_clocks"),
    sql<boolean>`handled_case_clocks.due between ${from} and ${to}`,
    ...(office === undefined ? [] : [sql<boolean>`handled_case_clocks.office = ${office}`]),
    ...(line === undefined ? [] : [sql<boolean>`handled_case_clocks.business_line = ${line}`]),
  ];
}

/** How many running clocks end on each day, by what they are. */
export async function calendarOf(db: Reading, onlooker: Onlooker, filter: DueFilter) {
  const { rows } = await sql<{ due: string; rule: string; clocks: number }>`select due, rule, count(*) as clocks
    from handled_case_clocks where ${allOf(dueConditions(onlooker, filter))} group by due, rule order by due, rule`.execute(db);
  return rows;
}

export interface DuePage {
  readonly rows: readonly { readonly clock: Row<"handled_case_clocks">; readonly row: Row<"handled_cases"> }[];
  readonly next: string | null;
}

/** Running clocks by their last days. */
export async function dueClocks(
  db: Reading,
  onlooker: Onlooker,
  { limit = 50, cursor, ...filter }: DueFilter & { readonly limit?: number; readonly cursor?: string },
): Promise<DuePage> {
  const at = decodeCursor("clocks", cursor, 4);
  const clocks = await db
    .selectFrom("handled_case_clocks")
    .selectAll()
    .where(
      allOf([
        ...dueConditions(onlooker, filter),
        ...(at ? [sql<boolean>`(due, rule, case_id, ${sql.ref("key")}) > (${at[0]}, ${at[1]}, ${at[2]}, ${at[3]})`] : []),
      ]),
    )
    .orderBy("due")
    .orderBy("rule")
    .orderBy("case_id")
    .orderBy("key")
    .limit(limit + 1)
    .execute();
  const shown = clocks.slice(0, limit);
  const cases = await rowsOf(
    db,
    [...new Set(shown.map(({ case_id: id }) => id))].map((id) => ({ id })),
  );
  const byId = new Map(cases.map((row) => [row.id, row]));
  const last = shown.at(-1);
  return {
    rows: shown.flatMap((clock) => {
      const row = byId.get(clock.case_id);
      return row ? [{ clock, row }] : [];
    }),
    next: clocks.length > limit && last ? encodeCursor("clocks", [last.due ?? "", last.rule, last.case_id, last.key]) : null,
  };
}

const PROCESS_PAGE = 500;

/** Content of the cases accepted within days, in pieces: others are answered in between. */
export async function* acceptedCases(
  db: Reading,
  { scope }: Onlooker,
  { from, to, ...filter }: Omit<PlaceFilter, "mine" | "stage"> & { readonly from: string; readonly to: string },
): AsyncGenerator<readonly Pick<Row<"handled_cases">, "id" | "content" | "as_of">[]> {
  const equal = (column: string, value: string | undefined) => (value === undefined ? [] : [sql<boolean>`${sql.ref(column)} = ${value}`]);
  for (const status of ["open", "closed"] as const) {
    let after: readonly [string, string] = [from, ""];
    for (;;) {
      const rows = await db
        .selectFrom("handled_cases")
        .select(["id", "accepted_on", "content", "as_of"])
        .where("status", "=", status)
        .where(
          allOf([
            visible(scope, "handled_cases"),
            ...equal("office", filter.office),
            ...equal("department", filter.department),
            ...equal("business_line", filter.line),
            ...equal("kind", filter.kind),
            sql<boolean>`accepted_on <= ${to}`,
            sql<boolean>`(accepted_on, id) > (${after[0]}, ${after[1]})`,
          ]),
        )
        .orderBy("accepted_on")
        .orderBy("id")
        .limit(PROCESS_PAGE)
        .execute();
      const last = rows.at(-1);
      if (!last) break;
      after = [last.accepted_on, last.id];
      yield rows;
      // One turn for everybody else.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
