import { YuejianError } from "@yuejian/contracts";
import { exact, JobShape, ModelShape, ModelsShape, ModelTestShape, RunBody } from "@yuejian/contracts/api";
import { Type } from "typebox";
import { jobView } from "../../jobs/index.ts";
import { requireRunnable } from "../../safeguards/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { modelSummaries, modelView } from "../views/models.ts";

const ModelPath = exact({ model: Type.String() });

export function modelRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { policy, audit } = services;

  app.get("/api/models", { config: { admission: "model.read" }, schema: { response: { 200: ModelsShape } } }, async ({ caller }) => {
    const items = await modelSummaries(context, caller.actor);
    return { items, total: items.length, offset: 0, limit: items.length };
  });

  app.get(
    "/api/models/:model",
    { config: { admission: "model.read" }, schema: { params: ModelPath, response: { 200: ModelShape } } },
    ({ caller, params }) => modelView(context, params.model, caller.actor),
  );

  app.post(
    "/api/models/:model/runs",
    { config: { admission: "model.run" }, schema: { params: ModelPath, body: RunBody, response: { 202: JobShape } } },
    async ({ caller, params, body }, reply) => {
      const model = home.models.get(params.model);
      if (!model) throw new YuejianError("MODEL_UNKNOWN", { model: params.model });
      const { businessLine, dataClass } = model.manifest;
      policy.demand(caller.actor, "model.run", { businessLines: [businessLine], dataClass });
      await requireRunnable({ db: services.store.db, clock: services.clock }, model.manifest);
      const job = await home.work.runModel({ model: params.model, parameters: body.parameters ?? {}, actor: caller.actor });
      await audit.record({
        actor: caller.account,
        action: "model.run",
        subject: params.model,
        outcome: "done",
        detail: `${dataClass} ${job.id}`,
      });
      return reply.code(202).send(jobView(job));
    },
  );

  app.post(
    "/api/models/:model/test",
    { config: { admission: "model.read" }, schema: { params: ModelPath, response: { 200: ModelTestShape } } },
    async ({ params }) => home.testModel(params.model),
  );
}
