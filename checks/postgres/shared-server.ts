import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningPostgres, startPostgres } from "./start-postgres.ts";

/** The socket of `shared-server.ts`, for the processes of a test run. */
export const SHARED_POSTGRES = "YUEJIAN_TEST_POSTGRES";

/** Vitest's global set-up: one PostgreSQL for all files of a run, started when the first of them asks. Who asks at the socket is told its address.
 *  Making a cluster costs more than most files that need one. */
export default async function setup(): Promise<() => Promise<void>> {
  const path = join(tmpdir(), `yuejian-postgres-${randomBytes(6).toString("hex")}.sock`);
  let started: Promise<RunningPostgres> | null = null;
  const listener = createServer((asking) => {
    started ??= startPostgres({ settings: ["max_connections=300"] });
    asking.on("error", () => {});
    started.then(
      ({ url }) => asking.end(url),
      (cause: unknown) => asking.end(`! ${String(cause)}`),
    );
  });
  await listening(listener, path);
  process.env[SHARED_POSTGRES] = path;
  return async () => {
    await new Promise((resolve) => listener.close(resolve));
    await started?.then((server) => server.stop());
  };
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
}
