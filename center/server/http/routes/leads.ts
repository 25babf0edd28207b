import { type LeadAction, YuejianError } from "@yuejian/contracts";
import {
  type ErrorBody,
  exact,
  LeadCommandBody,
  type LeadConflict,
  LeadConflictShape,
  LeadDetailShape,
  LeadQuery,
  LeadShape,
  LeadsShape,
} from "@yuejian/contracts/api";
import { LEAD_STEPS } from "@yuejian/oversight";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { mentionedUsers } from "../../identity/index.ts";
import type { Actor } from "../../policy/index.ts";
import { refuseAssignee } from "../../triage/index.ts";
import { runView } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import { type NotedOpening, openingFor, opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { leadHistory } from "../views/lead-history.ts";
import { leadView, shownRow } from "../views/lead-view.ts";
import { type LeadRow, leadRows, listLeads, readerOf } from "../views/leads.ts";
import { modelView } from "../views/models.ts";
import { objectOf, readableLead } from "../views/readable-lead.ts";
import { deletedBehindLead, rowsBehindLead } from "../views/records-of-lead.ts";

const LeadPath = exact({ lead: Type.String() });

export function leadRoutes(app: App, context: RouteContext): void {
  const { home, services, sessions } = context;
  const { store, policy, audit, shared } = services;

  app.get(
    "/api/leads",
    { config: { admission: "lead.read" }, schema: { querystring: LeadQuery, response: { 200: LeadsShape } } },
    async ({ caller, query }) => {
      const { actor } = caller;
      const reader = readerOf(policy, actor);
      const { rows, ...counts } = await listLeads({ db: store.db, engine: store.engine, shared }, query, reader);
      if (query.q && query.cursor === undefined)
        await audit.record({
          actor: caller.account,
          action: "lead.read",
          subject: null,
          outcome: "done",
          detail: `search, ${counts.total} found`,
        });
      const items = rows.map((row) => leadView(context, row, shownRow(context, row, opensNothing)));
      return { items, offset: query.offset ?? 0, limit: query.limit ?? 50, ...counts };
    },
  );

  app.get(
    "/api/leads/:lead",
    { config: { admission: "lead.read" }, schema: { params: LeadPath, response: { 200: LeadDetailShape } } },
    async (request) => {
      const { caller, params } = request;
      const row = await readableLead(services, caller, params.lead);
      const opening = await openingOf(row, request);
      const opensSealed = (opening?.lifted.length ?? 0) > 0;
      const shown = shownRow(context, row, opening ? opening.opens : opensNothing, opensSealed);
      const refs = await rowsOf(row);
      const rows = await rowsBehindLead(
        { db: store.db, lake: home.lake, sessions, inputs: home.models.get(row.model)?.manifest.inputs ?? null },
        refs,
        opening,
      );
      if (opening) {
        await opening.note({
          subject: row.id,
          references: [row.id, ...refs],
          columns: [...shown.opened, ...rows.flatMap((each) => each.opened)],
        });
      }
      return {
        lead: leadView(context, row, shown),
        finding: shown.finding,
        rows: rows.map((each) => each.view),
        // That there is a record is what a seal hides.
        deleted: row.is_sealed !== 0 && !opensSealed ? [] : await deletedBehindLead(store.db, refs),
        model: await modelView(context, row.model, caller.actor),
        run: await runView(store.db, row.last_run),
        history: await leadHistory(store.db, row.id, shown.hide),
        may: commandsFor(caller.actor, row),
      };
    },
  );

  app.post(
    "/api/leads/:lead/commands",
    {
      config: { admission: "lead.read" },
      schema: { params: LeadPath, body: LeadCommandBody, response: { 200: LeadShape, 409: LeadConflictShape } },
    },
    async ({ caller, params, body: { version, command } }, reply) => {
      const row = await seenAt(version, params.lead, caller);
      const object = objectOf(row);
      policy.demand(
        caller.actor,
        `lead.${command.action}`,
        command.action === "assign" ? { ...object, newWorker: command.assignee } : object,
      );
      if (command.action === "assign") {
        const account = await services.accounts.byId(command.assignee);
        const refusal = refuseAssignee(policy, account, { id: command.assignee, lead: object });
        if (refusal) throw refusal;
      }
      const mentions = command.action === "comment" ? await mentionedUsers({ db: store.db, policy }, command.note, object) : [];
      const given = command.action === "comment" ? { ...command, mentions } : command;
      try {
        await home.changeLead({ lead: row.id, version, command: given, actor: caller.actor });
      } catch (cause) {
        if (!(cause instanceof YuejianError) || cause.code !== "VERSION_CONFLICT") throw cause;
        return reply.code(409).send(await conflictOf(cause, row.id, version));
      }
      await audit.record({
        actor: caller.account,
        action: `lead.${command.action}`,
        subject: row.id,
        outcome: "done",
        detail: `from version ${version}`,
      });
      const changed = await leadRows(store.db).where("leads.id", "=", row.id).executeTakeFirstOrThrow();
      return leadView(context, changed, shownRow(context, changed, opensNothing));
    },
  );

  /** What the second of two people needs: the refusal in words, the lead as it is now, and what happened since they saw it. */
  async function conflictOf(refusal: YuejianError, id: string, version: number): Promise<LeadConflict> {
    const now = await leadRows(store.db).where("leads.id", "=", id).executeTakeFirstOrThrow();
    const shown = shownRow(context, now, opensNothing);
    const since = await leadHistory(store.db, id, shown.hide, version);
    return { ...(refusal.toJSON() as ErrorBody), conflict: { lead: leadView(context, now, shown), since } };
  }

  /** The lead at the version that the person saw or, when others changed it since, at a later one: then the change is refused as a conflict.
   *  So the policy judged the very state that a change applies to. */
  async function seenAt(version: number, id: string, caller: Caller): Promise<LeadRow> {
    const row = await readableLead(services, caller, id);
    if (row.version >= version) return row;
    const again = await readableLead(services, caller, id);
    if (again.version >= version) return again;
    throw new YuejianError("REQUEST_INVALID", {
      where: "body.version",
      reason: "it lies ahead of the lead",
      reason_zh: "比线索的版本还新",
      reason_en: "it lies ahead of the lead",
    });
  }

  /** The purpose's opening, when it is for this lead (or its case). */
  async function openingOf(row: LeadRow, request: FastifyRequest): Promise<NotedOpening | null> {
    const opening = await openingFor(request, services);
    return opening?.lead?.id === row.id ? opening : null;
  }

  async function rowsOf(row: LeadRow): Promise<string[]> {
    const findings = await store.db
      .selectFrom("findings")
      .select("row_refs")
      .where("run", "=", row.last_run)
      .where("subject", "=", row.subject)
      .execute();
    return [...new Set(findings.flatMap((finding) => JSON.parse(finding.row_refs) as string[]))];
  }

  function commandsFor(actor: Actor, row: LeadRow): LeadAction[] {
    const object = objectOf(row);
    return (Object.keys(LEAD_STEPS) as LeadAction[]).filter(
      (action) =>
        LEAD_STEPS[action][row.status] !== undefined &&
        policy.may(actor, `lead.${action}`, action === "assign" ? { ...object, newWorker: actor.id } : object),
    );
  }
}
