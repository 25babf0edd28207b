import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { YuejianError } from "@yuejian/contracts";
import { syncFolder } from "../files/index.ts";
import { HOLIDAY_FILE } from "../holidays/index.ts";
import { homePaths, makeHomeFolders, restoredFile } from "../home/index.ts";
import { fillLeadWords, openStore } from "../store/index.ts";
import { BACKUP_FORMAT, type BackupHead } from "./backup.ts";
import { loadTable, TABLES } from "./dump.ts";
import { readTar } from "./tar.ts";
import { UPLOADS_LIST, uploadPlaces } from "./uploads.ts";

/** Where members of a backup may go, below the home. */
const PLACES =
  /^(?:backup\.json|digests\.json|holidays\.json|uploads\.json|uploads\/[0-9]+|tables\/[a-z_]+\.ndjson|(?:ledger|lake|salts|secrets|files)\/[A-Za-z0-9._/-]+)$/;

/** Makes a home from a backup, in an empty folder and, with a database URL, an empty database; the home opens only when all of it is there.
 *  HOME_NOT_EMPTY, FILE_NOT_FOUND, BACKUP_DAMAGED, HOME_TOO_NEW */
export async function restore(folder: string, file: string, options: { databaseUrl?: string } = {}): Promise<{ files: number }> {
  const paths = homePaths(folder);
  if (!existsSync(file)) throw new YuejianError("FILE_NOT_FOUND", { file });
  if (existsSync(paths.folder) && readdirSync(paths.folder).length > 0) throw new YuejianError("HOME_NOT_EMPTY", { home: paths.folder });
  makeHomeFolders(paths);
  const tables = path.join(paths.scratch, "restore");
  try {
    const digests = await unpack(file, paths.folder, tables);
    const head = await headOf(tables, file);
    await requireComplete(digests, tables, file);
    await loadTables(options.databaseUrl ?? process.env["DATABASE_URL"] ?? paths.store, tables, { head, home: paths.folder });
    await writeFile(restoredFile(paths), JSON.stringify({ from: head.createdAt }), { mode: 0o600, flush: true });
    // From here on it is a home.
    await writeFile(path.join(paths.folder, "home.json"), JSON.stringify({ id: head.home }), { mode: 0o600, flush: true });
    await syncFolder(paths.folder);
    return { files: digests.size };
  } catch (cause) {
    for (const name of readdirSync(paths.folder)) await rm(path.join(paths.folder, name), { recursive: true, force: true });
    throw cause;
  } finally {
    await rm(tables, { recursive: true, force: true });
  }
}

async function unpack(file: string, home: string, tables: string): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  const bytes = createReadStream(file);
  const plain = bytes.pipe(createGunzip());
  let placeOf: Awaited<ReturnType<typeof uploadPlaces>> | null = null;
  bytes.on("error", (cause) => plain.destroy(cause));
  try {
    await readTar(plain as AsyncIterable<Uint8Array>, async ({ name }, content) => {
      // The archive comes from outside: nothing in it may leave the home.
      if (!PLACES.test(name) || name.split("/").some((part) => part === "" || part === "." || part === "..")) {
        throw new RangeError(`a member called ${name.slice(0, 100)}`);
      }
      if (name.startsWith("uploads/")) placeOf ??= await uploadPlaces(path.join(tables, UPLOADS_LIST));
      const isHomes = name === HOLIDAY_FILE || /^(?:ledger|lake|salts|secrets|files)\//.test(name);
      const target = name.startsWith("uploads/") ? path.join(home, placeOf?.(name) ?? "") : path.join(isHomes ? home : tables, name);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      const digest = createHash("sha256");
      await pipeline(content, digesting(digest), createWriteStream(target, { mode: 0o600, flush: true }));
      digests.set(name, digest.digest("hex"));
    });
  } catch (cause) {
    if (cause instanceof YuejianError) throw cause;
    throw damaged(file, cause instanceof Error ? cause.message : String(cause), cause);
  } finally {
    plain.destroy();
    bytes.destroy();
  }
  return digests;
}

function digesting(digest: ReturnType<typeof createHash>) {
  return async function* (content: AsyncIterable<Uint8Array>) {
    for await (const piece of content) {
      digest.update(piece);
      yield piece;
    }
  };
}

async function headOf(tables: string, file: string): Promise<BackupHead> {
  const head = await parsed<Partial<BackupHead>>(path.join(tables, "backup.json"), file);
  if (head.format !== BACKUP_FORMAT || typeof head.home !== "string" || typeof head.migration !== "number") {
    throw damaged(file, "not a backup of this format");
  }
  return head as BackupHead;
}

async function requireComplete(found: ReadonlyMap<string, string>, tables: string, file: string): Promise<void> {
  const stated = await parsed<Record<string, string>>(path.join(tables, "digests.json"), file);
  for (const [name, sha256] of Object.entries(stated)) {
    if (found.get(name) !== sha256) throw damaged(file, `${name} does not fit its digest`);
  }
  if (found.size !== Object.keys(stated).length + 1) throw damaged(file, "it holds more than it states");
}

async function loadTables(url: string, tables: string, { head, home }: { head: BackupHead; home: string }): Promise<void> {
  const older = await openStore(url, { upTo: head.migration });
  try {
    await older.write(async (trx) => {
      const existing = await trx.selectFrom("settings").select("name").limit(1).executeTakeFirst();
      if (existing) throw new YuejianError("HOME_NOT_EMPTY", { home });
      for (const table of TABLES) {
        const rows = path.join(tables, "tables", `${table}.ndjson`);
        if (existsSync(rows)) await loadTable(trx, older.engine, table, rows);
      }
    });
  } finally {
    await older.close();
  }
  const store = await openStore(url);
  // Words of leads are no part of a backup: each engine keeps them in a form of its own.
  await store.write((trx) => fillLeadWords(trx, store.engine));
  await store.close();
}

async function parsed<T>(name: string, file: string): Promise<T> {
  try {
    return JSON.parse(await readFile(name, "utf8")) as T;
  } catch (cause) {
    throw damaged(file, `${path.basename(name)} cannot be read`, cause);
  }
}

function damaged(file: string, reason: string, cause?: unknown): YuejianError {
  return new YuejianError("BACKUP_DAMAGED", { file, reason }, { cause });
}
