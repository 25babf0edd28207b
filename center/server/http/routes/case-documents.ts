import { Readable } from "node:stream";
import { CASE_PAPERS, type OfficialDocument, YuejianError } from "@yuejian/contracts";
import { exact, FormatQuery, OfficialDocumentShape, PaperBody, PaperShape } from "@yuejian/contracts/api";
import { composePaper, houseTemplate, mayIssue, occur } from "@yuejian/oversight";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { caseAt, nextNumber, officeTemplates, saveCase } from "../../cases/index.ts";
import { officialFile } from "../../documents/index.ts";
import { contentDigests } from "../../outbox/index.ts";
import type { App } from "../app-types.ts";
import { openingFor, opensNothing } from "../opening.ts";
import { sendFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { type CaseRow, demandNotRecused, objectFor, readableCase } from "../views/case-access.ts";
import { instrumentOf, officeName } from "../views/case-instrument.ts";
import { demandOpened } from "../views/case-opening.ts";
import { shownCase, todayOf } from "../views/cases.ts";
import { shownDocument } from "../views/shown-document.ts";

const CasePath = exact({ case: Type.String() });
const PaperPath = exact({ case: Type.String(), paper: Type.String() });

/** What a case writes, as a page to look at, and as a Word or PDF file with the same content. */
export function caseDocumentRoutes(app: App, { home, services }: RouteContext): void {
  const { store, audit, outbox, clock, ids, offices, policy } = services;

  app.get(
    "/api/cases/:case/instrument",
    { config: { admission: "case.read" }, schema: { params: CasePath, response: { 200: OfficialDocumentShape } } },
    async (request) => {
      const { row, state } = await readableCase(services, request.caller, request.params.case);
      return shownDocument(instrumentOf(services, state), await hiding(request, row));
    },
  );

  app.get(
    "/api/cases/:case/instrument/content",
    { config: { admission: "case.read" }, schema: { params: CasePath, querystring: FormatQuery, response: { 200: Type.Unknown() } } },
    async (request, reply) => {
      const { row, state } = await readableCase(services, request.caller, request.params.case);
      const at = state.instrument?.approvals.at(-1)?.at ?? state.changedAt;
      demandNotRecused(state, request.caller.actor);
      return sendDocument(request, reply, { row, document: instrumentOf(services, state), at, format: request.query.format ?? "docx" });
    },
  );

  app.post(
    "/api/cases/:case/papers",
    { config: { admission: "case.handle" }, schema: { params: CasePath, body: PaperBody, response: { 201: PaperShape } } },
    async ({ caller, params, body: { kind } }, reply) => {
      const { state: seen } = await readableCase(services, caller, params.case);
      demandNotRecused(seen, caller.actor);
      policy.demand(caller.actor, "case.handle", objectFor(seen, "serve", caller.actor));
      const id = ids.next("cpp");
      const at = new Date(clock.now()).toISOString();
      const issued = await store.write(async (trx) => {
        const { state } = await caseAt(trx, seen.id, null);
        const words = { kind, kind_zh: CASE_PAPERS[kind].zh, kind_en: CASE_PAPERS[kind].en };
        if (!mayIssue(kind, state)) throw new YuejianError("PAPER_NOT_YET", words);
        const number = await nextNumber(trx, { offices }, { office: state.office, kind, at });
        const template = (await officeTemplates(trx, state.office)).get(kind) ?? houseTemplate(kind);
        const files = await trx.selectFrom("case_files").select(["id", "name", "sha256"]).where("case_id", "=", state.id).execute();
        const document = composePaper(state, template, { office: officeName(services, state), today: todayOf(clock), number, files });
        const deed = { action: "paper-issued", paper: id, kind, number } as const;
        const changed = occur(state, deed, { actor: caller.actor.id, now: at, eventId: ids.next("evt") });
        await trx
          .insertInto("case_papers")
          .values({
            id,
            case_id: state.id,
            kind,
            number,
            template_version: template.version,
            document: JSON.stringify(document),
            actor: caller.actor.id,
            at,
          })
          .execute();
        await saveCase(trx, outbox, { ...changed, calendar: null });
        await audit.recordIn(trx, {
          actor: caller.account,
          action: "case.handle",
          subject: state.id,
          outcome: "done",
          detail: `${kind} ${number}`,
        });
        return { id, kind, number, at };
      });
      return reply.code(201).send({ ...issued, actorName: caller.account.display_name });
    },
  );

  app.get(
    "/api/cases/:case/papers/:paper",
    { config: { admission: "case.read" }, schema: { params: PaperPath, response: { 200: OfficialDocumentShape } } },
    async (request) => {
      const { row } = await readableCase(services, request.caller, request.params.case);
      const { document } = await paperOf(row, request.params.paper);
      return shownDocument(document, await hiding(request, row));
    },
  );

  app.get(
    "/api/cases/:case/papers/:paper/content",
    { config: { admission: "case.read" }, schema: { params: PaperPath, querystring: FormatQuery, response: { 200: Type.Unknown() } } },
    async (request, reply) => {
      const { row, state } = await readableCase(services, request.caller, request.params.case);
      demandNotRecused(state, request.caller.actor);
      const kept = await paperOf(row, request.params.paper);
      return sendDocument(request, reply, { row, ...kept, format: request.query.format ?? "docx" });
    },
  );

  async function paperOf({ id }: CaseRow, paper: string) {
    const kept = await store.db.selectFrom("case_papers").selectAll().where("id", "=", paper).executeTakeFirst();
    if (kept?.case_id !== id) throw new YuejianError("PAPER_UNKNOWN", { paper });
    return { document: JSON.parse(kept.document) as OfficialDocument, at: kept.at };
  }

  /** Hides what the caller has not opened; what was opened is noted. */
  async function hiding(request: FastifyRequest, row: CaseRow): Promise<(text: string) => string> {
    const opening = await openingFor(request, services);
    const isOpened = opening?.lead?.id === row.lead;
    const opensSealed = isOpened && opening.lifted.length > 0;
    const shown = shownCase(home, row, { opens: isOpened ? opening.opens : opensNothing, opensSealed, today: todayOf(clock) });
    if (isOpened) await opening.note({ subject: row.id, references: [row.id], columns: shown.opened });
    return shown.hide;
  }

  async function sendDocument(
    request: FastifyRequest,
    reply: FastifyReply,
    {
      row,
      document,
      at,
      format,
    }: { readonly row: CaseRow; readonly document: OfficialDocument; readonly at: string; readonly format: "docx" | "pdf" },
  ) {
    const { caller } = request;
    const { purpose } = await demandOpened(request, services, row);
    const { bytes, name } = await officialFile(document, { format, at });
    const { sha256 } = contentDigests(bytes);
    await store.write(async (trx) => {
      const content = { user: caller.actor.id, purpose, case: row.id, document: document.title, number: document.number, sha256 };
      await outbox.record(trx, { type: "record.exported", subject: row.id, organisation: caller.actor.office, content });
      const detail = `document ${document.number ?? document.title}, ${format}`;
      await audit.recordIn(trx, { actor: caller.account, action: "case.read", subject: row.id, purpose, outcome: "done", detail });
    });
    return sendFile(reply, Readable.from([bytes]), { type: format, size: bytes.length, name });
  }
}
