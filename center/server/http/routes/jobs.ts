import { JOB_STATUSES, YuejianError } from "@yuejian/contracts";
import { exact, JobShape, JobsQuery, JobsShape, type JobView } from "@yuejian/contracts/api";
import { Type } from "typebox";
import { type Job, jobView } from "../../jobs/index.ts";
import type { JobStatus } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import type { Services } from "../services.ts";

const JobPath = exact({ job: Type.String() });

export function jobRoutes(app: App, { home, services }: RouteContext): void {
  const { policy, audit } = services;

  app.get(
    "/api/jobs",
    { config: { admission: "job.read" }, schema: { querystring: JobsQuery, response: { 200: JobsShape } } },
    async ({ caller: { actor }, query: { status, offset = 0, limit = 50 } }) => {
      const seesAll = policy.may(actor, "job.read", { worker: null });
      const wanted = status?.split(",").filter((each): each is JobStatus => Object.hasOwn(JOB_STATUSES, each));
      const { items, total } = await home.jobs.list({
        ...(wanted ? { statuses: wanted } : {}),
        ...(seesAll ? { offices: policy.scope(actor).offices } : { actor: actor.id }),
        offset,
        limit,
      });
      return { items: items.map(jobView), total, offset, limit };
    },
  );

  app.get(
    "/api/jobs/:job",
    { config: { admission: "job.read" }, schema: { params: JobPath, response: { 200: JobShape } } },
    async ({ caller, params }) => jobView(await readable(params.job, caller)),
  );

  for (const step of ["cancel", "retry"] as const) {
    app.post(
      `/api/jobs/:job/${step}`,
      { config: { admission: "job.control" }, schema: { params: JobPath, response: { 200: JobShape } } },
      async ({ caller, params }): Promise<JobView> => {
        const job = await readable(params.job, caller);
        policy.demand(caller.actor, "job.control", { office: job.office, worker: job.actor });
        const changed = await home.jobs[step](job.id);
        await audit.record({
          actor: caller.account,
          action: "job.control",
          subject: job.id,
          outcome: "done",
          detail: `${step} ${job.kind}`,
        });
        return jobView(changed);
      },
    );
  }

  /** A job that the caller may not see is answered like one that does not exist. */
  async function readable(id: string, { actor }: Caller): Promise<Job> {
    const job = await home.jobs.get(id);
    if (!mayReadJob(services, actor, job)) throw new YuejianError("JOB_UNKNOWN", { job: id });
    return job;
  }
}

export function mayReadJob({ policy }: Pick<Services, "policy">, actor: Caller["actor"], job: Pick<Job, "office" | "actor">): boolean {
  return policy.may(actor, "job.read", { worker: job.actor, ...(job.actor === actor.id ? {} : { office: job.office }) });
}
