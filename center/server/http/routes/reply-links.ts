import { YuejianError } from "@yuejian/contracts";
import { exact, NewReplyLinkShape, ReplyLinkBody, ReplyLinkShape, RevokeLinkBody } from "@yuejian/contracts/api";
import { dayAfter } from "@yuejian/oversight";
import { Type } from "typebox";
import { issueLink, linksOf, linkView, revokeLink } from "../../portal/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { demandNotRecused, objectFor, readableCase } from "../views/case-access.ts";
import { todayOf } from "../views/cases.ts";

const CasePath = exact({ case: Type.String() });
const LinkPath = exact({ case: Type.String(), link: Type.String() });
/** A link lives a year at most. */
const LONGEST_DAYS = 366;

/** Links by which the receiver of an instrument replies without an account: issued and revoked by who handles the case. */
export function replyLinkRoutes(app: App, { services }: RouteContext): void {
  const { store, policy, clock, accounts } = services;

  app.post(
    "/api/cases/:case/reply-links",
    { config: { admission: "case.handle" }, schema: { params: CasePath, body: ReplyLinkBody, response: { 201: NewReplyLinkShape } } },
    async ({ caller, params, body: { expiresOn } }, reply) => {
      const caseId = await handled(caller, params.case);
      const today = todayOf(clock);
      const last = dayAfter(today, LONGEST_DAYS);
      if (expiresOn < today || expiresOn > last) {
        const [zh, en] = [`应当在 ${today} 与 ${last} 之间`, `must be between ${today} and ${last}`];
        const what = { what: "The link's last day", what_zh: "链接的最后一天", what_en: "The link's last day" };
        throw new YuejianError("DAY_INVALID", { ...what, day: expiresOn, reason: en, reason_zh: zh, reason_en: en });
      }
      const { id, token } = await issueLink(services, { caseId, expiresOn, by: caller.account });
      return reply.code(201).send({ link: await viewOf(caseId, id), token });
    },
  );

  app.post(
    "/api/cases/:case/reply-links/:link/revoke",
    { config: { admission: "case.handle" }, schema: { params: LinkPath, body: RevokeLinkBody, response: { 200: ReplyLinkShape } } },
    async ({ caller, params, body: { reason } }) => {
      const caseId = await handled(caller, params.case);
      await revokeLink(services, { caseId, link: params.link, reason, by: caller.account });
      return viewOf(caseId, params.link);
    },
  );

  async function handled(caller: Caller, id: string): Promise<string> {
    const { state } = await readableCase(services, caller, id);
    demandNotRecused(state, caller.actor);
    policy.demand(caller.actor, "case.handle", objectFor(state, "serve", caller.actor));
    return state.id;
  }

  async function viewOf(caseId: string, id: string) {
    const names = new Map((await accounts.all()).map((each) => [each.id, each.display_name]));
    const row = (await linksOf(store.db, caseId)).find((each) => each.id === id);
    if (!row) throw new YuejianError("REPLY_LINK_UNKNOWN");
    return linkView(row, { now: new Date(clock.now()).toISOString(), nameOf: (user) => names.get(user) ?? user });
  }
}
