import { DatabaseSync } from "node:sqlite";
import { YuejianError } from "@yuejian/contracts";

/** Holds a log's folder for one process. LOG_LOCKED when another holder lives.
 *  SQLite's file lock is the system's own: it ends with the process, however that dies, so no stale lock has to be guessed at. */
export function lockFolder(folder: string, path: string): { release(): void } {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // Nothing is ever kept in it: no journal, no waiting for the disk.
    database.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    throw new YuejianError("LOG_LOCKED", { folder }, { cause });
  }
  return { release: () => database.close() };
}
