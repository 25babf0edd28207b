import type { LawTouchedView } from "@yuejian/contracts/api";
import { STATUTORY_CLOCKS } from "@yuejian/deadlines";
import { sql } from "kysely";
import type { BoundRule } from "../../laws/index.ts";
import { type Actor, visible } from "../../policy/index.ts";
import type { RouteContext } from "../route-context.ts";
import { visibleCases } from "./case-access.ts";
import { countOf, readerOf } from "./leads.ts";

/** Rows that are counted; of more it is said that there are at least so many. */
const MOST = 10_000;

type Counted = NonNullable<LawTouchedView["leads"]>;

/** Leads and cases that a rule touched since a day in China (null: ever), as far as the person may see them. */
export async function touchedBy(
  { services: { store, policy } }: Pick<RouteContext, "services">,
  actor: Actor,
  { rule: { kind, id, office }, since }: { readonly rule: Pick<BoundRule, "kind" | "id" | "office">; readonly since: string | null },
): Promise<LawTouchedView> {
  const none: LawTouchedView = { leads: null, cases: null, handled: null };
  const { db } = store;
  const mayCases = policy.may(actor, "case.read");
  const instant = since === null ? "" : new Date(`${since}T00:00:00+08:00`).toISOString();
  if (kind === "model") {
    const leads = policy.may(actor, "lead.read")
      ? await countOf(
          { db, engine: store.engine },
          { model: id, ...(since === null ? {} : { createdFrom: since }) },
          readerOf(policy, actor),
        )
      : null;
    return {
      ...none,
      leads: leads && { total: leads.total, isAtLeast: leads.totalIs === "at-least" },
      cases: mayCases
        ? await counted(sql`select 1 from cases where model = ${id} and opened_at >= ${instant} and ${visibleCases(policy, actor)}`)
        : null,
    };
  }
  if (!mayCases) return none;
  const day = since ?? "";
  const scope = policy.scope(actor);
  if (kind === "number") {
    const clocks = STATUTORY_CLOCKS.filter((clock) => clock.id === id || clock.extensions.some((extension) => extension.id === id)).map(
      (clock) => clock.id,
    );
    if (clocks.length === 0) return none;
    const rules = sql.join(clocks);
    return {
      ...none,
      cases: await counted(
        sql`select distinct cases.id from cases join case_clocks on case_clocks.case_id = cases.id where case_clocks.rule in (${rules}) and case_clocks.from_day >= ${day} and ${visibleCases(policy, actor)}`,
      ),
      handled: await counted(
        sql`select distinct case_id from handled_case_clocks where rule in (${rules}) and from_day >= ${day} and ${visible(scope, "handled_case_clocks")}`,
      ),
    };
  }
  if (kind === "notice-rule")
    return {
      ...none,
      handled: await counted(
        sql`select distinct case_id from casework_notices where rule = ${id} and opened_on >= ${day} and ${visible(scope, "casework_notices")}`,
      ),
    };
  if (kind === "step")
    return {
      ...none,
      handled: await counted(
        sql`select distinct handled_cases.id from handled_cases join procedural_steps on procedural_steps.case_id = handled_cases.id where procedural_steps.kind = ${id} and procedural_steps.requested_on >= ${day} and ${visible(scope, "handled_cases")}`,
      ),
    };
  return {
    ...none,
    cases: await counted(
      sql`select 1 from cases join case_instruments on case_instruments.case_id = cases.id where cases.office = ${office} and case_instruments.kind = ${id.split("/")[1] ?? ""} and case_instruments.template_version > 0 and case_instruments.drafted_at >= ${instant} and ${visibleCases(policy, actor)}`,
    ),
  };

  async function counted(rows: ReturnType<typeof sql>): Promise<Counted> {
    const { rows: found } = await sql<{ count: number }>`select count(*) as count from (${rows} limit ${MOST + 1}) as few`.execute(db);
    const total = found[0]?.count ?? 0;
    return { total: Math.min(total, MOST), isAtLeast: total > MOST };
  }
}

/** Where a rule is seen in the console. */
export function linkOf({ kind, id }: Pick<BoundRule, "kind" | "id">): string | null {
  if (kind === "model") return `/models/${id}`;
  if (kind === "notice-rule") return `/cases/notices?rule=${id}`;
  if (kind === "template") return "/cases/templates";
  return null;
}
