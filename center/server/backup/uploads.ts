import { existsSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { uploadedFiles, uploadFolder } from "../farmland/index.ts";
import type { Reading } from "../store/index.ts";
import type { Member } from "./tar.ts";

/** The member that tells where each file that was sent lies: `uploads/1` is the first of them. Their names are any that a sender's system allows; those in an archive are not. */
export const UPLOADS_LIST = "uploads.json";

interface SentFile {
  readonly upload: string;
  /** From the folder of the upload, with slashes. */
  readonly path: string;
}

/** The list, which is for the scratch folder, and the files: what was there when it was made, even if more arrives meanwhile; what goes meanwhile is left out. */
export async function uploadMembers(
  home: { readonly folder: string },
  db: Reading,
): Promise<{ readonly list: readonly SentFile[]; readonly members: readonly Member[] }> {
  const uploads = await db.selectFrom("farmland_uploads").select("id").orderBy("id").execute();
  const list: SentFile[] = [];
  const members: Member[] = [];
  for (const { id } of uploads)
    for (const { path: file, size } of await uploadedFiles(uploadFolder(home, id))) {
      list.push({ upload: id, path: file.replaceAll(path.sep, "/") });
      members.push({ name: `uploads/${list.length}`, open: () => startOf(path.join(uploadFolder(home, id), file), size) });
    }
  return { list, members };
}

/** The first bytes of a file that only grows; null where it is gone. */
async function startOf(file: string, size: number): Promise<Awaited<ReturnType<Member["open"]>>> {
  if (!existsSync(file)) return null;
  if (size === 0) return { size, content: Readable.from([]) };
  const handle = await open(file);
  return { size, content: handle.createReadStream({ start: 0, end: size - 1, highWaterMark: 1 << 20 }) };
}

/** Where the files of a list go, below the home. The archive comes from outside: RangeError for a list that is none, or leaves its place. */
export async function uploadPlaces(list: string): Promise<(member: string) => string> {
  const files: unknown = JSON.parse(await readFile(list, "utf8"));
  if (!Array.isArray(files)) throw new RangeError("a list of uploads that is none");
  return (member) => {
    const { upload, path: told } = (files[Number(member.split("/")[1]) - 1] ?? {}) as {
      readonly upload?: unknown;
      readonly path?: unknown;
    };
    const parts = [upload, ...(typeof told === "string" ? told.split("/") : [""])];
    if (!parts.every(isHarmless)) throw new RangeError(`an upload called ${parts.join("/").slice(0, 100)}`);
    return ["uploads", ...parts].join("/");
  };
}

function isHarmless(part: unknown): part is string {
  return typeof part === "string" && part !== "" && part !== "." && part !== ".." && !/[\0\\/]/.test(part);
}
