import type { LawCitationCountsView, LawCitedByView, LawRuleView } from "@yuejian/contracts/api";
import { sql } from "kysely";
import {
  type BoundRule,
  type CitedPlaceQuery,
  citingCounts,
  citingLaws,
  type KnownLaw,
  namesOf,
  type ResolvedRule,
  resolvedRules,
} from "../../laws/index.ts";
import type { Actor } from "../../policy/index.ts";
import { isSealed } from "../../safeguards/index.ts";
import type { RouteContext } from "../route-context.ts";
import { visibleCases } from "./case-access.ts";
import { linkOf, touchedBy } from "./law-touched.ts";

type Context = Pick<RouteContext, "services" | "home">;

/** Everything that refers to an article, as far as the person may see it. LAWS_NONE */
export async function citedBy(context: Context, actor: Actor, query: CitedPlaceQuery): Promise<LawCitedByView> {
  const { law, key, on, offset, limit } = query;
  const { laws: library } = context.services;
  const laws = await citingLaws({ library, scratchFolder: context.home.paths.scratch }, query);
  const rules = await Promise.all(
    (await rulesOn(context, actor, { law, on }))
      .filter(({ places }) => key === null || places.some(({ keys }) => keys.includes(key)))
      .map(async ({ rule, places }) => ({
        ...ruleView(rule),
        places: [...new Set(places.filter(({ keys }) => key === null || keys.includes(key)).map(({ place }) => place))],
        touched: await touchedBy(context, actor, { rule, since: null }),
      })),
  );
  return { law: law.name, article: key, on, laws, rules, instruments: await instruments(context, actor, { law, key, offset, limit }) };
}

/** How much refers to each article of a law. LAWS_NONE */
export async function citationCounts(
  context: Context,
  actor: Actor,
  { law, on }: { law: KnownLaw; on: string },
): Promise<LawCitationCountsView> {
  const laws = await citingCounts({ library: context.services.laws, scratchFolder: context.home.paths.scratch }, { law, on });
  const rules = new Map<string, number>();
  for (const { places } of await rulesOn(context, actor, { law, on }))
    for (const key of new Set(places.flatMap(({ keys }) => keys))) rules.set(key, (rules.get(key) ?? 0) + 1);
  const cases = new Map<string, number>();
  if (context.services.policy.may(actor, "case.read")) {
    const rows = await citing(context, actor, law)
      .select(["case_citations.article", sql<number>`count(distinct cases.id)`.as("count")])
      .groupBy("case_citations.article")
      .execute();
    for (const { article, count } of rows) cases.set(article, count);
  }
  const keys = new Set([...laws.keys(), ...rules.keys(), ...cases.keys()]);
  return {
    law: law.name,
    on,
    articles: [...keys].map((key) => ({ key, laws: laws.get(key) ?? 0, rules: rules.get(key) ?? 0, instruments: cases.get(key) ?? 0 })),
  };
}

export function ruleView(rule: Pick<BoundRule, "kind" | "id" | "title" | "office">): LawRuleView {
  const { kind, id, title, office } = rule;
  return { kind, id, title, office, link: linkOf(rule) };
}

/** Whether a person may see a rule: models by their right, templates of the offices in their scope. */
export function seesRule(
  { policy }: RouteContext["services"],
  actor: Actor,
  { kind, office }: Pick<BoundRule, "kind" | "office">,
): boolean {
  if (kind === "model") return policy.may(actor, "model.read");
  return office === null || policy.may(actor, "case.read", { office });
}

interface RulePlaces {
  readonly rule: ResolvedRule;
  readonly places: readonly { readonly place: string; readonly keys: readonly string[] }[];
}

async function rulesOn({ services, home }: Context, actor: Actor, { law, on }: { law: KnownLaw; on: string }): Promise<RulePlaces[]> {
  const { rules } = await resolvedRules({ library: services.laws, db: services.store.db, models: home.models }, on);
  return rules.flatMap((rule) => {
    const places = rule.resolved.flatMap(({ place, means }) => (means.law === law.name ? [{ place, keys: means.articles }] : []));
    return places.length > 0 && seesRule(services, actor, rule) ? [{ rule, places }] : [];
  });
}

function citing({ services: { store, policy } }: Context, actor: Actor, law: KnownLaw) {
  return store.db
    .selectFrom("case_citations")
    .innerJoin("cases", "cases.id", "case_citations.case_id")
    .where("case_citations.law", "in", [...namesOf(law)])
    .where(visibleCases(policy, actor))
    .where(sql<boolean>`${isSealed("cases.lead")} = 0`);
}

async function instruments(
  context: Context,
  actor: Actor,
  { law, key, offset, limit }: Pick<CitedPlaceQuery, "law" | "key" | "offset" | "limit">,
): Promise<LawCitedByView["instruments"]> {
  if (!context.services.policy.may(actor, "case.read")) return { items: [], total: 0, offset, limit };
  const found = citing(context, actor, law).$if(key !== null, (rows) => rows.where("case_citations.article", "=", key ?? ""));
  const { total } = await found.select(sql<number>`count(distinct cases.id)`.as("total")).executeTakeFirstOrThrow();
  const rows = await found
    .innerJoin("case_instruments", "case_instruments.case_id", "cases.id")
    .select(["cases.id", "cases.number", "cases.office", "case_instruments.kind", "case_instruments.drafted_at"])
    .distinct()
    .orderBy("case_instruments.drafted_at", "desc")
    .orderBy("cases.id")
    .offset(offset)
    .limit(limit)
    .execute();
  return {
    items: rows.map((row) => ({
      case: row.id,
      number: row.number,
      office: row.office,
      kind: row.kind,
      draftedAt: row.drafted_at,
    })),
    total: total,
    offset,
    limit,
  };
}
