import type { LeadStatus } from "@yuejian/contracts";
import { sql } from "kysely";
import { firstSince } from "../inbox/index.ts";
import { type Scope, within } from "../policy/index.ts";
import { isSealed } from "../safeguards/index.ts";
import type { Reading, Row } from "../store/index.ts";
import { monthNamed, startOfMonth } from "./months.ts";

export interface PatternRows {
  readonly leads: { readonly total: number; readonly verified: number; readonly items: readonly PatternLead[] };
  readonly cases: readonly Row<"cases">[];
}

interface PatternLead {
  readonly id: string;
  readonly model: string;
  readonly office: string;
  readonly status: LeadStatus;
  readonly created_at: string;
  readonly case_id: string | null;
}

const SHOWN = 200;

/** The rows behind a pattern as they are now, within what the caller may see: leads that were not dismissed and cases that were not withdrawn. Of a pattern of
 *  leads the cases are those that grew out of them, of one of cases the leads are those of the cases. */
export async function rowsOf(db: Reading, row: Row<"patterns">, scope: Scope): Promise<PatternRows> {
  const rules = JSON.parse(row.rules) as string[];
  const [from, before] = [startOfMonth(monthNamed(row.from_month)), startOfMonth(monthNamed(row.to_month) + 1)];
  if (row.family === "leads-by-place") {
    const [first, last] = [await firstSince(db, from), await firstSince(db, before)];
    const behind = sql<boolean>`leads.number >= ${first} and leads.number < ${last} and leads.office = ${row.unit} and ${within("leads.model", rules)}
      and leads.status <> 'dismissed' and ${seen(scope, "leads")} and ${isSealed("leads.id")} = 0`;
    const cases = await db
      .selectFrom("cases")
      .selectAll("cases")
      .where("cases.id", "in", db.selectFrom("leads").select("case_id").where(behind).where("case_id", "is not", null))
      .where("stage", "<>", "withdrawn")
      .orderBy("opened_at")
      .limit(SHOWN)
      .execute();
    return { leads: await leadsWhere(db, behind), cases };
  }
  const unit =
    row.family === "cases-by-place" ? sql<boolean>`cases.office = ${row.unit}` : sql<boolean>`trim(cases.receiver) = ${row.unit}`;
  const behind = sql<boolean>`cases.opened_at >= ${from} and cases.opened_at < ${before} and ${unit} and ${within("cases.model", rules)}
    and cases.stage <> 'withdrawn' and ${seen(scope, "cases")} and ${isSealed("cases.lead")} = 0`;
  const cases = await db.selectFrom("cases").selectAll().where(behind).orderBy("opened_at").limit(SHOWN).execute();
  return { leads: await leadsWhere(db, sql<boolean>`leads.case_id in (select cases.id from cases where ${behind})`), cases };
}

const seen = ({ offices, businessLines }: Scope, table: "leads" | "cases") =>
  sql<boolean>`${within(`${table}.office`, offices)} and ${within(`${table}.business_line`, businessLines)}`;

async function leadsWhere(db: Reading, condition: ReturnType<typeof sql<boolean>>): Promise<PatternRows["leads"]> {
  const items = await db
    .selectFrom("leads")
    .select(["id", "model", "office", "status", "created_at", "case_id"])
    .where(condition)
    .orderBy("number", "desc")
    .limit(SHOWN)
    .execute();
  const { total, verified } = await db
    .selectFrom("leads")
    .select((build) => build.fn.countAll<number>().as("total"))
    .select(sql<number>`coalesce(sum(case when status in ('verified', 'filed') then 1 else 0 end), 0)`.as("verified"))
    .where(condition)
    .executeTakeFirstOrThrow();
  return { total, verified, items };
}
