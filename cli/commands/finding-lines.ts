import type { DocumentFinding, Locale } from "@yuejian/contracts";

type ShownFinding = Pick<DocumentFinding, "start" | "rule" | "text" | "suggestion" | "reason">;

/** What was found in a document, a line each. */
export const findingLines = (findings: readonly ShownFinding[], locale: Locale): string[] =>
  findings.map(
    ({ start, rule, text, suggestion, reason }) =>
      `  ${start}\t${rule}\t${JSON.stringify(text)}${suggestion === null ? "" : ` → ${JSON.stringify(suggestion)}`}\t${reason[locale]}`,
  );
