import type { ColumnSchema, CommittedColumn } from "@yuejian/contracts";
import { createBulkHasher } from "@yuejian/digests/bulk";
import type { Engine } from "../engine/engine.ts";
import { freeBytes } from "../engine/free-bytes.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { canonicalText } from "../standardise/canonical-text.ts";
import { type HashedBatch, hashRecords, type RecordDigest } from "./hash-records.ts";
import { IdleThreads } from "./idle-threads.ts";
import type { RecordWorkerAnswer, RecordWorkerRequest } from "./record-worker.ts";

/** Bytes of rows read at once; about three such pieces are in memory. */
const PIECE_BYTES = 24 * 1024 * 1024;
const MOST_ROWS = 122_880;
/** Up to so many rows are hashed where they are read: a thread of their own takes longer to start. */
const FEW_ROWS = 20_000;
/** Rows that the engine joins into one value. */
const GROUP_ROWS = 8_192;

export interface DigestRequest {
  readonly parquetPath: string;
  readonly rows: number;
  /** Estimate; pieces of the work are cut by it. */
  readonly bytesPerRow: number;
  readonly columns: readonly Pick<ColumnSchema, "name" | "type">[];
  readonly committed: readonly CommittedColumn[];
  readonly batch: string;
  readonly saltsFolder: string;
  readonly signal: AbortSignal;
  /** Leaf hashes in order, 32 bytes each, good until it returns. */
  readonly takeLeaves: (leafHashes: Uint8Array) => void;
  readonly report: (rowsDone: number) => void;
}

/** Commits to the rows of a Parquet file of the lake as it stands on disk (RECORD_COMMITMENT): the engine reads and joins the canonical
 *  texts, a worker thread hashes. Used when a batch is written and again when it is checked. */
export async function digestRecords(engine: Engine, request: DigestRequest): Promise<RecordDigest> {
  const batch: HashedBatch = { columns: request.committed, saltsFolder: request.saltsFolder, batch: request.batch };
  const hasher = request.rows <= FEW_ROWS ? await hashHere(batch, request) : new RecordWorker(batch, request);
  try {
    const step = Math.max(1, Math.min(MOST_ROWS, Math.floor(PIECE_BYTES / Math.max(1, request.bytesPerRow))));
    for (let start = 0; start < request.rows; start += step) {
      request.signal.throwIfAborted();
      const pieces = await engine.blobs(rowsSql(request, start, Math.min(step, GROUP_ROWS), start + step));
      // The next piece is read while this one is hashed.
      await hasher.settled();
      for (const piece of pieces) hasher.send(piece);
      request.report(Math.min(start + step, request.rows));
    }
    return await hasher.finish();
  } finally {
    await hasher.close();
  }
}

function rowsSql(request: DigestRequest, start: number, groupRows: number, end: number): string {
  return `SELECT encode(string_agg(${rowBytes(request.columns)}, '' ORDER BY file_row_number))
    FROM read_parquet(${quoteText(request.parquetPath)}, file_row_number = true)
    WHERE file_row_number >= ${start} AND file_row_number < ${end}
    GROUP BY file_row_number // ${groupRows} ORDER BY file_row_number // ${groupRows}`;
}

/** SQL: a row in the layout that `RecordHasher` reads. */
export function rowBytes(columns: DigestRequest["columns"]): string {
  const fields = columns.map((column) => `coalesce(${canonicalText(column, quoteName(column.name))}, chr(30)), chr(31)`);
  return `concat(_row, chr(31), _line, chr(31), ${fields.join(", ")}, chr(30), chr(10))`;
}

/** Takes rows in order and gives their leaf hashes to the request. */
interface Hasher {
  /** Takes the bytes over. */
  send(rows: Uint8Array<ArrayBuffer>): void;
  /** All pieces sent are hashed. */
  settled(): Promise<void>;
  finish(): Promise<RecordDigest>;
  close(): Promise<void>;
}

async function hashHere(batch: HashedBatch, request: DigestRequest): Promise<Hasher> {
  const hashing = hashRecords(await createBulkHasher(), batch);
  return {
    send(rows) {
      const leafHashes = hashing.take(rows);
      freeBytes(rows);
      request.takeLeaves(leafHashes);
      freeBytes(leafHashes);
    },
    settled: async () => {},
    finish: async () => hashing.finish(),
    close: async () => {},
  };
}

const threads = new IdleThreads(new URL("./record-worker.ts", import.meta.url), 2);

class RecordWorker implements Hasher {
  readonly #worker = threads.take();
  #failure: Error | null = null;
  #pending = 0;
  #result: RecordDigest | null = null;
  #wake: () => void = () => {};
  readonly #onMessage: (answer: RecordWorkerAnswer) => void;
  readonly #onError = (error: unknown): void => this.#fail(error);
  readonly #onExit = (): void => this.#fail(new Error("the record worker ended before its result"));

  constructor(batch: HashedBatch, request: DigestRequest) {
    this.#onMessage = (answer) => {
      if ("leafHashes" in answer) {
        this.#pending--;
        try {
          request.takeLeaves(answer.leafHashes);
          freeBytes(answer.leafHashes);
        } catch (error) {
          this.#fail(error);
        }
      } else if ("failure" in answer) this.#fail(new Error(answer.failure));
      else this.#result = answer;
      this.#wake();
    };
    this.#worker.on("message", this.#onMessage).on("error", this.#onError).on("exit", this.#onExit);
    this.#post({ batch });
  }

  send(rows: Uint8Array<ArrayBuffer>): void {
    this.#pending++;
    this.#post({ rows }, [rows.buffer]);
  }

  async settled(): Promise<void> {
    await this.#until(() => this.#pending === 0);
  }

  async finish(): Promise<RecordDigest> {
    this.#post({ rows: null });
    await this.#until(() => this.#result !== null);
    return this.#result ?? raise("the record worker has no result");
  }

  /** A thread that is done waits for another batch; one in the middle of its own ends with it. */
  async close(): Promise<void> {
    const worker = this.#worker;
    // Removing all listeners at once would remove the thread's own, and later messages with them.
    worker.off("message", this.#onMessage).off("error", this.#onError).off("exit", this.#onExit);
    if (this.#result === null || this.#failure !== null) await worker.terminate();
    else await threads.giveBack(worker);
  }

  #post(request: RecordWorkerRequest, moved: ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, moved);
  }

  async #until(isDone: () => boolean): Promise<void> {
    while (!isDone() && this.#failure === null) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure) throw this.#failure;
  }

  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.#wake();
  }
}

function raise(reason: string): never {
  throw new Error(reason);
}
