import { type RawBuilder, sql } from "kysely";
import { leadsWithWords } from "../store/index.ts";
import type { Criteria, Inbox } from "./criteria.ts";

export interface DriverOptions {
  readonly order: "asc" | "desc";
  readonly limit: number;
  /** Only numbers behind this one, in the order. */
  readonly after?: number | null;
}

/** What narrows most: a query of lead numbers, in their order, from which the rest is tested one by one. Null where only counters and ordered
 *  indexes are of help. */
export function driverOf({ engine }: Inbox, criteria: Criteria, options: DriverOptions): RawBuilder<{ number: number }> | null {
  const { words, id, mentionsReader, assignee, has, numbers, changed, reader } = criteria;
  const { order, limit } = options;
  const within = (number: RawBuilder<unknown>) => rangeOf(number, criteria, options);
  const tail = sql`order by number ${sql.raw(order)} limit ${limit}`;
  if (words) {
    if (words.length === 0) return sql`select number from leads where 1 = 0`;
    return leadsWithWords(engine, words, { range: within, order, limit });
  }
  const number = sql.ref("number");
  if (id !== null) return sql`select number from leads where id = ${id}`;
  if (mentionsReader)
    return sql`select number from leads where id in (select lead from lead_mentions where "user" = ${reader.id}) and ${within(number)} ${tail}`;
  if (assignee !== null && assignee !== "nobody")
    return sql`select number from leads where assignee = ${assignee.user} and ${within(number)} ${tail}`;
  if (has.length > 0) return sql`select number from leads where ${sql.ref(has.at(-1) as string)} > 0 and ${within(number)} ${tail}`;
  if (changed.from !== null || changed.before !== null) {
    return sql`select number from (select number from leads where changed_at >= ${changed.from ?? ""} and changed_at < ${changed.before ?? "9999"}
      and ${within(number)} order by changed_at desc limit ${limit}) as newest ${tail}`;
  }
  if (numbers.from !== null || numbers.before !== null) return sql`select number from leads where ${within(number)} ${tail}`;
  return null;
}

function rangeOf(number: RawBuilder<unknown>, { numbers }: Criteria, { order, after = null }: DriverOptions): RawBuilder<boolean> {
  const bounds = [
    sql<boolean>`${number} > 0`,
    ...(numbers.from === null ? [] : [sql<boolean>`${number} >= ${numbers.from}`]),
    ...(numbers.before === null ? [] : [sql<boolean>`${number} < ${numbers.before}`]),
    ...(after === null ? [] : [order === "desc" ? sql<boolean>`${number} < ${after}` : sql<boolean>`${number} > ${after}`]),
  ];
  return sql<boolean>`${sql.join(bounds, sql` and `)}`;
}
