import { availableParallelism } from "node:os";
import { setImmediate, setTimeout } from "node:timers/promises";
import {
  type DuckDBBlobVector,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBResult,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import duckdb, { type PendingResult } from "@duckdb/node-bindings";
import { toYuejianError } from "./engine-failure.ts";
import { quoteText } from "./sql-text.ts";

export interface EngineOptions {
  /** Folder for what does not fit into memory. */
  readonly scratchFolder: string;
  /** The engine opens no other file than these and those below these folders. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** For example `1500MB`. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** Rows come out in the order of the file where nothing is joined: a list of constants is no join then. (A left join gives rows with a partner late.) */
  readonly keepsOrder?: boolean;
  /** Rows may come in any order, which costs less. */
  readonly losesOrder?: boolean;
  /** Disk for what does not fit into memory, for example `2GB`; without it as much as there is. */
  readonly spillLimit?: string;
  /** For long statements: the engine's threads alone do the work, and whoever waits sleeps. Otherwise the caller works with them, and where there is
   *  nothing for it to do it asks without pause, a whole core for nothing; that costs a short statement less than the millisecond it sleeps here. */
  readonly sleeps?: boolean;
  /** The engine opens any file and takes settings until `lock` is called. */
  readonly locksLater?: boolean;
  /** Named in errors. */
  readonly subject: string;
}

const DEFAULT_MEMORY_LIMIT = "1500MB";

/** How long is slept between two questions whether a statement is done; the first questions, which are all that a short one needs, follow at once. */
const POLL_MILLISECONDS = 1;
const PROMPT_POLLS = 50;

/** Rows of one of the engine's own chunks. */
const CHUNK_ROWS = 2_048;

/** DuckDB 1.5.5 turns `IN` over a long list into a mark join; a file of several pieces (8 MB each) then comes out in another order. */
const REORDERING_OPTIMIZERS = "build_side_probe_side,join_order,in_clause";

/** A DuckDB in memory over files: it holds no database file, so no process locks another. */
export class Engine {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;
  readonly #subject: string;
  readonly #streams = new Set<DuckDBConnection>();

  /** Its connection is one of several; closing it leaves the engine open. */
  readonly #isGuest: boolean;
  readonly #sleeps: boolean;

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    { subject, sleeps = false }: Pick<EngineOptions, "subject" | "sleeps">,
    isGuest = false,
  ) {
    this.#instance = instance;
    this.connection = connection;
    this.#subject = subject;
    this.#sleeps = sleeps;
    this.#isGuest = isGuest;
  }

  /** MUST be closed. Nothing can be configured, installed or loaded afterwards, or, where it locks later, once it is locked. */
  static async open(options: EngineOptions): Promise<Engine> {
    const instance = await DuckDBInstance.create(":memory:", {
      threads: String(options.threads ?? availableParallelism()),
      memory_limit: options.memoryLimit ?? DEFAULT_MEMORY_LIMIT,
      temp_directory: options.scratchFolder,
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      allow_community_extensions: "false",
      ...(options.spillLimit === undefined ? {} : { max_temp_directory_size: options.spillLimit }),
      ...(options.losesOrder ? { preserve_insertion_order: "false" } : {}),
      ...(options.sleeps ? { external_threads: "0" } : {}),
    });
    const connection = await instance.connect();
    if (options.keepsOrder) await connection.run(`SET disabled_optimizers = '${REORDERING_OPTIMIZERS}'`);
    const engine = new Engine(instance, connection, options);
    if (!options.locksLater) await engine.lock(options.files, options.folders);
    return engine;
  }

  /** Another connection to the same engine, with temporary tables of its own; opened in no time. MUST be closed before the engine is. */
  async guest(): Promise<Engine> {
    return new Engine(this.#instance, await this.#instance.connect(), { subject: this.#subject, sleeps: this.#sleeps }, true);
  }

  /** Runs pieces of work at once, each with a connection of its own, so that what one computes here fills the time in which another waits for the
   *  engine. Nothing goes on when it comes back: the first failure is thrown once all have ended. */
  async together<Results extends readonly unknown[]>(
    ...works: { readonly [At in keyof Results]: (engine: Engine) => Promise<Results[At]> }
  ): Promise<Results> {
    const settled = await Promise.allSettled(
      works.map(async (work) => {
        const guest = await this.guest();
        this.#streams.add(guest.connection);
        try {
          return await work(guest);
        } finally {
          this.#streams.delete(guest.connection);
          guest.close();
        }
      }),
    );
    const results: unknown[] = [];
    for (const each of settled) {
      if (each.status === "rejected") throw each.reason;
      results.push(each.value);
    }
    return results as unknown as Results;
  }

  /** From now on it opens these files and those below these folders alone, and nothing can be configured. */
  async lock(files: readonly string[], folders: readonly string[] = []): Promise<void> {
    await this.connection.run("SET allowed_directories = [" + folders.map((folder) => quoteText(`${folder}/`)).join(", ") + "]");
    await this.connection.run("SET allowed_paths = [" + files.map(quoteText).join(", ") + "]");
    await this.connection.run("SET enable_external_access = false");
    await this.connection.run("SET lock_configuration = true");
  }

  async run(sql: string, values?: DuckDBValue[]): Promise<void> {
    await this.#guarded(() => (this.#sleeps ? this.#wait(sql, values) : this.connection.run(sql, values)));
  }

  /** All rows at once, as DuckDB's own values. */
  async rows(sql: string, values?: DuckDBValue[] | Record<string, DuckDBValue>): Promise<DuckDBValue[][]> {
    const result = await this.#guarded(() => (this.#sleeps ? this.#wait(sql, values) : this.connection.run(sql, values)));
    return this.#guarded(() => result.getRows());
  }

  /** The one column of a result, which is BLOB without nulls: bytes that nobody else holds. */
  async blobs(sql: string): Promise<Uint8Array<ArrayBuffer>[]> {
    const result = await this.#guarded(() => (this.#sleeps ? this.#wait(sql) : this.connection.run(sql)));
    const blobs: Uint8Array<ArrayBuffer>[] = [];
    for (;;) {
      const chunk = await this.#guarded(() => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return blobs;
      const vector = chunk.getColumnVector(0) as DuckDBBlobVector;
      const rows = chunk.rowCount;
      for (let row = 0; row < rows; row++) {
        const bytes = vector.getItemBytes(row);
        // Short values are views of the chunk.
        if (bytes) blobs.push(isWholeBuffer(bytes) ? bytes : new Uint8Array(bytes));
      }
    }
  }

  async #wait(sql: string, values?: DuckDBValue[] | Record<string, DuckDBValue>): Promise<DuckDBResult> {
    const pending = await this.connection.start(sql, values);
    // The client has a name for running a task itself and none for asking whether the threads are done.
    const handle: PendingResult = pending["pending_result"];
    const { RESULT_READY, ERROR } = duckdb.PendingState;
    let asked = 0;
    for (let state = duckdb.PendingState.RESULT_NOT_READY; state !== RESULT_READY && state !== ERROR; ) {
      await (asked++ < PROMPT_POLLS ? setImmediate() : setTimeout(POLL_MILLISECONDS));
      state = duckdb.pending_execute_check_state(handle);
    }
    return pending.getResult();
  }

  /** Rows in pieces, for results that need not fit into memory; other statements may run meanwhile. */
  async *stream(sql: string, values?: DuckDBValue[]): AsyncGenerator<DuckDBValue[][]> {
    const connection = await this.#instance.connect();
    this.#streams.add(connection);
    try {
      const result = await this.#guarded(() => connection.stream(sql, values));
      for (;;) {
        const chunk = await this.#guarded(() => result.fetchChunk());
        if (!chunk || chunk.rowCount === 0) return;
        yield chunk.getRows();
      }
    } finally {
      this.#streams.delete(connection);
      connection.closeSync();
    }
  }

  /** Whole columns in pieces, for millions of values: no row is made. */
  async *columns(sql: string): AsyncGenerator<readonly (readonly DuckDBValue[])[]> {
    for await (const chunk of this.#chunks(sql)) yield chunk.getColumns();
  }

  /** The one column of a result as texts, without nulls. */
  async texts(sql: string): Promise<string[]> {
    const texts: string[] = [];
    for await (const chunk of this.#chunks(sql)) for (const text of chunk.getColumnValues(0)) if (text !== null) texts.push(String(text));
    return texts;
  }

  /** Writes the columns of a result, which are INTEGER or FLOAT without nulls, one after the other into arrays; tells how many rows there were. */
  async numbers(sql: string, into: readonly (Int32Array | Float32Array)[]): Promise<number> {
    let from = 0;
    for await (const chunk of this.#chunks(sql)) {
      // Asked once: each time it costs more than a row.
      const rows = chunk.rowCount;
      for (const [at, column] of into.entries()) {
        const vector = chunk.getColumnVector(at);
        for (let row = 0; row < rows; row++) column[from + row] = vector.getItem(row) as number;
      }
      from += rows;
    }
    return from;
  }

  async *#chunks(sql: string): AsyncGenerator<DuckDBDataChunk> {
    const connection = await this.#instance.connect();
    this.#streams.add(connection);
    try {
      const result = await this.#guarded(() => connection.stream(sql));
      for (;;) {
        const chunk = await this.#guarded(() => result.fetchChunk());
        if (!chunk || chunk.rowCount === 0) return;
        yield chunk;
      }
    } finally {
      this.#streams.delete(connection);
      connection.closeSync();
    }
  }

  /** Adds rows to a table, column by column: no row is made. */
  async append(table: string, types: readonly DuckDBType[], columns: readonly ArrayLike<DuckDBValue>[]): Promise<void> {
    const rows = columns[0]?.length ?? 0;
    const appender = await this.#guarded(() => this.connection.createAppender(table));
    try {
      for (let from = 0; from < rows; from += CHUNK_ROWS) {
        const to = Math.min(rows, from + CHUNK_ROWS);
        const chunk = DuckDBDataChunk.create(types, to - from);
        chunk.setColumns(columns.map((column) => Array.prototype.slice.call(column, from, to) as DuckDBValue[]));
        appender.appendDataChunk(chunk);
      }
    } finally {
      appender.closeSync();
    }
  }

  /** Ends the statements that are running. */
  interrupt(): void {
    for (const connection of [this.connection, ...this.#streams]) connection.interrupt();
  }

  /** Ends the statements of `work` when the signal is raised; the signal's reason is thrown then. */
  async cancellable<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    signal.throwIfAborted();
    const interrupt = (): void => this.interrupt();
    signal.addEventListener("abort", interrupt);
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", interrupt);
    }
  }

  close(): void {
    this.connection.closeSync();
    if (!this.#isGuest) this.#instance.closeSync();
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (cause) {
      throw toYuejianError(cause, this.#subject);
    }
  }
}

function isWholeBuffer(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.length;
}
