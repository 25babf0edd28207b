import { dirname, resolve } from "node:path";
import { type Clock, YuejianError } from "@yuejian/contracts";
import { isKeyName, type Policy, parsePolicy, parseVerifierKey, type VerifierKey } from "../format/index.ts";
import { nodeDisk, readFile } from "../log/index.ts";
import { assembleNode, policyLinesOf } from "./assemble-node.ts";
import { deskSocket, serveDesk } from "./serve-desk.ts";
import { serveNode } from "./serve-node.ts";

/** `--config` of a node, JSON. */
export interface NodeConfig {
  /** Office or outside body, for example `miluo.example`; its keys are called `<name>/witness` and `<name>/mirror`. */
  readonly name: string;
  /** State and keys; relative to the file. One node per folder. */
  readonly folder: string;
  /** 127.0.0.1 when not given; 0: any free port. */
  readonly host?: string;
  readonly port: number;
  /** Verifier keys of the logs that are followed. */
  readonly logs: readonly string[];
  /** Policy file, relative to this one: whose signatures make a handover. Without it the node signs and follows none. */
  readonly policy?: string;
}

export interface OpenNode {
  readonly address: string;
  /** Lines for a policy file (C2SP tlog-policy). */
  readonly policyLines: readonly string[];
  close(): Promise<void>;
}

/** Starts a node: a witness and a mirror with keys of their own. USAGE names what is wrong in the file. */
export async function runNode(
  file: string,
  { clock, onFailure }: { clock: Clock; onFailure: (error: unknown) => void },
): Promise<OpenNode> {
  const config = readConfig(file);
  const at = (path: string) => resolve(dirname(file), path);
  const logs = config.logs.map((text) => logKey(file, text));
  const policy = () => (config.policy === undefined ? null : readPolicy(at(config.policy), onFailure));
  const parts = await assembleNode({ name: config.name, folder: at(config.folder), logs, clock, disk: nodeDisk, policy, onFailure });
  const closing: (() => Promise<void>)[] = [() => parts.mirror.close()];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const running = await serveNode(parts, { host: config.host ?? "127.0.0.1", port: config.port });
    closing.push(() => running.close());
    const desk = await serveDesk(parts, deskSocket(at(config.folder)));
    closing.push(() => desk.close());
    return { address: running.address, policyLines: policyLinesOf(config.name, parts, running.address), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The file may not be there yet, or be changed while the node runs: read where it is needed. */
function readPolicy(file: string, onFailure: (error: unknown) => void): Policy | null {
  try {
    return nodeDisk.exists(file) ? parsePolicy(new TextDecoder("utf-8", { fatal: true }).decode(readFile(nodeDisk, file))) : null;
  } catch (error) {
    onFailure(error);
    return null;
  }
}

/** Where a node is and what it is called, for who signs a handover beside it. */
export function nodePlace(file: string): { readonly name: string; readonly folder: string; readonly origins: readonly string[] } {
  const config = readConfig(file);
  const origins = [...new Set(config.logs.map((text) => logKey(file, text).name))];
  return { name: config.name, folder: resolve(dirname(file), config.folder), origins };
}

function readConfig(file: string): NodeConfig {
  const wrong = (reason: string) => new YuejianError("USAGE", { reason: `${file}: ${reason}` });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(readFile(nodeDisk, file)));
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : "not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong("not an object");
  const given = value as Partial<Record<string, unknown>>;
  const unknown = Object.keys(given).find((key) => !["name", "folder", "host", "port", "logs", "policy"].includes(key));
  if (unknown !== undefined) throw wrong(`there is no setting ${unknown}`);
  const { name, folder, host = "127.0.0.1", port, logs, policy } = given;
  if (typeof name !== "string" || !isKeyName(name)) throw wrong("name: a word without spaces and plus signs");
  if (typeof folder !== "string" || folder === "") throw wrong("folder: a path");
  if (typeof host !== "string") throw wrong("host: an address");
  if (typeof port !== "number" || !Number.isInteger(port) || port < 0 || port > 65_535) throw wrong("port: 0 to 65535");
  if (!Array.isArray(logs) || logs.length === 0 || !logs.every((each) => typeof each === "string")) {
    throw wrong("logs: a list of verifier keys (see yuejian chain checkpoint)");
  }
  if (policy !== undefined && typeof policy !== "string") throw wrong("policy: a path");
  return { name, folder, host, port, logs, ...(policy === undefined ? {} : { policy }) };
}

function logKey(file: string, text: string): VerifierKey {
  try {
    return parseVerifierKey(text);
  } catch (cause) {
    throw new YuejianError("USAGE", { reason: `${file}: logs: ${text.slice(0, 80)} is no verifier key` }, { cause });
  }
}
