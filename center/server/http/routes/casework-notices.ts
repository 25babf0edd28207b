import { YuejianError } from "@yuejian/contracts";
import { CaseNoticeAnswerBody, CaseNoticeShape, CaseNoticesQuery, CaseNoticesShape, CaseRulesShape, exact } from "@yuejian/contracts/api";
import { Type } from "typebox";
import { answerNotice, type NoticeRow, noticeRows, noticeView, type Onlooker, pageOfNotices, rulesOf } from "../../casework/index.ts";
import { featureStates } from "../../features/index.ts";
import { type Actor, type Policy } from "../../policy/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";

/** What the rules of flow monitoring and quality review say, and what people answer. */
export function caseworkNoticeRoutes(app: App, { services }: RouteContext): void {
  const { store, policy, audit, clock, offices } = services;
  const hidden = async () => (await featureStates(store.db, todayOf(clock))).offIn("case-notices", offices);
  const onlookerOf = ({ actor }: Caller): Onlooker => ({ person: actor.id, scope: policy.scope(actor), today: todayOf(clock) });

  app.get(
    "/api/casework/notices",
    { config: { admission: "case.read" }, schema: { querystring: CaseNoticesQuery, response: { 200: CaseNoticesShape } } },
    async ({ caller, query }) => {
      const { rows, next } = await pageOfNotices(store.db, onlookerOf(caller), query, await hidden());
      return { items: rows.map((row) => noticeView(row, mayAnswer(policy, caller.actor, row))), next };
    },
  );

  app.get(
    "/api/casework/rules",
    { config: { admission: "case.read" }, schema: { response: { 200: CaseRulesShape } } },
    async ({ caller }) => rulesOf(store.db, onlookerOf(caller), await hidden()),
  );

  app.post(
    "/api/casework/notices/:notice/answer",
    {
      config: { admission: "casework.answer" },
      schema: { params: exact({ notice: Type.String({ maxLength: 64 }) }), body: CaseNoticeAnswerBody, response: { 200: CaseNoticeShape } },
    },
    async ({ caller, params, body }) => {
      const row = await readable(caller.actor, params.notice);
      policy.demand(caller.actor, "casework.answer", objectOf(row, caller.actor));
      await answerNotice(services, { notice: row.id, ...body, actor: caller.actor.id });
      const detail = `${row.rule} ${body.verdict}`;
      await audit.record({ actor: caller.account, action: "casework.answer", subject: row.id, outcome: "done", detail });
      return noticeView(await readable(caller.actor, row.id), true);
    },
  );

  async function readable(actor: Actor, id: string): Promise<NoticeRow> {
    const row = await noticeRows(store.db).where("casework_notices.id", "=", id).executeTakeFirst();
    const isReadable = row && (row.person === actor.id || policy.covers(actor, { office: row.office, businessLines: [row.business_line] }));
    if (!row || !isReadable || (await hidden()).includes(row.office)) throw new YuejianError("CASE_NOTICE_UNKNOWN", { notice: id });
    return row;
  }
}

/** Being the handler is the ground, whatever office and line. */
function objectOf(row: NoticeRow, actor: Actor) {
  return row.person === actor.id ? { worker: actor.id } : { office: row.office, businessLines: [row.business_line], worker: row.person };
}

export function mayAnswer(policy: Policy, actor: Actor, row: NoticeRow): boolean {
  return policy.may(actor, "casework.answer", objectOf(row, actor));
}
