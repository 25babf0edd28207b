import type { OfficialDocument } from "@yuejian/contracts";
import type { OfficialDocumentView } from "@yuejian/contracts/api";

/** A document as the caller may see it. */
export function shownDocument(document: OfficialDocument, hide: (text: string) => string): OfficialDocumentView {
  const { marks, title, addressee, paragraphs, copies } = document;
  return {
    ...document,
    marks: [...marks],
    title: hide(title),
    addressee: addressee === null ? null : hide(addressee),
    paragraphs: paragraphs.map(({ style, text }) => ({ style, text: hide(text) })),
    copies: hide(copies),
  };
}
