import type { HandledCaseRefusal } from "@yuejian/contracts";
import { YuejianError } from "@yuejian/contracts";
import {
  CaseImportBody,
  CaseImportDetailShape,
  CaseImportFields,
  type CaseImportOrder,
  CaseImportQuery,
  CaseImportsShape,
  exact,
  JobShape,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { caseImportView, refusalView } from "../../casework/index.ts";
import { jobView } from "../../jobs/index.ts";
import { notAllowed, within } from "../../policy/index.ts";
import type { App, Caller } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import type { RouteContext } from "../route-context.ts";
import { receiveUpload } from "../upload.ts";
import { validatorOf } from "../validation.ts";
import { todayOf } from "../views/cases.ts";

/** Exports of the business system: taken in, and what became of each row. */
export function caseworkImportRoutes(app: App, { home, services, uploadLimit, intakeFolders }: RouteContext): void {
  const { store, policy, audit, clock } = services;
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

  async function begin(
    { actor, account }: Caller,
    {
      asOf,
      ...order
    }: Omit<Parameters<typeof home.work.importCases>[0], "actor" | "offices" | "asOf" | "today"> & { asOf?: string | undefined },
  ) {
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
    const job = await home.work.importCases({ ...order, asOf: asOf ?? today, today, offices, actor });
    await audit.record({
      actor: account,
      action: "casework.import",
      subject: order.name ?? "file",
      outcome: "done",
      detail: `job ${job.id}`,
    });
    return jobView(job);
  }
}
