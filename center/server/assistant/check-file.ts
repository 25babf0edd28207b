import { writeFile } from "node:fs/promises";
import { type DocumentFinding, type DocumentForm, type Text, YuejianError } from "@yuejian/contracts";
import {
  type CheckContext,
  type CheckedDocument,
  checkDocument,
  documentOf,
  linesToSpell,
  type NamedDocument,
  placeIn,
  recordOfDocuments,
  remarkOn,
} from "@yuejian/document-assistant";
import { annotateWord } from "@yuejian/documents";
import type { LoadedSpeller } from "./load-speller.ts";
import { type ReadDocument, readDocument } from "./read-document.ts";

export interface CheckedFile {
  readonly file: string;
  /** UTF-16 units of the text. */
  readonly characters: number;
  readonly findings: readonly DocumentFinding[];
  /** Pages that were recognised from their picture. */
  readonly scanned: readonly number[];
  readonly hasMacros: boolean;
  readonly form: DocumentForm;
  /** Why no remarks were written, where somebody may expect them. */
  readonly unmarked?: Text;
}

export interface FileCheck {
  /** Judges the citations of a text; left out: they are not checked. */
  readonly citationsOf?: ((text: string) => Promise<CheckContext["citations"]>) | undefined;
  /** Null: spelling is not checked. */
  readonly spelling: LoadedSpeller | null;
  readonly isForPublication: boolean;
  /** What another source knows of the case; left out: nothing is compared. */
  readonly records?: CheckContext["records"];
  /** The documents of the case, this one among them or not. */
  readonly caseDocuments?: readonly CaseDocument[] | undefined;
  /** The Word file with remarks and tracked changes that is to be written, and when that is; only of a Word file. */
  readonly out?: { readonly file: string; readonly at: Date } | undefined;
}

/** Another document of the case, by where its file lies. */
export interface CaseDocument extends NamedDocument {
  readonly file: string;
}

/** Checks a file, and writes what was found into a copy of it. FILE_NOT_FOUND, FILE_UNREADABLE, DOCUMENT_UNREADABLE */
export async function checkFile(file: string, check: FileCheck): Promise<CheckedFile & { readonly written: string | null }> {
  const read = await readDocument(file);
  const document = documentOf(read.paragraphs);
  const findings = (await findingsIn(document, read, { ...check, file })).map((finding) => placed(finding, document, read));
  const { scanned, hasMacros, word, form } = read;
  const unmarked = unmarkedOf(form);
  const checked = { file, characters: document.text.length, findings, scanned, hasMacros, form, ...unmarked };
  const { out } = check;
  if (!out || !word) return { ...checked, written: null };
  const annotations = findings.map((finding) => ({ ...remarkOn(document, finding), replacement: finding.suggestion }));
  await writeFile(out.file, annotateWord(file, word, { annotations, style: { author: "岳检", at: out.at } }));
  return { ...checked, written: out.file };
}

/** Old Word files take no remarks, and that is told beside what was found in them. */
export function unmarkedOf(form: DocumentForm): { readonly unmarked?: Text } {
  if (form !== "doc") return {};
  const why = new YuejianError("DOCUMENT_OLD_WORD");
  return { unmarked: { zh: why.textFor("zh"), en: why.textFor("en") } };
}

async function findingsIn(
  document: CheckedDocument,
  { format }: ReadDocument,
  { file, citationsOf, spelling, isForPublication, records, caseDocuments = [] }: FileCheck & { readonly file: string },
): Promise<DocumentFinding[]> {
  return checkDocument(document, {
    citations: citationsOf ? await citationsOf(document.text) : null,
    spelling: spelling && (await spelling.speller.editsOfLines(linesToSpell(document), spelling.bars)),
    isForPublication,
    records,
    format,
    others: recordOfDocuments(caseDocuments.filter((other) => other.file !== file)),
  });
}

/** With page and line; of what was recognised the reason says how sure that is: the fault may be the reader's. */
export function placed(
  finding: DocumentFinding,
  document: CheckedDocument,
  { stretches }: Pick<ReadDocument, "stretches">,
): DocumentFinding {
  if (stretches === null) return finding;
  const { paragraph, at } = placeIn(document, finding.start);
  const stretch = stretches[paragraph]?.findLast((each) => each.at <= at);
  if (!stretch) return finding;
  const characters = stretch.confidences.slice(at - stretch.at, Math.max(at + 1, at + finding.end - finding.start) - stretch.at);
  const sure =
    characters.some((each) => each === null) || characters.length === 0 ? null : Math.min(...characters.map((each) => each ?? 1));
  const place = { page: stretch.page, line: stretch.line, recognised: sure };
  if (sure === null) return { ...finding, place };
  const { zh, en } = finding.reason;
  const percent = Math.round(sure * 100);
  return {
    ...finding,
    place,
    reason: {
      zh: `${zh}（第 ${place.page} 页由扫描件识别，这里的把握 ${percent}%，请先对照原件）`,
      en: `${en} (page ${place.page} was recognised from a scan, ${percent} % sure here: compare the original first)`,
    },
  };
}
