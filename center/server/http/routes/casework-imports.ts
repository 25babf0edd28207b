import type { HandledCaseRefusal } from "@yuejian/contracts";
import { YuejianError } from "@yuejian/contracts";
import {
  CaseFileBody,
  CaseImportBody,
  CaseImportDetailShape,
  CaseImportFields,
  type CaseImportOrder,
  CaseImportQuery,
  CaseImportsShape,
  exact,
  JobShape,
  UploadShape,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { caseImportView, refusalView } from "../../casework/index.ts";
import { jobView } from "../../jobs/index.ts";
import { notAllowed, within } from "../../policy/index.ts";
import type { CaseImportJob } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import type { RouteContext } from "../route-context.ts";
import { receiveUpload } from "../upload.ts";
import { validatorOf } from "../validation.ts";
import { todayOf } from "../views/cases.ts";

const UploadPath = exact({ upload: Type.String({ maxLength: 64 }) });

/** Exports of the business system: looked at, taken in, and what became of each row. */
export function caseworkImportRoutes(app: App, { home, services, uploadLimit, intakeFolders }: RouteContext): void {
  const { store, policy, audit, clock, uploads } = services;
  const checkFields = validatorOf(CaseImportFields, "fields");

  app.post(
    "/api/casework/imports",
    { config: { admission: "casework.import", localOnly: true }, schema: { body: CaseImportBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      const path = await allowedPath(body.path, intakeFolders);
      return reply.code(202).send(await begin(caller, { ...body, path }));
    },
  );

  app.post(
    "/api/casework/imports/upload",
    { config: { admission: "casework.import" }, schema: { consumes: ["multipart/form-data"], response: { 202: JobShape } } },
    async (request, reply) => {
      const upload = await receiveUpload(request, home.paths.scratch, uploadLimit);
      try {
        const checked = checkFields(upload.fields);
        if ("error" in checked) throw checked.error;
        const fields = checked.value as CaseImportOrder;
        const job = await begin(request.caller, { ...fields, path: upload.path, name: upload.name, isUpload: true });
        return reply.code(202).send(job);
      } catch (cause) {
        await upload.discard();
        throw cause;
      }
    },
  );

  app.post(
    "/api/casework/uploads",
    { config: { admission: "casework.import" }, schema: { consumes: ["multipart/form-data"], response: { 201: UploadShape } } },
    async (request, reply) => {
      const file = await receiveUpload(request, home.paths.scratch, uploadLimit);
      try {
        const { id, name, size, expires_at: expiresAt } = await uploads.add(file, request.caller.account);
        return await reply.code(201).send({ id, name, size, expiresAt });
      } catch (cause) {
        await file.discard();
        throw cause;
      }
    },
  );

  app.post(
    "/api/casework/uploads/:upload/check",
    { config: { admission: "casework.import" }, schema: { params: UploadPath, body: CaseFileBody, response: { 202: JobShape } } },
    async ({ caller, params, body }, reply) => {
      const { path, name } = await uploads.get(params.upload, caller.account);
      return reply.code(202).send(jobView(await home.work.checkCases(orderOf(caller, { ...body, path, name }))));
    },
  );

  app.post(
    "/api/casework/uploads/:upload/import",
    { config: { admission: "casework.import" }, schema: { params: UploadPath, body: CaseFileBody, response: { 202: JobShape } } },
    async ({ caller, params, body }, reply) => {
      const upload = await uploads.get(params.upload, caller.account);
      const order = orderOf(caller, { ...body, path: upload.path, name: upload.name, isUpload: true });
      const job = await store.write(async (trx) => {
        await uploads.handOver(trx, upload);
        const added = await home.work.importCases(order, trx);
        await audit.recordIn(trx, { actor: caller.account, ...begun(added.id, upload.name) });
        return added;
      });
      return reply.code(202).send(jobView(job));
    },
  );

  app.post(
    "/api/casework/imports/check",
    { config: { admission: "casework.import", localOnly: true }, schema: { body: CaseImportBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      const path = await allowedPath(body.path, intakeFolders);
      return reply.code(202).send(jobView(await home.work.checkCases(orderOf(caller, { ...body, path }))));
    },
  );

  app.get(
    "/api/casework/imports",
    { config: { admission: "casework.import" }, schema: { querystring: CaseImportQuery, response: { 200: CaseImportsShape } } },
    async ({ caller, query: { offset = 0, limit = 50 } }) => {
      const mine = within("casework_imports.office", policy.scope(caller.actor).offices);
      const rows = await imports().where(mine).orderBy("casework_imports.at", "desc").limit(limit).offset(offset).execute();
      const { total } = await store.db
        .selectFrom("casework_imports")
        .where(mine)
        .select((build) => build.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      return { items: rows.map(caseImportView), total, offset, limit };
    },
  );

  app.get(
    "/api/casework/imports/:import",
    {
      config: { admission: "casework.import" },
      schema: {
        params: exact({ import: Type.String({ maxLength: 64 }) }),
        querystring: CaseImportQuery,
        response: { 200: CaseImportDetailShape },
      },
    },
    async ({ caller, params, query: { offset = 0, limit = 50 } }) => {
      const row = await imports().where("casework_imports.id", "=", params.import).executeTakeFirst();
      if (!row || !policy.covers(caller.actor, { office: row.office }))
        throw new YuejianError("CASE_IMPORT_UNKNOWN", { import: params.import });
      const refused = await store.db
        .selectFrom("casework_refusals")
        .selectAll()
        .where("import", "=", row.id)
        .orderBy("row")
        .limit(limit)
        .offset(offset)
        .execute();
      const items = refused.map(({ row: number, line, reasons }) => {
        return { row: number, line, reasons: (JSON.parse(reasons) as HandledCaseRefusal[]).map(refusalView) };
      });
      return { import: caseImportView(row), refusals: { items, total: row.refused, offset, limit } };
    },
  );

  function imports() {
    return store.db
      .selectFrom("casework_imports")
      .leftJoin("outbox", "outbox.id", "casework_imports.outbox")
      .leftJoin("users", "users.id", "casework_imports.actor")
      .selectAll("casework_imports")
      .select(["outbox.ledger_index", "users.display_name as actor_name"]);
  }

  /** The order of a job: whose cases may be brought is settled now. REQUEST_INVALID, POLICY_DENIED */
  function orderOf(
    { actor }: Pick<Caller, "actor">,
    { asOf, ...file }: Omit<CaseImportJob, "actor" | "offices" | "asOf" | "today"> & { readonly asOf?: string | undefined },
  ): CaseImportJob {
    const offices = home.offices.map(({ id }) => id).filter((office) => policy.may(actor, "casework.import", { office }));
    if (offices.length === 0) throw notAllowed("casework.import");
    const today = todayOf(clock);
    if (asOf !== undefined && asOf > today)
      throw new YuejianError("REQUEST_INVALID", {
        where: "asOf",
        reason: `lies after ${today}`,
        reason_zh: `导出日期不能晚于今天（${today}）`,
        reason_en: `the day of the export cannot lie after today, ${today}`,
      });
    return { ...file, asOf: asOf ?? today, today, offices, actor };
  }

  async function begin(caller: Caller, file: Parameters<typeof orderOf>[1]) {
    const job = await home.work.importCases(orderOf(caller, file));
    await audit.record({ actor: caller.account, ...begun(job.id, file.name ?? "file") });
    return jobView(job);
  }
}

const begun = (job: string, file: string) => ({ action: "casework.import", subject: file, outcome: "done", detail: `job ${job}` }) as const;
