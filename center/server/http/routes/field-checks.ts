import { FIELD_LIMITS, YuejianError } from "@yuejian/contracts";
import {
  ATTACHMENT_TYPES,
  exact,
  FieldCheckBody,
  FieldCheckRecordBody,
  FieldCheckShape,
  FieldChecksQuery,
  FieldChecksShape,
  type FieldCheckView,
  FieldCheckWithdrawBody,
  FieldFileShape,
} from "@yuejian/contracts/api";
import { CHANGE_CLASSES } from "@yuejian/farmland";
import { Type } from "typebox";
import {
  type FieldCheckPorts,
  type FieldCheckRow,
  fieldCheckRows,
  fieldCheckViews,
  giveFieldCheck,
  readFieldChecks,
  receiveCheckFile,
  receiveFieldRecord,
  withdrawFieldCheck,
} from "../../field-checks/index.ts";
import type { SniffedType } from "../../files/index.ts";
import { actorOf } from "../../identity/index.ts";
import { type PolicyObject, within } from "../../policy/index.ts";
import type { App, Caller } from "../app-types.ts";
import { receiveFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { FARMLAND_LINES, farmlandOffices, visibleViolations } from "../views/farmland-access.ts";
import { leadPorts } from "../views/lead-ports.ts";

const CheckPath = exact({ check: Type.String({ maxLength: 64 }) });
const FilePath = exact({ check: Type.String({ maxLength: 64 }), sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }) });
const CLASSES = Object.entries(CHANGE_CLASSES).map(([id, title]) => ({ id, title: { ...title } }));

/** Violations looked at on the ground: tasks, and what devices hand in. */
export function fieldCheckRoutes(app: App, { home, services }: RouteContext): void {
  const { store, audit, policy, clock, accounts } = services;
  const ports: FieldCheckPorts = { ...leadPorts(home), audit, files: home.files, ledgerFolder: home.paths.ledger };

  app.get(
    "/api/farmland/checks",
    { config: { admission: "farmland.read" }, schema: { querystring: FieldChecksQuery, response: { 200: FieldChecksShape } } },
    async ({ caller, query }) => {
      const { offset = 0, limit = 50, violation } = query;
      const rows = await chosen(readFieldChecks(store.db), caller, query)
        .orderBy("field_checks.due")
        .orderBy("field_checks.id", "desc")
        .limit(limit)
        .offset(offset)
        .execute();
      const counted = chosen(fieldCheckRows(store.db), caller, query).select((build) => build.fn.countAll<number>().as("total"));
      const { total } = await counted.executeTakeFirstOrThrow();
      const office = violation === undefined ? undefined : (await violationAt(caller, violation))?.office;
      const mayGive = office !== undefined && policy.may(caller.actor, "farmland.assign", { office, businessLines: FARMLAND_LINES });
      const { photos, fileBytes } = FIELD_LIMITS;
      return { items: await shown(caller, rows), total, offset, limit, mayGive, classes: CLASSES, limits: { photos, fileBytes } };
    },
  );

  app.post(
    "/api/farmland/checks",
    { config: { admission: "farmland.assign" }, schema: { body: FieldCheckBody, response: { 201: FieldCheckShape } } },
    async ({ caller, body: { violation, assignee, due, words = "" } }, reply) => {
      const place = await violationAt(caller, violation);
      if (!place) throw new YuejianError("VIOLATION_UNKNOWN", { violation });
      const { office, lead } = place;
      policy.demand(caller.actor, "farmland.assign", { office, businessLines: FARMLAND_LINES });
      const account = await accounts.byId(assignee);
      if (!account || account.is_disabled !== 0) throw new YuejianError("USER_UNKNOWN", { user: assignee });
      if (!policy.may(actorOf(account), "farmland.check", { office, businessLines: FARMLAND_LINES, worker: account.id }))
        throw new YuejianError("ASSIGNEE_UNSUITABLE", { user: account.display_name });
      const id = await giveFieldCheck(ports, { violation, office, lead, assignee: account, due, words, by: caller.account });
      return reply.code(201).send(await oneShown(caller, id));
    },
  );

  app.get(
    "/api/farmland/checks/:check",
    { config: { admission: "farmland.read" }, schema: { params: CheckPath, response: { 200: FieldCheckShape } } },
    async ({ caller, params }) => oneShown(caller, params.check),
  );

  app.post(
    "/api/farmland/checks/:check/withdraw",
    {
      config: { admission: "farmland.assign" },
      schema: { params: CheckPath, body: FieldCheckWithdrawBody, response: { 200: FieldCheckShape } },
    },
    async ({ caller, params, body: { reason } }) => {
      const row = await readable(caller, params.check);
      policy.demand(caller.actor, "farmland.assign", objectOf(row));
      await withdrawFieldCheck(ports, { check: row, lead: row.lead, reason, by: caller.account });
      return oneShown(caller, row.id);
    },
  );

  /** One photo or signature; which one, is said by its digest. */
  app.post(
    "/api/farmland/checks/:check/files/:sha256",
    {
      config: { admission: "farmland.check" },
      schema: { params: FilePath, consumes: ["multipart/form-data"], response: { 201: FieldFileShape } },
    },
    async (request, reply) => {
      const { check, sha256 } = request.params;
      const row = await readable(request.caller, check);
      policy.demand(request.caller.actor, "farmland.check", objectOf(row));
      const sent = await receiveFile(request, home, FIELD_LIMITS.fileBytes);
      await receiveCheckFile(ports, row.id, { sent, expected: sha256 });
      return reply.code(201).send({ sha256, size: sent.stored.size });
    },
  );

  app.post(
    "/api/farmland/checks/:check/record",
    {
      config: { admission: "farmland.check" },
      schema: { params: CheckPath, body: FieldCheckRecordBody, response: { 200: FieldCheckShape } },
    },
    async ({ caller, params, body }) => {
      const row = await readable(caller, params.check);
      policy.demand(caller.actor, "farmland.check", objectOf(row));
      await receiveFieldRecord(ports, { ...body, check: row, lead: row.lead, by: caller.account });
      return oneShown(caller, row.id);
    },
  );

  /** A photo or signature may show people: it opens for whoever may export leads of the office, as attachments of leads do, and each look is in the audit. */
  app.get(
    "/api/farmland/checks/:check/files/:sha256",
    { config: { admission: "farmland.read" }, schema: { params: FilePath, response: { 200: Type.Unknown() } } },
    async ({ caller, params: { check, sha256 } }, reply) => {
      const row = await readable(caller, check);
      policy.demand(caller.actor, "lead.export", { office: row.office, businessLines: FARMLAND_LINES });
      const kept = await store.db
        .selectFrom("field_check_files")
        .select(["type", "size"])
        .where("field_check", "=", row.id)
        .where("sha256", "=", sha256)
        .where("erased_at", "is", null)
        .executeTakeFirst();
      if (!kept || row.received_at === null) throw new YuejianError("ATTACHMENT_UNKNOWN", { attachment: sha256.slice(0, 12) });
      await audit.record({
        actor: caller.account,
        action: "lead.export",
        subject: row.id,
        outcome: "done",
        detail: `file ${sha256.slice(0, 12)} of a field check`,
      });
      const { content } = await home.files.read(sha256);
      const type = kept.type === "text" ? "application/json; charset=utf-8" : ATTACHMENT_TYPES[kept.type as SniffedType];
      void reply.type(type).header("content-length", kept.size);
      void reply.header("cache-control", "private, no-store");
      return reply.send(content);
    },
  );

  function chosen<Rows extends ReturnType<typeof fieldCheckRows> | ReturnType<typeof readFieldChecks>>(
    rows: Rows,
    caller: Caller,
    { violation, state, mine }: { violation?: string; state?: FieldCheckView["state"]; mine?: boolean },
  ): Rows {
    let wanted = (rows as ReturnType<typeof fieldCheckRows>).where(within("field_checks.office", farmlandOffices(services, caller)));
    if (violation !== undefined) wanted = wanted.where("field_checks.violation", "=", violation);
    if (mine === true) wanted = wanted.where("field_checks.assignee", "=", caller.actor.id);
    if (state === "done") wanted = wanted.where("field_checks.received_at", "is not", null);
    if (state === "withdrawn") wanted = wanted.where("field_checks.withdrawn_at", "is not", null);
    if (state === "open") wanted = wanted.where("field_checks.received_at", "is", null).where("field_checks.withdrawn_at", "is", null);
    return wanted as Rows;
  }

  const objectOf = (row: Pick<FieldCheckRow, "office" | "assignee">): PolicyObject => ({
    office: row.office,
    businessLines: FARMLAND_LINES,
    worker: row.assignee,
  });

  async function violationAt(caller: Caller, id: string): Promise<{ office: string; lead: string | null } | undefined> {
    return visibleViolations(services, caller)
      .select(["farmland_violations.office", "leads.id as lead"])
      .where("farmland_violations.id", "=", id)
      .executeTakeFirst();
  }

  async function readable(caller: Caller, id: string): Promise<FieldCheckRow> {
    const row = await readFieldChecks(store.db)
      .where("field_checks.id", "=", id)
      .where(within("field_checks.office", farmlandOffices(services, caller)))
      .executeTakeFirst();
    if (!row) throw new YuejianError("FIELD_CHECK_UNKNOWN", { check: id });
    return row;
  }

  async function oneShown(caller: Caller, id: string): Promise<FieldCheckView> {
    const [view] = await shown(caller, [await readable(caller, id)]);
    if (!view) throw new YuejianError("FIELD_CHECK_UNKNOWN", { check: id });
    return view;
  }

  const shown = ({ actor }: Caller, rows: readonly FieldCheckRow[]) =>
    fieldCheckViews(store.db, rows, (row) => ({
      now: clock.now(),
      mayOpen: policy.may(actor, "lead.export", { office: row.office, businessLines: FARMLAND_LINES }),
      mayCheck: policy.may(actor, "farmland.check", objectOf(row)),
      mayWithdraw: policy.may(actor, "farmland.assign", { office: row.office, businessLines: FARMLAND_LINES }),
    }));
}
