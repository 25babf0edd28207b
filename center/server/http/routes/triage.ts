import type { BusinessLine } from "@yuejian/contracts";
import {
  BulkBody,
  BulkPreviewShape,
  exact,
  OperationResultsShape,
  OperationShape,
  OperationsShape,
  PageQuery,
  ResultsQuery,
} from "@yuejian/contracts/api";
import { type Static, Type } from "typebox";
import type { Row } from "../../store/index.ts";
import { beginBulk, beginUndo, operationView, ownOperation, previewBulk, wordsOf } from "../../triage/index.ts";
import type { App, Caller } from "../app-types.ts";
import { opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { leadPorts } from "../views/lead-ports.ts";
import { shownRow } from "../views/lead-view.ts";
import { leadRows, readerOf } from "../views/leads.ts";

const OperationPath = exact({ operation: Type.String() });

/** One command on many leads, seen before it is done and taken back after. Whether it may be done is decided for each lead. */
export function triageRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, policy, audit } = services;
  const ports = { ...leadPorts(home), work: home.work };
  const orderOf = ({ actor }: Caller, { selection, command }: Static<typeof BulkBody>) => ({
    selection,
    command,
    reader: readerOf(policy, actor),
    office: actor.office,
  });
  const view = (operation: Row<"operations">) => operationView(store.db, operation, new Date(home.clock.now()).toISOString());

  app.post(
    "/api/leads/bulk/preview",
    { config: { admission: "lead.read" }, schema: { body: BulkBody, response: { 200: BulkPreviewShape } } },
    async ({ caller, body }) => {
      policy.demand(caller.actor, `lead.${body.command.action}`);
      return previewBulk(ports, orderOf(caller, body));
    },
  );

  app.post(
    "/api/leads/bulk",
    { config: { admission: "lead.read" }, schema: { body: BulkBody, response: { 200: OperationShape, 202: OperationShape } } },
    async ({ caller, body }, reply) => {
      policy.demand(caller.actor, `lead.${body.command.action}`);
      const operation = await beginBulk(ports, orderOf(caller, body));
      await note(caller, operation, `lead.${body.command.action}`);
      return reply.code(operation.status === "done" ? 200 : 202).send(await view(operation));
    },
  );

  app.get(
    "/api/operations",
    { config: { admission: "lead.read" }, schema: { querystring: exact(PageQuery), response: { 200: OperationsShape } } },
    async ({ caller, query: { offset = 0, limit = 50 } }) => {
      const own = store.db.selectFrom("operations").where("actor", "=", caller.actor.id);
      const rows = await own.selectAll().orderBy("at", "desc").orderBy("id", "desc").offset(offset).limit(limit).execute();
      const { total } = await own.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      return { items: await Promise.all(rows.map(view)), total, offset, limit };
    },
  );

  app.get(
    "/api/operations/:operation",
    { config: { admission: "lead.read" }, schema: { params: OperationPath, response: { 200: OperationShape } } },
    async ({ caller, params }) => view(await ownOperation(store.db, params.operation, caller.actor.id)),
  );

  app.get(
    "/api/operations/:operation/results",
    {
      config: { admission: "lead.read" },
      schema: { params: OperationPath, querystring: ResultsQuery, response: { 200: OperationResultsShape } },
    },
    async ({ caller, params, query: { offset = 0, limit = 50, outcome } }) => {
      const { id } = await ownOperation(store.db, params.operation, caller.actor.id);
      const some = store.db.selectFrom("operation_leads").where("operation", "=", id);
      const results = outcome === undefined ? some.where("outcome", "<>", "pending") : some.where("outcome", "=", outcome);
      const rows = await results.selectAll().orderBy("position").offset(offset).limit(limit).execute();
      const { total } = await results.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const names = await namesOf(
        caller,
        rows.map(({ lead }) => lead),
      );
      const items = rows.flatMap(({ lead, outcome: ended, code, parameters, version }) =>
        ended === "pending"
          ? []
          : [{ lead, subjectName: names.get(lead) ?? "", outcome: ended, code, text: wordsOf(code, parameters), version }],
      );
      return { items, total, offset, limit };
    },
  );

  app.post(
    "/api/operations/:operation/undo",
    { config: { admission: "lead.read" }, schema: { params: OperationPath, response: { 200: OperationShape, 202: OperationShape } } },
    async ({ caller, params }, reply) => {
      const operation = await beginUndo(ports, params.operation, caller.actor);
      await note(caller, operation, "lead.undo");
      return reply.code(operation.status === "done" ? 200 : 202).send(await view(operation));
    },
  );

  function note({ account }: Caller, { id, leads }: Row<"operations">, action: string): Promise<void> {
    return audit.record({ actor: account, action, subject: id, outcome: "done", detail: `${leads} leads` });
  }

  /** Names as the caller may see them; of leads that the caller does not see, none. */
  async function namesOf({ actor }: Caller, leads: readonly string[]): Promise<Map<string, string>> {
    if (leads.length === 0) return new Map();
    const rows = await leadRows(store.db).where("leads.id", "in", leads).execute();
    const covered = rows.filter((row) => policy.covers(actor, { office: row.office, businessLines: [row.business_line as BusinessLine] }));
    return new Map(covered.map((row) => [row.id, shownRow(context, row, opensNothing).subjectName]));
  }
}
