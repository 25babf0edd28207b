import { readdir } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { documentOf } from "@yuejian/document-assistant";
import type { CaseDocument } from "./check-file.ts";
import { readDocument } from "./read-document.ts";

/** Suffixes of files that are looked at in a folder; others are no documents. */
const SUFFIXES = new Set([".docx", ".docm", ".doc", ".txt", ".md", ".pdf", ".png", ".jpg", ".jpeg"]);

/** Documents in a folder and the folders in it, in the order of their names. Hidden files and Word's own of what is open are left out. FILE_NOT_FOUND */
export async function documentsIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && SUFFIXES.has(extname(entry.name).toLowerCase()) && !/^[.~]/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort();
  } catch (cause) {
    throw new YuejianError("FILE_NOT_FOUND", { file: folder }, { cause });
  }
}

/** A file that could not be read, and why. */
export interface UnreadFile {
  readonly file: string;
  readonly error: YuejianError;
}

/** The documents of a case, and those that cannot be read. FILE_NOT_FOUND */
export async function readCaseFolder(
  folder: string,
): Promise<{ readonly documents: readonly CaseDocument[]; readonly unread: readonly UnreadFile[] }> {
  const documents: CaseDocument[] = [];
  const unread: UnreadFile[] = [];
  for (const file of await documentsIn(folder))
    try {
      const { paragraphs } = await readDocument(file);
      documents.push({ file, name: relative(folder, file), document: documentOf(paragraphs) });
    } catch (error) {
      if (!(error instanceof YuejianError)) throw error;
      unread.push({ file, error });
    }
  return { documents, unread };
}
