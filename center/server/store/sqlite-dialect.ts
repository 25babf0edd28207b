import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from "kysely";

/** How long a statement waits inside SQLite: this blocks the thread, so longer waits happen between attempts to begin. */
const BUSY_TIMEOUT_MS = 5;
const RETRY_EVERY_MS = 4;
/** Whoever waits looks again every few milliseconds. One who writes without a gap for STREAK_MS leaves one of BREATH_MS, or the others wait for ever. */
const STREAK_MS = 40;
const BREATH_MS = 10;
const GAP_MS = 2;
const KEPT_STATEMENTS = 300;
/** Digests and links are written all over their indexes: with SQLite's 2 MiB a run over a full home would read each page anew. Taken as needed. */
const WRITER_CACHE_KIB = 256 * 1024;
const READER_CACHE_KIB = 64 * 1024;
/** A transaction that cannot begin for this long fails. */
const BEGIN_WITHIN_MS = 60_000;

/** Two connections to one file: writing transactions go through the first, reading through the second, which refuses to write. */
export function sqliteDialects(file: string): { writer: SqliteDialect; reader: SqliteDialect } {
  return { writer: new ImmediateDialect({ database: openWriter(file) }), reader: readingDialect(file) };
}

/** A further reading connection, for a snapshot that lasts. */
export function readingDialect(file: string): SqliteDialect {
  const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  database.exec(`PRAGMA cache_size = -${READER_CACHE_KIB}`);
  return new SqliteDialect({ database: shim(database) });
}

function openWriter(file: string): SqliteDatabase {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  // The switch to WAL needs the file alone for a moment; another process may be doing the same.
  for (let attempt = 1; ; attempt++) {
    try {
      database.exec("PRAGMA journal_mode = WAL");
      break;
    } catch (cause) {
      if (!isBusy(cause) || attempt === 2000) throw cause;
    }
  }
  // NORMAL loses acknowledged rows when the power fails.
  database.exec("PRAGMA synchronous = FULL");
  database.exec(`PRAGMA cache_size = -${WRITER_CACHE_KIB}`);
  // What is erased is overwritten, not left in free pages.
  database.exec("PRAGMA secure_delete = ON");
  return shim(database);
}

/** What Kysely expects of a database, over node:sqlite. Prepared statements are kept: preparing costs more than most of them. */
function shim(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(text) {
      const known = prepared.get(text);
      if (known) return known;
      if (prepared.size >= KEPT_STATEMENTS) prepared.clear();
      const statement = database.prepare(text);
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      const fresh: SqliteStatement = {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        // A statement of its own: another use would reset one that is still being read.
        iterate: (parameters) => database.prepare(text).iterate(...values(parameters)),
      };
      prepared.set(text, fresh);
      return fresh;
    },
  };
}

class ImmediateDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config);
  }
}

/** Takes the write lock when a transaction begins: one that turns from reading to writing later would fail at once instead of waiting. */
class ImmediateDriver extends SqliteDriver {
  #streakFrom = 0;
  #endedAt = 0;

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#breathe();
    const deadline = performance.now() + BEGIN_WITHIN_MS;
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw("begin immediate"));
        return;
      } catch (cause) {
        if (!isBusy(cause)) throw cause;
        if (performance.now() > deadline) throw new YuejianError("STORE_FAILED", { reason: "the write lock was not free" }, { cause });
      }
      await sleep(RETRY_EVERY_MS);
    }
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    this.#endedAt = performance.now();
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection);
    this.#endedAt = performance.now();
  }

  async #breathe(): Promise<void> {
    const now = performance.now();
    if (now - this.#endedAt > GAP_MS) this.#streakFrom = now;
    if (now - this.#streakFrom < STREAK_MS) return;
    await sleep(BREATH_MS);
    this.#streakFrom = performance.now();
  }
}

/** SQLITE_BUSY and its extended codes. */
export function isBusy(cause: unknown): boolean {
  const code = cause instanceof Error && "errcode" in cause ? Number(cause.errcode) : 0;
  return (code & 0xff) === 5;
}
