import { chmodSync, rmSync } from "node:fs";
import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { parseVerifierKey, type VerifierKey } from "../format/index.ts";
import { nodeDisk } from "../log/index.ts";
import type { NodeParts } from "./assemble-node.ts";
import { type NodeAnswer, refusal } from "./node-answer.ts";
import { respond, withText } from "./serve-node.ts";

/** Where a running node listens for the people of its own machine: the folder's owner alone may open it. */
export function deskSocket(folder: string): string {
  return join(folder, "node.sock");
}

/** Serves what only the office itself may ask of its node:
 *
 *  - POST /propose, a verifier key: the text by which its mirror would take over
 *  - POST /sign[?abandon=SIZE]: its signatures under a handover's text
 *  - POST /promote?folder=…&key=…&organisation=…, a complete note: a ledger under the new key */
export async function serveDesk(parts: NodeParts, socket: string): Promise<{ close(): Promise<void> }> {
  const server = createServer({ requestTimeout: 60_000 }, (request, response) => {
    respond(response, answer(parts, request), parts.onFailure);
  });
  // The folder's lock is ours, so a socket left there is a dead one.
  rmSync(socket, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(socket, resolve);
  });
  chmodSync(socket, 0o600);
  return {
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function answer({ desk }: NodeParts, request: IncomingMessage): Promise<NodeAnswer> {
  const url = new URL(request.url ?? "/", "http://node");
  if (request.method !== "POST") return refusal(404, "there is no such address");
  if (url.pathname === "/sign") {
    const abandon = Number(url.searchParams.get("abandon") ?? 0);
    return Number.isSafeInteger(abandon) ? withText(request, (text) => desk.sign(text, abandon)) : refusal(400, "abandon is no size");
  }
  if (url.pathname === "/promote") {
    const [folder, keyFile, organisation] = ["folder", "key", "organisation"].map((name) => url.searchParams.get(name));
    if (!folder || !keyFile || !organisation) return refusal(400, "folder, key and organisation are needed");
    return withText(request, (note) => desk.promote(note, { folder, keyFile, organisation, disk: nodeDisk }));
  }
  if (url.pathname !== "/propose") return refusal(404, "there is no such address");
  return withText(request, (text) => {
    const key = keyOrNull(text.trimEnd());
    return key === null ? refusal(400, "not a verifier key") : desk.propose(key.name, key);
  });
}

function keyOrNull(text: string): VerifierKey | null {
  try {
    return parseVerifierKey(text);
  } catch {
    return null;
  }
}

/** Asks the desk of a node that runs on this machine. NODE_REFUSED with its words, NODE_NOT_RUNNING when nobody listens. */
export function askDesk(folder: string, path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ socketPath: deskSocket(folder), method: "POST", path }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (response.statusCode === 200) resolve(text);
        else reject(new YuejianError("NODE_REFUSED", { node: folder, status: response.statusCode ?? 0, reason: text.trim() }));
      });
    });
    sent.on("error", (cause) => reject(new YuejianError("NODE_NOT_RUNNING", { node: folder }, { cause })));
    sent.end(body);
  });
}
