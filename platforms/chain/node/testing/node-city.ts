import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatVerifierKey, type Policy, parsePolicy, parseVerifierKey, type SignerKey, signerKeyOf } from "../../format/index.ts";
import { type Disk, type LogOptions, type MerkleLog, nodeDisk, openLog } from "../../log/index.ts";
import { assembleNode, type NodeParts } from "../assemble-node.ts";
import { Collector } from "../collect.ts";
import type { FollowedLog } from "../packages.ts";
import { type RunningNode, serveNode } from "../serve-node.ts";

export const ORIGIN = "yuejian.example/ledger";
export const OFFICES = Array.from({ length: 11 }, (_, at) => `office${at}`);
export const NAMES = [...OFFICES, "court"];
export const clock = { now: () => Date.UTC(2026, 10, 25, 12) };

const seed = (name: string, kind: "witness" | "mirror") =>
  new Uint8Array(32).fill(NAMES.indexOf(name) * 2 + (kind === "mirror" ? 1 : 0) + 3);

/** The key of a node's identity; the same at every start. */
export function keyOf(name: string, kind: "witness" | "mirror"): SignerKey {
  return signerKeyOf(`${name}.example/${kind}`, seed(name, kind), "cosignature");
}

/** The real disk without waiting for it: these tests kill nothing, and twelve nodes sync often. */
const quickDisk: Disk = { ...nodeDisk, sync: () => {}, syncData: () => {}, syncFolder: () => {}, datasync: async () => {} };

interface StartedNode {
  readonly running: RunningNode;
  readonly parts: NodeParts;
}

/** A sequencer or several, eleven offices and a court, each a real node on a loopback port. */
export class NodeCity {
  readonly folder = mkdtempSync(join(tmpdir(), "yuejian-nodes-"));
  readonly nodes = new Map<string, StartedNode>();
  readonly failures: unknown[] = [];
  readonly #logs: MerkleLog[] = [];
  /** By which nodes judge handovers. */
  policy: Policy | null = null;

  async close(): Promise<void> {
    for (const name of this.nodes.keys()) await this.stop(name);
    for (const log of this.#logs) await log.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async sequencer(name = "log", options: Partial<LogOptions> = {}): Promise<MerkleLog> {
    const log = await openLog({
      folder: join(this.folder, name),
      origin: ORIGIN,
      clock,
      disk: quickDisk,
      publishIntervalMilliseconds: 0,
      makeSeed: () => new Uint8Array(32).fill(1),
      ...options,
    });
    this.#logs.push(log);
    return log;
  }

  /** Starts a node on its folder, at the port it had before where it ran already. */
  async start(
    name: string,
    { verifierKey }: { verifierKey: string },
    options: { folderName?: string; disk?: Disk } = {},
  ): Promise<NodeParts> {
    const parts = await assembleNode({
      name: `${name}.example`,
      folder: join(this.folder, options.folderName ?? name),
      logs: [parseVerifierKey(verifierKey)],
      clock,
      disk: options.disk ?? quickDisk,
      policy: () => this.policy,
      makeSeed: (kind) => seed(name, kind),
      onFailure: (error) => this.failures.push(error),
    });
    this.nodes.set(name, { running: await serveNode(parts, { host: "127.0.0.1", port: 0 }), parts });
    return parts;
  }

  async stop(name: string): Promise<void> {
    const node = this.nodes.get(name);
    this.nodes.delete(name);
    await node?.running.close();
    await node?.parts.mirror.close();
  }

  async startAll(log: { verifierKey: string }, names: readonly string[] = NAMES): Promise<void> {
    for (const name of names) await this.start(name, log);
  }

  parts(name: string): NodeParts {
    const node = this.nodes.get(name);
    if (node === undefined) throw new Error(`${name} does not run`);
    return node.parts;
  }

  address(name: string): string {
    return this.nodes.get(name)?.running.address ?? "http://127.0.0.1:1";
  }

  mirroredOf(name: string): number {
    return this.parts(name).mirror.sizeOf(ORIGIN);
  }

  /** Eight of eleven mirrors and the court as witness. Nodes that do not run keep an address at which nobody answers. `reachable`: who is asked at all. */
  policyFor({ verifierKey }: { verifierKey: string }, reachable: readonly string[] = NAMES): Policy {
    const line = (name: string, kind: "witness" | "mirror") => {
      const url = reachable.includes(name) ? ` ${this.address(name)}/${kind}` : "";
      return `witness ${name} ${formatVerifierKey(keyOf(name, kind), "cosignature")}${url}`;
    };
    return parsePolicy(
      [
        `log ${verifierKey}`,
        ...OFFICES.map((name) => line(name, "mirror")),
        line("court", "witness"),
        `group offices 8 ${OFFICES.join(" ")}`,
        "group final all offices court",
        "quorum final",
      ].join("\n"),
    );
  }

  collectorFor(
    log: FollowedLog & { verifierKey: string },
    { reachable = NAMES, timeoutMilliseconds = 10_000 }: { reachable?: readonly string[]; timeoutMilliseconds?: number } = {},
  ): Collector {
    return new Collector({ policy: this.policyFor(log, reachable), mirrors: new Set(OFFICES), log, timeoutMilliseconds });
  }
}

export function entry(index: number, salt = ""): { key: string; bytes: Uint8Array } {
  return { key: `k${index}`, bytes: Buffer.from(`entry ${index} ${salt}`) };
}

export function append(log: MerkleLog, from: number, count: number, salt = ""): Promise<readonly number[]> {
  return log.append(Array.from({ length: count }, (_, at) => entry(from + at, salt)));
}
