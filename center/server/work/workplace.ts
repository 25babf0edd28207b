import type { Clock, Ids, Office } from "@yuejian/contracts";
import type { Lake, LakeTables } from "@yuejian/data";
import type { FilesPlace, KeptFiles } from "../files/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Store } from "../store/index.ts";
import type { ModelLibrary } from "./model-library.ts";

/** What jobs work with. Each worker thread has its own; none has the ledger, which the holder of the home drains the outbox into. */
export interface Workplace {
  /** The home's own folder: what the office keeps as files lies there. */
  readonly folder: string;
  readonly paths: {
    readonly lake: string;
    readonly salts: string;
    readonly scratch: string;
    readonly secrets: string;
    readonly ledger: string;
  };
  /** The home's VRF seed. */
  readonly vrfSeed: Uint8Array;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly lake: Lake;
  /** Null where sessions of the lake read its files. */
  readonly lakeTables: LakeTables | null;
  readonly files: KeptFiles;
  readonly filesPlace: FilesPlace;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly offices: readonly Office[];
  readonly models: ModelLibrary;
  /** Limits of the engine for each job. */
  readonly memoryLimit?: string;
  readonly threads?: number;
}
