import { readFile } from "node:fs/promises";
import type { DocumentCaseRecord, DocumentFormat, Text } from "@yuejian/contracts";
import { unpackWord, wordFormat, wordText } from "@yuejian/documents";
import type { ReadDocument } from "../assistant/index.ts";

/** A document as it was read. */
export interface ReadText extends Pick<ReadDocument, "paragraphs" | "stretches" | "scanned" | "form" | "hasMacros"> {
  /** How a Word file sets its text. */
  readonly format: DocumentFormat | null;
}

/** A document with its text. */
export interface DocumentMaterial extends ReadText {
  /** Name of the file, for people. */
  readonly name: string;
  /** Bytes of the Word file that takes remarks; null: it is none. */
  readonly word: Uint8Array | null;
}

const PLAIN = { stretches: null, scanned: [], hasMacros: false } as const;

/** A Word file that the house wrote itself. */
export function materialOfWord(name: string, word: Uint8Array): DocumentMaterial {
  const parts = unpackWord(name, Buffer.from(word));
  const text = wordText(name, parts);
  const paragraphs = text.paragraphs.map((each) => each.text);
  return { name, word, paragraphs, format: wordFormat(name, parts, text), ...PLAIN, form: "docx" };
}

/** A file that a check desk reads, which refuses it by `name`. */
export async function materialOfFile(
  desk: { read(file: string, name: string): Promise<ReadText> },
  { file, name }: { readonly file: string; readonly name: string },
): Promise<DocumentMaterial> {
  const text = await desk.read(file, name);
  return { ...text, name, word: text.form === "docx" ? await readFile(file) : null };
}

export function materialOfText(name: string, text: string): DocumentMaterial {
  return { name, word: null, paragraphs: text.split(/\r\n|\r|\n/), format: null, ...PLAIN, form: "text" };
}

export interface NamedText {
  readonly name: string;
  readonly paragraphs: readonly string[];
  /** Of a document that was checked: by which its checks are known. */
  readonly document?: string;
}

/** Of which case a document is. */
export interface CasePlace {
  /** A supervision case. */
  readonly caseId: string | null;
  /** A case of the business system. */
  readonly handledCase: string | null;
  /** What of the case it is, where the house itself has it. */
  readonly part: string | null;
  /** Of an instrument. */
  readonly revision: number | null;
}

export const NO_CASE: CasePlace = { caseId: null, handledCase: null, part: null, revision: null };

/** What a document is compared with. */
export interface Comparison {
  readonly records: readonly DocumentCaseRecord[];
  readonly others: readonly NamedText[];
  /** Documents that were to be compared and could not be read. */
  readonly unread: readonly { readonly name: string; readonly reason: Text }[];
}

export const NOTHING_TO_COMPARE: Comparison = { records: [], others: [], unread: [] };

/** What a check says of that: names alone. */
export interface ComparedWith {
  readonly records: readonly Text[];
  readonly others: readonly string[];
  readonly unread: Comparison["unread"];
}

export function comparedWith({ records, others, unread }: Comparison): ComparedWith | null {
  if (records.length === 0 && others.length === 0 && unread.length === 0) return null;
  return { records: records.map(({ source }) => source), others: others.map(({ name }) => name), unread };
}
