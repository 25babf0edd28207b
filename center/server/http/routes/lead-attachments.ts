import { type DataClass, YuejianError } from "@yuejian/contracts";
import { type Attachment, AttachmentShape, AttachmentsShape, exact, WithdrawAttachmentBody } from "@yuejian/contracts/api";
import { sql } from "kysely";
import { Type } from "typebox";
import type { SniffedType } from "../../files/index.ts";
import { isPersonal } from "../../policy/index.ts";
import { areBytesNeeded } from "../../safeguards/index.ts";
import type { Row } from "../../store/index.ts";
import { remarkLeadIn } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import { openingFor } from "../opening.ts";
import { receiveFile, sendFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { leadPorts } from "../views/lead-ports.ts";
import type { LeadRow } from "../views/leads.ts";
import { objectOf, readableLead } from "../views/readable-lead.ts";

const LeadPath = exact({ lead: Type.String() });
const AttachmentPath = exact({ lead: Type.String(), attachment: Type.String() });

/** Files that people keep with a lead. The bytes lie in the file store, their digests go on the ledger with the event. */
export function attachmentRoutes(app: App, context: RouteContext): void {
  const { home, services, attachmentLimit } = context;
  const { store, policy, audit, outbox } = services;
  const ports = leadPorts(home);

  app.get(
    "/api/leads/:lead/attachments",
    { config: { admission: "lead.read" }, schema: { params: LeadPath, response: { 200: AttachmentsShape } } },
    async ({ caller, params }) => {
      const row = await readableLead(services, caller, params.lead);
      const items = await rowsOf(row.id).execute();
      return { items: items.map((item) => viewOf(item, row, caller)), limit: attachmentLimit };
    },
  );

  app.post(
    "/api/leads/:lead/attachments",
    {
      config: { admission: "lead.comment" },
      schema: { params: LeadPath, consumes: ["multipart/form-data"], response: { 201: AttachmentShape } },
    },
    async (request, reply) => {
      const { caller } = request;
      const row = await readableLead(services, caller, request.params.lead, "lead.comment");
      const { name, type, note, stored } = await receiveFile(request, home, attachmentLimit);
      const id = home.ids.next("att");
      await store.write(async (trx) => {
        const { event } = await remarkLeadIn(trx, ports, {
          lead: row.id,
          kind: "attached",
          note: `${name}${note === null ? "" : `：${note}`}`,
          details: { attachment: id, type, size: String(stored.size), sha256: stored.sha256, sm3: stored.sm3 },
          actor: caller.actor,
        });
        const kept = { id, lead: row.id, name, type, note, ...stored, actor: caller.actor.id, at: event.at };
        await trx
          .insertInto("lead_attachments")
          .values({ ...kept, withdrawn_at: null, withdrawn_by: null, withdrawn_reason: null, erased_at: null })
          .execute();
        await trx.updateTable("leads").set({ attachments: sql`attachments + 1` }).where("id", "=", row.id).execute();
      });
      await audit.record({
        actor: caller.account,
        action: "lead.comment",
        subject: row.id,
        outcome: "done",
        detail: `attachment ${id}, ${stored.size} bytes`,
      });
      return reply.code(201).send(viewOf(await attachment(row.id, id), row, caller));
    },
  );

  /** A file may hold anything, so it opens as personal data does: with a purpose for this lead, but for who owns the home's files. */
  app.get(
    "/api/leads/:lead/attachments/:attachment/content",
    { config: { admission: "lead.export" }, schema: { params: AttachmentPath, response: { 200: Type.Unknown() } } },
    async (request, reply) => {
      const { caller } = request;
      const { params } = request;
      const row = await readableLead(services, caller, params.lead, "lead.export");
      const kept = await attachment(row.id, params.attachment);
      const opening = await openingFor(request, services);
      const isOpened = opening?.lead?.id === row.id;
      if (isPersonal(row.data_class as DataClass) && !isOpened && caller.session) throw new YuejianError("PURPOSE_NEEDED");
      // What is kept about a lead on sealed rows is sealed with it.
      if (row.is_sealed !== 0 && !(isOpened && opening.lifted.length > 0)) throw new YuejianError("RECORD_SEALED", { ref: row.id });
      if (kept.withdrawn_at !== null) throw new YuejianError("ATTACHMENT_WITHDRAWN", { reason: kept.withdrawn_reason ?? "" });
      const { content: bytes } = await home.files.read(kept.sha256);
      const purpose = isOpened ? opening.purpose : null;
      const noted = store.write(async (trx) => {
        const content = { user: caller.actor.id, purpose, lead: row.id, attachment: kept.id, sha256: kept.sha256 };
        await outbox.record(trx, { type: "record.exported", subject: row.id, organisation: caller.actor.office, content });
        await audit.recordIn(trx, {
          actor: caller.account,
          action: "lead.export",
          subject: row.id,
          purpose,
          outcome: "done",
          detail: `attachment ${kept.id}`,
        });
      });
      await noted.catch((cause: unknown) => {
        bytes.destroy();
        throw cause;
      });
      return sendFile(reply, bytes, kept);
    },
  );

  app.post(
    "/api/leads/:lead/attachments/:attachment/withdraw",
    {
      config: { admission: "lead.comment" },
      schema: { params: AttachmentPath, body: WithdrawAttachmentBody, response: { 200: AttachmentShape } },
    },
    async ({ caller, params, body }) => {
      const row = await readableLead(services, caller, params.lead, "lead.comment");
      const reason = body.reason.trim();
      if (reason === "") throw new YuejianError("REASON_NEEDED");
      const erased = await store.write(async (trx) => {
        const kept = await trx.selectFrom("lead_attachments").selectAll().where("id", "=", params.attachment).executeTakeFirst();
        if (kept?.lead !== row.id) throw new YuejianError("ATTACHMENT_UNKNOWN", { attachment: params.attachment });
        if (!mayWithdraw(kept, row, caller)) throw new YuejianError("NOT_THE_AUTHOR");
        if (kept.withdrawn_at !== null) throw new YuejianError("ATTACHMENT_WITHDRAWN", { reason: kept.withdrawn_reason ?? "" });
        const { event } = await remarkLeadIn(trx, ports, {
          lead: row.id,
          kind: "attachment-withdrawn",
          note: reason,
          details: { attachment: kept.id, sha256: kept.sha256, erased: String(body.erase) },
          actor: caller.actor,
        });
        await trx
          .updateTable("lead_attachments")
          .set({ withdrawn_at: event.at, withdrawn_by: caller.actor.id, withdrawn_reason: reason, erased_at: body.erase ? event.at : null })
          .where("id", "=", kept.id)
          .execute();
        await trx.updateTable("leads").set({ attachments: sql`attachments - 1` }).where("id", "=", row.id).execute();
        return body.erase && !(await areBytesNeeded(trx, kept.sha256)) ? kept.sha256 : null;
      });
      if (erased !== null) await home.files.remove(erased);
      await audit.record({
        actor: caller.account,
        action: "lead.comment",
        subject: row.id,
        outcome: "done",
        detail: `attachment ${params.attachment} withdrawn${body.erase ? ", erased" : ""}`,
      });
      return viewOf(await attachment(row.id, params.attachment), row, caller);
    },
  );

  function rowsOf(lead: string) {
    return store.db
      .selectFrom("lead_attachments")
      .leftJoin("users as author", "author.id", "lead_attachments.actor")
      .leftJoin("users as withdrawer", "withdrawer.id", "lead_attachments.withdrawn_by")
      .selectAll("lead_attachments")
      .select(["author.display_name as actor_name", "withdrawer.display_name as withdrawer_name"])
      .where("lead_attachments.lead", "=", lead)
      .orderBy("lead_attachments.at")
      .orderBy("lead_attachments.id");
  }

  type KeptRow = Row<"lead_attachments"> & { readonly actor_name: string | null; readonly withdrawer_name: string | null };

  async function attachment(lead: string, id: string): Promise<KeptRow> {
    const kept = await rowsOf(lead).where("lead_attachments.id", "=", id).executeTakeFirst();
    if (!kept) throw new YuejianError("ATTACHMENT_UNKNOWN", { attachment: id });
    return kept;
  }

  /** Its author, or who may dismiss the lead. */
  function mayWithdraw(kept: Row<"lead_attachments">, row: LeadRow, { actor }: Caller): boolean {
    return kept.actor === actor.id || policy.may(actor, "lead.dismiss", objectOf(row));
  }

  function viewOf(kept: KeptRow, row: LeadRow, caller: Caller): Attachment {
    // Names and notes are people's words: behind a seal they are closed as the lead is.
    const isClosed = row.is_sealed !== 0;
    return {
      id: kept.id,
      lead: kept.lead,
      name: isClosed ? "••••" : kept.name,
      type: kept.type as SniffedType,
      size: kept.size,
      sha256: kept.sha256,
      sm3: kept.sm3,
      note: isClosed && kept.note !== null ? "••••" : kept.note,
      actor: kept.actor,
      actorName: kept.actor_name ?? "",
      at: kept.at,
      withdrawn:
        kept.withdrawn_at === null
          ? null
          : { at: kept.withdrawn_at, actorName: kept.withdrawer_name ?? "", reason: kept.withdrawn_reason ?? "" },
      isErased: kept.erased_at !== null,
      mayWithdraw: kept.withdrawn_at === null && mayWithdraw(kept, row, caller),
    };
  }
}
