import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What becomes of one call on its way to the node. */
export interface RelayedCall {
  /** Counts from 1. */
  readonly number: number;
  readonly method: string;
}

export interface Relay {
  readonly url: string;
  stop(): Promise<void>;
}

export interface RelayOptions {
  /** Before the node is asked; `lost`: it never is, and the caller gets no answer. */
  readonly before?: (call: RelayedCall) => Promise<"on" | "lost">;
  /** After the node did what it was asked to; `lost`: the caller gets no answer. */
  readonly after?: (call: RelayedCall) => Promise<"on" | "lost">;
}

/** Stands between a client and a JSON-RPC node, so that tests can cut the way at any call. */
export async function startRelay(target: string, { before, after }: RelayOptions = {}): Promise<Relay> {
  let calls = 0;
  const relay = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    const call = { number: ++calls, method: (JSON.parse(body.toString("utf8")) as { method: string }).method };
    if ((await before?.(call)) === "lost") return response.destroy();
    const answer = await fetch(target, { method: "POST", headers: { "content-type": "application/json" }, body });
    const text = await answer.text();
    if ((await after?.(call)) === "lost") return response.destroy();
    return response.writeHead(answer.status, { "content-type": "application/json" }).end(text);
  };
  const server = createServer((request, response) => {
    relay(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
