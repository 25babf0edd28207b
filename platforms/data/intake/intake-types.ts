import type {
  Batch,
  BatchCatalogue,
  Clock,
  DataClass,
  DatasetSchema,
  Ids,
  Progress,
  QuarantineCount,
  SourceContract,
} from "@yuejian/contracts";
import type { ExplicitMapping } from "@yuejian/identifiers";
import type { SkippedPart } from "../source/source-parts.ts";
import type { PartSelector, SourceNote } from "../source/source-table.ts";

export interface IntakeRequest {
  readonly path: string;
  readonly dataset: string;
  /** Makes the dataset from the file when there is none. */
  readonly create?: boolean;
  /** One table of the file only. */
  readonly part?: PartSelector;
  /** What a person said about headings; it decides before a saved mapping and before the headings themselves. */
  readonly mapping?: ExplicitMapping;
  /** What the source has promised: columns that do not fit hold the load back, rows that do not are set aside. It maps the headings too. */
  readonly contract?: SourceContract;
  /** Least class of a dataset that is made. */
  readonly dataClass?: DataClass;
  /** Office that delivers the file. */
  readonly office: string;
  /** Name of the file for people when it differs from the path's last part (uploads). */
  readonly name?: string;
}

export interface RetryRequest {
  /** The batch whose quarantined rows are loaded again, or a retry of it. */
  readonly batch: Batch;
  /** Record number → source heading → new text. */
  readonly corrections: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly office: string;
}

/** Where the rows of batches are kept a second time, for an engine that does not read files. */
export interface BatchTables {
  /** MUST NOT resolve before all rows of the batch can be read there; nobody looks at them before the batch is committed. The batch's files are written. */
  load(schema: DatasetSchema, batch: string, progress: Progress): Promise<unknown>;
  /** The batch was not committed after all. */
  discard(dataset: string, batch: string): Promise<void>;
}

export interface IntakePorts {
  readonly catalogue: BatchCatalogue;
  readonly lakeFolder: string;
  readonly tables?: BatchTables | undefined;
  /** For files that live as long as the intake. On the same disk as much free space is needed as the file has, twice. */
  readonly scratchFolder: string;
  readonly saltsFolder: string;
  /** The home's VRF seed, 32 bytes: blinds the keys that datasets declare. */
  readonly vrfSeed: Uint8Array;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly progress: Progress;
  readonly randomBytes: (size: number) => Uint8Array;
  /** The mapping that was saved for a table with these headings; none when not given. */
  readonly savedMapping?: (table: { dataset: string; office: string; headings: readonly string[] }) => Promise<SavedMapping | null>;
  /** Looks at a batch whose files are written and that is not visible yet; what it throws holds the load back. */
  readonly review?: (written: { readonly batch: Batch; readonly schema: DatasetSchema }) => Promise<void>;
  /** Limits of the engine: memory such as `1500MB`, threads. */
  readonly memoryLimit?: string;
  readonly threads?: number;
}

/** A mapping kept for files with the same headings. */
export interface SavedMapping {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly mapping: ExplicitMapping;
}

/** What an intake did. `duplicate`: the same content was loaded before, `batch` is that load, and nothing was written. */
export interface IntakeOutcome {
  readonly status: "committed" | "duplicate";
  readonly batch: Batch;
  readonly datasetCreated: boolean;
  readonly schema: DatasetSchema;
  /** The saved mapping that was used. */
  readonly savedMapping: Omit<SavedMapping, "mapping"> | null;
  /** Headings of the file that fill no column. */
  readonly ignoredHeadings: readonly string[];
  readonly rowsRead: number;
  readonly quarantine: readonly QuarantineCount[];
  readonly notes: readonly SourceNote[];
  readonly seconds: number;
}

/** What an intake did with the tables of a file, in the order of the file. */
export interface FileOutcome {
  readonly parts: readonly IntakeOutcome[];
  readonly skipped: readonly SkippedPart[];
}

/** Version of reading and standardising, kept with each batch and with each row. Bumped with every change that can give a row another form. */
export const PARSER_VERSION = "intake/3";
