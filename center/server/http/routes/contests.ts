import { type BusinessLine, type ContestChannel, type ContestConsequence, type ContestOutcome, YuejianError } from "@yuejian/contracts";
import {
  ContestBody,
  ContestDecisionBody,
  ContestShape,
  ContestsShape,
  type ContestView,
  exact,
  ReviewerBody,
} from "@yuejian/contracts/api";
import { dayInChina } from "@yuejian/oversight";
import { Type } from "typebox";
import { answerDays, assignReviewer, type ContestPorts, decideContest, registerContest } from "../../contests/index.ts";
import { userOf } from "../../identity/index.ts";
import type { Row } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { readableLead } from "../views/readable-lead.ts";

const ContestPath = exact({ contest: Type.String() });

/** Challenges of affected persons. */
export function contestRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, audit, accounts, clock } = services;
  const ports: ContestPorts = { ...home, manifestOf: (model) => home.models.get(model)?.manifest ?? null };

  app.get("/api/contests", { config: { admission: "contest.read" }, schema: { response: { 200: ContestsShape } } }, async ({ caller }) => {
    const rows = await store.db.selectFrom("contests").selectAll().orderBy("status", "desc").orderBy("due").limit(500).execute();
    const names = await namesOf();
    return { items: rows.filter((row) => mayRead(caller, row)).map((row) => viewOf(row, names)), ...(await answerDays(store.db, clock)) };
  });

  app.post(
    "/api/contests",
    { config: { admission: "contest.register" }, schema: { body: ContestBody, response: { 201: ContestShape } } },
    async ({ caller, body }, reply) => {
      await readableLead(services, caller, body.lead);
      const row = await registerContest(ports, { ...body, actor: caller.actor });
      await noted(caller, "contest.register", row, body.lead);
      return reply.code(201).send(viewOf(row, await namesOf()));
    },
  );

  app.post(
    "/api/contests/:contest/reviewer",
    {
      config: { admission: "contest.assign" },
      schema: { params: ContestPath, body: ReviewerBody, response: { 200: ContestShape } },
    },
    async ({ caller, params, body }) => {
      const known = await readable(params.contest, caller);
      policy.demand(caller.actor, "contest.assign", { office: known.office, businessLines: [known.business_line as BusinessLine] });
      const account = await accounts.byId(body.reviewer);
      if (!account || account.is_disabled !== 0) throw new YuejianError("USER_UNKNOWN", { user: body.reviewer });
      const { id, displayName, role, office, businessLines } = userOf(account);
      // Of whatever office: those who worked on the lead are often all of one.
      if (!policy.may({ id, role, office, businessLines }, "contest.decide", { worker: id }))
        throw new YuejianError("ASSIGNEE_UNSUITABLE", { user: displayName });
      const row = await assignReviewer(ports, known.id, { id, name: displayName });
      await noted(caller, "contest.assign", row, displayName);
      return viewOf(row, await namesOf());
    },
  );

  app.post(
    "/api/contests/:contest/decision",
    {
      config: { admission: "contest.decide" },
      schema: { params: ContestPath, body: ContestDecisionBody, response: { 200: ContestShape } },
    },
    async ({ caller, params, body }) => {
      const known = await readable(params.contest, caller);
      policy.demand(caller.actor, "contest.decide", { worker: known.reviewer });
      const actor = { ...caller.actor, name: caller.account.display_name };
      const row = await decideContest(ports, known.id, { ...body, actor });
      await noted(caller, "contest.decide", row, `${body.outcome} ${body.consequence}`);
      return viewOf(row, await namesOf());
    },
  );

  async function readable(id: string, caller: Caller): Promise<Row<"contests">> {
    const row = await store.db.selectFrom("contests").selectAll().where("id", "=", id).executeTakeFirst();
    if (!row || !mayRead(caller, row)) throw new YuejianError("CONTEST_UNKNOWN", { contest: id });
    return row;
  }

  function mayRead({ actor }: Caller, row: Row<"contests">): boolean {
    if (row.reviewer === actor.id) return true;
    return policy.may(actor, "contest.read", { office: row.office, businessLines: [row.business_line as BusinessLine] });
  }

  async function namesOf(): Promise<ReadonlyMap<string, string>> {
    return new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
  }

  function noted(caller: Caller, action: string, { id }: Row<"contests">, detail: string): Promise<void> {
    return audit.record({ actor: caller.account, action, subject: id, outcome: "done", detail });
  }

  function viewOf(row: Row<"contests">, names: ReadonlyMap<string, string>): ContestView {
    return contestView(row, { names, today: dayInChina(clock.now()) });
  }
}

export function contestView(row: Row<"contests">, { names, today }: { names: ReadonlyMap<string, string>; today: string }): ContestView {
  return {
    id: row.id,
    lead: row.lead,
    caseId: row.case_id,
    person: row.person,
    receivedHow: row.received_how as ContestChannel,
    receivedOn: row.received_at,
    grounds: row.grounds,
    office: row.office,
    businessLine: row.business_line as BusinessLine,
    due: row.due,
    isOverdue: row.status === "open" && row.due < today,
    reviewer: row.reviewer,
    reviewerName: row.reviewer === null ? null : (names.get(row.reviewer) ?? ""),
    status: row.status as ContestView["status"],
    outcome: row.outcome as ContestOutcome | null,
    consequence: row.consequence as ContestConsequence | null,
    reasons: row.reasons,
    answer: row.answer,
    answeredOn: row.answered_at,
    registeredByName: names.get(row.registered_by) ?? "",
  };
}
