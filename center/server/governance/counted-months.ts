import type { PatternFamily } from "@yuejian/contracts";
import type { Counted } from "@yuejian/patterns";
import { sql } from "kysely";
import { firstSince } from "../inbox/index.ts";
import { isSealed } from "../safeguards/index.ts";
import type { Reading } from "../store/index.ts";
import { monthOf, startOfMonth } from "./months.ts";

export interface MonthRange {
  readonly first: number;
  readonly months: number;
}

/** What is counted, month by month: leads that were not dismissed and cases that were not withdrawn, by the month in which they were found or filed. Those on
 *  sealed records are closed to searches and left out. */
export async function countedMonths(db: Reading, range: MonthRange): Promise<Readonly<Record<PatternFamily, Counted[]>>> {
  const cases = await casesOf(db, range);
  return { "leads-by-place": await leadsOf(db, range), "cases-by-place": cases.byPlace, "cases-by-authority": cases.byAuthority };
}

async function leadsOf(db: Reading, { first, months }: MonthRange): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (let period = 0; period < months; period++) {
    const [from, before] = [await firstSince(db, startOfMonth(first + period)), await firstSince(db, startOfMonth(first + period + 1))];
    // Numbers rise with the time of finding, and an index answers all of this.
    const { rows } = await sql<{ model: string; office: string; leads: number }>`select model, office, count(*) as leads from leads
      where number >= ${from} and number < ${before} and status <> 'dismissed' group by model, office`.execute(db);
    const { rows: sealed } = await sql<{ model: string; office: string; leads: number }>`select leads.model, leads.office, count(*) as leads
      from leads where number >= ${from} and number < ${before} and status <> 'dismissed' and leads.id in
        (select lead from lead_flags where kind = 'sealed' and resolved_at is null) group by leads.model, leads.office`.execute(db);
    const closed = new Map(sealed.map(({ model, office, leads }) => [`${model} ${office}`, leads]));
    for (const { model, office, leads } of rows) {
      const count = leads - (closed.get(`${model} ${office}`) ?? 0);
      if (count > 0) counted.push({ unit: office, rule: model, period, count });
    }
  }
  return counted;
}

async function casesOf(db: Reading, { first, months }: MonthRange) {
  const rows = await db
    .selectFrom("cases")
    .select(["model", "office", "receiver", "opened_at"])
    .where("opened_at", ">=", startOfMonth(first))
    .where("opened_at", "<", startOfMonth(first + months))
    .where("stage", "<>", "withdrawn")
    .where(isSealed("cases.lead"), "=", 0)
    .execute();
  const [byPlace, byAuthority] = [new Map<string, Counted>(), new Map<string, Counted>()];
  const add = (table: Map<string, Counted>, counted: Omit<Counted, "count">) => {
    const key = JSON.stringify(counted);
    table.set(key, { ...counted, count: (table.get(key)?.count ?? 0) + 1 });
  };
  for (const { model: rule, office, receiver, opened_at: at } of rows) {
    const period = monthOf(at) - first;
    add(byPlace, { unit: office, rule, period });
    if (receiver !== null && receiver.trim() !== "") add(byAuthority, { unit: receiver.trim(), rule, period });
  }
  return { byPlace: [...byPlace.values()], byAuthority: [...byAuthority.values()] };
}
