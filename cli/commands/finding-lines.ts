import type { DocumentFinding, Locale, Text } from "@yuejian/contracts";

interface ShownFinding extends Pick<DocumentFinding, "start" | "rule" | "text" | "suggestion" | "reason"> {
  readonly place?: { readonly page: number; readonly line: number } | null;
}

/** What was found in a document, a line each: by its offset, in a file that has pages by page and line. */
export const findingLines = (findings: readonly ShownFinding[], locale: Locale): string[] =>
  findings.map(
    ({ start, place, rule, text, suggestion, reason }) =>
      `  ${place ? `${place.page}:${place.line}` : start}\t${rule}\t${JSON.stringify(text)}${suggestion === null ? "" : ` → ${JSON.stringify(suggestion)}`}\t${reason[locale]}`,
  );

export const macrosOf = (file: string): Text => ({
  zh: `${file} 带有宏：没有运行，也没有查看`,
  en: `${file} holds macros: they were neither run nor looked at`,
});
