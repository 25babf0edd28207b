import type { BusinessLine } from "@yuejian/contracts";
import type { PatternDetail, PatternSearchView, PatternView } from "@yuejian/contracts/api";
import { caseAt } from "../../cases/index.ts";
import {
  groupTitle,
  mayBe,
  monthName,
  monthNamed,
  type PatternNames,
  type PatternNumbers,
  type PatternRows,
  ruleTitle,
  sentenceOf,
  suggestionOf,
  toRuleOut,
  unitName,
} from "../../governance/index.ts";
import type { Actor, Policy } from "../../policy/index.ts";
import type { Reading, Row } from "../../store/index.ts";
import { commandsFor } from "./case-access.ts";

const ACTIONS = ["dismiss", "reopen", "propose"] as const;

/** Whether the person sees every place and line that a pattern counts. Expectations rest on the counts of all offices; they name none of them. */
export function seesPattern(policy: Policy, actor: Actor, row: Row<"patterns">): boolean {
  const office = row.family === "cases-by-authority" ? null : row.unit;
  const lines = JSON.parse(row.lines) as BusinessLine[];
  return lines.every((line) => policy.covers(actor, { office, businessLines: [line] }));
}

export async function searchViews(db: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, PatternSearchView>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("pattern_searches")
    .leftJoin("outbox", "outbox.id", "pattern_searches.outbox")
    .selectAll("pattern_searches")
    .select("outbox.ledger_index")
    .where("pattern_searches.id", "in", [...new Set(ids)])
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        at: row.at,
        from: row.first_month,
        to: monthName(monthNamed(row.first_month) + row.months - 1),
        tests: row.tests,
        found: row.found,
        leftOut: JSON.parse(row.left_out) as PatternSearchView["leftOut"],
        ledgerIndex: row.ledger_index,
      },
    ]),
  );
}

export async function newestSearch(db: Reading): Promise<string | null> {
  const row = await db.selectFrom("pattern_searches").select("id").orderBy("id", "desc").limit(1).executeTakeFirst();
  return row?.id ?? null;
}

export function patternView(
  names: PatternNames,
  row: Row<"patterns">,
  { search, newest }: { readonly search: PatternSearchView; readonly newest: string | null },
): PatternView {
  const { expected, probability, adjusted, dispersion } = JSON.parse(row.content) as PatternNumbers;
  return {
    id: row.id,
    version: row.version,
    family: row.family,
    kind: row.kind,
    unit: row.unit,
    unitName: unitName(names, row),
    group: { kind: row.group_kind, id: row.group_id, title: groupTitle(names, row.group_kind, row.group_id) },
    rules: (JSON.parse(row.rules) as string[]).map((id) => ({ id, title: ruleTitle(names, id) })),
    from: row.from_month,
    to: row.to_month,
    observed: row.observed,
    expected,
    ratio: row.observed / expected,
    probability,
    adjusted,
    dispersion,
    sentence: sentenceOf(names, row, search.tests),
    status: row.status,
    isCurrent: row.search === newest,
    changedAt: row.changed_at,
    search,
  };
}

export interface PatternPage {
  readonly db: Reading;
  readonly policy: Policy;
  readonly actor: Actor;
  readonly names: PatternNames;
  readonly nameOf: ReadonlyMap<string, string>;
}

export async function patternDetail(
  { db, policy, actor, names, nameOf }: PatternPage,
  row: Row<"patterns">,
  rows: PatternRows,
): Promise<PatternDetail> {
  const search = await db.selectFrom("pattern_searches").selectAll().where("id", "=", row.search).executeTakeFirstOrThrow();
  const shown = (await searchViews(db, [row.search])).get(row.search) as PatternSearchView;
  const { course, beside, alsoAs } = JSON.parse(row.content) as PatternNumbers;
  const first = monthNamed(search.first_month);
  const decisions = await db
    .selectFrom("pattern_decisions")
    .leftJoin("outbox", "outbox.id", "pattern_decisions.outbox")
    .selectAll("pattern_decisions")
    .select("outbox.ledger_index")
    .where("pattern", "=", row.id)
    .orderBy("pattern_decisions.id", "desc")
    .execute();
  const mayDecide = policy.may(actor, "pattern.decide");
  return {
    pattern: patternView(names, row, { search: shown, newest: await newestSearch(db) }),
    course: course.map((each, at) => ({ month: monthName(first + at), ...each })),
    beside,
    toRuleOut: toRuleOut(row),
    alsoAs: alsoAs.map((id) => groupTitle(names, id === "all" ? "all" : names.manifestOf(id) ? "rule" : "cause", id)),
    leads: {
      total: rows.leads.total,
      items: rows.leads.items.map(({ id, model, office, status, created_at: createdAt, case_id }) => {
        return { id, model, office, status, createdAt, case: case_id };
      }),
    },
    cases: { total: rows.cases.length, items: await Promise.all(rows.cases.map(caseOf)) },
    suggestion: suggestionOf(names, { row, search, leads: rows.leads, cases: rows.cases }),
    decisions: decisions.map((each) => ({
      action: each.action,
      at: each.at,
      actorName: nameOf.get(each.actor) ?? each.actor,
      reason: each.reason,
      observed: each.observed,
      expected: Number(each.expected),
      case: each.case_id,
      ledgerIndex: each.ledger_index,
    })),
    // What a proposal does is policed step by step: whoever may merge or draft may propose.
    may: ACTIONS.filter((action) => mayBe(action, row.status) && (action === "propose" || mayDecide)),
  };

  async function caseOf(each: Row<"cases">): Promise<PatternDetail["cases"]["items"][number]> {
    const { state } = await caseAt(db, each.id, null);
    const may = commandsFor(policy, actor, { state, row: each });
    return {
      id: each.id,
      version: each.version,
      number: each.number,
      model: each.model,
      office: each.office,
      stage: each.stage,
      receiver: each.receiver,
      openedAt: each.opened_at,
      may: (["merge", "draft"] as const).filter((action) => may.includes(action)),
    };
  }
}
