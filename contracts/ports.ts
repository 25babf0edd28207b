import type { Batch, BatchContent, DatasetSchema, QuarantineCode } from "./dataset.ts";
import type { CommittedKeys } from "./key-commitment.ts";
import type { Text } from "./text.ts";

/** Progress of long work; also how it learns that it was cancelled. */
export interface Progress {
  /** `total` null: not known. Called often; the receiver thins out. */
  report(done: number, total: number | null, stage: Text): void;
  readonly signal: AbortSignal;
}

export const silentProgress: Progress = { report() {}, signal: new AbortController().signal };

/** Content-addressed files. */
export interface FileStore {
  /** MUST NOT resolve before content and directory entry are on disk. Storing the same content again is free. */
  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /** Path of the content for reading; FILE_CONTENT_CORRUPT when its digest no longer fits. */
  open(sha256: string): Promise<string>;
  remove(sha256: string): Promise<void>;
}

export interface StoredFile {
  readonly sha256: string;
  readonly sm3: string;
  readonly size: number;
}

/** What the data platform needs from the transactional store. */
export interface BatchCatalogue {
  dataset(id: string): Promise<DatasetSchema | null>;
  /** A committed batch of the same content in the dataset, so that loading twice changes nothing. */
  findByContent(content: BatchContent): Promise<Batch | null>;
  /** Commits dataset (when new), batch and ledger entry in one transaction; the batch is visible from then on.
   *  Two loads of the same content at once: one commits, the other gets that batch back. MUST NOT be called before the batch's files are durable. */
  commit(commit: BatchCommit): Promise<Batch>;
  batches(dataset: string): Promise<readonly Batch[]>;
}

export interface BatchCommit {
  readonly batch: Batch;
  /** Set when the dataset is created by this load. */
  readonly newDataset: DatasetSchema | null;
  readonly quarantine: readonly QuarantineCount[];
  /** SHA-256 (hex) of the canonical JSON of the committed columns. */
  readonly columnsDigest: string;
  /** Keys whose absence can be proven, where the dataset declares any. */
  readonly keys: CommittedKeys | null;
  readonly lakeFiles: readonly LakeFile[];
}

export interface QuarantineCount {
  readonly code: QuarantineCode;
  readonly column: string | null;
  readonly rows: number;
}

/** A file of the lake, relative to its folder. */
export interface LakeFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}
