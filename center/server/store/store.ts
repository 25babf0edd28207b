import { chmodSync, closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import { type Dialect, Kysely, sql, type Transaction } from "kysely";
import { columnTypes, type Engine, migrations, newestMigration, structureBuilder } from "./migrations/index.ts";
import { postgresDialects } from "./postgres-dialect.ts";
import { isBusy, readingDialect, sqliteDialects } from "./sqlite-dialect.ts";
import type { Tables } from "./tables.ts";

export type StoreTransaction = Transaction<Tables>;
export type Reading = Kysely<Tables>;

/** The transactional store: the same interface and the same guarantees on SQLite and PostgreSQL. */
export interface Store {
  readonly engine: Engine;
  /** Reading what is committed; writing through it is refused by the database. Each query sees the newest commit. */
  readonly db: Reading;
  /** One writing transaction. Resolves after the commit is on disk; rejects and leaves nothing when `change` rejects.
   *  Writing transactions happen one after another, across threads and processes, so what `change` reads through its transaction stays true
   *  until it ends. MUST NOT be nested, and MUST NOT wait for anything but the store. */
  write<T>(change: (trx: StoreTransaction) => Promise<T>): Promise<T>;
  /** As `write`, but on PostgreSQL others write at the same time: only for the queue, which locks its rows. Nothing goes to the ledger here. */
  writeQueue<T>(change: (trx: StoreTransaction) => Promise<T>): Promise<T>;
  /** Several reads that see one state. On a connection of its own, so it may take long. */
  snapshot<T>(read: (db: Reading) => Promise<T>): Promise<T>;
  /** A word for what is committed: the same word, the same data in all tables, whoever wrote them. Asked before reading, an answer is as new as the word says, or newer. */
  revision(): Promise<string>;
  /** Leaves nothing of erased values in the store's own files: SQLite empties its write-ahead log (deleted content is overwritten in place,
   *  always); PostgreSQL vacuums, its log is the operator's (docs/safeguards.md). */
  scrub(): Promise<void>;
  /** Called after each commit of `write` in this thread; returns the function that ends it. */
  onCommit(listener: () => void): () => void;
  close(): Promise<void>;
}

const SCRUB_ATTEMPTS = 60;
const SCRUB_EVERY_MS = 1000;

/** PostgreSQL's place of SQLite's write lock; any number, the same everywhere. */
const WRITE_LOCK = 0x79_75_65_6a;

/** Opens and migrates, as far as `upTo` when a backup of older tables is to be loaded. `url`: `postgres://…` or the path of an SQLite file.
 *  HOME_TOO_NEW when a newer program migrated it, STORE_FAILED when it cannot be reached. */
export async function openStore(url: string, { upTo = newestMigration }: { readonly upTo?: number } = {}): Promise<Store> {
  const isPostgres = /^postgres(ql)?:\/\//.test(url);
  if (!isPostgres) restrictFile(url);
  const dialects = opened(url, () => (isPostgres ? postgresDialects(url) : sqliteDialects(url)));
  const store = new SqlStore(isPostgres ? "postgres" : "sqlite", {
    ...dialects,
    fresh: () => (isPostgres ? null : readingDialect(url)),
  });
  try {
    await migrate(store, url, upTo);
    return store;
  } catch (cause) {
    await store.close();
    throw cause instanceof YuejianError ? cause : new YuejianError("STORE_FAILED", { reason: reasonOf(cause) }, { cause });
  }
}

interface Dialects {
  readonly writer: Dialect;
  readonly reader: Dialect;
  /** A reading connection of its own, or null where `reader` has many. */
  fresh(): Dialect | null;
}

class SqlStore implements Store {
  readonly engine: Engine;
  readonly db: Reading;
  readonly #writer: Kysely<Tables>;
  readonly #dialects: Dialects;
  readonly #listeners = new Set<() => void>();

  constructor(engine: Engine, dialects: Dialects) {
    this.engine = engine;
    this.#dialects = dialects;
    this.#writer = new Kysely<Tables>({ dialect: dialects.writer });
    this.db = new Kysely<Tables>({ dialect: dialects.reader });
  }

  async write<T>(change: (trx: StoreTransaction) => Promise<T>): Promise<T> {
    const result = await this.#transaction(async (trx) => {
      if (this.engine === "postgres") await sql`select pg_advisory_xact_lock(${WRITE_LOCK})`.execute(trx);
      return change(trx);
    });
    for (const listener of this.#listeners) listener();
    return result;
  }

  writeQueue<T>(change: (trx: StoreTransaction) => Promise<T>): Promise<T> {
    return this.#transaction(change);
  }

  async snapshot<T>(read: (db: Reading) => Promise<T>): Promise<T> {
    const dialect = this.#dialects.fresh();
    const db = dialect ? new Kysely<Tables>({ dialect }) : this.db;
    try {
      const transaction = this.engine === "postgres" ? db.transaction().setIsolationLevel("repeatable read") : db.transaction();
      return await transaction.execute(read);
    } finally {
      if (dialect) await db.destroy();
    }
  }

  async revision(): Promise<string> {
    // SQLite's number is of one connection, and `db` is one; PostgreSQL tells which transactions a query would see.
    const { rows } =
      this.engine === "sqlite"
        ? await sql<{ data_version: number }>`pragma data_version`.execute(this.db)
        : await sql<{ data_version: string }>`select pg_current_snapshot()::text as data_version`.execute(this.db);
    return String(rows[0]?.data_version);
  }

  async scrub(): Promise<void> {
    if (this.engine === "postgres") {
      await sql`vacuum leads, lead_events, findings, finding_rows, ledger_contents, contests, lead_flags`.execute(this.#writer);
      return;
    }
    // Words that were taken away stay in the old parts of the index until they are written anew.
    await sql`insert into lead_words (lead_words) values ('optimize')`.execute(this.#writer);
    for (let attempt = 1; attempt <= SCRUB_ATTEMPTS; attempt++) {
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(this.#writer);
      if (rows[0]?.busy === 0) return;
      // Somebody still reads an older state; without a gap for a minute the next run of the job does it.
      await sleep(SCRUB_EVERY_MS);
    }
  }

  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.db.destroy();
    await this.#writer.destroy();
  }

  /** `read committed` with the write lock in front: each statement sees all earlier commits, and none comes between. */
  async #transaction<T>(change: (trx: StoreTransaction) => Promise<T>): Promise<T> {
    try {
      const transaction = this.#writer.transaction();
      return await (this.engine === "postgres" ? transaction.setIsolationLevel("read committed") : transaction).execute(change);
    } catch (cause) {
      throw isDatabaseFault(cause) ? new YuejianError("STORE_FAILED", { reason: reasonOf(cause) }, { cause }) : cause;
    }
  }
}

/** Brings the structure to the newest step, each step in a transaction, those of an empty store in one; processes that start together do it once. */
async function migrate(store: Store, url: string, upTo: number): Promise<void> {
  const types = columnTypes[store.engine];
  await store.write((trx) =>
    sql`create table if not exists migrations (number ${types.integer} not null primary key, name ${types.text} not null)`.execute(trx),
  );
  for (;;) {
    const isDone = await store.write(async (trx) => {
      const { rows } = await sql<{ number: number }>`select number from migrations order by number desc limit 1`.execute(trx);
      const current = rows[0]?.number ?? 0;
      if (Math.max(current, upTo) > newestMigration)
        throw new YuejianError("HOME_TOO_NEW", { home: withoutPassword(url), migration: Math.max(current, upTo) });
      const steps = migrations.slice(current, current === 0 ? upTo : Math.min(current + 1, upTo));
      for (const step of steps) {
        await step.run(structureBuilder(store.engine, trx as unknown as Kysely<unknown>));
        await sql`insert into migrations (number, name) values (${step.number}, ${step.name})`.execute(trx);
      }
      return steps.length === 0;
    });
    if (isDone) return;
  }
}

/** Makes the file readable by its owner alone before SQLite writes to it; the files beside it take over its mode. */
function restrictFile(file: string): void {
  opened(file, () => {
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
  });
}

function opened<T>(url: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    throw new YuejianError("STORE_FAILED", { reason: `${withoutPassword(url)}: ${reasonOf(cause)}` }, { cause });
  }
}

function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:/@]*):[^@]*@/, "$1@");
}

function isDatabaseFault(cause: unknown): boolean {
  if (isBusy(cause)) return true;
  const code = cause instanceof Error && "code" in cause ? cause.code : null;
  return code === "ERR_SQLITE_ERROR" || (typeof code === "string" && /^([0-9A-Z]{5}|ECONN[A-Z]+)$/.test(code));
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
