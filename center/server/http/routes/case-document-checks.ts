import { join } from "node:path";
import { type OfficialDocument, YuejianError } from "@yuejian/contracts";
import {
  CaseDocumentCheckBody,
  DocumentCasesQuery,
  DocumentCasesShape,
  DocumentCheckDetailShape,
  exact,
  JobShape,
} from "@yuejian/contracts/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { stepDocumentOf } from "../../casework/index.ts";
import { type DocumentMaterial, materialOfFile, materialOfWord } from "../../document-checks/index.ts";
import { officialFile } from "../../documents/index.ts";
import { lendFile } from "../../files/index.ts";
import type { App } from "../app-types.ts";
import { featureGate } from "../feature-gate.ts";
import type { RouteContext } from "../route-context.ts";
import { readableCase } from "../views/case-access.ts";
import { instrumentOf } from "../views/case-instrument.ts";
import { type ComparedCase, comparedCase, comparedHandledCase } from "../views/compared-case.ts";
import { casesToName } from "../views/document-cases.ts";
import { readableStep } from "../views/handled-case-access.ts";
import { answerCheck, answerScan } from "../views/own-check.ts";

/** What the house itself has of a case, checked where it stands and compared with the case: instruments, papers, files, documents of steps. */
export function caseDocumentCheckRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store } = services;
  const gate = featureGate(services);
  const answers = { 201: DocumentCheckDetailShape, 202: JobShape };

  app.get(
    "/api/documents/cases",
    { config: { admission: "case.read" }, schema: { querystring: DocumentCasesQuery, response: { 200: DocumentCasesShape } } },
    async ({ caller, query }) => ({ items: await casesToName(context, caller, query.text?.trim() ?? "") }),
  );

  app.post(
    "/api/cases/:case/document-checks",
    {
      config: { admission: "document.check" },
      schema: { params: exact({ case: Type.String() }), body: CaseDocumentCheckBody, response: answers },
    },
    async (request, reply) => {
      await gate(request.caller, "document-assistant");
      const { body } = request;
      const id = request.params.case;
      const part = body.paper ?? body.file ?? "instrument";
      const compared = await comparedCase(context, request, id, part);
      if (body.file !== undefined) return ofFile({ request, reply }, compared, body.file);
      if (body.paper !== undefined) return ofDocument({ request, reply }, compared, await paperOf(id, body.paper));
      const { state } = await readableCase(services, request.caller, id);
      return ofDocument({ request, reply }, compared, { document: instrumentOf(services, state), at: state.changedAt });
    },
  );

  app.post(
    "/api/casework/steps/:step/document-checks",
    {
      config: { admission: "document.check" },
      schema: { params: exact({ step: Type.String({ maxLength: 64 }) }), response: answers },
    },
    async (request, reply) => {
      await gate(request.caller, "document-assistant");
      const { row, of } = await readableStep(services, request.caller, request.params.step);
      const issued = { document: stepDocumentOf(row), at: row.changed_at };
      return ofDocument({ request, reply }, await comparedHandledCase(context, request, of, row.id), issued);
    },
  );

  interface Exchange {
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
  }

  async function ofDocument(
    exchange: Exchange,
    compared: ComparedCase,
    { document, at }: { readonly document: OfficialDocument; readonly at: string },
  ) {
    const { bytes, name } = await officialFile(document, { format: "docx", at });
    return ofMaterial(exchange, compared, materialOfWord(name, bytes));
  }

  const ofMaterial = (exchange: Exchange, compared: ComparedCase, material: DocumentMaterial) =>
    answerCheck(context, exchange, { ...compared, material, options: {}, source: "case" });

  /** By what its bytes are, as one that is uploaded. DOCUMENT_UNREADABLE, FILE_UNREADABLE */
  async function ofFile(exchange: Exchange, compared: ComparedCase, file: string) {
    const kept = await store.db.selectFrom("case_files").selectAll().where("id", "=", file).executeTakeFirst();
    if (!kept || kept.case_id !== compared.place.caseId) throw new YuejianError("CASE_FILE_UNKNOWN", { file });
    const place = join(
      home.paths.scratch,
      `case-file-${services.ids.next("dck")}${/\.[a-z]{1,5}$/i.exec(kept.name)?.[0].toLowerCase() ?? ""}`,
    );
    return lendFile(home.files, { sha256: kept.sha256, place }, async () => {
      try {
        return await ofMaterial(exchange, compared, await materialOfFile(services.documents, { file: place, name: kept.name }));
      } catch (cause) {
        if (!(cause instanceof YuejianError && cause.code === "DOCUMENT_SCANNED")) throw cause;
        return await answerScan(context, exchange, { ...compared, name: kept.name, scan: place, options: {}, source: "case" });
      }
    });
  }

  async function paperOf(caseId: string, paper: string) {
    const kept = await store.db.selectFrom("case_papers").selectAll().where("id", "=", paper).executeTakeFirst();
    if (kept?.case_id !== caseId) throw new YuejianError("PAPER_UNKNOWN", { paper });
    return { document: JSON.parse(kept.document) as OfficialDocument, at: kept.at };
  }
}
