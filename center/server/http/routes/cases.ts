import { type CaseCommand, type CaseState, YuejianError } from "@yuejian/contracts";
import {
  CaseCommandBody,
  type CaseConflict,
  CaseConflictShape,
  type CaseDetail,
  CaseDetailShape,
  CasePreviewShape,
  CasesQuery,
  CasesShape,
  CaseUndoBody,
  type ErrorBody,
  exact,
  HandlersShape,
} from "@yuejian/contracts/api";
import type { WorkCalendar } from "@yuejian/deadlines";
import { CASE_STEPS, caseClocks, earliestDue, isLastApproval, nextOf } from "@yuejian/oversight";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sql } from "kysely";
import { Type } from "typebox";
import { caseAt, changeCase, previewCase, proposedHandlers, readCalendar, undoCaseStep } from "../../cases/index.ts";
import { actorOf } from "../../identity/index.ts";
import type { App, Caller } from "../app-types.ts";
import { openingFor, opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { caseActorOf, caseRows, demandNotRecused, readableCase, visibleCases, worksOn } from "../views/case-access.ts";
import { caseHistory } from "../views/case-events.ts";
import { caseFilters } from "../views/case-filters.ts";
import { admittedOrder } from "../views/case-orders.ts";
import { caseDetail, shownCase, todayOf } from "../views/cases.ts";

const CasePath = exact({ case: Type.String() });

export function caseRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, policy, audit, clock, accounts } = services;
  const closed = () => ({ opens: opensNothing, opensSealed: false, today: todayOf(clock) });

  app.get(
    "/api/cases",
    { config: { admission: "case.read" }, schema: { querystring: CasesQuery, response: { 200: CasesShape } } },
    async ({ caller, query }) => {
      const { offset = 0, limit = 50, stage, office, mine, overdue, sort } = query;
      const unopened = closed();
      const conditions = [
        visibleCases(policy, caller.actor),
        ...(stage === undefined ? [] : [sql<boolean>`cases.stage = ${stage}`]),
        ...(office === undefined ? [] : [sql<boolean>`cases.office = ${office}`]),
        ...(mine === true ? [worksOn(caller.actor.id)] : []),
        ...(overdue === true ? [sql<boolean>`(cases.status = 'open' and cases.due < ${unopened.today})`] : []),
        ...caseFilters(query),
      ];
      const condition = sql<boolean>`${sql.join(conditions, sql` and `)}`;
      const found = caseRows(store.db).where(condition);
      const sorted =
        sort === "due"
          ? found.orderBy(sql`coalesce(cases.due, '9999')`).orderBy("cases.id")
          : found.orderBy("cases.opened_at", "desc").orderBy("cases.id", "desc");
      const rows = await sorted.limit(limit).offset(offset).execute();
      const { total } = await store.db
        .selectFrom("cases")
        .where(condition)
        .select((build) => build.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      return { items: rows.map((row) => shownCase(home, row, unopened).view), total, offset, limit };
    },
  );

  app.get(
    "/api/cases/:case",
    { config: { admission: "case.read" }, schema: { params: CasePath, response: { 200: CaseDetailShape } } },
    async (request) => detailOf(request.caller, request.params.case, request),
  );

  app.post(
    "/api/cases/:case/commands",
    {
      config: { admission: "case.read" },
      schema: { params: CasePath, body: CaseCommandBody, response: { 200: CaseDetailShape, 409: CaseConflictShape } },
    },
    async ({ caller, params, body: { version, command } }, reply) => {
      const change = await admittedOrder(context, caller, { case: params.case, version, command });
      return answering(caller, { id: params.case, version }, reply, async () => {
        await changeCase(home, change);
        await noted(caller, CASE_STEPS[command.action].right, params.case, `${command.action}, from version ${version}`);
      });
    },
  );

  app.post(
    "/api/cases/:case/preview",
    {
      config: { admission: "case.read" },
      schema: { params: CasePath, body: CaseCommandBody, response: { 200: CasePreviewShape } },
    },
    async ({ caller, params, body: { version, command } }) => {
      const change = await admittedOrder(context, caller, { case: params.case, version, command });
      const { before, after } = await previewCase(store.db, home, change);
      return previewOf(before, after, command, change.calendar);
    },
  );

  app.post(
    "/api/cases/:case/undo",
    {
      config: { admission: "case.read" },
      schema: { params: CasePath, body: CaseUndoBody, response: { 200: CaseDetailShape, 409: CaseConflictShape } },
    },
    async ({ caller, params, body: { version, undoes } }, reply) => {
      const { row, state } = await readableCase(services, caller, params.case);
      demandNotRecused(state, caller.actor);
      const calendar = await readCalendar(home.folder);
      const actor = caseActorOf(policy, caller.actor, row);
      return answering(caller, { id: row.id, version }, reply, async () => {
        await undoCaseStep(home, { case: row.id, version, undoes, actor, calendar });
        await noted(caller, "case.handle", row.id, `undo of ${undoes}`);
      });
    },
  );

  app.get(
    "/api/cases/:case/handlers",
    { config: { admission: "case.assign" }, schema: { params: CasePath, response: { 200: HandlersShape } } },
    async ({ caller, params }) => {
      const { state, row } = await readableCase(services, caller, params.case);
      const office = state.transfer?.to ?? row.office;
      policy.demand(caller.actor, "case.assign", { office });
      const people = (await accounts.all()).filter((account) => {
        const person = actorOf(account);
        return account.is_disabled === 0 && policy.may(person, "case.handle", { office, worker: person.id }) && account.office === office;
      });
      const isOfAnyLine = (account: (typeof people)[number]) => policy.scope(actorOf(account)).businessLines === "all";
      const items = await proposedHandlers(store.db, people, {
        office,
        line: state.line,
        model: state.model,
        recused: state.recused,
        isOfAnyLine,
      });
      return { items: [...items] };
    },
  );

  /** Carries a change out and answers with the case; the second of two people gets the case as it is now and what happened since they saw it. */
  async function answering(
    caller: Caller,
    { id, version }: { id: string; version: number },
    reply: FastifyReply,
    change: () => Promise<void>,
  ) {
    try {
      await change();
    } catch (cause) {
      if (!(cause instanceof YuejianError) || cause.code !== "VERSION_CONFLICT") throw cause;
      return reply.code(409).send(await conflictOf(cause, id, version));
    }
    return detailOf(caller, id, null);
  }

  async function conflictOf(refusal: YuejianError, id: string, version: number): Promise<CaseConflict> {
    const row = await caseRows(store.db).where("cases.id", "=", id).executeTakeFirstOrThrow();
    const { view, hide } = shownCase(home, row, closed());
    const { events } = await caseAt(store.db, id, null);
    const since = await caseHistory(store.db, events, { ...(await words(id)), hide, after: version });
    return { ...(refusal.toJSON() as ErrorBody), conflict: { case: view, since } };
  }

  async function detailOf(caller: Caller, id: string, request: FastifyRequest | null): Promise<CaseDetail> {
    const { row, state, events } = await readableCase(services, caller, id);
    const opening = request && (await openingFor(request, services));
    const isOpened = opening?.lead?.id === row.lead;
    const today = todayOf(clock);
    const shown = shownCase(home, row, {
      opens: isOpened ? opening.opens : opensNothing,
      opensSealed: isOpened && opening.lifted.length > 0,
      today,
    });
    const ports = {
      db: store.db,
      policy,
      actor: caller.actor,
      calendar: await readCalendar(home.folder),
      today,
      now: new Date(clock.now()).toISOString(),
      words: await words(id),
    };
    const detail = await caseDetail(ports, { row, state, events, shown });
    if (isOpened) await opening.note({ subject: row.id, references: [row.id], columns: shown.opened });
    return detail;
  }

  async function words(id: string) {
    const links = await store.db.selectFrom("reply_links").select(["id", "receiver"]).where("case_id", "=", id).execute();
    const names = new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
    for (const link of links) names.set(link.id, link.receiver);
    const offices = new Map(home.offices.map(({ id, name }) => [id, name.zh]));
    return {
      nameOf: (user: string) => (user === "system" ? "" : (names.get(user) ?? user)),
      officeName: (office: string) => offices.get(office) ?? office,
    };
  }

  function previewOf(before: CaseState, state: CaseState, command: CaseCommand, calendar: WorkCalendar) {
    const known = new Map(caseClocks(before, calendar).map((each) => [each.key, `${each.due} ${each.stoppedOn}`]));
    const clocks = caseClocks(state, calendar);
    const next = nextOf(state);
    return {
      stage: state.stage,
      next: next && { ...next, personName: null },
      due: earliestDue(clocks),
      clocks: clocks
        .filter(({ key, due, stoppedOn }) => known.get(key) !== `${due} ${stoppedOn}`)
        .map(({ title, due, stoppedOn }) => ({ title, due, isRunning: stoppedOn === null })),
      isUndoable: CASE_STEPS[command.action].isUndoable && !state.hasServed && !isLastApproval(before, command),
    };
  }

  function noted(caller: Caller, action: string, subject: string, detail: string): Promise<void> {
    return audit.record({ actor: caller.account, action, subject, outcome: "done", detail });
  }
}
