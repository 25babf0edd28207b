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

/** Content-addressed files, by their SHA-256. What the store itself cannot do is told by a code that names it. */
export interface FileStore {
  /** MUST NOT resolve before the store has confirmed that it holds these bytes for good. Storing the same content again is free of harm. */
  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /** The content, checked against its digest before its first byte is given; a part of it (`end` inclusive) is given as the store has it. Its content
   *  MUST be read to its end or destroyed. NOT_FOUND; FILE_CONTENT_CORRUPT when it no longer fits its digest; FILE_RANGE_INVALID */
  read(sha256: string, range?: ByteRange): Promise<FileContent>;
  /** MUST NOT resolve while the content can still be read. What is not there is removed. */
  remove(sha256: string): Promise<void>;
}

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface FileContent {
  /** Bytes that `content` gives. */
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array> & { destroy(): unknown };
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
