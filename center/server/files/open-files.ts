import { type ByteRange, type StoredFile, YuejianError } from "@yuejian/contracts";
import { type KeptFiles, type OpenContent, openFileStore } from "./file-store.ts";
import type { ObjectStoreSettings } from "./object-store/settings.ts";

export interface FilesPlace {
  /** The home's folder of files. */
  readonly folder: string;
  /** For files on their way. */
  readonly spoolFolder: string;
  /** Null where files lie in the folder. */
  readonly objects: ObjectStoreSettings | null;
  readonly now: () => number;
}

/** The files of a home as its settings say. With a store of objects what the folder still has from before is read there until it is moved. `home`: takes the
 *  bucket's prefix for that home. */
export async function openFiles(place: FilesPlace, home?: string): Promise<KeptFiles> {
  const folder = await openFileStore(place.folder);
  if (place.objects === null) return folder;
  const { ObjectStore } = await import("./object-store/object-store.ts");
  const objects = new ObjectStore(place.objects, place);
  if (home !== undefined) await objects.claim(home);
  return new MovingFiles(objects, folder);
}

/** New files go to the store; those of the folder are there beside them. */
class MovingFiles implements KeptFiles {
  readonly #objects: KeptFiles;
  readonly #folder: KeptFiles;

  constructor(objects: KeptFiles, folder: KeptFiles) {
    this.#objects = objects;
    this.#folder = folder;
  }

  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile> {
    return this.#objects.put(content);
  }

  async read(sha256: string, range?: ByteRange): Promise<OpenContent> {
    try {
      return await this.#objects.read(sha256, range);
    } catch (cause) {
      if (!(cause instanceof YuejianError) || cause.code !== "NOT_FOUND") throw cause;
      return this.#folder.read(sha256, range);
    }
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.#objects.has(sha256)) || this.#folder.has(sha256);
  }

  async remove(sha256: string): Promise<void> {
    await this.#folder.remove(sha256);
    await this.#objects.remove(sha256);
    // A move the other way may have put it back meanwhile.
    await this.#folder.remove(sha256);
  }

  async list(): Promise<readonly string[]> {
    return [...new Set([...(await this.#objects.list()), ...(await this.#folder.list())])];
  }

  async waiting(): Promise<number> {
    return (await this.#folder.list()).length;
  }

  async sweep(): Promise<number> {
    return (await this.#folder.sweep()) + (await this.#objects.sweep());
  }
}
