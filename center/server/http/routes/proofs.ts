import { encodeBundle, encodeProof, type LeadBundle, type LeadProof, type ProofDocument, type ProvenRecord } from "@yuejian/chain/format";
import { type Redaction, redactBundle } from "@yuejian/chain/verify";
import { type DataClass, LEGAL_BASES, type LegalBasisId, parseRowRef, type SealBasisId, YuejianError } from "@yuejian/contracts";
import { BundleQuery, CertificateQuery, exact } from "@yuejian/contracts/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { issueCertificate } from "../../certificates/index.ts";
import { isPersonal } from "../../policy/index.ts";
import {
  counselPackage,
  deletionProof,
  ENTRY_NUMBER,
  entryProof,
  fileProof,
  leadBundle,
  leadProof,
  noteExport,
  recordProof,
  tlogProof,
  type Withheld,
} from "../../proofs/index.ts";
import type { App } from "../app-types.ts";
import { type NotedOpening, openingFor } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import type { LeadRow } from "../views/leads.ts";
import { modelView } from "../views/models.ts";
import { readableLead } from "../views/readable-lead.ts";
import { RECORD_REF, readableRecord } from "../views/readable-record.ts";
import { recordView } from "../views/records.ts";

/** Proofs as the files that people keep: their one canonical text, byte for byte. */
export function proofRoutes(app: App, context: RouteContext): void {
  const { home, services, cosigning } = context;
  const ports = { ...home, cosigning };
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
  /** The lead's bundle, which anybody can verify and execute again offline. What is withheld from it is withheld here, before it leaves the house. */
  app.get(
    "/api/leads/:lead/bundle",
    {
      config: { admission: "lead.export" },
      schema: { params: exact({ lead: Type.String() }), querystring: BundleQuery, response },
    },
    async (request, reply) => {
      const { redact, columns } = request.query;
      const redaction = columns === undefined ? redact : { columns: columns.split(",").map((name) => name.trim()) };
      return sendText(reply, encodeBundle(await ofBundle(request, request.params.lead, redaction)));
    },
  );
  /** Counsel's package: an archive of the redacted bundle, the page that verifies it, and a document. Always for a stated purpose. */
  app.get(
    "/api/leads/:lead/counsel",
    { config: { admission: "lead.export" }, schema: { params: exact({ lead: Type.String() }), response } },
    async (request, reply) => {
      const { lead } = request.params;
      const { row, opening } = await exportable(request, lead);
      if (!opening) throw new YuejianError("PURPOSE_NEEDED");
      const bundle = await ofBundle(request, lead, "counsel");
      const { summary } = await modelView(context, row.model, request.caller.actor);
      const archive = await counselPackage({
        bundle,
        verifierKey: home.ledger.verifierKey,
        smVerifierKey: home.sm.state.verifierKey,
        precision: summary.precision,
        confirmed: summary.confirmed,
        dismissed: summary.dismissed,
        legalBasis: LEGAL_BASES[opening.legalBasis as LegalBasisId] ?? { zh: opening.legalBasis, en: opening.legalBasis },
        at: new Date(services.clock.now()).toISOString(),
      });
      reply.type("application/zip").header("content-disposition", `attachment; filename="${lead}-counsel.zip"`);
      return Buffer.from(archive);
    },
  );
  /** A proof by whatever name a thing goes: lead id, row reference, SHA-256 of a registered file; by its number, of the entry alone. */
  app.get(
    "/api/proofs/:ref",
    { config: { admission: "ledger.read" }, schema: { params: exact({ ref: Type.String() }), response } },
    async (request, reply) => {
      return bytesOf(reply, await ofName(request, request.params.ref));
    },
  );
  /** The same proof as a certificate that people read: Word, or PDF. */
  app.get(
    "/api/proofs/:ref/certificate",
    {
      config: { admission: "ledger.read" },
      schema: { params: exact({ ref: Type.String() }), querystring: CertificateQuery, response },
    },
    async (request, reply) => {
      const { ref } = request.params;
      const format = request.query.format ?? "docx";
      const proof = await ofName(request, ref);
      const { account } = request.caller;
      const issuing = { ...services, verifierKey: home.ledger.verifierKey, ledgerFolder: home.paths.ledger, policy: cosigning().policy };
      const { number, bytes } = await issueCertificate(issuing, proof, { format, ref, by: account });
      void reply.type(format === "pdf" ? "application/pdf" : "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
      void reply.header("content-disposition", `attachment; filename="${number}.${format}"`);
      return Buffer.from(bytes);
    },
  );

  async function ofName(request: FastifyRequest, ref: string): Promise<ProofDocument> {
    if (ref.startsWith("led_")) return ofLead(request, ref);
    if (parseRowRef(ref)) return ofRecord(request, ref);
    if (ENTRY_NUMBER.test(ref)) return entryProof(ports, Number(ref));
    return fileProof(ports, ref.toLowerCase());
  }

  /** The same names, and numbers of entries: the C2SP proof of the entry alone, which holds digests and no content. */
  app.get(
    "/api/proofs/:ref/tlog",
    { config: { admission: "ledger.read" }, schema: { params: exact({ ref: Type.String() }), response } },
    async (request, reply) => {
      const { ref } = request.params;
      reply.header("content-disposition", `attachment; filename="${ref.replaceAll(/[^\w.-]/g, "_")}.tlog-proof"`);
      reply.type("text/plain; charset=utf-8");
      return Buffer.from(await tlogProof(ports, ref), "utf8");
    },
  );

  /** Personal columns stay closed in a record's proof unless a purpose opens the record. */
  async function ofRecord(request: FastifyRequest, ref: string): Promise<ProofDocument> {
    const { caller } = request;
    services.policy.demand(caller.actor, "record.prove");
    const opening = await openingFor(request, services);
    const found = await readableRecord(context, caller, ref, opening).catch(async (cause: unknown) => {
      // That it was here and was deleted is proven without a word of what it said.
      const deleted = cause instanceof YuejianError && cause.code === "RECORD_DELETED" ? await deletionProof(ports, ref) : null;
      if (deleted) return deleted;
      throw cause;
    });
    if ("kind" in found) return found;
    const { dataset, row } = found;
    const { view, opened } = recordView(dataset, row, opening);
    const hidden = new Set(view.masked);
    const lifted = opening?.lead?.rows.has(ref) ? opening.lifted : [];
    const proof = await recordProof(ports, ref, (_dataset, column) => hidden.has(column), lifted);
    await opening?.note({ subject: ref, references: [ref], columns: opened });
    return proof;
  }

  /** A lead's proof names its subject and its finding. So it needs a purpose for this lead; only who owns the home's files, on this machine,
   *  gets it without one, and then the personal columns of the rows stay closed. Either way the export stands in the audit and on the ledger. */
  async function ofLead(request: FastifyRequest, id: string): Promise<LeadProof> {
    const { row, opening, lifted } = await exportable(request, id);
    const inputs = home.models.get(row.model)?.manifest.inputs ?? [];
    const withheld: Withheld = (dataset, column) => {
      // A personal column that the model never saw is nobody's business here, whatever the purpose.
      if (!inputs.some((input) => input.dataset === dataset && input.columns.includes(column))) return true;
      const dataClass = home.schemas.get(dataset)?.columns.find((each) => each.name === column)?.dataClass ?? "sealed";
      return isPersonal(dataClass) && opening?.opens(dataClass) !== true;
    };
    const proof = await leadProof(ports, id, withheld, lifted);
    await noteLeaving(request, { lead: id, purpose: opening?.purpose ?? null, rows: proof.rows, what: "proof" });
    return proof;
  }

  /** A bundle opens no more than its proof would: personal columns that the model never saw stay closed, without a purpose all of them, and the finding too. */
  async function ofBundle(request: FastifyRequest, id: string, redaction: Redaction | undefined): Promise<LeadBundle> {
    const { opening, lifted } = await exportable(request, id);
    const whole = redactBundle(await leadBundle(ports, id, lifted), opening ? "unread" : "personal");
    const closed = datasetsOf(whole).flatMap((dataset) =>
      (home.schemas.get(dataset)?.columns ?? [])
        .filter(({ dataClass }) => isPersonal(dataClass) && opening?.opens(dataClass) === false)
        .map(({ name }) => `${dataset}.${name}`),
    );
    const allowed = closed.length === 0 ? whole : redactBundle(whole, { columns: closed });
    const bundle = redaction === undefined ? allowed : redactBundle(allowed, redaction);
    const withheld = typeof redaction === "object" ? redaction.columns.join(", ") : (redaction ?? "nothing more");
    await noteLeaving(request, {
      lead: id,
      purpose: opening?.purpose ?? null,
      rows: [...bundle.proof.rows, ...bundle.rows],
      what: `bundle (withheld: ${withheld})`,
    });
    return bundle;
  }

  /** Who may take the lead out of the house, and what their purpose opens of it; `opening` null without a purpose for this lead. */
  async function exportable(
    request: FastifyRequest,
    id: string,
  ): Promise<{ row: LeadRow; opening: NotedOpening | null; lifted: readonly SealBasisId[] }> {
    const { caller } = request;
    const row = await readableLead(services, caller, id, "lead.export");
    const stated = await openingFor(request, services);
    const opening = stated?.lead?.id === id ? stated : null;
    if (isPersonal(row.data_class as DataClass) && !opening && caller.session) throw new YuejianError("PURPOSE_NEEDED");
    // A lead on sealed rows leaves the house only under an inquiry into sealed records.
    const lifted = opening?.lifted ?? [];
    if (row.is_sealed !== 0 && lifted.length === 0) throw new YuejianError("RECORD_SEALED", { ref: id });
    return { row, opening, lifted };
  }

  interface Leaving {
    readonly lead: string;
    readonly purpose: string | null;
    readonly rows: readonly ProvenRecord[];
    readonly what: string;
  }

  async function noteLeaving({ caller }: FastifyRequest, { lead, purpose, rows, what }: Leaving): Promise<void> {
    await services.store.write(async (trx) => {
      const { account, actor } = caller;
      const content = { user: actor.id, purpose, lead, rows: rows.map((each) => `${each.batch}:${each.row}`), what };
      const entry = await services.outbox.record(trx, { type: "record.exported", subject: lead, organisation: actor.office, content });
      await noteExport(trx, { outbox: entry, lead, user: actor.id, purpose, rows, at: services.clock.now() });
      await services.audit.recordIn(trx, {
        actor: account,
        action: "lead.export",
        subject: lead,
        purpose,
        outcome: "done",
        detail: `${what} with ${rows.length} rows`,
      });
    });
  }
}

function datasetsOf({ schemas }: LeadBundle): string[] {
  return schemas.flatMap(({ id }) => (typeof id === "string" ? [id] : []));
}

/** As bytes, so that nothing between here and the reader writes the text anew. */
function bytesOf(reply: FastifyReply, proof: ProofDocument): Buffer {
  return sendText(reply, encodeProof(proof));
}

function sendText(reply: FastifyReply, text: string): Buffer {
  reply.type("application/json; charset=utf-8");
  return Buffer.from(text, "utf8");
}
