import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { type FileStore, type StoredFile, YuejianError } from "@yuejian/contracts";

/** Content-addressed files in a folder: `ab/abcdef…`, named by their SHA-256. */
export interface FolderFileStore extends FileStore {
  /** Digests of all files kept. */
  list(): Promise<readonly string[]>;
  /** Removes what an interrupted `put` left; only while nobody else puts. */
  sweep(): Promise<number>;
}

const INCOMING = "incoming";
const DIGEST = /^[0-9a-f]{64}$/;

export async function openFileStore(folder: string): Promise<FolderFileStore> {
  const incoming = path.join(folder, INCOMING);
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  return new Folder(folder, incoming);
}

class Folder implements FolderFileStore {
  readonly #folder: string;
  readonly #incoming: string;
  #puts = 0;

  constructor(folder: string, incoming: string) {
    this.#folder = folder;
    this.#incoming = incoming;
  }

  async put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile> {
    const temporary = path.join(this.#incoming, `${process.pid}-${performance.now()}-${++this.#puts}`);
    try {
      const stored = await writeDigested(temporary, content instanceof Uint8Array ? [content] : content);
      const place = this.#place(stored.sha256);
      const isNew = await mkdir(path.dirname(place), { mode: 0o700 }).then(
        () => true,
        (cause: NodeJS.ErrnoException) => {
          if (cause.code !== "EEXIST") throw cause;
          return false;
        },
      );
      await rename(temporary, place);
      await syncFolder(path.dirname(place));
      if (isNew) await syncFolder(this.#folder);
      return stored;
    } catch (cause) {
      await rm(temporary, { force: true });
      throw cause;
    }
  }

  async open(sha256: string): Promise<string> {
    const place = this.#place(sha256);
    const digest = createHash("sha256");
    try {
      for await (const chunk of createReadStream(place)) digest.update(chunk as Buffer);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") throw new YuejianError("NOT_FOUND", { path: sha256 }, { cause });
      throw cause;
    }
    if (digest.digest("hex") !== sha256) throw new YuejianError("FILE_CONTENT_CORRUPT", { digest: sha256 });
    return place;
  }

  async remove(sha256: string): Promise<void> {
    const place = this.#place(sha256);
    await rm(place, { force: true });
    if (await stat(path.dirname(place)).catch(() => null)) await syncFolder(path.dirname(place));
  }

  async list(): Promise<readonly string[]> {
    const names = await readdir(this.#folder, { recursive: true });
    return names.map((name) => path.basename(name)).filter((name) => DIGEST.test(name));
  }

  async sweep(): Promise<number> {
    const names = await readdir(this.#incoming);
    for (const name of names) await rm(path.join(this.#incoming, name), { force: true });
    return names.length;
  }

  #place(sha256: string): string {
    // The digest comes from outside and becomes a path.
    if (!DIGEST.test(sha256)) throw new YuejianError("NOT_FOUND", { path: sha256.slice(0, 100) });
    return path.join(this.#folder, sha256.slice(0, 2), sha256);
  }
}

async function writeDigested(target: string, content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const [sha256, sm3] = [createHash("sha256"), createHash("sm3")];
  let size = 0;
  const file = await open(target, "wx", 0o600);
  try {
    for await (const chunk of content) {
      sha256.update(chunk);
      sm3.update(chunk);
      size += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: sha256.digest("hex"), sm3: sm3.digest("hex"), size };
}

/** A renamed file is there after a power cut only when its folder was synced. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
