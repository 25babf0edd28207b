import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { YuejianError } from "@yuejian/contracts";
import {
  DocumentCheckDetailShape,
  DocumentChecksQuery,
  DocumentChecksShape,
  DocumentDecisionsBody,
  DocumentDecisionsShape,
  DocumentFieldsBody,
  DocumentFormQuery,
  DocumentTextBody,
  exact,
  JobShape,
} from "@yuejian/contracts/api";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import {
  type CheckRow,
  correctedText,
  decideFindings,
  eraseTexts,
  keptFindings,
  markedWord,
  NO_CASE,
  noWordFile,
  ownCheck,
} from "../../document-checks/index.ts";
import type { App } from "../app-types.ts";
import { featureGate } from "../feature-gate.ts";
import { type ReceivedDocument, receiveDocument, sentText } from "../receive-document.ts";
import { sendFile } from "../receive-file.ts";
import type { RouteContext } from "../route-context.ts";
import { demandNotRecused, readableCase } from "../views/case-access.ts";
import { demandOpened } from "../views/case-opening.ts";
import { comparedCase } from "../views/compared-case.ts";
import { checkDetail, checkViews } from "../views/document-checks.ts";
import { answerCheck, answerScan, type OwnCheck } from "../views/own-check.ts";

const CheckPath = exact({ check: Type.String({ maxLength: 64 }) });

/** Documents that people have checked: their own alone. */
export function documentCheckRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, audit } = services;
  const ports = { ...services, files: home.files };
  const gate = featureGate(services);

  app.post(
    "/api/documents/checks",
    { config: { admission: "document.check" }, schema: { body: DocumentTextBody, response: { 201: DocumentCheckDetailShape } } },
    async (request, reply) => {
      await gate(request.caller, "document-assistant");
      const { material, ...given } = sentText(request.body);
      return answerCheck(context, { request, reply }, { material, ...(await ofCase(request, given)) });
    },
  );

  app.post(
    "/api/documents/checks/upload",
    {
      config: { admission: "document.check" },
      schema: { consumes: ["multipart/form-data"], response: { 201: DocumentCheckDetailShape, 202: JobShape } },
    },
    async (request, reply) => {
      await gate(request.caller, "document-assistant");
      const from = { scratch: home.paths.scratch, desk: services.documents, fields: DocumentFieldsBody };
      return receiveDocument(request, from, async (received) => {
        const order = await ofCase(request, received);
        return "scan" in received
          ? answerScan(context, { request, reply }, { ...order, name: received.name, scan: received.scan })
          : answerCheck(context, { request, reply }, { ...order, material: received.material });
      });
    },
  );

  app.get(
    "/api/documents/checks",
    { config: { admission: "document.check" }, schema: { querystring: DocumentChecksQuery, response: { 200: DocumentChecksShape } } },
    async ({ caller, query: { offset = 0, limit = 50 } }) => {
      // Those of a batch stand under it.
      const inBatches = store.db.selectFrom("document_batch_files").select("check_id").where("check_id", "is not", null);
      const mine = store.db.selectFrom("document_checks").where("actor", "=", caller.actor.id).where("id", "not in", inBatches);
      const rows = await mine.selectAll().orderBy("at", "desc").orderBy("id", "desc").limit(limit).offset(offset).execute();
      const { total } = await mine.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      return { items: await checkViews(services, rows), total, offset, limit };
    },
  );

  app.get(
    "/api/documents/checks/:check",
    { config: { admission: "document.check" }, schema: { params: CheckPath, response: { 200: DocumentCheckDetailShape } } },
    async (request) => checkDetail(services, (await readable(request, request.params.check)).row),
  );

  app.post(
    "/api/documents/checks/:check/decisions",
    {
      config: { admission: "document.check" },
      schema: { params: CheckPath, body: DocumentDecisionsBody, response: { 200: DocumentDecisionsShape } },
    },
    async (request) => {
      const { row } = await readable(request, request.params.check);
      const muted = await decideFindings(ports, row, { words: request.body.decisions, account: request.caller.account });
      const [check] = await checkViews(services, [row]);
      if (!check) throw new YuejianError("DOCUMENT_CHECK_UNKNOWN", { check: row.id });
      return { check, muted };
    },
  );

  app.get(
    "/api/documents/checks/:check/document",
    {
      config: { admission: "document.check" },
      schema: { params: CheckPath, querystring: DocumentFormQuery, response: { 200: Type.Unknown() } },
    },
    async (request, reply) => {
      const { row, purpose } = await readable(request, request.params.check);
      const { form } = request.query;
      const findings = await keptFindings(store.db, row);
      const paragraphs = JSON.parse(row.paragraphs ?? "[]") as string[];
      const stem = (row.name ?? row.id).replace(/\.[^.]*$/, "");
      let [content, type, name] = [Buffer.from(correctedText(paragraphs, findings)), "text", `${stem}.txt`];
      if (form !== "text") {
        if (row.file_sha256 === null) throw noWordFile(row.format);
        const bytes = await buffer((await home.files.read(row.file_sha256)).content);
        const marked = markedWord(row.name ?? row.id, bytes, { paragraphs, findings, marking: form, at: new Date(services.clock.now()) });
        [content, type, name] = [Buffer.from(marked), "docx", `${stem}-${form === "changes" ? "修订" : "批注"}.docx`];
      }
      await audit.record({
        actor: request.caller.account,
        action: "document.check",
        subject: row.id,
        purpose,
        outcome: "done",
        detail: `written as ${form}`,
      });
      return sendFile(reply, Readable.from([content]), { type, size: content.length, name });
    },
  );

  app.post(
    "/api/documents/checks/:check/erase",
    { config: { admission: "document.check" }, schema: { params: CheckPath, response: { 200: DocumentCheckDetailShape } } },
    async ({ caller, params }) => {
      // No purpose is asked for: whoever wants a text gone need not open it.
      const row = await ownCheck(store.db, params.check, caller.actor.id);
      await eraseTexts(ports, [row.id], (trx) =>
        audit.recordIn(trx, { actor: caller.account, action: "document.check", subject: row.id, outcome: "done", detail: "text erased" }),
      );
      return checkDetail(services, await ownCheck(store.db, row.id, caller.actor.id));
    },
  );

  /** With what the house knows of the case that was named, and what came along. */
  async function ofCase(
    request: FastifyRequest,
    { sent, options, caseId }: Pick<ReceivedDocument, "sent" | "options" | "caseId">,
  ): Promise<OwnCheck> {
    const source = "person" as const;
    if (caseId === null) return { options, source, place: NO_CASE, comparison: sent, purpose: null };
    const { place, comparison, purpose } = await comparedCase(context, request, caseId);
    const { records, others, unread } = sent;
    const all = { records: [...comparison.records, ...records], others: [...comparison.others, ...others], unread };
    return { options, source, place, comparison: all, purpose };
  }

  /** One's own check; what is of a supervision case opens as the case does. */
  async function readable(request: FastifyRequest, id: string): Promise<{ readonly row: CheckRow; readonly purpose: string | null }> {
    const row = await ownCheck(store.db, id, request.caller.actor.id);
    if (row.case_id === null || row.erased_at !== null) return { row, purpose: null };
    const { row: supervisionCase, state } = await readableCase(services, request.caller, row.case_id);
    demandNotRecused(state, request.caller.actor);
    return { row, ...(await demandOpened(request, services, supervisionCase)) };
  }
}
