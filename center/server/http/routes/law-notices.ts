import type { LawNoticeStatus } from "@yuejian/contracts";
import {
  exact,
  LawNoticeDecisionBody,
  LawNoticeDetailShape,
  LawNoticesQuery,
  LawNoticesShape,
  LawRulesQuery,
  LawRulesShape,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { judgeNotice } from "../../laws/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";
import { seesRule } from "../views/law-cited-by.ts";
import { noticeDetail, noticeRows, noticeView, readNotice, ruleOf, ruleRows } from "../views/law-notices.ts";

const NoticePath = exact({ notice: Type.String({ maxLength: 64 }) });
const WAITING: readonly LawNoticeStatus[] = ["open", "must-change"];

/** Rules of the house that rest on articles, and notices that such an article changed. People say what it means for the rule. */
export function lawNoticeRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, policy, audit, clock } = services;

  app.get(
    "/api/laws/rules",
    { config: { admission: "law.read" }, schema: { querystring: LawRulesQuery, response: { 200: LawRulesShape } } },
    async ({ caller, query: { kind, state, offset = 0, limit = 50 } }) => {
      const rows = (await ruleRows(context, caller.actor, todayOf(clock))).filter(
        (row) =>
          (kind === undefined || row.kind === kind) && (state === undefined || (row.state === "resolved") === (state === "resolved")),
      );
      return { items: rows.slice(offset, offset + limit), total: rows.length, offset, limit };
    },
  );

  app.get(
    "/api/laws/notices",
    { config: { admission: "law.read" }, schema: { querystring: LawNoticesQuery, response: { 200: LawNoticesShape } } },
    async ({ caller, query: { status, kind, offset = 0, limit = 50 } }) => {
      const rows = await noticeRows(store.db)
        .$if(status !== "any", (found) =>
          found.where("law_notices.status", "in", status === undefined || status === "any" ? [...WAITING] : [status]),
        )
        .$if(kind !== undefined, (found) => found.where("law_notices.rule_kind", "=", kind ?? "model"))
        .orderBy("law_notices.opened_at", "desc")
        .orderBy("law_notices.id", "desc")
        .execute();
      const seen = rows.filter((row) => seesRule(services, caller.actor, ruleOf(row)));
      return {
        items: seen.slice(offset, offset + limit).map((row) => noticeView(context, caller.actor, row)),
        total: seen.length,
        offset,
        limit,
      };
    },
  );

  app.get(
    "/api/laws/notices/:notice",
    { config: { admission: "law.read" }, schema: { params: NoticePath, response: { 200: LawNoticeDetailShape } } },
    ({ caller, params }) => noticeDetail(context, caller.actor, params.notice),
  );

  app.post(
    "/api/laws/notices/:notice/decision",
    {
      config: { admission: "law.judge" },
      schema: { params: NoticePath, body: LawNoticeDecisionBody, response: { 200: LawNoticeDetailShape } },
    },
    async ({ caller, params, body }) => {
      const notice = await readNotice(context, caller.actor, params.notice);
      policy.demand(caller.actor, "law.judge", { office: notice.office });
      await judgeNotice(home, { notice: notice.id, ...body, account: caller.account });
      const detail = `${body.decision}: ${notice.rule_kind}/${notice.rule} by ${notice.law_name} ${notice.article}`;
      await audit.record({ actor: caller.account, action: "law.judge", subject: notice.id, outcome: "done", detail });
      return noticeDetail(context, caller.actor, notice.id);
    },
  );
}
