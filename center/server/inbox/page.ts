import type { LeadSort } from "@yuejian/contracts/api";
import { type RawBuilder, sql } from "kysely";
import type { Cell } from "./cells.ts";
import { allOf, type Criteria, facetConditions, type Inbox, isCounted, otherConditions, scopeConditions } from "./criteria.ts";
import type { Place } from "./cursor.ts";
import { driverOf } from "./drivers.ts";
import { chooseStreams } from "./streams.ts";

/** Rows that one page looks at, at most: then it ends, short or empty, and the next goes on from there. */
const LOOK_AT = 20_000;
/** The newest that fit a search, when they are to be sorted otherwise than by finding. */
const WINDOW = 10_000;

export interface NumberPage {
  readonly places: readonly Place[];
  /** Where to go on; null at the end. */
  readonly next: Place | null;
}

export interface PageOptions {
  readonly sort: LeadSort;
  readonly after: Place | null;
  readonly offset: number;
  readonly limit: number;
}

/** A page of lead numbers in the order asked for; never looks at more than LOOK_AT rows. */
export async function pageOf(inbox: Inbox, criteria: Criteria, cells: readonly Cell[], options: PageOptions): Promise<NumberPage> {
  const byChange = options.sort === "changed" || options.sort === "waiting";
  const isInOrder = byChange ? isCounted({ ...criteria, changed: { from: null, before: null } }) : isCounted(withoutNumbers(criteria));
  if (isInOrder) return ordered(inbox, criteria, cells, options);
  return byChange ? windowed(inbox, criteria, options) : driven(inbox, criteria, options);
}

const withoutNumbers = (criteria: Criteria): Criteria => ({ ...criteria, numbers: { from: null, before: null } });

/** From indexes that have the order: streams merged by the database, which reads no further than the page needs. */
async function ordered(inbox: Inbox, criteria: Criteria, cells: readonly Cell[], options: PageOptions): Promise<NumberPage> {
  const { sort, offset, limit, after } = options;
  const byChange = sort === "changed" || sort === "waiting";
  const { index, conditions, isMixed } = chooseStreams(cells, criteria, { byChange, rows: offset + limit + 1 });
  const direction = sql.raw(isDescending(sort) ? "desc" : "asc");
  const order = byChange ? sql`order by changed_at ${direction}, number ${direction}` : sql`order by number ${direction}`;
  const bounds = allOf([
    // A range on what the order goes by, so that the index with that order is the best one.
    byChange ? sql<boolean>`changed_at > ''` : sql<boolean>`number >= ${criteria.numbers.from ?? 0}`,
    ...scopeConditions(criteria.reader),
    ...(criteria.numbers.before === null ? [] : [sql<boolean>`number < ${criteria.numbers.before}`]),
    ...(criteria.changed.from === null ? [] : [sql<boolean>`changed_at >= ${criteria.changed.from}`]),
    ...(criteria.changed.before === null ? [] : [sql<boolean>`changed_at < ${criteria.changed.before}`]),
    ...(after === null ? [] : [behind(sort, after)]),
  ]);
  const columns = isMixed ? sql`number, changed_at, status, model, office, business_line, data_class, assignee` : sql`number, changed_at`;
  const leads = inbox.engine === "sqlite" ? sql`leads indexed by ${sql.id(index)}` : sql`leads`;
  const streams = conditions.map((condition) => sql`select ${columns} from ${leads} where ${condition} and ${bounds}`);
  const merged = sql`${sql.join(streams, sql` union all `)} ${order}`;
  if (!isMixed) {
    const { rows } = await sql<Found>`${merged} limit ${limit + 1} offset ${offset}`.execute(inbox.db);
    return cut(rows, limit);
  }
  // The order within is that of the result: nothing is sorted again, and reading ends with the page.
  const residual = allOf([...facetConditions(criteria), ...otherConditions(criteria)]);
  const { rows } = await sql<Found>`select number, changed_at from (${merged} limit ${LOOK_AT}) as l where ${residual}
    limit ${limit + 1} offset ${offset}`.execute(inbox.db);
  if (rows.length > limit) return cut(rows, limit);
  const { rows: last } = await sql<Found>`select number, changed_at from (${merged} limit 1 offset ${LOOK_AT - 1}) as l`.execute(inbox.db);
  return { places: rows.map(placeOf), next: last[0] ? placeOf(last[0]) : null };
}

/** From what narrows most, in the order of numbers. */
async function driven(inbox: Inbox, criteria: Criteria, { sort, after, offset, limit }: PageOptions): Promise<NumberPage> {
  const order = isDescending(sort) ? "desc" : "asc";
  const driver = (rows: number) => driverOf(inbox, criteria, { order, limit: rows, after: after?.number ?? null });
  const candidates = driver(LOOK_AT);
  if (!candidates) throw new TypeError("a filter without a driver is in order");
  const sorting = inbox.engine === "postgres" ? sql`order by d.number ${sql.raw(order)}` : sql``;
  const { rows } = await sql<Found>`select l.number, l.changed_at from (${candidates}) as d cross join leads as l
    where l.number = d.number and ${allOf([...facetConditions(criteria), ...otherConditions(criteria)])}
    ${sorting} limit ${limit + 1} offset ${offset}`.execute(inbox.db);
  if (rows.length > limit) return cut(rows, limit);
  const { rows: looked } = await sql<{ looked: number; last: number | null }>`select count(*) as looked,
    ${order === "desc" ? sql`min(number)` : sql`max(number)`} as last from (${candidates}) as d`.execute(inbox.db);
  const { looked: count = 0, last = null } = looked[0] ?? {};
  return { places: rows.map(placeOf), next: count < LOOK_AT || last === null ? null : { number: last, changedAt: "" } };
}

/** From the newest that narrow most, sorted by change. */
async function windowed(inbox: Inbox, criteria: Criteria, { sort, after, offset, limit }: PageOptions): Promise<NumberPage> {
  const candidates = driverOf(inbox, criteria, { order: "desc", limit: WINDOW });
  if (!candidates) throw new TypeError("a filter without a driver is in order");
  const direction = sql.raw(isDescending(sort) ? "desc" : "asc");
  const conditions = [...facetConditions(criteria), ...otherConditions(criteria), ...(after === null ? [] : [behind(sort, after, "l.")])];
  const { rows } = await sql<Found>`select l.number, l.changed_at from (${candidates}) as d cross join leads as l
    where l.number = d.number and ${allOf(conditions)}
    order by l.changed_at ${direction}, l.number ${direction} limit ${limit + 1} offset ${offset}`.execute(inbox.db);
  return cut(rows, limit);
}

interface Found {
  readonly number: number;
  readonly changed_at: string;
}

const placeOf = ({ number, changed_at: changedAt }: Found): Place => ({ number, changedAt });

function cut(rows: readonly Found[], limit: number): NumberPage {
  const places = rows.slice(0, limit).map(placeOf);
  return { places, next: rows.length > limit ? (places.at(-1) ?? null) : null };
}

function isDescending(sort: LeadSort): boolean {
  return sort === "newest" || sort === "changed";
}

function behind(sort: LeadSort, { number, changedAt }: Place, prefix = ""): RawBuilder<boolean> {
  const [at, nr] = [sql.ref(`${prefix}changed_at`), sql.ref(`${prefix}number`)];
  if (sort === "newest") return sql<boolean>`${nr} < ${number}`;
  if (sort === "oldest") return sql<boolean>`${nr} > ${number}`;
  return sort === "changed"
    ? sql<boolean>`(${at}, ${nr}) < (${changedAt}, ${number})`
    : sql<boolean>`(${at}, ${nr}) > (${changedAt}, ${number})`;
}
