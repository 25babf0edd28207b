import {
  CheckpointShape,
  FinalityShape,
  FsckShape,
  JobShape,
  LedgerStateShape,
  RegisterFileBody,
  SmLedgerStateShape,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { jobView } from "../../jobs/index.ts";
import type { App } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import type { RouteContext } from "../route-context.ts";
import { finalityView } from "../views/finality.ts";
import { ledgerState } from "../views/ledger-state.ts";

export function ledgerRoutes(app: App, { home, services, intakeFolders, cosigning }: RouteContext): void {
  const { ledger } = home;
  const { audit } = services;

  app.get("/api/ledger", { config: { admission: "ledger.read" }, schema: { response: { 200: LedgerStateShape } } }, () =>
    ledgerState(home),
  );

  app.get(
    "/api/ledger/checkpoint",
    { config: { admission: "ledger.read" }, schema: { response: { 200: Type.String() } } },
    async (_request, reply) => reply.type("text/plain; charset=utf-8").send(await ledger.checkpoint()),
  );

  app.get("/api/ledger/sm", { config: { admission: "ledger.read" }, schema: { response: { 200: SmLedgerStateShape } } }, async () => {
    // While it follows, of the ledger's newest block.
    if (home.sm.state.fault === null) await home.sm.requireLog().checkpoint();
    return home.sm.state;
  });

  app.get(
    "/api/ledger/sm/checkpoint",
    { config: { admission: "ledger.read" }, schema: { response: { 200: CheckpointShape } } },
    async (_request, reply) => reply.type("text/plain; charset=utf-8").send(await home.sm.requireLog().checkpoint()),
  );

  app.get("/api/ledger/finality", { config: { admission: "ledger.read" }, schema: { response: { 200: FinalityShape } } }, () =>
    finalityView(cosigning()),
  );

  app.post("/api/ledger/fsck", { config: { admission: "ledger.check" }, schema: { response: { 200: FsckShape } } }, async ({ caller }) => {
    const report = await home.checkLedger();
    await audit.record({
      actor: caller.account,
      action: "ledger.check",
      subject: null,
      outcome: "done",
      detail: report.ok ? "ok" : `${report.problems.length} problems`,
    });
    return report;
  });

  app.post(
    "/api/ledger/files",
    { config: { admission: "ledger.register", localOnly: true }, schema: { body: RegisterFileBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      const path = await allowedPath(body.path, intakeFolders);
      const capture = body.capture === undefined ? undefined : await allowedPath(body.capture, intakeFolders);
      const job = await home.work.registerFile({ path, capture, actor: caller.actor });
      await audit.record({ actor: caller.account, action: "ledger.register", subject: job.id, outcome: "done", detail: "" });
      return reply.code(202).send(jobView(job));
    },
  );
}
