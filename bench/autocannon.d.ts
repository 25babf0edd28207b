/** What the benches use of it, which has no types of its own. */
declare module "autocannon" {
  import type { EventEmitter } from "node:events";

  export interface Sent {
    readonly method: "GET" | "POST";
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  }
  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    /** Seconds. */
    readonly timeout: number;
    /** Requests a second of each connection. */
    readonly connectionRate?: number;
    readonly requests: readonly { setupRequest(given: object): Sent & object; onResponse(status: number, body: string): void }[];
  }
  interface Result {
    readonly errors: number;
    readonly timeouts: number;
  }
  /** Emits `response` with the client, the status, bytes and milliseconds. */
  export default function autocannon(options: Options): EventEmitter & PromiseLike<Result>;
}
