import { Readable } from "node:stream";
import { STEP_PLANS } from "@yuejian/case-management";
import type { ProceduralStepKind } from "@yuejian/contracts";
import {
  exact,
  FormatQuery,
  NewStepBody,
  OfficialDocumentShape,
  StepCommandBody,
  StepShape,
  StepsShape,
  type StepView,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { readCalendar } from "../../cases/index.ts";
import { commandStep, openStep, type StepRow, stepDocumentOf, stepView } from "../../casework/index.ts";
import { officialFile } from "../../documents/index.ts";
import { contentDigests } from "../../outbox/index.ts";
import type { Row } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import { sendFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";
import { readableHandledCase, readableStep } from "../views/handled-case-access.ts";
import { shownDocument } from "../views/shown-document.ts";

const CasePath = exact({ case: Type.String({ maxLength: 64 }) });
const StepPath = exact({ step: Type.String({ maxLength: 64 }) });

/** Steps of handled cases with clocks of their own: asked for, decided, served, followed. */
export function caseworkStepRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, audit, outbox, clock } = services;
  const ports = async () => ({ ...services, outbox, calendar: await readCalendar(home.folder) });

  app.get(
    "/api/casework/cases/:case/steps",
    { config: { admission: "case.read" }, schema: { params: CasePath, response: { 200: StepsShape } } },
    async ({ caller, params }) => {
      const of = await readableHandledCase(services, caller, params.case);
      const rows = await store.db.selectFrom("procedural_steps").selectAll().where("case_id", "=", of.id).orderBy("id", "desc").execute();
      const kinds = (Object.keys(STEP_PLANS) as ProceduralStepKind[]).map((kind) => ({
        kind,
        requesters: [...STEP_PLANS[kind].requesters],
      }));
      return { items: await Promise.all(rows.map((row) => view(row, of, caller))), mayOpen: mayAct(of, caller), kinds };
    },
  );

  app.post(
    "/api/casework/cases/:case/steps",
    { config: { admission: "casework.answer" }, schema: { params: CasePath, body: NewStepBody, response: { 201: StepShape } } },
    async ({ caller, params, body }, reply) => {
      const of = await readableHandledCase(services, caller, params.case);
      policy.demand(caller.actor, "casework.answer", objectOf(of, caller));
      const row = await openStep(await ports(), { of, order: body, account: caller.account });
      return reply.code(201).send(await view(row, of, caller));
    },
  );

  app.post(
    "/api/casework/steps/:step/commands",
    { config: { admission: "casework.answer" }, schema: { params: StepPath, body: StepCommandBody, response: { 200: StepShape } } },
    async ({ caller, params, body }) => {
      const { of } = await readableStep(services, caller, params.step);
      policy.demand(caller.actor, "casework.answer", objectOf(of, caller));
      const row = await commandStep(await ports(), { id: params.step, ...body, of, account: caller.account });
      return view(row, of, caller);
    },
  );

  app.get(
    "/api/casework/steps/:step/document",
    { config: { admission: "case.read" }, schema: { params: StepPath, response: { 200: OfficialDocumentShape } } },
    async ({ caller, params }) => shownDocument(stepDocumentOf((await readableStep(services, caller, params.step)).row), (text) => text),
  );

  app.get(
    "/api/casework/steps/:step/document/content",
    { config: { admission: "case.read" }, schema: { params: StepPath, querystring: FormatQuery, response: { 200: Type.Unknown() } } },
    async ({ caller, params, query: { format = "docx" } }, reply) => {
      const { row } = await readableStep(services, caller, params.step);
      const document = stepDocumentOf(row);
      const { bytes, name } = await officialFile(document, { format, at: row.changed_at });
      const { sha256 } = contentDigests(bytes);
      await store.write(async (trx) => {
        const content = {
          user: caller.actor.id,
          step: row.id,
          case: row.case_id,
          document: document.title,
          number: document.number,
          sha256,
        };
        await outbox.record(trx, { type: "record.exported", subject: row.id, organisation: caller.actor.office, content });
        const detail = `document ${document.number ?? document.title}`;
        await audit.recordIn(trx, { actor: caller.account, action: "case.read", subject: row.id, outcome: "done", detail });
      });
      return sendFile(reply, Readable.from([bytes]), { type: format, size: bytes.length, name });
    },
  );

  /** Being the handler is the ground, whatever office and line. */
  function objectOf(of: Row<"handled_cases">, { actor }: Caller) {
    return of.person === actor.id ? { worker: actor.id } : { office: of.office, businessLines: [of.business_line], worker: of.person };
  }

  function mayAct(of: Row<"handled_cases">, caller: Caller): boolean {
    return policy.may(caller.actor, "casework.answer", objectOf(of, caller));
  }

  async function view(row: StepRow, of: Row<"handled_cases">, caller: Caller): Promise<StepView> {
    const events = await store.db
      .selectFrom("procedural_step_events")
      .leftJoin("users", "users.id", "procedural_step_events.actor")
      .leftJoin("outbox", "outbox.id", "procedural_step_events.outbox")
      .selectAll("procedural_step_events")
      .select(["users.display_name as actor_name", "outbox.ledger_index"])
      .where("step", "=", row.id)
      .orderBy("version")
      .execute();
    const calendar = await readCalendar(home.folder);
    return stepView(row, { events, calendar, today: todayOf(clock), actor: caller.actor, mayAct: mayAct(of, caller) });
  }
}
