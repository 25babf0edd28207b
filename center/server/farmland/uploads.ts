import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rm, stat, statfs } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { YuejianError } from "@yuejian/contracts";
import { entryContent, readZipDirectory } from "@yuejian/data";

/** Bytes of one file, of all files of one upload, and what has to stay free on the disk. */
export const UPLOAD_LIMITS = { fileBytes: 16 * 1024 ** 3, totalBytes: 64 * 1024 ** 3, freeBytes: 2 * 1024 ** 3, files: 5000 } as const;
export type UploadLimits = { readonly [Name in keyof typeof UPLOAD_LIMITS]: number };

export interface UploadedFile {
  /** From the folder of the upload. */
  readonly path: string;
  readonly size: number;
}

/** Where the images of an upload lie. They stay until somebody removes them: a run may be repeated, and plots are measured again with the images of before. */
export function uploadFolder(home: { readonly folder: string }, upload: string): string {
  return join(home.folder, "uploads", upload);
}

export async function uploadedFiles(folder: string): Promise<UploadedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: UploadedFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    files.push({ path: relative(folder, full), size: (await stat(full)).size });
  }
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));
}

interface Piece {
  /** Made harmless (placeOf). */
  readonly path: string;
  /** Where in the file it begins; what is there already has to end there. */
  readonly offset: number;
  readonly content: Readable;
  readonly limits?: UploadLimits;
}

/** Adds a piece of a file to what is there; what arrived of a piece that broke off stays, so that the sender goes on from there. Nothing of it is held in memory.
 *  FARMLAND_UPLOAD_OFFSET, FARMLAND_UPLOAD_TOO_LARGE, DISK_FULL */
export async function addPiece(folder: string, { path, offset, content, limits = UPLOAD_LIMITS }: Piece): Promise<number> {
  const full = join(folder, path);
  await mkdir(dirname(full), { recursive: true, mode: 0o700 });
  const files = await uploadedFiles(folder);
  const size = files.find((file) => file.path === path)?.size ?? 0;
  if (offset !== size) throw new YuejianError("FARMLAND_UPLOAD_OFFSET", { file: path, size });
  if (size === 0 && files.length >= limits.files) throw tooMany(path, limits);
  const others = files.reduce((sum, file) => sum + file.size, 0) - size;
  const free = await freeBytes(folder);
  const most = Math.min(limits.fileBytes - size, limits.totalBytes - others - size, free - limits.freeBytes);
  let written = 0;
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const bytes of source) {
      written += bytes.length;
      if (written > most) throw free - limits.freeBytes < written ? new YuejianError("DISK_FULL", { file: path }) : tooMany(path, limits);
      yield bytes;
    }
  };
  try {
    await pipeline(content, counted, createWriteStream(full, { flags: "a", mode: 0o600 }));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOSPC")
      throw new YuejianError("DISK_FULL", { file: path }, { cause });
    throw cause;
  }
  return size + written;
}

function tooMany(file: string, { fileBytes, totalBytes, files }: UploadLimits): YuejianError {
  const gigabytes = (bytes: number) => Number((bytes / 1024 ** 3).toFixed(1));
  return new YuejianError("FARMLAND_UPLOAD_TOO_LARGE", { file, fileLimit: gigabytes(fileBytes), limit: gigabytes(totalBytes), files });
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const EXPANSION_RATIO = 200;

/** Unpacks the zips of an upload beside where they lie, and removes them. One that is cut off or would be too large is left, and its problem told by its name. */
export async function unpackUpload(
  folder: string,
  limits: UploadLimits = UPLOAD_LIMITS,
): Promise<{ readonly path: string; readonly fault: YuejianError }[]> {
  const faults: { path: string; fault: YuejianError }[] = [];
  for (const { path } of await uploadedFiles(folder)) {
    if (!/\.zip$/i.test(path)) continue;
    const target = join(folder, path.replace(/\.zip$/i, ""));
    try {
      // A zip that was sent again takes the place of what came out of the one before.
      await rm(target, { recursive: true, force: true });
      await unpack(join(folder, path), { target, folder, limits });
      await rm(join(folder, path));
    } catch (cause) {
      await rm(target, { recursive: true, force: true });
      if (!(cause instanceof YuejianError)) throw cause;
      faults.push({ path, fault: cause });
    }
  }
  return faults;
}

interface Unpacking {
  readonly target: string;
  readonly folder: string;
  readonly limits: UploadLimits;
}

async function unpack(zip: string, { target, folder, limits }: Unpacking): Promise<void> {
  const handle = await open(zip);
  try {
    const name = relative(folder, zip);
    const file = { handle, size: (await handle.stat()).size, name };
    // Names that leave the archive are refused by the directory's reader.
    const entries = [...(await readZipDirectory(file)).values()].filter(({ path }) => !path.endsWith("/"));
    let left = Math.min(
      limits.totalBytes - (await uploadedFiles(folder)).reduce((sum, each) => sum + each.size, 0),
      (await freeBytes(folder)) - limits.freeBytes,
    );
    if (entries.length > limits.files) throw tooMany(name, limits);
    for (const entry of entries) {
      const full = join(target, entry.path);
      await mkdir(dirname(full), { recursive: true, mode: 0o700 });
      const content = createWriteStream(full, { flags: "wx", mode: 0o600 });
      await pipeline(
        entryContent(file, entry, { expandedBytes: Math.min(left, limits.fileBytes), expansionRatio: EXPANSION_RATIO }),
        content,
      );
      left -= content.bytesWritten;
    }
  } finally {
    await handle.close();
  }
}

/** Uploads that nobody used for so long go. */
export const UNUSED_DAYS = 7;
