import { type ByteRange, type StoredFile, YuejianError } from "@yuejian/contracts";
import { isDigest, type KeptFiles, type OpenContent, placeOf } from "../file-store.ts";
import { Bucket } from "./bucket.ts";
import { Download } from "./download.ts";
import type { ObjectStoreSettings } from "./settings.ts";
import { Slots } from "./slots.ts";
import { Spool } from "./spool.ts";

/** Files on their way, of one process. Each takes up to its own length on the local disk. */
const AT_ONCE = 4;
/** An upload in parts that is this old has nobody any more. */
const ABANDONED_MS = 24 * 3600 * 1000;
const OWNER = "yuejian-home";

/** Content-addressed files in a bucket of an S3-compatible store: `PREFIXab/abcdef…`. Safe for many processes and machines: a key has one content, so whoever
 *  writes it writes the same. */
export class ObjectStore implements KeptFiles {
  readonly #settings: ObjectStoreSettings;
  readonly #bucket: Bucket;
  readonly #slots = new Slots(AT_ONCE);
  readonly #spoolFolder: string;
  readonly #now: () => number;

  constructor(settings: ObjectStoreSettings, { spoolFolder, now }: { spoolFolder: string; now: () => number }) {
    this.#settings = settings;
    this.#bucket = new Bucket(settings);
    this.#spoolFolder = spoolFolder;
    this.#now = now;
  }

  /** Takes the prefix for the home. FILES_OF_ANOTHER: erasing files of one home must not erase those of another. */
  async claim(home: string): Promise<void> {
    const owner = await this.#bucket.putOnce(OWNER, home);
    if (owner !== home) throw new YuejianError("FILES_OF_ANOTHER", { bucket: this.#settings.bucket, home: owner.slice(0, 100) });
  }

  async put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile> {
    const free = await this.#slots.take();
    try {
      const spool = await Spool.take(content, this.#spoolFolder);
      try {
        await this.#keep(spool);
        return spool.stored;
      } finally {
        await spool.close();
      }
    } finally {
      free();
    }
  }

  async read(sha256: string, range?: ByteRange): Promise<OpenContent> {
    const key = placeOf(sha256);
    const download = new Download(this.#bucket, this.#settings, { key, sha256 });
    if (range) return download.part(range);
    const free = await this.#slots.take();
    try {
      const spool = await Spool.take(download.whole(), this.#spoolFolder);
      if (spool.stored.sha256 !== sha256) {
        await spool.close();
        throw new YuejianError("FILE_CONTENT_CORRUPT", { digest: sha256 });
      }
      const content = spool.stream();
      content.once("close", free);
      return { size: spool.stored.size, content };
    } catch (cause) {
      free();
      throw cause;
    }
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.#bucket.head(placeOf(sha256))) !== null;
  }

  async remove(sha256: string): Promise<void> {
    const key = placeOf(sha256);
    await this.#bucket.remove(key);
    if (await this.has(sha256)) throw new YuejianError("FILES_STILL_THERE", { bucket: this.#settings.bucket, sha256 });
  }

  async list(): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const keys of this.#bucket.keys())
      found.push(...keys.map((key) => key.split("/").at(-1) ?? "").filter((name, at) => isDigest(name) && keys[at] === placeOf(name)));
    return found;
  }

  waiting(): Promise<number> {
    return Promise.resolve(0);
  }

  sweep(): Promise<number> {
    return this.#bucket.endUploads(this.#now() - ABANDONED_MS);
  }

  /** Resolves when the store names the content as its MD5 digests would, or gives it back whole. */
  async #keep(spool: Spool): Promise<void> {
    const { sha256, size } = spool.stored;
    const key = placeOf(sha256);
    const held = await this.#bucket.head(key);
    if (held?.size === size && held.etag === spool.etag) return;
    const etag = await this.#bucket.put(key, spool).catch(async (cause: unknown) => {
      // The answer may have been lost, not the content.
      const now = await this.#bucket.head(key).catch(() => null);
      if (now?.size !== size) throw cause;
      return now.etag;
    });
    // Stores that encrypt under a key of their own, or have rules of their own, name contents otherwise.
    if (etag === spool.etag || (await this.#readBack(sha256, key)) === sha256) return;
    await this.#bucket.remove(key);
    throw new YuejianError("FILES_STORE_ALTERED", { bucket: this.#settings.bucket, sha256 });
  }

  async #readBack(sha256: string, key: string): Promise<string> {
    const spool = await Spool.take(new Download(this.#bucket, this.#settings, { key, sha256 }).whole(), this.#spoolFolder);
    await spool.close();
    return spool.stored.sha256;
  }
}
