import { writeFile } from "node:fs/promises";
import type { DocumentFinding } from "@yuejian/contracts";
import { type CheckContext, checkDocument, documentOf, type NamedDocument, placeIn, recordOfDocuments } from "@yuejian/document-assistant";
import { annotateWord, type WordAnnotation } from "@yuejian/documents";
import { readDocument } from "./read-document.ts";

export interface CheckedFile {
  readonly file: string;
  /** UTF-16 units of the text. */
  readonly characters: number;
  readonly findings: readonly DocumentFinding[];
}

export interface FileCheck {
  /** Judges the citations of a text; left out: they are not checked. */
  readonly citationsOf?: ((text: string) => Promise<CheckContext["citations"]>) | undefined;
  readonly spelling: CheckContext["spelling"];
  readonly isForPublication: boolean;
  /** What another source knows of the case; left out: nothing is compared. */
  readonly record?: CheckContext["record"];
  /** The documents of the case, this one among them or not. */
  readonly caseDocuments?: readonly CaseDocument[] | undefined;
  /** The Word file with remarks and tracked changes that is to be written, and when that is; only of a Word file. */
  readonly out?: { readonly file: string; readonly at: Date } | undefined;
}

/** Another document of the case, by where its file lies. */
export interface CaseDocument extends NamedDocument {
  readonly file: string;
}

/** Checks a file, and writes what was found into a copy of it. */
export async function checkFile(
  file: string,
  { citationsOf, spelling, isForPublication, record, caseDocuments = [], out }: FileCheck,
): Promise<CheckedFile & { readonly written: string | null }> {
  const { paragraphs, word } = await readDocument(file);
  const document = documentOf(paragraphs);
  const findings = checkDocument(document, {
    citations: citationsOf ? await citationsOf(document.text) : null,
    spelling,
    isForPublication,
    record,
    others: recordOfDocuments(caseDocuments.filter((other) => other.file !== file)),
  });
  const checked = { file, characters: document.text.length, findings };
  if (!out || !word) return { ...checked, written: null };
  const annotations = findings.map((finding): WordAnnotation => {
    const { paragraph, at } = placeIn(document, finding.start);
    const length = paragraphs[paragraph]?.length ?? 0;
    return {
      paragraph,
      from: at,
      to: Math.min(length, at + finding.end - finding.start),
      replacement: finding.suggestion,
      comment: `${finding.reason.zh}${finding.source === null ? "" : `（${finding.source}）`}〔${finding.rule}〕`,
    };
  });
  await writeFile(out.file, annotateWord(file, word, { annotations, style: { author: "岳检", at: out.at } }));
  return { ...checked, written: out.file };
}
