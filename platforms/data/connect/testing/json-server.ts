import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A real HTTP server that answers as a test says, and remembers what it was asked. */
export interface JsonServer {
  readonly url: string;
  readonly asked: { readonly url: string; readonly headers: IncomingMessage["headers"] }[];
  close(): Promise<void>;
}

export type Answering = (address: URL, response: ServerResponse, count: number) => unknown;

export async function serveJson(answer: Answering): Promise<JsonServer> {
  const asked: JsonServer["asked"] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? "", headers: request.headers });
    const body = answer(new URL(request.url ?? "/", "http://127.0.0.1"), response, asked.length);
    if (body === undefined) return;
    response.setHeader("content-type", "application/json");
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/rows`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
