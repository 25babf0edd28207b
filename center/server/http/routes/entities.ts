import { EntityRunsShape, JobShape, LinkBody } from "@yuejian/contracts/api";
import { runView } from "../../entities/index.ts";
import { jobView } from "../../jobs/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

/** Runs that a list shows. */
const RUNS = 50;

export function entityRoutes(app: App, { home, services }: RouteContext): void {
  const { store, audit } = services;

  app.post(
    "/api/entities/runs",
    { config: { admission: "entity.link" }, schema: { body: LinkBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      const job = await home.work.linkEntities({
        ...(body.datasets === undefined ? {} : { datasets: body.datasets }),
        isIncremental: body.full !== true,
        actor: caller.actor,
      });
      const detail = `${body.full === true ? "full" : "incremental"} ${body.datasets?.join(" ") ?? "all"} ${job.id}`;
      await audit.record({ actor: caller.account, action: "entity.link", subject: job.id, outcome: "done", detail });
      return reply.code(202).send(jobView(job));
    },
  );

  app.get("/api/entities/runs", { config: { admission: "data.read" }, schema: { response: { 200: EntityRunsShape } } }, async () => {
    const rows = await store.db.selectFrom("entity_runs").selectAll().orderBy("sequence", "desc").limit(RUNS).execute();
    return { items: rows.map(runView), total: rows.length, offset: 0, limit: RUNS };
  });
}
