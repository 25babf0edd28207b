import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { createReadStream } from "node:fs";
import { lstat, mkdir, open, readdir } from "node:fs/promises";
import { isAbsolute, join, parse } from "node:path";
import { type FolderSettings, silentProgress, YuejianError } from "@yuejian/contracts";
import { toYuejianError } from "../engine/engine-failure.ts";
import { isTableName } from "../source/formats.ts";
import { errorCode } from "../source/open-file.ts";
import { readHead } from "../source/read-source.ts";
import type { Connector } from "./connector.ts";
import { invalid } from "./settings-checks.ts";

const SETTLE_SECONDS = 10;
const PIECE_BYTES = 1024 * 1024;

/** Files that appear in a folder. One is taken once it has not changed for a while, and again looked at after it was copied: what changed meanwhile
 *  waits for the next look. The copy is what is loaded. */
export const folderConnector: Connector<FolderSettings> = {
  check({ folder }) {
    if (!isAbsolute(folder)) throw invalid(`请写完整路径，不是 ${folder}`, `give the whole path, not ${folder}`);
  },
  async *portions(order) {
    const { settings, name } = order;
    let number = 0;
    for (const found of await filesIn(settings, name)) {
      order.signal.throwIfAborted();
      if (!isSettled(found, settings, order.now()) || (await order.isKnown({ signature: signatureOf(found) }))) continue;
      const copied = await copy(found, join(order.folder, String(++number)), settings, order.signal);
      if (copied === null || (await order.isKnown({ signature: signatureOf(found), sha256: copied.sha256 }))) continue;
      yield { path: copied.path, name: found.name, position: null, file: { name: found.name, ...copied, signature: signatureOf(found) } };
    }
  },
  async look(order) {
    const found = (await filesIn(order.settings, order.name)).sort((left, right) => (left.stats.mtimeNs < right.stats.mtimeNs ? 1 : -1));
    const newest = found.find(({ name }) => isTableName(name));
    if (!newest) throw new YuejianError("SOURCE_ANSWER_BROKEN", { source: order.name, reason: "还没有文件 / no file yet" });
    const head = await readHead(join(order.settings.folder, newest.name), { scratchFolder: order.folder, progress: silentProgress });
    return { columns: head.headings, types: null, rows: head.records.slice(0, order.rows) };
  },
};

interface Found {
  readonly name: string;
  readonly stats: BigIntStats;
  /** A file that belongs to it: where a DBF keeps its long texts. */
  readonly memo: { readonly name: string; readonly stats: BigIntStats } | null;
}

async function filesIn(settings: FolderSettings, source: string): Promise<Found[]> {
  let names: string[];
  try {
    names = await readdir(settings.folder);
  } catch (cause) {
    throw new YuejianError("SOURCE_UNREACHABLE", { source, reason: `${settings.folder}: ${errorCode(cause) ?? String(cause)}` }, { cause });
  }
  const isWanted = wanted(settings.names);
  const found: Found[] = [];
  for (const name of names.filter(isWanted).sort()) {
    const stats = await statsOf(join(settings.folder, name));
    if (stats === null) continue;
    const memoName = names.find((other) => isMemoOf(other, name));
    const memoStats = memoName === undefined ? null : await statsOf(join(settings.folder, memoName));
    found.push({ name, stats, memo: memoName !== undefined && memoStats ? { name: memoName, stats: memoStats } : null });
  }
  return found;
}

/** Null: no plain file, or gone again. */
async function statsOf(path: string): Promise<BigIntStats | null> {
  const stats = await lstat(path, { bigint: true }).catch(() => null);
  return stats?.isFile() ? stats : null;
}

function wanted(names: string | undefined): (name: string) => boolean {
  if (names === undefined) return (name) => !name.startsWith(".") && isTableName(name);
  const patterns = names.split(",").map((pattern) => {
    const text = pattern
      .trim()
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${text}$`, "iu");
  });
  return (name) => !name.startsWith(".") && patterns.some((pattern) => pattern.test(name));
}

function isMemoOf(other: string, name: string): boolean {
  const [memo, table] = [parse(other), parse(name)];
  return table.ext.toLowerCase() === ".dbf" && memo.name === table.name && [".dbt", ".fpt"].includes(memo.ext.toLowerCase());
}

function isSettled({ stats, memo }: Found, { settleSeconds = SETTLE_SECONDS }: FolderSettings, now: number): boolean {
  const latest = [stats, ...(memo ? [memo.stats] : [])].map(({ mtimeMs, ctimeMs }) => Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs));
  // A clock that was set back must not keep a file waiting for ever: files of the future count as settled.
  const age = now - Math.max(...latest);
  return age < 0 || age >= settleSeconds * 1000;
}

function signatureOf({ name, stats, memo }: Found): string {
  const facts = [stats, ...(memo ? [memo.stats] : [])].map(({ ino, size, mtimeNs, ctimeNs }) => `${ino}.${size}.${mtimeNs}.${ctimeNs}`);
  return `${name} ${facts.join(" ")}`;
}

/** Null: it changed or went while it was copied. The digest covers the memo file too, as the batch's content does. */
async function copy(
  found: Found,
  into: string,
  settings: FolderSettings,
  signal: AbortSignal,
): Promise<{ path: string; sha256: string; size: number } | null> {
  await mkdir(into, { recursive: true });
  const digest = createHash("sha256");
  let size = 0;
  for (const { name } of [found, ...(found.memo ? [found.memo] : [])]) {
    const target = await open(join(into, name), "w", 0o600);
    try {
      for await (const piece of createReadStream(join(settings.folder, name), { highWaterMark: PIECE_BYTES, signal })) {
        digest.update(piece as Buffer);
        size += (piece as Buffer).length;
        await target.appendFile(piece as Buffer);
      }
    } catch (cause) {
      signal.throwIfAborted();
      if (errorCode(cause) === "ENOENT") return null;
      throw toYuejianError(cause, name);
    } finally {
      await target.close();
    }
  }
  const again = { ...found, stats: await statsOf(join(settings.folder, found.name)) };
  if (again.stats === null || signatureOf(again as Found) !== signatureOf(found)) return null;
  return { path: join(into, found.name), sha256: digest.digest("hex"), size };
}
