import { LawCitationCountsQuery, LawCitationCountsShape, LawCitedByQuery, LawCitedByShape } from "@yuejian/contracts/api";
import { articleKey, findLaw } from "../../laws/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";
import { citationCounts, citedBy } from "../views/law-cited-by.ts";

/** Who refers to an article: other laws, rules of the house, instruments of cases. */
export function lawLinkRoutes(app: App, context: RouteContext): void {
  const { laws, clock } = context.services;

  app.get(
    "/api/laws/cited-by",
    { config: { admission: "law.read" }, schema: { querystring: LawCitedByQuery, response: { 200: LawCitedByShape } } },
    async ({ caller, query: { law, article, on = todayOf(clock), offset = 0, limit = 50 } }) =>
      citedBy(context, caller.actor, {
        law: await findLaw(laws, law),
        key: article === undefined ? null : articleKey(article),
        on,
        offset,
        limit,
      }),
  );

  app.get(
    "/api/laws/citation-counts",
    { config: { admission: "law.read" }, schema: { querystring: LawCitationCountsQuery, response: { 200: LawCitationCountsShape } } },
    async ({ caller, query: { law, on = todayOf(clock) } }) => citationCounts(context, caller.actor, { law: await findLaw(laws, law), on }),
  );
}
