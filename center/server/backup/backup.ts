import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { cp, mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { YuejianError } from "@yuejian/contracts";
import { syncFolder } from "../files/index.ts";
import { HOLIDAY_FILE } from "../holidays/index.ts";
import type { Home } from "../home/index.ts";
import { newestMigration, type Reading } from "../store/index.ts";
import { dumpTable, TABLES } from "./dump.ts";
import { type Member, tarEnd, tarMember } from "./tar.ts";
import { UPLOADS_LIST, uploadMembers } from "./uploads.ts";

/** First member of a backup. The archive is a gzipped tar: this as `backup.json`, `tables/*.ndjson`, `ledger/`, `lake/`, `salts/`, `secrets/`, the office's
 *  `holidays.json` if it has one, `files/`, images that were sent as `uploads.json` and `uploads/`, and at the end `digests.json` with the SHA-256 of every member before it. It holds keys and personal data: as confidential as the home itself. */
export interface BackupHead {
  readonly format: "yuejian-backup/1";
  readonly home: string;
  readonly createdAt: string;
  /** Newest migration of the tables. */
  readonly migration: number;
  /** Entries of the ledger. */
  readonly ledgerSize: number;
}

export const BACKUP_FORMAT = "yuejian-backup/1";

/** Writes a home into one file, of one moment: what is committed by then is in it, on the ledger too. Work may go on meanwhile. */
export async function backup(home: Home, file: string): Promise<{ size: number }> {
  const scratch = path.join(home.paths.scratch, `backup-${process.pid}-${home.clock.now()}`);
  const partial = `${file}.partial`;
  await mkdir(path.join(scratch, "tables"), { recursive: true, mode: 0o700 });
  try {
    const members = await home.store.snapshot(async (db) => {
      const head = await standStill(home, db, scratch);
      await writeFile(path.join(scratch, "backup.json"), JSON.stringify(head), { mode: 0o600 });
      for (const table of TABLES) await dumpTable(db, table, path.join(scratch, "tables", `${table}.ndjson`));
      return membersOf(home, db, scratch);
    });
    await pipeline(archive(members), createGzip({ level: 1 }), createWriteStream(partial, { mode: 0o600 }));
    await syncFile(partial);
    await rename(partial, file);
    await syncFolder(path.dirname(path.resolve(file)));
    return { size: (await stat(file)).size };
  } finally {
    await rm(partial, { force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Fixes the moment: under the write lock, with nothing in the outbox that is not on the ledger, the snapshot begins and the ledger is copied. */
async function standStill(home: Home, db: Reading, scratch: string): Promise<BackupHead> {
  for (;;) {
    await home.drain.empty();
    const head = await home.store.write(async (trx) => {
      const waiting = await trx.selectFrom("outbox").select("id").where("ledger_index", "is", null).limit(1).executeTakeFirst();
      if (waiting) return null;
      await db.selectFrom("settings").select("name").limit(1).execute();
      await cp(home.paths.ledger, path.join(scratch, "ledger"), { recursive: true, filter: (file) => !file.endsWith(".new") });
      return {
        format: "yuejian-backup/1" as const,
        home: home.id,
        createdAt: new Date(home.clock.now()).toISOString(),
        migration: newestMigration,
        ledgerSize: home.ledger.size,
      };
    });
    if (head) return head;
  }
}

async function membersOf({ paths, files }: Home, db: Reading, scratch: string): Promise<Member[]> {
  const lake = await db.selectFrom("lake_files").select("path").orderBy("path").execute();
  const batches = new Set((await db.selectFrom("batches").select("id").execute()).map(({ id }) => id));
  const salts = (await readdir(paths.salts)).filter((name) => batches.has(name.split(".")[0] ?? ""));
  const below = async (folder: string, name: string): Promise<Member[]> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const kept = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    return kept.sort().map((each) => memberOf(`${name}/${path.relative(folder, each).replaceAll(path.sep, "/")}`, each));
  };
  const sent = await uploadMembers(paths, db);
  const list = path.join(scratch, UPLOADS_LIST);
  await writeFile(list, JSON.stringify(sent.list), { mode: 0o600 });
  return [
    memberOf("backup.json", path.join(scratch, "backup.json")),
    ...TABLES.map((table) => memberOf(`tables/${table}.ndjson`, path.join(scratch, "tables", `${table}.ndjson`))),
    ...(await below(path.join(scratch, "ledger"), "ledger")),
    ...lake.map(({ path: name }) => memberOf(`lake/${name}`, path.join(paths.lake, name))),
    ...salts.sort().map((name) => memberOf(`salts/${name}`, path.join(paths.salts, name))),
    ...(await below(paths.secrets, "secrets")),
    ...(existsSync(path.join(paths.folder, HOLIDAY_FILE)) ? [memberOf(HOLIDAY_FILE, path.join(paths.folder, HOLIDAY_FILE))] : []),
    ...(await files.list()).map((sha256) => ({
      name: `files/${sha256.slice(0, 2)}/${sha256}`,
      open: () => files.read(sha256).catch(unlessErased),
    })),
    memberOf(UPLOADS_LIST, list),
    ...sent.members,
  ];
}

function memberOf(name: string, file: string): Member {
  return {
    name,
    async open() {
      if (!existsSync(file)) throw new YuejianError("LAKE_FILE_CORRUPT", { file: name });
      return { size: (await stat(file)).size, content: createReadStream(file, { highWaterMark: 1 << 20 }) };
    },
  };
}

function unlessErased(cause: unknown): null {
  if (cause instanceof YuejianError && cause.code === "NOT_FOUND") return null;
  throw cause;
}

async function* archive(members: readonly Member[]): AsyncGenerator<Uint8Array> {
  const digests: Record<string, string> = {};
  for (const { name, open: openMember } of members) {
    const opened = await openMember();
    if (opened === null) continue;
    const digest = createHash("sha256");
    let isHead = true;
    let left = opened.size;
    for await (const piece of tarMember({ name, size: left }, opened.content)) {
      // Neither the header nor the padding is content.
      const content = isHead ? piece.subarray(0, 0) : piece.subarray(0, left);
      isHead = false;
      left -= content.length;
      digest.update(content);
      yield piece;
    }
    digests[name] = digest.digest("hex");
  }
  const list = Buffer.from(JSON.stringify(digests));
  yield* tarMember({ name: "digests.json", size: list.length }, Readable.from([list]));
  yield tarEnd();
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
