import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";

/** Where an SM log keeps what, below the folder of the log that it follows: the entries are only there. */
export interface SmFiles {
  readonly folder: string;
  readonly nodes: string;
  /** The newest checkpoint whose signature left the process. */
  readonly signedState: string;
  readonly verifierKey: string;
  /** Secret. */
  readonly signingKey: string;
}

export function smFiles(ledgerFolder: string): SmFiles {
  const folder = join(ledgerFolder, "sm");
  return {
    folder,
    nodes: join(folder, "nodes"),
    signedState: join(folder, "signed.state"),
    verifierKey: join(folder, "verifier.key"),
    signingKey: join(folder, "signing.key"),
  };
}

/** The name under which the SM log of a log signs. */
export function smOrigin(origin: string): string {
  return `${origin}/sm`;
}

export function smCorrupt(file: string, offset: number, reason: string): YuejianError {
  return new YuejianError("LOG_CORRUPT", { file: `sm/${file}`, offset, reason });
}
