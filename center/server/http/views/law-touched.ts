import type { LawNoticeDetail, LawTouchedView } from "@yuejian/contracts/api";
import { STATUTORY_CLOCKS } from "@yuejian/deadlines";
import { type RawBuilder, sql } from "kysely";
import type { BoundRule } from "../../laws/index.ts";
import { type Actor, visible } from "../../policy/index.ts";
import { isSealed } from "../../safeguards/index.ts";
import type { RouteContext } from "../route-context.ts";
import { visibleCases } from "./case-access.ts";
import { countOf, readerOf, someLeads } from "./leads.ts";

/** Rows that are counted; of more it is said that there are at least so many. */
const MOST = 10_000;
/** Rows that are listed. */
const LISTED = 50;

type Services = Pick<RouteContext, "services">;
type Rule = Pick<BoundRule, "kind" | "id" | "office">;

/** What a rule did since a day in China; null: ever. */
export interface TouchQuery {
  readonly rule: Rule;
  readonly since: string | null;
}

/** Leads and cases that a rule touched, counted as far as the person may see them. Null: such a rule touches none of the kind, or the person may see none. */
export async function touchedBy({ services }: Services, actor: Actor, query: TouchQuery): Promise<LawTouchedView> {
  const found = touching({ services }, actor, query);
  const { store, policy } = services;
  const inbox = { db: store.db, engine: store.engine };
  const leads = found.leads && (await countOf(inbox, found.leads, readerOf(policy, actor)));
  return {
    leads: leads && { total: leads.total, isAtLeast: leads.totalIs === "at-least" },
    cases: found.cases && (await counted(sql`select 1 from cases where ${found.cases}`)),
    handled: found.handled && (await counted(sql`select 1 from handled_cases where ${found.handled}`)),
  };

  async function counted(rows: RawBuilder<unknown>): Promise<NonNullable<LawTouchedView["cases"]>> {
    const count = await sql<{ count: number }>`select count(*) as count from (${rows} limit ${MOST + 1}) as few`.execute(store.db);
    const total = count.rows[0]?.count ?? 0;
    return { total: Math.min(total, MOST), isAtLeast: total > MOST };
  }
}

/** The same, the newest first. */
export async function touchedRows(
  { services }: Services,
  actor: Actor,
  query: TouchQuery,
): Promise<Pick<LawNoticeDetail, "leads" | "cases" | "handled">> {
  const found = touching({ services }, actor, query);
  const { store, policy } = services;
  const inbox = { db: store.db, engine: store.engine };
  const leads = found.leads ? await someLeads(inbox, { ...found.leads, sort: "newest", limit: LISTED }, readerOf(policy, actor)) : [];
  const cases = found.cases
    ? await store.db
        .selectFrom("cases")
        .select(["id", "number", "office", "opened_at as at"])
        .where(found.cases)
        .orderBy("opened_at", "desc")
        .limit(LISTED)
        .execute()
    : [];
  const handled = found.handled
    ? await store.db
        .selectFrom("handled_cases")
        .select(["id", "number", "office", "accepted_on as at"])
        .where(found.handled)
        .orderBy("accepted_on", "desc")
        .limit(LISTED)
        .execute()
    : [];
  return { leads: leads.map(({ id, status, office, created_at: at }) => ({ id, status, office, at })), cases, handled };
}

interface Touching {
  /** Filter of the inbox. */
  readonly leads: { readonly model: string; readonly createdFrom?: string } | null;
  /** Conditions on `cases` and `handled_cases`. */
  readonly cases: RawBuilder<boolean> | null;
  readonly handled: RawBuilder<boolean> | null;
}

function touching({ services: { policy } }: Services, actor: Actor, { rule, since }: TouchQuery): Touching {
  const { kind, id } = rule;
  const may = policy.may(actor, "case.read");
  const cases = (condition: RawBuilder<unknown>): RawBuilder<boolean> | null =>
    may ? sql<boolean>`${condition} and ${isSealed("cases.lead")} = 0 and ${visibleCases(policy, actor)}` : null;
  const handled = (condition: RawBuilder<unknown>): RawBuilder<boolean> | null =>
    may ? sql<boolean>`${condition} and ${visible(policy.scope(actor), "handled_cases")}` : null;
  const none: Touching = { leads: null, cases: null, handled: null };
  const day = since ?? "";
  const instant = since === null ? "" : new Date(`${since}T00:00:00+08:00`).toISOString();
  switch (kind) {
    case "model":
      return {
        ...none,
        leads: policy.may(actor, "lead.read") ? { model: id, ...(since === null ? {} : { createdFrom: since }) } : null,
        cases: cases(sql`cases.model = ${id} and cases.opened_at >= ${instant}`),
      };
    case "number": {
      const clocks = clocksOf(id);
      if (clocks.length === 0) return none;
      const running = sql`rule in (${sql.join(clocks)}) and from_day >= ${day}`;
      return {
        ...none,
        cases: cases(sql`cases.id in (select case_id from case_clocks where ${running})`),
        handled: handled(sql`handled_cases.id in (select case_id from handled_case_clocks where ${running})`),
      };
    }
    case "notice-rule":
      return {
        ...none,
        handled: handled(sql`handled_cases.id in (select case_id from casework_notices where rule = ${id} and opened_on >= ${day})`),
      };
    case "step":
      return {
        ...none,
        handled: handled(sql`handled_cases.id in (select case_id from procedural_steps where kind = ${id} and requested_on >= ${day})`),
      };
    case "template":
      return { ...none, cases: cases(byTemplate(rule, instant)) };
  }
}

/** Clocks that count by a legal number, as their length or as an extension. */
function clocksOf(number: string): string[] {
  return STATUTORY_CLOCKS.filter(({ id, extensions }) => id === number || extensions.some((extension) => extension.id === number)).map(
    ({ id }) => id,
  );
}

function byTemplate({ id, office }: Rule, instant: string): RawBuilder<unknown> {
  const kind = id.split("/")[1] ?? "";
  return sql`cases.office = ${office} and cases.id in (select case_id from case_instruments where kind = ${kind} and template_version > 0 and drafted_at >= ${instant})`;
}

/** Where a rule is seen in the console. */
export function linkOf({ kind, id }: Pick<BoundRule, "kind" | "id">): string | null {
  if (kind === "model") return `/models/${id}`;
  if (kind === "notice-rule") return `/cases/notices?rule=${id}`;
  if (kind === "template") return "/cases/templates";
  return null;
}
