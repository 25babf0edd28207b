import type { DocumentFinding } from "@yuejian/contracts";
import { withEdits } from "@yuejian/text";
import { type CheckedDocument, placeIn } from "./document.ts";

/** A finding as a remark in a copy of its document: where it stands, to the end of its paragraph at most, and what is said of it. */
export function remarkOn(
  document: CheckedDocument,
  { start, end, reason, source, rule }: DocumentFinding,
): { readonly paragraph: number; readonly from: number; readonly to: number; readonly comment: string } {
  const { paragraph, at } = placeIn(document, start);
  const length = document.paragraphs[paragraph]?.text.length ?? 0;
  return {
    paragraph,
    from: at,
    to: Math.min(length, at + end - start),
    comment: `${reason.zh}${source === null ? "" : `（${source}）`}〔${rule}〕`,
  };
}

/** The text with the suggestions of findings taken in; of those that overlap the first. */
export function withSuggestions({ text }: CheckedDocument, findings: readonly DocumentFinding[]): string {
  let taken = 0;
  const edits = findings
    .toSorted((one, other) => one.start - other.start)
    .flatMap(({ start, end, suggestion }) => {
      if (suggestion === null || start < taken) return [];
      taken = end;
      return [{ start, end, meant: suggestion }];
    });
  return withEdits(text, edits);
}
