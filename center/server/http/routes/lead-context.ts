import { exact, HistoryQuery, LeadHistoryShape, RelatedShape } from "@yuejian/contracts/api";
import { Type } from "typebox";
import { relatedLeads } from "../../inbox/index.ts";
import type { App } from "../app-types.ts";
import { opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { leadView, shownRow } from "../views/lead-view.ts";
import { leadRows, readerOf } from "../views/leads.ts";
import { readableLead } from "../views/readable-lead.ts";
import { wholeHistory } from "../views/whole-history.ts";

const LeadPath = exact({ lead: Type.String() });

/** What stands around a lead: others that belong to it, and all that happened with it. */
export function leadContextRoutes(app: App, context: RouteContext): void {
  const { services } = context;
  const { store, policy } = services;

  app.get(
    "/api/leads/:lead/related",
    { config: { admission: "lead.read" }, schema: { params: LeadPath, response: { 200: RelatedShape } } },
    async ({ caller, params }) => {
      const row = await readableLead(services, caller, params.lead);
      const { leads, isCapped } = await relatedLeads(store.db, row, readerOf(policy, caller.actor));
      const numbers = leads.map(({ number }) => number);
      const rows = numbers.length === 0 ? [] : await leadRows(store.db).where("leads.number", "in", numbers).execute();
      const byNumber = new Map(rows.map((each) => [each.number, each]));
      const items = leads.flatMap(({ number, reasons }) => {
        const other = byNumber.get(number);
        return other ? [{ lead: leadView(context, other, shownRow(context, other, opensNothing)), reasons: [...reasons] }] : [];
      });
      return { items, isCapped };
    },
  );

  app.get(
    "/api/leads/:lead/history",
    { config: { admission: "lead.read" }, schema: { params: LeadPath, querystring: HistoryQuery, response: { 200: LeadHistoryShape } } },
    async ({ caller, params, query: { cursor, limit = 50 } }) => {
      const row = await readableLead(services, caller, params.lead);
      return wholeHistory(store.db, row, { cursor, limit, hide: shownRow(context, row, opensNothing).hide });
    },
  );
}
