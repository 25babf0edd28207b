import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createGunzip } from "node:zlib";
import { YuejianError } from "@yuejian/contracts";
import { parseTilePath, TILE_WIDTH } from "../format/index.ts";
import type { NodeParts } from "./assemble-node.ts";
import type { Mirror } from "./mirror.ts";
import { accepted, json, type NodeAnswer, refusal } from "./node-answer.ts";
import { originHash } from "./origin-hash.ts";

const NODE_VERSION = "0.1.0";

/** A checkpoint with 63 lines of proof and a hundred signatures stays far below. */
const CHECKPOINT_LIMIT = 64 * 1024;

export interface RunningNode {
  /** http://host:port */
  readonly address: string;
  close(): Promise<void>;
}

/** Serves an office's node:
 *
 *  - POST /witness/add-checkpoint
 *  - POST /mirror/add-checkpoint, /mirror/add-entries, and both in one as /mirror/advance
 *  - GET /mirror/<origin hash>/checkpoint and /tile/… (C2SP tlog-tiles), GET /witness/<origin hash>/checkpoint
 *  - POST /handover: a complete one, to be followed; GET /handovers/<origin hash>: those followed, JSON
 *  - GET /evidence/<origin hash>: ids; GET /evidence/<origin hash>/<id>: what the node was shown against the log
 *  - GET /status: version, time, sizes cosigned per log, JSON
 *
 *  Requests come from anyone: bodies are bounded or read as they come, and what is not understood is answered with a code. */
export async function serveNode(parts: NodeParts, { host, port }: { host: string; port: number }): Promise<RunningNode> {
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000, maxHeaderSize: 8 * 1024 }, (request, response) => {
    respond(response, answer(parts, request), parts.onFailure);
  });
  server.maxConnections = 256;
  await listen(server, host, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    address: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** Sends an answer that is still being found. */
export function respond(response: ServerResponse, finding: Promise<NodeAnswer>, onFailure: (error: unknown) => void): void {
  finding.then(
    (given) => send(response, given),
    (error: unknown) => {
      onFailure(error);
      sendFailure(response);
    },
  );
}

async function answer(parts: NodeParts, request: IncomingMessage): Promise<NodeAnswer> {
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (request.method === "GET") return read(parts, path);
  if (request.method !== "POST") return refusal(404, "there is no such address");
  switch (path) {
    case "/witness/add-checkpoint":
      return withText(request, (body) => parts.witness.addCheckpoint(body));
    case "/mirror/add-checkpoint":
      return withText(request, (body) => parts.mirror.addCheckpoint(body));
    case "/mirror/add-entries":
      return withStream(request, (body) => parts.mirror.addEntries(body));
    case "/mirror/advance":
      return withStream(request, (body) => parts.mirror.advance(body));
    case "/handover":
      return withText(request, (body) => parts.desk.follow(body));
    default:
      return refusal(404, "there is no such address");
  }
}

export async function withText(request: IncomingMessage, act: (body: string) => NodeAnswer | Promise<NodeAnswer>): Promise<NodeAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > CHECKPOINT_LIMIT) return refusal(413, `more than ${CHECKPOINT_LIMIT} bytes`);
    chunks.push(chunk);
  }
  let body: string;
  try {
    body = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    return refusal(400, "the body is not UTF-8");
  }
  return act(body);
}

async function withStream(request: IncomingMessage, act: (body: AsyncIterable<Buffer>) => Promise<NodeAnswer>): Promise<NodeAnswer> {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip") return refusal(400, "the content encoding is neither identity nor gzip");
  if (encoding === "identity") return act(request as AsyncIterable<Buffer>);
  const unpacked = request.pipe(createGunzip());
  try {
    return await act(unpacked as AsyncIterable<Buffer>);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith("Z_")) return refusal(400, "the body is not gzip");
    throw error;
  } finally {
    unpacked.destroy();
  }
}

async function read(parts: NodeParts, path: string): Promise<NodeAnswer> {
  if (path === "/status") return json(statusOf(parts));
  const match = /^\/(mirror|witness|handovers|evidence)\/([0-9a-f]{64})(?:\/(.+))?$/.exec(path);
  const origin = parts.origins.find((each) => originHash(each) === match?.[2]);
  if (match === null || origin === undefined) return refusal(404, "there is no such address");
  const [, kind, , rest] = match;
  if (kind === "handovers" && rest === undefined) return json(parts.book.notes(origin));
  if (kind === "evidence") return rest === undefined ? json(parts.evidence.ids()) : evidenceText(parts, rest);
  if (rest === "checkpoint") {
    const note = kind === "mirror" ? parts.mirror.checkpointOf(origin) : parts.witness.checkpointOf(origin);
    return note === null ? refusal(404, "nothing is cosigned yet") : accepted(note);
  }
  return kind === "mirror" && rest !== undefined ? tile(parts.mirror, origin, rest) : refusal(404, "there is no such address");
}

function statusOf({ origins, witness, mirror, clock }: NodeParts): unknown {
  const logs = origins.map((origin) => ({ origin, witnessed: witness.sizeOf(origin), mirrored: mirror.sizeOf(origin) }));
  return { version: NODE_VERSION, time: new Date(clock.now()).toISOString(), logs };
}

function evidenceText({ evidence }: NodeParts, id: string): NodeAnswer {
  const found = evidence.read(id);
  return found === null ? refusal(404, "there is no such evidence") : { status: 200, type: "application/json", body: found.text };
}

/** Only what lies below the checkpoint that is served: entries beyond it are not cosigned yet. */
async function tile(mirror: Mirror, origin: string, path: string): Promise<NodeAnswer> {
  const name = parseTilePath(path);
  const copy = mirror.copyOf(origin);
  if (name === null || copy === null) return refusal(404, "there is no such tile");
  const { level, index, width } = name;
  const count = level === "entries" ? copy.size : Math.floor(copy.size / 256 ** level);
  if (index * TILE_WIDTH + width > count) return refusal(404, "the tile is not whole yet");
  const body = level === "entries" ? await copy.log.entryBundle(index, width) : await copy.log.tile(level, index, width);
  return { status: 200, type: "application/octet-stream", body };
}

function send(response: ServerResponse, { status, type, body }: NodeAnswer): void {
  // What was not read is not read any more: else the server would take in and drop a body without end.
  if (!response.req.complete) response.shouldKeepAlive = false;
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body), "accept-encoding": "gzip" });
  response.end(body);
}

function sendFailure(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const text = "the node has failed; see its log\n";
  response.writeHead(500, { "content-type": "text/plain; charset=utf-8", "content-length": text.length });
  response.end(text);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? `port ${port} is in use` : String(error);
      reject(new YuejianError("USAGE", { reason }, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
