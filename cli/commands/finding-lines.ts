import type { DocumentFinding, Locale } from "@yuejian/contracts";

interface ShownFinding extends Pick<DocumentFinding, "start" | "rule" | "text" | "suggestion" | "reason"> {
  readonly place?: { readonly page: number; readonly line: number } | null;
}

/** What was found in a document, a line each: by its offset, in a file that has pages by page and line. */
export const findingLines = (findings: readonly ShownFinding[], locale: Locale): string[] =>
  findings.map(
    ({ start, place, rule, text, suggestion, reason }) =>
      `  ${place ? `${place.page}:${place.line}` : start}\t${rule}\t${JSON.stringify(text)}${suggestion === null ? "" : ` → ${JSON.stringify(suggestion)}`}\t${reason[locale]}`,
  );
