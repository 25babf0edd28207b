import type { EntryHasher } from "@yuejian/digests/bulk";
import type { Disk } from "./disk.ts";
import type { Levels } from "./levels.ts";
import type { LogFiles } from "./log-files.ts";
import type { LogKeys } from "./log-keys.ts";
import type { Segments } from "./segments.ts";
import type { StateFile } from "./state-file.ts";
import type { LogVerifier } from "./states.ts";

/** What an open log works with. */
export interface LogParts {
  readonly disk: Disk;
  readonly files: LogFiles;
  readonly segments: Segments;
  readonly levels: Levels;
  readonly keys: LogKeys;
  readonly verifier: LogVerifier;
  /** The newest checkpoint whose signature left the process. */
  readonly signed: StateFile;
  /** Compiled beside the opening: what is only read needs none. */
  readonly hasher: Promise<EntryHasher>;
}
