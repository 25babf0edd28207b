import { Readable } from "node:stream";
import { type CaseState, type OfficialDocument, YuejianError } from "@yuejian/contracts";
import { exact, OfficialDocumentShape } from "@yuejian/contracts/api";
import { writeOfficialWord } from "@yuejian/documents";
import { composeInstrument } from "@yuejian/oversight";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { contentDigests } from "../../outbox/index.ts";
import type { App } from "../app-types.ts";
import { openingFor, opensNothing } from "../opening.ts";
import { sendFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { type CaseRow, readableCase } from "../views/case-access.ts";
import { demandOpened } from "../views/case-opening.ts";
import { shownCase, todayOf } from "../views/cases.ts";

const CasePath = exact({ case: Type.String() });

/** What a case writes, as a page to look at and as a Word file. */
export function caseDocumentRoutes(app: App, { home, services }: RouteContext): void {
  const { store, audit, outbox, clock, offices } = services;

  app.get(
    "/api/cases/:case/instrument",
    { config: { admission: "case.read" }, schema: { params: CasePath, response: { 200: OfficialDocumentShape } } },
    async (request) => {
      const { row, state } = await readableCase(services, request.caller, request.params.case);
      const opening = await openingFor(request, services);
      const isOpened = opening?.lead?.id === row.lead;
      const opensSealed = isOpened && opening.lifted.length > 0;
      const shown = shownCase(home, row, { opens: isOpened ? opening.opens : opensNothing, opensSealed, today: todayOf(clock) });
      if (isOpened) await opening.note({ subject: row.id, references: [row.id], columns: shown.opened });
      return masked(instrumentOf(state), shown.hide);
    },
  );

  app.get(
    "/api/cases/:case/instrument/content",
    { config: { admission: "case.read" }, schema: { params: CasePath, response: { 200: Type.Unknown() } } },
    async (request, reply) => {
      const { row, state } = await readableCase(services, request.caller, request.params.case);
      const at = state.instrument?.approvals.at(-1)?.at ?? state.changedAt;
      return sendDocument(request, reply, { row, document: instrumentOf(state), at });
    },
  );

  function instrumentOf(state: CaseState): OfficialDocument {
    const office = offices.find(({ id }) => id === state.office)?.name.zh ?? state.office;
    const document = composeInstrument(state, { office, today: todayOf(clock) });
    if (document === null) throw new YuejianError("INSTRUMENT_MISSING", { case: state.number });
    return document;
  }

  async function sendDocument(
    request: FastifyRequest,
    reply: FastifyReply,
    { row, document, at }: { readonly row: CaseRow; readonly document: OfficialDocument; readonly at: string },
  ) {
    const { caller } = request;
    const { purpose } = await demandOpened(request, services, row);
    const bytes = await writeOfficialWord(document, { at: new Date(at) });
    const { sha256 } = contentDigests(bytes);
    await store.write(async (trx) => {
      const content = { user: caller.actor.id, purpose, case: row.id, document: document.title, number: document.number, sha256 };
      await outbox.record(trx, { type: "record.exported", subject: row.id, organisation: caller.actor.office, content });
      const detail = `document ${document.number ?? document.title}`;
      await audit.recordIn(trx, { actor: caller.account, action: "case.read", subject: row.id, purpose, outcome: "done", detail });
    });
    return sendFile(reply, Readable.from([bytes]), { type: "docx", size: bytes.length, name: fileName(document) });
  }
}

function fileName({ number, title, marks }: OfficialDocument): string {
  const name = number ?? [title, ...marks].join(" ");
  return `${name.replaceAll(/[\\/:*?"<>|]/g, "_")}.docx`;
}

function masked(document: OfficialDocument, hide: (text: string) => string) {
  const { marks, title, addressee, paragraphs, copies } = document;
  return {
    ...document,
    marks: [...marks],
    title: hide(title),
    addressee: addressee === null ? null : hide(addressee),
    paragraphs: paragraphs.map(({ style, text }) => ({ style, text: hide(text) })),
    copies: hide(copies),
  };
}
