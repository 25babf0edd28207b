import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import { documentOf, withSuggestions } from "@yuejian/document-assistant";
import { documentsIn, type UnreadFile } from "./case-folder.ts";
import { type CheckedFile, checkFile, type FileCheck } from "./check-file.ts";
import { reasonOf } from "./folder-report.ts";
import { readDocument } from "./read-document.ts";

export interface FolderWatch {
  readonly check: Omit<FileCheck, "out">;
  /** Where copies and findings go; outside the folder that is watched. */
  readonly out: string;
  /** Milliseconds between two looks. A file is whole when its size and time are the same in two of them. */
  readonly every: number;
  readonly now: () => Date;
  /** Ends the watch after the file at hand. */
  readonly signal?: AbortSignal | undefined;
  /** Ends when nothing in the folder is waiting any more. */
  readonly isOnce?: boolean | undefined;
}

/** What was known of a file when it was worked on. */
interface Mark {
  readonly size: number;
  readonly at: number;
}

const STATE = ".yuejian-watch.json";

/** Checks what arrives in a folder. A file is never touched, moved or deleted; of each a copy with what was found (Word: remarks and tracked changes; text: with the suggestions taken in) and
 *  a JSON file are written, under the same path in the other folder; one that cannot be read gets a JSON file that says why. What was worked on is kept beside
 *  the results, so that a restart goes on; a file that changes is worked on again. FILE_NOT_FOUND, USAGE where one folder lies in the other */
export async function* watchFolder(folder: string, watch: FolderWatch): AsyncGenerator<CheckedFile | UnreadFile> {
  const [from, to] = [resolve(folder), resolve(watch.out)];
  if (`${to}${sep}`.startsWith(`${from}${sep}`) || `${from}${sep}`.startsWith(`${to}${sep}`))
    throw new YuejianError("USAGE", { reason: "--out: not in the folder that is watched, nor around it" });
  await mkdir(to, { recursive: true });
  const done = await readState(to);
  let seen = new Map<string, Mark>();
  while (!watch.signal?.aborted) {
    const now = await marksOf(from);
    let waiting = 0;
    for (const [file, mark] of now) {
      if (watch.signal?.aborted) return;
      const name = relative(from, file);
      if (isSame(done.get(name), mark)) continue;
      // Still being written, or seen for the first time.
      if (!isSame(seen.get(file), mark)) {
        waiting += 1;
        continue;
      }
      const result = await work(file, join(to, name), watch);
      // What changed meanwhile is worked on again.
      if (!isSame(await markOf(file), mark)) {
        waiting += 1;
        continue;
      }
      done.set(name, mark);
      await writeWhole(join(to, STATE), JSON.stringify(Object.fromEntries(done)));
      yield result;
    }
    if (watch.isOnce && waiting === 0) return;
    seen = now;
    await wait(watch.every, undefined, { signal: watch.signal }).catch(() => {});
  }
}

const isSame = (one: Mark | null | undefined, other: Mark | null | undefined): boolean =>
  one != null && other != null && one.size === other.size && one.at === other.at;

async function markOf(file: string): Promise<Mark | null> {
  try {
    const { size, mtimeMs } = await stat(file);
    return { size, at: Math.round(mtimeMs) };
  } catch {
    return null;
  }
}

async function marksOf(folder: string): Promise<Map<string, Mark>> {
  const marks = new Map<string, Mark>();
  for (const file of await documentsIn(folder)) {
    const mark = await markOf(file);
    if (mark) marks.set(file, mark);
  }
  return marks;
}

/** A state that cannot be read is begun anew: everything is worked on again, and nothing is lost. */
async function readState(folder: string): Promise<Map<string, Mark>> {
  try {
    return new Map(Object.entries(JSON.parse(await readFile(join(folder, STATE), "utf8")) as Record<string, Mark>));
  } catch {
    return new Map();
  }
}

/** Results appear whole: written beside their place, then renamed. */
async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(file), `.${process.pid}.part`);
  await writeFile(temporary, content);
  await rename(temporary, file);
}

async function work(file: string, target: string, { check, now }: FolderWatch): Promise<CheckedFile | UnreadFile> {
  await mkdir(dirname(target), { recursive: true });
  const temporary = join(dirname(target), `.${process.pid}.copy.part`);
  try {
    const { written, ...checked } = await checkFile(file, { ...check, out: { file: temporary, at: now() } });
    if (written !== null) await rename(temporary, target);
    else if (checked.findings.every(({ place }) => place === undefined)) {
      const copy = await correctedCopy(file, checked);
      if (copy !== null) await writeWhole(target, copy);
    }
    await writeWhole(`${target}.json`, `${JSON.stringify(checked, null, 2)}\n`);
    return checked;
  } catch (error) {
    if (!(error instanceof YuejianError)) throw error;
    await writeWhole(`${target}.json`, `${JSON.stringify({ file, unread: reasonOf(error) }, null, 2)}\n`);
    return { file, error };
  }
}

/** The text with every suggestion of an error taken in; null: the file is no text. */
async function correctedCopy(file: string, { findings }: CheckedFile): Promise<string | null> {
  if (![".txt", ".md"].includes(extname(file).toLowerCase())) return null;
  const { paragraphs, stretches } = await readDocument(file);
  if (stretches !== null) return null;
  const errors = findings.filter(({ severity }) => severity === "error");
  return `${withSuggestions(documentOf(paragraphs), errors)}\n`;
}
