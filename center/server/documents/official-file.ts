import type { OfficialDocument } from "@yuejian/contracts";
import { writeOfficialWord } from "@yuejian/documents";
import { printOfficialPdf } from "./print-pdf.ts";

export interface OfficialFile {
  readonly bytes: Uint8Array;
  /** With its extension, and without what file systems refuse. */
  readonly name: string;
}

/** A document in the format of GB/T 9704-2012 as a file; `at`: the time that a Word file tells as its own. PDF_NOT_PRINTED */
export async function officialFile(
  document: OfficialDocument,
  { format, at }: { readonly format: "docx" | "pdf"; readonly at: string },
): Promise<OfficialFile> {
  const bytes = await (format === "docx" ? writeOfficialWord(document, { at: new Date(at) }) : printOfficialPdf(document));
  const { number, title, marks } = document;
  const name = number ?? [title, ...marks].join(" ");
  return { bytes, name: `${name.replaceAll(/[\\/:*?"<>|]/g, "_")}.${format}` };
}
