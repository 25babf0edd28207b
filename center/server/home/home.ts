import type { MerkleLog } from "@yuejian/chain/log";
import type { Clock, DatasetSchema, Ids, Lead, Office, YuejianError } from "@yuejian/contracts";
import type { Lake, LakeTables, PersonsQueries } from "@yuejian/data";
import type { DoctorOptions, DoctorReport } from "../doctor/index.ts";
import type { KeptFiles } from "../files/index.ts";
import type { Jobs, JobThreads } from "../jobs/index.ts";
import type { Drain, Outbox } from "../outbox/index.ts";
import type { SupplementProvider } from "../proofs/index.ts";
import type { Store } from "../store/index.ts";
import type { LeadChangeRequest, ModelLibrary, Work } from "../work/index.ts";
import type { HomePaths } from "./layout.ts";
import type { SmSuite } from "./sm-suite.ts";

/** An open home: all state of one city, held by this process. */
export interface Home {
  readonly id: string;
  readonly folder: string;
  readonly paths: HomePaths;
  /** Secret of the verifiable random function that blinds keys. */
  readonly vrfSeed: Uint8Array;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly store: Store;
  readonly outbox: Outbox;
  /** Carries the outbox to the ledger; `settled(id)` tells when an entry is there. */
  readonly drain: Drain;
  readonly ledger: MerkleLog;
  /** The second log over the same entries, of the national suite. */
  readonly sm: SmSuite;
  readonly files: KeptFiles;
  /** Files lie in a bucket (FILES_URL), not in the home's folder. */
  readonly hasBucket: boolean;
  readonly lake: Lake;
  /** Null where sessions of the lake read its files. */
  readonly lakeTables: LakeTables | null;
  readonly queries: PersonsQueries;
  /** Evidence from elsewhere, by kind, that proofs and bundles carry when they leave the house. */
  readonly supplements: readonly SupplementProvider[];
  readonly jobs: Jobs;
  /** Puts work into the queue. */
  readonly work: Work;
  readonly offices: readonly Office[];
  readonly models: ModelLibrary;
  /** All datasets by id; follows the store. */
  readonly schemas: ReadonlyMap<string, DatasetSchema>;
  /** A person's command on a lead; see `changeLead` of work. */
  changeLead(request: LeadChangeRequest): Promise<Lead>;
  /** The model's own cases. MODEL_UNKNOWN, MODEL_CASE_FAILED when there are too few or one is malformed. */
  testModel(id: string): Promise<ModelTest[]>;
  /** Whether tables, lake and ledger agree. */
  doctor(options?: DoctorOptions): Promise<DoctorReport>;
  /** Ends this home's turn as sequencer: its ledger was handed over to another key. From now on, also after a restart, nothing that would be stated on
   *  the ledger is accepted (LOG_HANDED_OVER); reading goes on. */
  retire(note: string): void;
  /** States nothing more until the home is opened again. */
  halt(fault: YuejianError): void;
  /** Rereads every entry of the ledger. */
  checkLedger(): Promise<LedgerReport>;
  /** Finishes what is begun, carries the outbox to the ledger and lets go of the home. */
  close(): Promise<void>;
}

export interface ModelTest {
  readonly case: string;
  readonly kind: "positive" | "negative";
  readonly ok: boolean;
  readonly reason: string | null;
}

export interface LedgerReport {
  readonly ok: boolean;
  readonly entries: number;
  /** Entries that were hashed anew for the SM log, and those under its newest checkpoint. */
  readonly sm: { readonly entries: number; readonly signedSize: number };
  readonly problems: string[];
}

export interface HomeOptions {
  /** `postgres://…`; otherwise an SQLite file in the home. From DATABASE_URL when not given. */
  readonly databaseUrl?: string;
  /** `postgres://…` of a database of its own that holds the rows of the lake and runs its queries; DuckDB over the files otherwise. From LAKE_URL when
   *  not given. */
  readonly lakeUrl?: string;
  /** `s3://…` of the bucket that keeps files; the home's folder otherwise. From FILES_URL when not given. */
  readonly filesUrl?: string;
  readonly clock?: Clock;
  readonly randomBytes?: (size: number) => Uint8Array;
  /** Jobs at once; 0: only put in, never worked on. One less than there are processors, at most 4, when not given. */
  readonly workers?: number;
  /** Threads to work in; new ones when not given. */
  readonly jobThreads?: JobThreads;
  readonly modelsFolder?: URL;
  /** Limits of the query engine, per job. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** How long the ledger gathers entries before it writes them. From YUEJIAN_GROUP_DELAY when not given; see `readGroupDelay`. */
  readonly groupDelayMilliseconds?: number;
  /** For the operator: what went wrong without anybody being told. Standard error when not given. */
  readonly log?: (text: string) => void;
}
