import { type DocumentForm, YuejianError } from "@yuejian/contracts";
import { documentOf, remarkOn, withSuggestions } from "@yuejian/document-assistant";
import { annotateWord, unpackWord, type WordAnnotation } from "@yuejian/documents";
import type { KeptFinding } from "./read-check.ts";

/** `changes`: accepted suggestions as tracked changes, what is undecided as remarks. `remarks`: everything that was not rejected as remarks. */
export type Marking = "changes" | "remarks";

type MarkedFinding = Pick<KeptFinding, "finding" | "decision">;

/** The Word file with what was found and not rejected; parts that nothing touches stay as they were. DOCUMENT_UNREADABLE */
export function markedWord(
  name: string,
  bytes: Uint8Array,
  {
    paragraphs,
    findings,
    marking,
    at,
  }: { readonly paragraphs: readonly string[]; readonly findings: readonly MarkedFinding[]; readonly marking: Marking; readonly at: Date },
): Uint8Array {
  const document = documentOf(paragraphs);
  const annotations = findings.flatMap(({ finding, decision }): WordAnnotation[] => {
    if (decision === "rejected") return [];
    const isTracked = marking === "changes" && decision === "accepted";
    const proposed = !isTracked && finding.suggestion !== null ? `建议改为“${finding.suggestion}”。` : "";
    const remark = remarkOn(document, finding);
    return [{ ...remark, replacement: isTracked ? finding.suggestion : null, comment: `${proposed}${remark.comment}` }];
  });
  return annotateWord(name, unpackWord(name, Buffer.from(bytes)), { annotations, style: { author: "岳检", at } });
}

/** Why a document takes no remarks and tracked changes. */
export const noWordFile = (form: DocumentForm): YuejianError =>
  new YuejianError(form === "doc" ? "DOCUMENT_OLD_WORD" : "DOCUMENT_NOT_WORD");

/** A text with the accepted suggestions in it; of two that overlap the first. */
export function correctedText(paragraphs: readonly string[], findings: readonly MarkedFinding[]): string {
  const accepted = findings.flatMap(({ decision, finding }) => (decision === "accepted" ? [finding] : []));
  return withSuggestions(documentOf(paragraphs), accepted);
}
