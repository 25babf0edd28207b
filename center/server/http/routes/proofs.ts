import { encodeProof, type ProofDocument } from "@yuejian/chain/format";
import { type DataClass, parseRowRef, YuejianError } from "@yuejian/contracts";
import { exact } from "@yuejian/contracts/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { isPersonal } from "../../policy/index.ts";
import { fileProof, leadProof, noteExport, recordProof, type Withheld } from "../../proofs/index.ts";
import type { App } from "../app-types.ts";
import { openingFor } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { readableLead } from "../views/readable-lead.ts";
import { RECORD_REF, readableRecord } from "../views/readable-record.ts";
import { recordView } from "../views/records.ts";

/** Proofs as the files that people keep: their one canonical text, byte for byte. */
export function proofRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const response = { 200: Type.Unknown() };

  app.get(
    "/api/records/:ref/proof",
    { config: { admission: "record.prove" }, schema: { params: exact({ ref: RECORD_REF }), response } },
    async (request, reply) => bytesOf(reply, await ofRecord(request, request.params.ref)),
  );
  app.get(
    "/api/leads/:lead/proof",
    { config: { admission: "lead.export" }, schema: { params: exact({ lead: Type.String() }), response } },
    async (request, reply) => bytesOf(reply, await ofLead(request, request.params.lead)),
  );
  /** A proof by whatever name a thing goes: lead id, row reference, SHA-256 of a registered file. */
  app.get(
    "/api/proofs/:ref",
    { config: { admission: "ledger.read" }, schema: { params: exact({ ref: Type.String() }), response } },
    async (request, reply) => {
      const { ref } = request.params;
      if (ref.startsWith("led_")) return bytesOf(reply, await ofLead(request, ref));
      if (parseRowRef(ref)) return bytesOf(reply, await ofRecord(request, ref));
      return bytesOf(reply, await fileProof(home, ref.toLowerCase()));
    },
  );

  /** Personal columns stay closed in a record's proof unless a purpose opens the record. */
  async function ofRecord(request: FastifyRequest, ref: string): Promise<ProofDocument> {
    const { caller } = request;
    services.policy.demand(caller.actor, "record.prove");
    const opening = await openingFor(request, services);
    const { dataset, row } = await readableRecord(context, caller, ref, opening);
    const { view, opened } = recordView(dataset, row, opening);
    const hidden = new Set(view.masked);
    const lifted = opening?.lead?.rows.has(ref) ? opening.lifted : [];
    const proof = await recordProof(home, ref, (_dataset, column) => hidden.has(column), lifted);
    await opening?.note({ subject: ref, references: [ref], columns: opened });
    return proof;
  }

  /** A lead's proof names its subject and its finding. So it needs a purpose for this lead; only who owns the home's files, on this machine,
   *  gets it without one, and then the personal columns of the rows stay closed. Either way the export stands in the audit and on the ledger. */
  async function ofLead(request: FastifyRequest, id: string): Promise<ProofDocument> {
    const { caller } = request;
    const row = await readableLead(services, caller, id, "lead.export");
    const opening = await openingFor(request, services);
    const isOpened = opening?.lead?.id === id;
    if (isPersonal(row.data_class as DataClass) && !isOpened && caller.session) throw new YuejianError("PURPOSE_NEEDED");
    const inputs = home.models.get(row.model)?.manifest.inputs ?? [];
    const withheld: Withheld = (dataset, column) => {
      // A personal column that the model never saw is nobody's business here, whatever the purpose.
      if (!inputs.some((input) => input.dataset === dataset && input.columns.includes(column))) return true;
      const dataClass = home.schemas.get(dataset)?.columns.find((each) => each.name === column)?.dataClass ?? "sealed";
      return isPersonal(dataClass) && !(isOpened && opening.opens(dataClass));
    };
    // A lead on sealed rows leaves the house only under an inquiry into sealed records.
    const lifted = isOpened ? opening.lifted : [];
    if (row.is_sealed !== 0 && lifted.length === 0) throw new YuejianError("RECORD_SEALED", { ref: id });
    const proof = await leadProof(home, id, withheld, lifted);
    await services.store.write(async (trx) => {
      const { account, actor } = caller;
      const purpose = isOpened ? opening.purpose : null;
      const content = { user: actor.id, purpose, lead: id, rows: proof.rows.map((each) => `${each.batch}:${each.row}`) };
      const entry = await services.outbox.record(trx, { type: "record.exported", subject: id, organisation: actor.office, content });
      await noteExport(trx, { outbox: entry, lead: id, user: actor.id, purpose, rows: proof.rows, at: services.clock.now() });
      await services.audit.recordIn(trx, {
        actor: account,
        action: "lead.export",
        subject: id,
        purpose,
        outcome: "done",
        detail: `proof with ${proof.rows.length} rows`,
      });
    });
    return proof;
  }
}

/** As bytes, so that nothing between here and the reader writes the text anew. */
function bytesOf(reply: FastifyReply, proof: ProofDocument): Buffer {
  reply.type("application/json; charset=utf-8");
  return Buffer.from(encodeProof(proof), "utf8");
}
