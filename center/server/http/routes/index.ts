import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { auditRoutes } from "./audit.ts";
import { caseRoutes } from "./cases.ts";
import { dataRoutes } from "./data.ts";
import { eventRoutes } from "./events.ts";
import { intakeRoutes } from "./intake.ts";
import { jobRoutes } from "./jobs.ts";
import { leadRoutes } from "./leads.ts";
import { ledgerRoutes } from "./ledger.ts";
import { modelRoutes } from "./models.ts";
import { proofRoutes } from "./proofs.ts";
import { recordRoutes } from "./records.ts";
import { scheduleRoutes } from "./schedules.ts";
import { sessionRoutes } from "./session.ts";
import { systemRoutes } from "./system.ts";
import { workRoutes } from "./work.ts";

export function registerRoutes(app: App, context: RouteContext): void {
  sessionRoutes(app, context.services);
  for (const routes of [
    workRoutes,
    dataRoutes,
    intakeRoutes,
    recordRoutes,
    proofRoutes,
    modelRoutes,
    leadRoutes,
    caseRoutes,
    jobRoutes,
    scheduleRoutes,
    eventRoutes,
    ledgerRoutes,
    auditRoutes,
    systemRoutes,
  ]) {
    routes(app, context);
  }
}
