import { YuejianError } from "@yuejian/contracts";
import { exact, SuggestionEffectShape, type SuggestionEffectView, SuggestionsQuery, SuggestionsShape } from "@yuejian/contracts/api";
import { dayAfter, REACHED } from "@yuejian/oversight";
import { sql } from "kysely";
import { Type } from "typebox";
import { caseAt } from "../../cases/index.ts";
import { effectDoubts, effectOf, effectSentence, ruleTitle, type SuggestionEffect, suggestionOfCase } from "../../governance/index.ts";
import { within } from "../../policy/index.ts";
import type { App } from "../app-types.ts";
import { opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { caseRows, readableCase, visibleCases } from "../views/case-access.ts";
import { shownCase, todayOf } from "../views/cases.ts";
import { effectMembers } from "../views/effect.ts";

/** Suggestions that were served, and what followed. */
export function effectRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, clock } = services;

  app.get(
    "/api/suggestions",
    { config: { admission: "case.read" }, schema: { querystring: SuggestionsQuery, response: { 200: SuggestionsShape } } },
    async ({ caller, query }) => {
      const { offset = 0, limit = 50 } = query;
      const condition = sql<boolean>`${visibleCases(policy, caller.actor)} and ${within("cases.stage", REACHED.served)}`;
      const rows = await caseRows(store.db)
        .where(condition)
        .orderBy("cases.changed_at", "desc")
        .orderBy("cases.id")
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await store.db
        .selectFrom("cases")
        .where(condition)
        .select((build) => build.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const closed = { opens: opensNothing, opensSealed: false, today: todayOf(clock) };
      const items = await Promise.all(
        rows.map(async (row) => {
          const { state } = await caseAt(store.db, row.id, null);
          const { hide } = shownCase(home, row, closed);
          const { kind, title, receiver, servedOn } = state.instrument ?? {
            kind: "suggestion-other" as const,
            title: "",
            receiver: "",
            servedOn: null,
          };
          return {
            case: row.id,
            number: row.number,
            kind,
            title: hide(title),
            receiver: hide(receiver),
            office: row.office,
            servedOn: servedOn ?? "",
            stage: row.stage,
          };
        }),
      );
      return { items, total, offset, limit };
    },
  );

  app.get(
    "/api/cases/:case/effect",
    {
      config: { admission: "case.read" },
      schema: { params: exact({ case: Type.String() }), response: { 200: SuggestionEffectShape } },
    },
    async ({ caller, params }) => {
      const readable = await readableCase(services, caller, params.case);
      const suggestion = await suggestionOfCase(store.db, readable);
      if (suggestion === null) throw new YuejianError("NOTHING_SERVED", { case: readable.row.number });
      const found = await effectOf(store.db, suggestion, todayOf(clock));
      const stated = await store.db
        .selectFrom("case_events")
        .innerJoin("outbox", "outbox.id", "case_events.outbox")
        .select("outbox.ledger_index")
        .where("case_events.id", "=", suggestion.serveEvent)
        .executeTakeFirst();
      return viewOf(found, { case: readable.row.id, number: readable.row.number, ledgerIndex: stated?.ledger_index ?? null });
    },
  );

  function viewOf(found: SuggestionEffect, about: Pick<SuggestionEffectView, "case" | "number" | "ledgerIndex">): SuggestionEffectView {
    const { suggestion, days, course, said } = found;
    const names = { offices: home.offices, manifestOf: (rule: string) => home.models.get(rule)?.manifest ?? null };
    const expected = "code" in said ? [] : [...said.expected];
    return {
      ...about,
      servedOn: suggestion.servedOn,
      rules: suggestion.rules.map((id) => ({ id, title: ruleTitle(names, id) })),
      offices: [...suggestion.offices],
      days,
      course: course.map((each) => ({
        ...each,
        to: dayAfter(each.from, days - 1),
        expected: each.part === "after" ? (expected.shift() ?? null) : null,
      })),
      sentence: effectSentence(found),
      doubts: effectDoubts(found),
      result:
        "code" in said
          ? null
          : {
              ...effectMembers(said),
              freedom: said.freedom,
              autocorrelation: said.autocorrelation,
              areSeasonsOut: said.areSeasonsOut,
            },
    };
  }
}
