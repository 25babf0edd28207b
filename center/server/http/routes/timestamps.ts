import { existsSync } from "node:fs";
import { StampBody, StampRequestBody, StampRequestShape, StampShape, StampsShape, type StampView } from "@yuejian/contracts/api";
import { authorityFile, type CheckpointStamp, fetchStamp, requestStamp, takeStamp } from "../../timestamps/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

/** Timestamps of the ledger's checkpoints by authorities outside (RFC 3161). */
export function timestampRoutes(app: App, { home, services: { audit } }: RouteContext): void {
  const ports = { ...home, ledgerFolder: home.paths.ledger };

  app.get("/api/ledger/timestamps", { config: { admission: "ledger.read" }, schema: { response: { 200: StampsShape } } }, async () => {
    const rows = await home.store.db.selectFrom("checkpoint_stamps").selectAll().orderBy("id", "desc").limit(100).execute();
    return { items: rows.map(viewOf), isConfigured: existsSync(authorityFile(home.paths.ledger)) };
  });

  app.post(
    "/api/ledger/timestamps/request",
    { config: { admission: "ledger.register" }, schema: { body: StampRequestBody, response: { 201: StampRequestShape } } },
    async ({ caller, body }, reply) => {
      const { request, size } = await requestStamp(ports, body.policy);
      await noted(caller, `timestamp asked for ${size} entries`);
      return reply.code(201).send({ request: Buffer.from(request).toString("base64"), size });
    },
  );

  app.post(
    "/api/ledger/timestamps",
    { config: { admission: "ledger.register" }, schema: { body: StampBody, response: { 201: StampShape } } },
    async ({ caller, body }, reply) => {
      const row = await (body.answer === undefined ? fetchStamp(ports) : takeStamp(ports, Buffer.from(body.answer, "base64")));
      await noted(caller, `timestamp of ${row.size} entries by ${row.authority}`);
      return reply.code(201).send(viewOf(row));
    },
  );

  function noted(caller: Caller, detail: string): Promise<void> {
    return audit.record({ actor: caller.account, action: "ledger.register", subject: null, outcome: "done", detail });
  }
}

function viewOf({ size, stamped_at: at, authority, anchor, fetched_at: fetchedAt }: CheckpointStamp): StampView {
  return { size, at, authority, anchor, fetchedAt };
}
