import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TileCopy, TileSource } from "@yuejian/chain/verify";
import { YuejianError } from "@yuejian/contracts";
import type { Client } from "./client.ts";

/** An entry bundle holds 256 entries of at most 64 KiB. */
const LIMIT = 256 * (65_535 + 2);
const TIMEOUT_MS = 30_000;

/** The source that `--from` names: an address, a folder, or the home at hand. */
export async function tileSource(from: string | undefined, client: () => Promise<Client>): Promise<TileSource> {
  if (from === undefined) return ofHome(await client());
  if (/^https?:\/\//.test(from)) return atAddress(from.replace(/\/+$/, ""));
  if (!(await isFolder(from))) throw new YuejianError("FILE_NOT_FOUND", { file: from });
  return folderOfTiles(from);
}

/** A folder laid out as the addresses of a tiled log are. */
export function folderOfTiles(folder: string): TileCopy {
  return {
    async read(path) {
      try {
        return await readFile(join(folder, path));
      } catch (error) {
        if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
        throw error;
      }
    },
    async write(path, bytes) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      // Whole or not at all: who is killed here goes on with what was there.
      await writeFile(`${file}.new`, bytes);
      await rename(`${file}.new`, file);
    },
  };
}

function ofHome(client: Client): TileSource {
  return {
    async read(path) {
      try {
        return await client.getBytes(`/tlog/${path}`);
      } catch (error) {
        if (error instanceof YuejianError && error.code === "NOT_FOUND") return null;
        throw error;
      }
    },
  };
}

function atAddress(prefix: string): TileSource {
  return {
    async read(path) {
      const where = `${prefix}/${path}`;
      try {
        const answer = await fetch(where, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
        if (answer.status === 404) return null;
        if (!answer.ok) throw new Error(`it answered ${answer.status}`);
        return await limited(answer);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new YuejianError("USAGE", { reason: `${where}: ${reason}` }, { cause });
      }
    },
  };
}

/** The body, read no further than the largest bundle there can be. */
async function limited(answer: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > LIMIT) throw new Error(`the answer is longer than ${LIMIT} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
