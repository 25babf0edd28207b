import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { YuejianError } from "@yuejian/contracts";
import {
  DOCUMENT_BATCH_LIMITS,
  DocumentBatchBody,
  DocumentBatchDetailShape,
  DocumentBatchDocumentsQuery,
  DocumentBatchesQuery,
  DocumentBatchesShape,
  DocumentBatchFileFields,
  DocumentBatchFileShape,
  type DocumentBatchFileView,
  DocumentBatchReportQuery,
  DocumentBatchShape,
  type DocumentBatchView,
  exact,
} from "@yuejian/contracts/api";
import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { reportFile } from "../../assistant/index.ts";
import {
  addFile,
  type BatchRow,
  batchDetail,
  batchReport,
  batchViews,
  demandOpen,
  eraseBatch,
  fileAt,
  isRunning,
  makeBatch,
  ownBatchRow,
  packDocuments,
  startBatch,
  waitingIn,
} from "../../document-batches/index.ts";
import { NO_CASE } from "../../document-checks/index.ts";
import { areBytesNeeded } from "../../safeguards/index.ts";
import type { App, Caller } from "../app-types.ts";
import { featureGate } from "../feature-gate.ts";
import { sendFile } from "../receive-file.ts";
import { placeOf } from "../receive-folder.ts";
import type { RouteContext } from "../route-context.ts";
import { receiveUpload, type Upload } from "../upload.ts";
import { validatorOf } from "../validation.ts";
import { comparedCase, openedPlace } from "../views/compared-case.ts";
import { kindName } from "../views/document-checks.ts";

/** A page is handed over, not opened. */
const TYPES = { docx: "docx", html: "other", json: "text" } as const;
const BatchPath = exact({ batch: Type.String({ maxLength: 64 }) });

/** Many documents at once: sent one by one, checked by a job, seen by who sent them alone. */
export function documentBatchRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, audit, clock } = services;
  const ports = { ...services, files: home.files };
  const gate = featureGate(services);
  const own = ({ actor }: Caller, id: string) => ownBatchRow(store.db, id, actor.id);
  const viewOf = async (caller: Caller, id: string): Promise<DocumentBatchView> => {
    const [view] = await batchViews(store.db, [await own(caller, id)]);
    if (!view) throw new YuejianError("DOCUMENT_BATCH_UNKNOWN", { batch: id });
    return view;
  };

  app.post(
    "/api/documents/batches",
    { config: { admission: "document.check" }, schema: { body: DocumentBatchBody, response: { 201: DocumentBatchShape } } },
    async (request, reply) => {
      const { caller, body } = request;
      await gate(caller, "document-assistant");
      const place = body.case === undefined ? NO_CASE : (await openedPlace(context, request, body.case)).place;
      const { id } = await makeBatch(ports, body, { ...caller.actor, place });
      return reply.code(201).send(await viewOf(caller, id));
    },
  );

  app.get(
    "/api/documents/batches",
    { config: { admission: "document.check" }, schema: { querystring: DocumentBatchesQuery, response: { 200: DocumentBatchesShape } } },
    async ({ caller, query: { offset = 0, limit = 50 } }) => {
      const mine = store.db.selectFrom("document_batches").where("actor", "=", caller.actor.id);
      const rows = await mine.selectAll().orderBy("at", "desc").orderBy("id", "desc").limit(limit).offset(offset).execute();
      const { total } = await mine.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      return { items: await batchViews(store.db, rows), total, offset, limit };
    },
  );

  app.get(
    "/api/documents/batches/:batch",
    { config: { admission: "document.check" }, schema: { params: BatchPath, response: { 200: DocumentBatchDetailShape } } },
    async ({ caller, params }) => batchDetail(store.db, await own(caller, params.batch), kindName),
  );

  app.post(
    "/api/documents/batches/:batch/files",
    {
      config: { admission: "document.check" },
      schema: { params: BatchPath, consumes: ["multipart/form-data"], response: { 200: DocumentBatchFileShape } },
    },
    async (request) => {
      const batch = await own(request.caller, request.params.batch);
      await gate(request.caller, "document-assistant");
      demandOpen(batch);
      const arrived = await receive(request, batch.id);
      const row = await addFile(ports, batch, arrived).catch(async (cause: unknown) => {
        const { content } = arrived;
        if ("sha256" in content && !(await areBytesNeeded(store.db, content.sha256))) await home.files.remove(content.sha256);
        throw cause;
      });
      const { refused } = row;
      return {
        position: row.position,
        path: row.path,
        size: row.size,
        state: row.state,
        isScan: row.is_scan !== 0,
        ahead: null,
        check: null,
        refused: refused === null ? null : (JSON.parse(refused) as DocumentBatchFileView["refused"]),
      };
    },
  );

  app.post(
    "/api/documents/batches/:batch/start",
    { config: { admission: "document.check" }, schema: { params: BatchPath, response: { 200: DocumentBatchShape } } },
    async (request) => {
      const { caller, params } = request;
      const batch = await own(caller, params.batch);
      await gate(caller, "document-assistant");
      const of = batch.case_id ?? batch.handled_case;
      const given = of === null ? null : await comparedCase(context, request, of);
      await startBatch(ports, batch, {
        given: given && { comparison: given.comparison, purpose: given.purpose },
        add: (job, trx) => home.jobs.add(job, trx),
        beside: (trx, waiting) =>
          audit.recordIn(trx, {
            actor: caller.account,
            action: "document.check",
            subject: of ?? batch.id,
            purpose: given?.purpose ?? null,
            outcome: "done",
            detail: `${batch.id}: batch begun, ${waiting} files`,
          }),
      });
      return viewOf(caller, batch.id);
    },
  );

  app.get(
    "/api/documents/batches/:batch/report",
    {
      config: { admission: "document.check" },
      schema: { params: BatchPath, querystring: DocumentBatchReportQuery, response: { 200: Type.Unknown() } },
    },
    async (request, reply) => {
      const { form, language = "zh" } = request.query;
      const { batch, purpose } = await ended(request, request.params.batch);
      const report = await batchReport(store.db, batch, new Date(clock.now()));
      const bytes = await reportFile(report, `.${form}`, language);
      await noted(request.caller, batch.id, { purpose, detail: `report written as ${form}` });
      const name = `${language === "zh" ? "文书检查报告" : "report"}.${form}`;
      return sendFile(reply, Readable.from([bytes]), { type: TYPES[form], size: bytes.length, name });
    },
  );

  app.get(
    "/api/documents/batches/:batch/documents",
    {
      config: { admission: "document.check" },
      schema: { params: BatchPath, querystring: DocumentBatchDocumentsQuery, response: { 200: Type.Unknown() } },
    },
    async (request, reply) => {
      const { form, language = "zh" } = request.query;
      const { batch, purpose } = await ended(request, request.params.batch);
      const order = { marking: form, locale: language };
      const { content, size, documents } = await packDocuments({ ...ports, scratchFolder: home.paths.scratch }, batch, order);
      await noted(request.caller, batch.id, { purpose, detail: `${documents} documents written as ${form}` });
      return sendFile(reply, content, { type: "zip", size, name: `${batch.name ?? batch.id}.zip` });
    },
  );

  app.post(
    "/api/documents/batches/:batch/erase",
    { config: { admission: "document.check" }, schema: { params: BatchPath, response: { 200: DocumentBatchDetailShape } } },
    async ({ caller, params }) => {
      const batch = await own(caller, params.batch);
      demandOpen(batch);
      if (await isRunning(store.db, batch.job))
        throw new YuejianError("DOCUMENT_BATCH_RUNNING", { waiting: await waitingIn(store.db, batch.id) });
      await eraseBatch(ports, batch.id, (trx) =>
        audit.recordIn(trx, {
          actor: caller.account,
          action: "document.check",
          subject: batch.id,
          outcome: "done",
          detail: "texts erased",
        }),
      );
      return batchDetail(store.db, await own(caller, batch.id), kindName);
    },
  );

  /** A batch of which nothing waits any more; of a supervision case it opens as the case does. DOCUMENT_BATCH_RUNNING, DOCUMENT_BATCH_CLOSED, PURPOSE_NEEDED */
  async function ended(request: FastifyRequest, id: string): Promise<{ readonly batch: BatchRow; readonly purpose: string | null }> {
    const batch = await own(request.caller, id);
    demandOpen(batch);
    const waiting = await waitingIn(store.db, batch.id);
    if (waiting > 0 || (await isRunning(store.db, batch.job))) throw new YuejianError("DOCUMENT_BATCH_RUNNING", { waiting });
    const purpose = batch.case_id === null ? null : (await openedPlace(context, request, batch.case_id)).purpose;
    return { batch, purpose };
  }

  async function noted(
    { account }: Caller,
    subject: string,
    { purpose, detail }: { readonly purpose: string | null; readonly detail: string },
  ): Promise<void> {
    await audit.record({ actor: account, action: "document.check", subject, purpose, outcome: "done", detail });
  }

  /** The one file of a request, in the file store; one that is too large is told so and not kept. REQUEST_INVALID */
  async function receive(request: FastifyRequest, batch: string) {
    const limit = DOCUMENT_BATCH_LIMITS.fileBytes;
    const tooLarge = () => new YuejianError("DOCUMENT_TOO_LARGE", { limit });
    let upload: Upload;
    try {
      upload = await receiveUpload(request, home.paths.scratch, limit);
    } catch (cause) {
      throw cause instanceof YuejianError && cause.code === "UPLOAD_TOO_LARGE" ? tooLarge() : cause;
    }
    try {
      const judged = validatorOf(DocumentBatchFileFields, "body")(upload.fields);
      if ("error" in judged) throw judged.error;
      const fields = judged.value as Static<typeof DocumentBatchFileFields>;
      const path = placeOf(fields.path);
      if (fields.tooLarge !== undefined) return { path, size: Number(fields.tooLarge), content: tooLarge() };
      const { size } = await stat(upload.path);
      // What is there already need not be kept again.
      if (await fileAt(store.db, batch, path)) return { path, size, content: new YuejianError("DOCUMENT_EMPTY", { file: path }) };
      if (size === 0) return { path, size, content: new YuejianError("DOCUMENT_EMPTY", { file: path }) };
      return { path, size, content: await home.files.put(createReadStream(upload.path) as AsyncIterable<Uint8Array>) };
    } finally {
      await upload.discard();
    }
  }
}
