import { mkdir, readFile, realpath, rm } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import { documentOf, withSuggestions } from "@yuejian/document-assistant";
import type { UnreadFile } from "./case-folder.ts";
import { type CheckedFile, checkFile, type FileCheck } from "./check-file.ts";
import { type FileMark, isItself, isSameMark, markOf, marksOf, readDone, writeDone } from "./folder-marks.ts";
import { reasonOf } from "./folder-report.ts";
import { readDocument } from "./read-document.ts";
import { makeResultFolder, resultJson, writeWhole } from "./write-result.ts";

/** Works on one file, and writes what came of it at the target and beside it. */
export type FileWork<Result> = (file: string, target: string) => Promise<Result>;

export interface FolderWatch<Result> {
  readonly work: FileWork<Result>;
  /** Where copies and findings go; outside the folder that is watched. */
  readonly out: string;
  /** Milliseconds between two looks. A file is whole when its size and time are the same in two of them. */
  readonly every: number;
  /** Ends the watch after the file at hand. */
  readonly signal?: AbortSignal | undefined;
  /** `empty`: ends when nothing in the folder is waiting any more. `look`: ends after one look at what is whole, whatever is still being written. */
  readonly until?: "empty" | "look" | undefined;
}

/** Whether one of two folders lies in the other, or they are the same. */
export const areNested = (one: string, other: string): boolean =>
  below(one).startsWith(below(other)) || below(other).startsWith(below(one));

/** The root ends with its separator already. */
const below = (path: string): string => (path.endsWith(sep) ? path : `${path}${sep}`);

/** Works on what arrives in a folder. A file there is never touched, moved or deleted; results go to the same path in the other folder. What was worked on is kept
 *  beside the results, so that a restart goes on; a file that changes is worked on again. FILE_NOT_FOUND, USAGE where one folder lies in the other */
export async function* watchFolder<Result>(folder: string, watch: FolderWatch<Result>): AsyncGenerator<Result> {
  const to = resolve(watch.out);
  const from = await realpath(folder).catch((cause: unknown) => {
    throw new YuejianError("FILE_NOT_FOUND", { file: folder }, { cause });
  });
  if (areNested(resolve(folder), to)) throw outside();
  await mkdir(to, { recursive: true });
  if (areNested(from, await realpath(to))) throw outside();
  const done = await readDone(to);
  let seen = new Map<string, FileMark>();
  for (let look = 0; !watch.signal?.aborted; look += 1) {
    const now = await marksOf(from);
    let waiting = 0;
    for (const [name, mark] of [...now].toSorted(([one], [other]) => Number(mayBeScan(one)) - Number(mayBeScan(other)))) {
      if (watch.signal?.aborted) return;
      if (isSameMark(done.get(name), mark)) continue;
      const file = join(from, name);
      // Still being written, or seen for the first time.
      if (!isSameMark(seen.get(name), mark)) {
        waiting += 1;
        continue;
      }
      if (!(await isItself(file))) continue;
      const result = await watch.work(file, join(to, name));
      // What changed meanwhile is worked on again.
      if (!isSameMark(await markOf(file), mark)) {
        waiting += 1;
        continue;
      }
      done.set(name, mark);
      await writeDone(to, done);
      yield result;
    }
    if ((watch.until === "empty" && waiting === 0) || (watch.until === "look" && look > 0)) return;
    seen = now;
    await wait(watch.every, undefined, { signal: watch.signal }).catch(() => {});
  }
}

/** Pages may have to be recognised, some seconds each: what is read at once comes first. */
const mayBeScan = (file: string): boolean => [".pdf", ".png", ".jpg", ".jpeg"].includes(extname(file).toLowerCase());

const outside = () => new YuejianError("USAGE", { reason: "--out: not in the folder that is watched, nor around it" });

/** Checks a file and writes a copy with what was found (Word: remarks and tracked changes; text: with the suggestions taken in) and a JSON file; of one that cannot be
 *  read a JSON file that says why. */
export function workByCheck(
  check: Omit<FileCheck, "out">,
  { out, now }: { readonly out: string; readonly now: () => Date },
): FileWork<CheckedFile | UnreadFile> {
  return async (file, target) => {
    const temporary = `${target}.${process.pid}.part`;
    const outside = await makeResultFolder(out, target);
    if (outside) return { file, error: outside };
    try {
      await rm(temporary, { force: true });
      const { written, ...checked } = await checkFile(file, { ...check, out: { file: temporary, at: now() } });
      if (written !== null) await writeWhole(target, await readFile(temporary));
      else if (checked.findings.every(({ place }) => place === undefined)) {
        const copy = await correctedCopy(file, checked);
        if (copy !== null) await writeWhole(target, copy);
      }
      await writeWhole(`${target}.json`, resultJson(checked));
      return checked;
    } catch (error) {
      if (!(error instanceof YuejianError)) throw error;
      await writeWhole(`${target}.json`, resultJson({ file, unread: reasonOf(error) }));
      return { file, error };
    } finally {
      await rm(temporary, { force: true });
    }
  };
}

/** The text with every suggestion of an error taken in; null: the file is no text. */
async function correctedCopy(file: string, { findings }: CheckedFile): Promise<string | null> {
  if (!isText(file)) return null;
  const { paragraphs, stretches } = await readDocument(file);
  if (stretches !== null) return null;
  const errors = findings.filter(({ severity }) => severity === "error");
  return `${withSuggestions(documentOf(paragraphs), errors)}\n`;
}

/** Whether a copy is written of a file that is no Word file. */
export const isText = (file: string): boolean => [".txt", ".md"].includes(extname(file).toLowerCase());
