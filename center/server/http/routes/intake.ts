import { basename } from "node:path";
import { exact, IntakeBody, JobShape, RetryBody } from "@yuejian/contracts/api";
import { Type } from "typebox";
import { type CheckedCapture, checkCapture, readCaptureFile, receiveCaptureIn } from "../../captures/index.ts";
import { digestFile } from "../../files/index.ts";
import { jobView } from "../../jobs/index.ts";
import { readBatch } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import { intakeTarget } from "../intake-target.ts";
import type { RouteContext } from "../route-context.ts";
import { receiveUpload } from "../upload.ts";
import { validatorOf } from "../validation.ts";

const UploadFields = exact({
  dataset: Type.String(),
  create: Type.Optional(Type.Boolean()),
  sheet: Type.Optional(Type.String()),
  member: Type.Optional(Type.String()),
  office: Type.Optional(Type.String()),
});

export function intakeRoutes(app: App, { home, services, uploadLimit, intakeFolders }: RouteContext): void {
  const { policy, audit } = services;
  const ports = { ...services, files: home.files, ledgerFolder: home.paths.ledger };
  const demandIntake = intakeTarget(home, policy);
  const checkFields = validatorOf(UploadFields, "fields");

  app.post(
    "/api/intake",
    { config: { admission: "data.intake", localOnly: true }, schema: { body: IntakeBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      demandIntake(caller.actor, body.dataset, body.office);
      const path = await allowedPath(body.path, intakeFolders);
      const { capture, ...order } = body;
      if (capture === undefined) return reply.code(202).send(await begin(caller, { ...order, path }));
      const document = await readCaptureFile(await allowedPath(capture, intakeFolders));
      const checked = await checkCapture(ports, document, { name: basename(path), ...(await digestFile(path)) });
      return reply.code(202).send(await begin(caller, { ...order, path }, checked));
    },
  );

  app.post(
    "/api/intake/upload",
    { config: { admission: "data.intake" }, schema: { consumes: ["multipart/form-data"], response: { 202: JobShape } } },
    async (request, reply) => {
      const upload = await receiveUpload(request, home.paths.scratch, uploadLimit);
      try {
        const checked = checkFields(upload.fields);
        if ("error" in checked) throw checked.error;
        const fields = checked.value as { dataset: string; create?: boolean; sheet?: string; member?: string; office?: string };
        demandIntake(request.caller.actor, fields.dataset, fields.office);
        const job = await begin(request.caller, { ...fields, path: upload.path, name: upload.name, isUpload: true });
        reply.code(202);
        return job;
      } catch (cause) {
        await upload.discard();
        throw cause;
      }
    },
  );

  app.post(
    "/api/batches/:batch/retry",
    {
      config: { admission: "data.intake" },
      schema: { params: exact({ batch: Type.String() }), body: RetryBody, response: { 202: JobShape } },
    },
    async ({ caller, params, body }, reply) => {
      const batch = await readBatch(services.store.db, params.batch);
      demandIntake(caller.actor, batch.dataset, batch.office);
      const job = await home.work.retryRows({ batch: batch.id, corrections: body.corrections, actor: caller.actor });
      const detail = `retry with ${Object.keys(body.corrections).length} corrections, job ${job.id}`;
      await audit.record({ actor: caller.account, action: "data.intake", subject: batch.id, outcome: "done", detail });
      return reply.code(202).send(jobView(job));
    },
  );

  /** A capture of the file is received with the load, or neither is. */
  async function begin(
    caller: Caller,
    order: Omit<Parameters<typeof home.work.intake>[0], "actor">,
    capture: CheckedCapture | null = null,
  ) {
    const { actor } = caller;
    const job = await services.store.write(async (trx) => {
      if (capture !== null) await receiveCaptureIn(trx, ports, { ...capture, actor });
      return home.work.intake({ ...order, actor }, trx);
    });
    await audit.record({ actor: caller.account, action: "data.intake", subject: order.dataset, outcome: "done", detail: `job ${job.id}` });
    return jobView(job);
  }
}
