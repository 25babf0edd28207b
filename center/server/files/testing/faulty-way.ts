import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What happens to one request on its way. */
export type Fault =
  | "refuse"
  /** The store does it and the answer never comes. */
  | "lose-answer"
  | "cut-answer"
  | "alter-request"
  | "alter-answer"
  | "hang"
  | { readonly status: number; readonly code: string };

/** A way to a store on which things go wrong. */
export class FaultyWay {
  /** Asked for each request. */
  faultOf: (asked: { method: string; url: string }) => Fault | null = () => null;
  readonly seen: string[] = [];
  readonly #server: Server;
  readonly #target: URL;

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((asked, answer) => void this.#pass(asked, answer).catch(() => answer.destroy()));
  }

  static async to(target: string): Promise<FaultyWay> {
    const way = new FaultyWay(target);
    way.#server.listen(0, "127.0.0.1");
    await once(way.#server, "listening");
    return way;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = "", url = "" } = asked;
    this.seen.push(`${method} ${url}`);
    const fault = this.faultOf({ method, url });
    const body = await buffer(asked);
    if (fault === "hang") return;
    if (fault === "refuse") return void asked.socket.destroy();
    if (typeof fault === "object" && fault !== null) {
      answer.writeHead(fault.status, { "content-type": "application/xml" });
      return void answer.end(`<?xml version="1.0"?><Error><Code>${fault.code}</Code><Message>as planned</Message></Error>`);
    }
    if (fault === "alter-request") flip(body);
    const { hostname, port } = this.#target;
    const passed = request({ hostname, port, method, path: url, headers: asked.headers });
    passed.end(body);
    const [back] = (await once(passed, "response")) as [IncomingMessage];
    const content = await buffer(back);
    if (fault === "lose-answer") return void asked.socket.destroy();
    if (fault === "alter-answer") flip(content);
    answer.writeHead(back.statusCode ?? 500, back.headers);
    if (fault !== "cut-answer") return void answer.end(content);
    answer.write(content.subarray(0, content.length >> 1), () => asked.socket.destroy());
  }
}

function flip(bytes: Buffer): void {
  const at = bytes.length >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
}
