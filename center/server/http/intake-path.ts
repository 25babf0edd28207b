import { realpath } from "node:fs/promises";
import { delimiter, isAbsolute, relative, resolve, sep } from "node:path";
import { YuejianError } from "@yuejian/contracts";

/** Folders from which files may be taken in by path, from YUEJIAN_INTAKE_FOLDERS (a path list); null: any. */
export function intakeFolders(setting: string | undefined): readonly string[] | null {
  const folders = (setting ?? "").split(delimiter).filter((folder) => folder.trim() !== "");
  return folders.length === 0 ? null : folders.map((folder) => resolve(folder));
}

/** `isFolder`: an allowed folder itself will do. The real path of a file that a caller on this machine names, after all symbolic links, so that none leads out of the allowed folders.
 *  @throws YuejianError FILE_NOT_FOUND, FILE_UNREADABLE, FILE_OUTSIDE_FOLDER */
export async function allowedPath(path: string, folders: readonly string[] | null, isFolder = false): Promise<string> {
  const real = await realPathOf(resolve(path));
  if (folders === null) return real;
  for (const folder of folders) {
    const allowed = await realpath(folder).catch(() => null);
    if (allowed !== null && (isInside(real, allowed) || (isFolder && real === allowed))) return real;
  }
  throw new YuejianError("FILE_OUTSIDE_FOLDER", { file: path, folder: folders.join(delimiter) });
}

async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR") throw new YuejianError("FILE_NOT_FOUND", { file: path }, { cause });
    throw new YuejianError("FILE_UNREADABLE", { file: path, reason: code }, { cause });
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
