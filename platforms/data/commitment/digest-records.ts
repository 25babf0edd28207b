import { Worker } from "node:worker_threads";
import { DuckDBBlobValue } from "@duckdb/node-api";
import type { ColumnSchema, CommittedColumn } from "@yuejian/contracts";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { canonicalText } from "../standardise/canonical-text.ts";
import type { RecordWorkerAnswer, RecordWorkerData, RecordWorkerRequest } from "./record-worker.ts";

/** Bytes of rows read at once; about three such pieces are in memory. */
const PIECE_BYTES = 24 * 1024 * 1024;
const MOST_ROWS = 122_880;
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
  /** Leaf hashes in order, 32 bytes each. */
  readonly takeLeaves: (leafHashes: Uint8Array) => void;
  readonly report: (rowsDone: number) => void;
}

export interface RecordDigest {
  readonly root: Uint8Array;
  readonly size: number;
  readonly upperLevels: Uint8Array;
}

/** Commits to the rows of a Parquet file of the lake as it stands on disk (RECORD_COMMITMENT): the engine reads and joins the canonical
 *  texts, a worker thread hashes. Used when a batch is written and again when it is checked. */
export async function digestRecords(engine: Engine, request: DigestRequest): Promise<RecordDigest> {
  const worker = new RecordWorker(request);
  try {
    const step = Math.max(1, Math.min(MOST_ROWS, Math.floor(PIECE_BYTES / Math.max(1, request.bytesPerRow))));
    for (let start = 0; start < request.rows; start += step) {
      request.signal.throwIfAborted();
      const pieces = await engine.rows(rowsSql(request, start, Math.min(step, GROUP_ROWS), start + step));
      // The next piece is read while this one is hashed.
      await worker.settled();
      for (const [piece] of pieces) if (piece instanceof DuckDBBlobValue) worker.send(piece.bytes);
      request.report(Math.min(start + step, request.rows));
    }
    return await worker.finish();
  } finally {
    await worker.close();
  }
}

function rowsSql(request: DigestRequest, start: number, groupRows: number, end: number): string {
  const fields = request.columns.map((column) => `coalesce(${canonicalText(column, quoteName(column.name))}, chr(30)), chr(31)`);
  const row = `concat(_row, chr(31), _line, chr(31), ${fields.join(", ")}, chr(30), chr(10))`;
  return `SELECT encode(string_agg(${row}, '' ORDER BY file_row_number))
    FROM read_parquet(${quoteText(request.parquetPath)}, file_row_number = true)
    WHERE file_row_number >= ${start} AND file_row_number < ${end}
    GROUP BY file_row_number // ${groupRows} ORDER BY file_row_number // ${groupRows}`;
}

class RecordWorker {
  readonly #worker: Worker;
  #failure: Error | null = null;
  #pending = 0;
  #result: RecordDigest | null = null;
  #wake: () => void = () => {};

  constructor(request: DigestRequest) {
    const workerData: RecordWorkerData = { columns: request.committed, saltsFolder: request.saltsFolder, batch: request.batch };
    this.#worker = new Worker(new URL("./record-worker.ts", import.meta.url), { workerData });
    this.#worker.on("message", (answer: RecordWorkerAnswer) => {
      if ("leafHashes" in answer) {
        this.#pending--;
        try {
          request.takeLeaves(answer.leafHashes);
        } catch (error) {
          this.#fail(error);
        }
      } else if ("failure" in answer) this.#fail(new Error(answer.failure));
      else this.#result = answer;
      this.#wake();
    });
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => {
      if (this.#result === null) this.#fail(new Error("the record worker ended before its result"));
      this.#wake();
    });
  }

  send(rows: Uint8Array): void {
    const own = new Uint8Array(rows);
    this.#pending++;
    this.#worker.postMessage({ rows: own } satisfies RecordWorkerRequest, [own.buffer]);
  }

  /** All pieces sent are hashed. */
  async settled(): Promise<void> {
    await this.#until(() => this.#pending === 0);
  }

  async finish(): Promise<RecordDigest> {
    this.#worker.postMessage({ rows: null } satisfies RecordWorkerRequest, []);
    await this.#until(() => this.#result !== null);
    return this.#result ?? raise("the record worker has no result");
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
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
