import { randomBytes } from "node:crypto";
import { YuejianError } from "@yuejian/contracts";
import { type Disk, nodeDisk } from "../log/index.ts";
import type { FollowedLog } from "./followed-log.ts";
import { NodeFile } from "./node-file.ts";
import { smFiles, smOrigin } from "./sm-files.ts";
import { SmLog } from "./sm-log.ts";
import { SmSigner } from "./sm-signer.ts";

export interface SmLogOptions {
  /** Folder of the ledger, held by whoever opened it; the SM log lies in `sm` below. */
  readonly ledgerFolder: string;
  /** The open ledger. Closed after the SM log. */
  readonly ledger: FollowedLog;
  readonly disk?: Disk;
  /** 32 random bytes for the key of a new log. */
  readonly makeSeed?: () => Uint8Array;
  /** 65,536 by default. */
  readonly stepEntries?: number;
  /** 500 by default. */
  readonly lookMilliseconds?: number;
  /** Told once, when the log stops over a fault. */
  readonly onTrouble?: (text: string) => void;
}

/** Opens or makes the SM log of an open ledger; a ledger that had none gets its tree by and by.
 *  LOG_CORRUPT when keys or states are damaged; LOG_ROLLED_BACK when the ledger ends before what was signed here. */
export function openSmLog(options: SmLogOptions): SmLog {
  const disk = options.disk ?? nodeDisk;
  const files = smFiles(options.ledgerFolder);
  try {
    if (!disk.exists(files.folder)) {
      disk.makeFolder(files.folder);
      // Or a power cut could take the folder away, and with it what was signed.
      disk.syncFolder(options.ledgerFolder);
    }
    const signer = new SmSigner(disk, files, {
      origin: smOrigin(options.ledger.origin),
      makeSeed: options.makeSeed ?? (() => randomBytes(32)),
    });
    const signed = signer.load();
    const { size } = options.ledger;
    if (size < signed.size) throw new YuejianError("LOG_ROLLED_BACK", { size, signed: signed.size });
    const parts = { disk, files, nodes: new NodeFile(disk, files.nodes), signer };
    const settings = {
      stepEntries: options.stepEntries ?? 65_536,
      lookMilliseconds: options.lookMilliseconds ?? 500,
      onTrouble: options.onTrouble ?? (() => undefined),
    };
    return new SmLog(options.ledger, parts, { signed, settings });
  } catch (error) {
    throw error instanceof YuejianError ? error : new YuejianError("LOG_STOPPED", { reason: String(error) }, { cause: error });
  }
}
