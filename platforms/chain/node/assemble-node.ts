import { join } from "node:path";
import type { Clock } from "@yuejian/contracts";
import { formatVerifierKey, type Policy, type VerifierKey } from "../format/index.ts";
import type { Disk } from "../log/index.ts";
import type { Cosigner } from "./cosigner.ts";
import { EvidenceFolder } from "./evidence-folder.ts";
import { HandoverBook } from "./handover-book.ts";
import { HandoverDesk } from "./handover-desk.ts";
import { Mirror } from "./mirror.ts";
import { openCosigner } from "./node-keys.ts";
import { Witness } from "./witness.ts";

export interface NodeOptions {
  /** Office or outside body; its keys are called `<name>/witness` and `<name>/mirror`. */
  readonly name: string;
  /** State and keys. One node per folder. */
  readonly folder: string;
  readonly logs: readonly VerifierKey[];
  readonly clock: Clock;
  readonly disk: Disk;
  /** See DeskParts; none when not given. */
  readonly policy?: () => Policy | null;
  /** 32 random bytes for the key of an identity. */
  readonly makeSeed?: (identity: "witness" | "mirror") => Uint8Array;
  /** Told of failures inside; nothing of them leaves. */
  readonly onFailure: (error: unknown) => void;
}

/** A node that nobody has reached yet. */
export interface NodeParts {
  readonly origins: readonly string[];
  readonly book: HandoverBook;
  readonly witness: Witness;
  readonly mirror: Mirror;
  readonly desk: HandoverDesk;
  readonly evidence: EvidenceFolder;
  readonly cosigners: { readonly witness: Cosigner; readonly mirror: Cosigner };
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}

/** Opens what a node keeps. LOG_LOCKED while another process has it; LOG_CORRUPT when any of it is damaged. `mirror.close()` lets go of it. */
export async function assembleNode(options: NodeOptions): Promise<NodeParts> {
  const { folder, name, clock, disk, logs, makeSeed, onFailure } = options;
  const cosigner = (kind: "witness" | "mirror") =>
    openCosigner(disk, {
      folder: join(folder, "keys"),
      name: `${name}/${kind}`,
      clock,
      ...(makeSeed === undefined ? {} : { makeSeed: () => makeSeed(kind) }),
    });
  const cosigners = { witness: cosigner("witness"), mirror: cosigner("mirror") };
  const book = new HandoverBook({ disk, folder: join(folder, "handovers"), logs });
  const evidence = new EvidenceFolder(disk, join(folder, "evidence"));
  const state = {
    disk,
    logs,
    book,
    now: () => clock.now(),
    onEvidence(found: Parameters<EvidenceFolder["keep"]>[0]) {
      try {
        evidence.keep(found);
      } catch (error) {
        // Losing a piece of evidence must not keep the node from refusing.
        onFailure(error);
      }
    },
  };
  const witness = new Witness({ ...state, folder: join(folder, "witness") }, cosigners.witness);
  const mirror = await Mirror.open({ ...state, folder: join(folder, "mirror") }, cosigners.mirror);
  const desk = new HandoverDesk({ book, witness, mirror, cosigners, policy: options.policy ?? (() => null), clock });
  return { origins: [...new Set(logs.map((each) => each.name))], book, witness, mirror, desk, evidence, cosigners, clock, onFailure };
}

/** The lines of a node's two identities for a policy file (C2SP tlog-policy). */
export function policyLinesOf(name: string, { cosigners }: NodeParts, address: string): readonly string[] {
  return (["witness", "mirror"] as const).map(
    (kind) => `witness ${name}-${kind} ${formatVerifierKey(cosigners[kind].key, "cosignature")} ${address}/${kind}`,
  );
}
