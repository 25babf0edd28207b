import { dirname, join, resolve } from "node:path";
import { type Clock, YuejianError } from "@yuejian/contracts";
import { formatVerifierKey, isKeyName, parseVerifierKey, type VerifierKey } from "../format/index.ts";
import { nodeDisk, readFile } from "../log/index.ts";
import { Mirror } from "./mirror.ts";
import { openCosigner } from "./node-keys.ts";
import { serveNode } from "./serve-node.ts";
import { Witness } from "./witness.ts";

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
  const folder = resolve(dirname(file), config.folder);
  const logs = config.logs.map((text) => logKey(file, text));
  const cosigner = (kind: string) => openCosigner(nodeDisk, { folder: join(folder, "keys"), name: `${config.name}/${kind}`, clock });
  const witnessKey = cosigner("witness");
  const mirrorKey = cosigner("mirror");
  const witness = new Witness({ disk: nodeDisk, folder: join(folder, "witness"), logs }, witnessKey);
  const mirror = await Mirror.open({ disk: nodeDisk, folder: join(folder, "mirror"), logs }, mirrorKey);
  try {
    const origins = [...new Set(logs.map(({ name }) => name))];
    const running = await serveNode({ origins, witness, mirror, onFailure }, { host: config.host ?? "127.0.0.1", port: config.port });
    const line = (kind: string, key: VerifierKey) =>
      `witness ${config.name}-${kind} ${formatVerifierKey(key, "cosignature")} ${running.address}/${kind}`;
    return {
      address: running.address,
      policyLines: [line("witness", witnessKey.key), line("mirror", mirrorKey.key)],
      async close() {
        await running.close();
        await mirror.close();
      },
    };
  } catch (error) {
    await mirror.close();
    throw error;
  }
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
  const unknown = Object.keys(given).find((key) => !["name", "folder", "host", "port", "logs"].includes(key));
  if (unknown !== undefined) throw wrong(`there is no setting ${unknown}`);
  const { name, folder, host = "127.0.0.1", port, logs } = given;
  if (typeof name !== "string" || !isKeyName(name)) throw wrong("name: a word without spaces and plus signs");
  if (typeof folder !== "string" || folder === "") throw wrong("folder: a path");
  if (typeof host !== "string") throw wrong("host: an address");
  if (typeof port !== "number" || !Number.isInteger(port) || port < 0 || port > 65_535) throw wrong("port: 0 to 65535");
  if (!Array.isArray(logs) || logs.length === 0 || !logs.every((each) => typeof each === "string")) {
    throw wrong("logs: a list of verifier keys (see yuejian chain checkpoint)");
  }
  return { name, folder, host, port, logs };
}

function logKey(file: string, text: string): VerifierKey {
  try {
    return parseVerifierKey(text);
  } catch (cause) {
    throw new YuejianError("USAGE", { reason: `${file}: logs: ${text.slice(0, 80)} is no verifier key` }, { cause });
  }
}
