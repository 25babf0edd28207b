import { readFile, realpath, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { documentsIn } from "./case-folder.ts";
import { writeWhole } from "./write-result.ts";

/** What was known of a file when it was worked on. */
export interface FileMark {
  readonly size: number;
  readonly at: number;
}

const STATE = ".yuejian-watch.json";

export const isSameMark = (one: FileMark | null | undefined, other: FileMark | null | undefined): boolean =>
  one != null && other != null && one.size === other.size && one.at === other.at;

export async function markOf(file: string): Promise<FileMark | null> {
  try {
    const { size, mtimeMs } = await stat(file);
    return { size, at: Math.round(mtimeMs) };
  } catch {
    return null;
  }
}

/** The documents of a folder by their path in it. FILE_NOT_FOUND */
export async function marksOf(folder: string): Promise<Map<string, FileMark>> {
  const marks = new Map<string, FileMark>();
  for (const file of await documentsIn(folder)) {
    const mark = await markOf(file);
    if (mark) marks.set(relative(folder, file), mark);
  }
  return marks;
}

/** What was worked on. A state that cannot be read is begun anew: everything is worked on again, and nothing is lost. */
export async function readDone(out: string): Promise<Map<string, FileMark>> {
  try {
    return new Map(Object.entries(JSON.parse(await readFile(join(out, STATE), "utf8")) as Record<string, FileMark>));
  } catch {
    return new Map();
  }
}

export const writeDone = (out: string, done: ReadonlyMap<string, FileMark>): Promise<void> =>
  writeWhole(join(out, STATE), JSON.stringify(Object.fromEntries(done)));

/** Whether a path is what it seems: no link in it leads elsewhere. Between two looks anybody who writes into the folder may have put one there. */
export async function isItself(path: string): Promise<boolean> {
  return (await realpath(path).catch(() => null)) === path;
}
