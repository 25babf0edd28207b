import { YuejianError } from "@yuejian/contracts";
import {
  BackupBody,
  BackupShape,
  DoctorBody,
  DoctorShape,
  FileMoveBody,
  HealthShape,
  JobShape,
  LakeLoadBody,
} from "@yuejian/contracts/api";
import { backup } from "../../backup/index.ts";
import { doctor } from "../../doctor/index.ts";
import { jobView } from "../../jobs/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { ledgerState } from "../views/ledger-state.ts";

const VERSION = "0.1.0";

export function systemRoutes(app: App, { home, services }: RouteContext): void {
  const startedAt = new Date(services.clock.now()).toISOString();
  let checkedAt: string | null = null;

  app.get("/api/health", { config: { admission: "health.read" }, schema: { response: { 200: HealthShape } } }, async () => {
    const { queued, running, failed } = await home.jobs.counts();
    return {
      version: VERSION,
      node: process.version,
      startedAt,
      ledger: await ledgerState(home),
      jobs: { queued, running, failed },
      checkedAt,
    };
  });

  app.post(
    "/api/doctor",
    { config: { admission: "doctor.run" }, schema: { body: DoctorBody, response: { 200: DoctorShape } } },
    async ({ caller, body }) => {
      const report = await doctor(home, { sweep: body.sweep ?? false });
      checkedAt = new Date(services.clock.now()).toISOString();
      await services.audit.record({
        actor: caller.account,
        action: "doctor.run",
        subject: null,
        outcome: "done",
        detail: report.ok ? "ok" : `${report.problems.length} problems`,
      });
      return report;
    },
  );

  app.post(
    "/api/lake/loads",
    { config: { admission: "doctor.run" }, schema: { body: LakeLoadBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      if (!home.lakeTables) throw new YuejianError("LAKE_NOT_SET");
      const job = await home.work.loadLake({ ...body, actor: { id: caller.account.id, office: caller.actor.office } });
      await services.audit.record({
        actor: caller.account,
        action: "doctor.run",
        subject: job.id,
        outcome: "done",
        detail: body.check ? "lake load, compared" : "lake load",
      });
      return reply.code(202).send(jobView(job));
    },
  );

  app.post(
    "/api/files/moves",
    { config: { admission: "doctor.run" }, schema: { body: FileMoveBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      if (!home.hasBucket) throw new YuejianError("FILES_NOT_SET");
      const job = await home.work.moveFiles({ ...body, actor: { id: caller.account.id, office: caller.actor.office } });
      await services.audit.record({
        actor: caller.account,
        action: "doctor.run",
        subject: job.id,
        outcome: "done",
        detail: body.back ? "files back into the folder" : "files into the bucket",
      });
      return reply.code(202).send(jobView(job));
    },
  );

  app.post(
    "/api/lake/indexes",
    { config: { admission: "doctor.run" }, schema: { response: { 202: JobShape } } },
    async ({ caller }, reply) => {
      const job = await home.work.indexBatches({ actor: { id: caller.account.id, office: caller.actor.office } });
      await services.audit.record({ actor: caller.account, action: "doctor.run", subject: job.id, outcome: "done", detail: "lake index" });
      return reply.code(202).send(jobView(job));
    },
  );

  app.post(
    "/api/backup",
    { config: { admission: "home.backup", localOnly: true }, schema: { body: BackupBody, response: { 200: BackupShape } } },
    async ({ caller, body }) => {
      const made = await backup(home, body.path);
      await services.audit.record({
        actor: caller.account,
        action: "home.backup",
        subject: null,
        outcome: "done",
        detail: `${made.size} bytes`,
      });
      return made;
    },
  );
}
