import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createGunzip } from "node:zlib";
import { YuejianError } from "@yuejian/contracts";
import { parseTilePath, TILE_WIDTH } from "../format/index.ts";
import { originHash } from "./checkpoint-keeper.ts";
import type { Mirror } from "./mirror.ts";
import { type NodeAnswer, refusal } from "./node-answer.ts";
import type { Witness } from "./witness.ts";

/** A checkpoint with 63 lines of proof and a hundred signatures stays far below. */
const CHECKPOINT_LIMIT = 64 * 1024;

export interface NodeParts {
  /** Origins of the logs that this node follows. */
  readonly origins: readonly string[];
  readonly witness: Witness;
  readonly mirror: Mirror;
  /** Told of failures inside; nothing of them leaves. */
  readonly onFailure: (error: unknown) => void;
}

export interface RunningNode {
  /** http://host:port */
  readonly address: string;
  close(): Promise<void>;
}

/** Serves an office's node:
 *
 *  - POST /witness/add-checkpoint
 *  - POST /mirror/add-checkpoint, /mirror/add-entries
 *  - GET /mirror/<origin hash>/checkpoint and /tile/… (C2SP tlog-tiles)
 *  - GET /status: sizes cosigned per log, JSON
 *
 *  Requests come from anyone: bodies are bounded or read as they come, and what is not understood is answered with a code. */
export async function serveNode(parts: NodeParts, { host, port }: { host: string; port: number }): Promise<RunningNode> {
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000, maxHeaderSize: 8 * 1024 }, (request, response) => {
    answer(parts, request).then(
      (given) => send(response, given),
      (error: unknown) => {
        parts.onFailure(error);
        sendFailure(response);
      },
    );
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
      return addEntries(parts.mirror, request);
    default:
      return refusal(404, "there is no such address");
  }
}

async function withText(request: IncomingMessage, act: (body: string) => NodeAnswer): Promise<NodeAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > CHECKPOINT_LIMIT) return refusal(413, `more than ${CHECKPOINT_LIMIT} bytes`);
    chunks.push(chunk);
  }
  try {
    return act(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    if (error instanceof TypeError) return refusal(400, "the body is not UTF-8");
    throw error;
  }
}

async function addEntries(mirror: Mirror, request: IncomingMessage): Promise<NodeAnswer> {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip") return refusal(400, "the content encoding is neither identity nor gzip");
  if (encoding === "identity") return mirror.addEntries(request as AsyncIterable<Buffer>);
  const unpacked = request.pipe(createGunzip());
  try {
    return await mirror.addEntries(unpacked as AsyncIterable<Buffer>);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith("Z_")) return refusal(400, "the body is not gzip");
    throw error;
  } finally {
    unpacked.destroy();
  }
}

async function read({ origins, witness, mirror }: NodeParts, path: string): Promise<NodeAnswer> {
  if (path === "/status") {
    const logs = origins.map((origin) => ({ origin, witnessed: witness.sizeOf(origin), mirrored: mirror.sizeOf(origin) }));
    return { status: 200, type: "application/json", body: JSON.stringify({ logs }) };
  }
  const match = /^\/mirror\/([0-9a-f]{64})\/(.+)$/.exec(path);
  const origin = origins.find((each) => originHash(each) === match?.[1]);
  const rest = match?.[2];
  if (origin === undefined || rest === undefined) return refusal(404, "there is no such address");
  if (rest === "checkpoint") {
    const note = mirror.checkpointOf(origin);
    return note === null ? refusal(404, "nothing is mirrored yet") : { status: 200, type: "text/plain; charset=utf-8", body: note };
  }
  return tile(mirror, origin, rest);
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
