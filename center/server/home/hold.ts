import { chmodSync, closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { YuejianError } from "@yuejian/contracts";
import type { HomePaths } from "./layout.ts";

export interface Hold {
  release(): void;
}

/** Holds a home for one process. HOME_IN_USE, with the holder's pid, when another holder lives.
 *  The lock is the system's own, through SQLite: it ends with the process, however that dies, so no stale lock has to be guessed at. */
export function holdHome(paths: HomePaths): Hold {
  const lock = path.join(paths.run, "hold.sqlite");
  const holder = path.join(paths.run, "holder");
  closeSync(openSync(lock, "a", 0o600));
  const database = new DatabaseSync(lock, { timeout: 0 });
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    throw new YuejianError("HOME_IN_USE", { home: paths.folder, pid: pidIn(holder) }, { cause });
  }
  writeFileSync(holder, String(process.pid), { mode: 0o600 });
  chmodSync(holder, 0o600);
  return {
    release() {
      rmSync(holder, { force: true });
      database.close();
    },
  };
}

function pidIn(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "?";
  }
}
