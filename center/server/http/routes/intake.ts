import { YuejianError } from "@yuejian/contracts";
import { exact, IntakeBody, JobShape, RetryBody } from "@yuejian/contracts/api";
import { Type } from "typebox";
import { jobView } from "../../jobs/index.ts";
import { readBatch } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
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
  const checkFields = validatorOf(UploadFields, "fields");

  app.post(
    "/api/intake",
    { config: { admission: "data.intake", localOnly: true }, schema: { body: IntakeBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      demandIntake(caller, body.dataset, body.office);
      const path = await allowedPath(body.path, intakeFolders);
      return reply.code(202).send(await begin(caller, { ...body, path }));
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
        demandIntake(request.caller, fields.dataset, fields.office);
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
      demandIntake(caller, batch.dataset, batch.office);
      const job = await home.work.retryRows({ batch: batch.id, corrections: body.corrections, actor: caller.actor });
      const detail = `retry with ${Object.keys(body.corrections).length} corrections, job ${job.id}`;
      await audit.record({ actor: caller.account, action: "data.intake", subject: batch.id, outcome: "done", detail });
      return reply.code(202).send(jobView(job));
    },
  );

  /** Data may be taken in for an office of one's scope and, into a dataset that exists, of one's business lines. */
  function demandIntake({ actor }: Caller, dataset: string, office: string | undefined): void {
    const schema = home.schemas.get(dataset);
    policy.demand(actor, "data.intake", {
      office: office ?? actor.office,
      ...(schema ? { businessLines: schema.businessLines, dataClass: schema.dataClass } : {}),
    });
    if (office !== undefined && !home.offices.some(({ id }) => id === office)) throw new YuejianError("OFFICE_UNKNOWN", { office });
  }

  async function begin(caller: Caller, order: Omit<Parameters<typeof home.work.intake>[0], "actor">) {
    const job = await home.work.intake({ ...order, actor: caller.actor });
    await audit.record({ actor: caller.account, action: "data.intake", subject: order.dataset, outcome: "done", detail: `job ${job.id}` });
    return jobView(job);
  }
}
