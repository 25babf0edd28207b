import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";

/** Where a log keeps what. Only `seg/` is the truth; `levels/`, `keys/` and `derived.state` are rebuilt from it. */
export interface LogFiles {
  readonly folder: string;
  readonly segments: string;
  readonly levels: string;
  readonly keys: string;
  /** The newest checkpoint whose signature left the process. */
  readonly signedState: string;
  readonly derivedState: string;
  readonly lock: string;
  readonly verifierKey: string;
  /** Secret; may lie outside the folder. */
  readonly signingKey: string;
}

export function logFiles(folder: string, signingKey: string = join(folder, "signing.key")): LogFiles {
  return {
    folder,
    segments: join(folder, "seg"),
    levels: join(folder, "levels"),
    keys: join(folder, "keys"),
    signedState: join(folder, "signed.state"),
    derivedState: join(folder, "derived.state"),
    lock: join(folder, "lock"),
    verifierKey: join(folder, "verifier.key"),
    signingKey,
  };
}

export function segmentPath(files: LogFiles, segment: number): string {
  return join(files.segments, `${String(segment).padStart(4, "0")}.log`);
}

export function corrupt(file: string, offset: number, reason: string): YuejianError {
  return new YuejianError("LOG_CORRUPT", { file, offset, reason });
}
