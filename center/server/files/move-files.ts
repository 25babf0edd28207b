import { silentProgress, YuejianError } from "@yuejian/contracts";
import type { FileMoveResult } from "@yuejian/contracts/api";
import { type KeptFiles, openFileStore } from "./file-store.ts";
import type { FilesPlace } from "./open-files.ts";

const STAGE = { zh: "迁移文件", en: "Moving files" };

/** Moves what the home's folder has into its store of objects, or with `isBack` the other way. Each file is read back from where it went, whole, before it is
 *  removed from where it was; what an interrupted move did stays done. A file that does not fit its digest stays where it is and is named. FILES_NOT_SET */
export async function moveFiles(place: FilesPlace, { isBack = false, progress = silentProgress } = {}): Promise<FileMoveResult> {
  const { ObjectStore } = await import("./object-store/object-store.ts");
  if (place.objects === null) throw new YuejianError("FILES_NOT_SET");
  const [folder, objects] = [await openFileStore(place.folder), new ObjectStore(place.objects, place)];
  const [from, to]: [KeptFiles, KeptFiles] = isBack ? [objects, folder] : [folder, objects];
  const digests = await from.list();
  const result = { files: digests.length, moved: 0, bytes: 0, corrupt: [] as string[] };
  for (const [at, sha256] of digests.entries()) {
    progress.signal.throwIfAborted();
    progress.report(at, digests.length, STAGE);
    const bytes = await moveOne(sha256, from, to);
    if (bytes === null) result.corrupt.push(sha256);
    else result.moved++;
    result.bytes += bytes ?? 0;
  }
  progress.report(digests.length, digests.length, STAGE);
  return result;
}

/** Its bytes; null when it does not fit its digest. */
async function moveOne(sha256: string, from: KeptFiles, to: KeptFiles): Promise<number | null> {
  try {
    const { content } = await from.read(sha256);
    const { size } = await to.put(content);
    (await to.read(sha256)).content.destroy();
    // Removed meanwhile: then it goes nowhere.
    if (await from.has(sha256)) await from.remove(sha256);
    else await to.remove(sha256);
    return size;
  } catch (cause) {
    if (!(cause instanceof YuejianError)) throw cause;
    if (cause.code === "NOT_FOUND") return 0;
    if (cause.code === "FILE_CONTENT_CORRUPT") return null;
    throw cause;
  }
}
