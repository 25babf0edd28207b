import { createHash } from "node:crypto";
import { parentPort } from "node:worker_threads";

/** null ends the message. */
export interface Sm3Request {
  readonly bytes: Uint8Array | null;
}

/** null acknowledges a piece. */
export interface Sm3Answer {
  readonly digest: string | null;
}

const hash = createHash("sm3");
parentPort?.on("message", ({ bytes }: Sm3Request) => {
  if (bytes !== null) hash.update(bytes);
  parentPort?.postMessage({ digest: bytes === null ? hash.digest("hex") : null } satisfies Sm3Answer, []);
});
