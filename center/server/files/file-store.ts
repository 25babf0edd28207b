import { createHash } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { type ByteRange, type FileContent, type FileStore, type StoredFile, YuejianError } from "@yuejian/contracts";

/** The home's files, wherever they lie. */
export interface KeptFiles extends FileStore {
  read(sha256: string, range?: ByteRange): Promise<OpenContent>;
  has(sha256: string): Promise<boolean>;
  /** Digests of all files kept. */
  list(): Promise<readonly string[]>;
  /** How many lie where files used to go and not where new ones go: `moveFiles` takes them there. */
  waiting(): Promise<number>;
  /** Removes what an interrupted `put` left; only while nobody else puts. */
  sweep(): Promise<number>;
}

export interface OpenContent extends FileContent {
  readonly content: Readable;
}

const INCOMING = "incoming";
const DIGEST = /^[0-9a-f]{64}$/;

/** Content-addressed files in a folder: `ab/abcdef…`. */
export async function openFileStore(folder: string): Promise<KeptFiles> {
  const incoming = path.join(folder, INCOMING);
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  return new Folder(folder, incoming);
}

class Folder implements KeptFiles {
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

  async read(sha256: string, range?: ByteRange): Promise<OpenContent> {
    const place = this.#place(sha256);
    const file = await open(place, "r").catch((cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") throw new YuejianError("NOT_FOUND", { path: sha256 }, { cause });
      throw cause;
    });
    try {
      const { size } = await file.stat();
      if (range) {
        requireRange(sha256, size, range);
        return { size: range.end - range.start + 1, content: file.createReadStream(range) };
      }
      const digest = createHash("sha256");
      for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) digest.update(chunk as Buffer);
      if (digest.digest("hex") !== sha256) throw new YuejianError("FILE_CONTENT_CORRUPT", { digest: sha256 });
      return { size, content: file.createReadStream({ start: 0 }) };
    } catch (cause) {
      await file.close();
      throw cause;
    }
  }

  async has(sha256: string): Promise<boolean> {
    return (await stat(this.#place(sha256)).catch(() => null)) !== null;
  }

  async remove(sha256: string): Promise<void> {
    const place = this.#place(sha256);
    await rm(place, { force: true });
    if (await stat(path.dirname(place)).catch(() => null)) await syncFolder(path.dirname(place));
  }

  async list(): Promise<readonly string[]> {
    const names = await readdir(this.#folder, { recursive: true });
    return names.map((name) => path.basename(name)).filter(isDigest);
  }

  waiting(): Promise<number> {
    return Promise.resolve(0);
  }

  async sweep(): Promise<number> {
    const names = await readdir(this.#incoming);
    for (const name of names) await rm(path.join(this.#incoming, name), { force: true });
    return names.length;
  }

  #place(sha256: string): string {
    return path.join(this.#folder, placeOf(sha256));
  }
}

export function isDigest(name: string): boolean {
  return DIGEST.test(name);
}

/** `ab/abcdef…`. The digest comes from outside and becomes a path. NOT_FOUND */
export function placeOf(sha256: string): string {
  if (!isDigest(sha256)) throw new YuejianError("NOT_FOUND", { path: sha256.slice(0, 100) });
  return `${sha256.slice(0, 2)}/${sha256}`;
}

export function requireRange(sha256: string, size: number, { start, end }: ByteRange): void {
  const isPart = Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start <= end && end < size;
  if (!isPart) throw new YuejianError("FILE_RANGE_INVALID", { sha256, size, start, end });
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
