import type { DocumentFinding, DocumentReport, DocumentRuleCount, Locale, ReportedDocument } from "@yuejian/contracts";
import { DOCUMENT_RULES } from "./check-document.ts";

/** A document and what was found in it. */
export interface FoundInDocument {
  readonly file: string;
  readonly characters: number;
  readonly findings: readonly Pick<DocumentFinding, "rule">[];
  readonly scannedPages: number;
}

const INFO = new Map(DOCUMENT_RULES.map((rule) => [rule.id, rule]));

const rateOf = (count: number, characters: number): number => (characters === 0 ? 0 : Math.round((count / characters) * 1e6) / 100);

function countsOf(findings: readonly Pick<DocumentFinding, "rule">[], characters: number): DocumentRuleCount[] {
  return [...Map.groupBy(findings, ({ rule }) => rule)]
    .map(([rule, { length }]): DocumentRuleCount => {
      const { title = { zh: rule, en: rule }, severity = "hint" } = INFO.get(rule) ?? {};
      return { rule, title, severity, count: length, rate: rateOf(length, characters) };
    })
    .sort((one, other) => other.count - one.count || (one.rule < other.rule ? -1 : 1));
}

/** Documents of a folder and what was found in them, one by one and together. */
export function reportOf(
  documents: readonly FoundInDocument[],
  { folder, at, unread }: { readonly folder: string; readonly at: Date; readonly unread: DocumentReport["unread"] },
): DocumentReport {
  const characters = documents.reduce((sum, each) => sum + each.characters, 0);
  const all = documents.flatMap(({ findings }) => findings);
  return {
    folder,
    at: at.toISOString(),
    characters,
    findings: all.length,
    rate: rateOf(all.length, characters),
    rules: countsOf(all, characters),
    documents: documents.map(
      ({ file, characters: own, findings, scannedPages }): ReportedDocument => ({
        file,
        characters: own,
        findings: findings.length,
        rate: rateOf(findings.length, own),
        rules: countsOf(findings, own),
        scannedPages,
      }),
    ),
    unread,
  };
}

/** Rows of a report as it is printed: what, and the figures in words. */
export interface ReportRow {
  readonly term: string;
  readonly value: string;
}

/** The words of a report, in one language. */
const WORDS = {
  zh: {
    none: "没有发现",
    rule: (count: number, rate: number, rule: string) => `${count} 处，每万字 ${rate} 处（${rule}）`,
    document: (characters: number, found: string, scanned: string) => `${characters} 字，${found}${scanned}`,
    found: (findings: number, rate: number, kinds: readonly string[]) => `${findings} 处，每万字 ${rate} 处：${kinds.join("、")}`,
    scanned: (pages: number) => `；其中 ${pages} 页由扫描件识别，结果须对照原件`,
  },
  en: {
    none: "nothing found",
    rule: (count: number, rate: number, rule: string) => `${count}, ${rate} for 10,000 characters (${rule})`,
    document: (characters: number, found: string, scanned: string) => `${characters} characters, ${found}${scanned}`,
    found: (findings: number, rate: number, kinds: readonly string[]) =>
      `${findings} findings, ${rate} for 10,000 characters: ${kinds.join(", ")}`,
    scanned: (pages: number) => `; ${pages} pages were recognised from a scan: compare with the original`,
  },
} as const;

export const ruleRow = ({ title, rule, count, rate }: DocumentRuleCount, locale: Locale): ReportRow => ({
  term: title[locale],
  value: WORDS[locale].rule(count, rate, rule),
});

export function documentRow({ characters, findings, rate, rules, scannedPages, file }: ReportedDocument, locale: Locale): ReportRow {
  const words = WORDS[locale];
  const kinds = rules.map(({ title, count }) => `${title[locale]} ${count}`);
  const scanned = scannedPages === 0 ? "" : words.scanned(scannedPages);
  return { term: file, value: words.document(characters, findings === 0 ? words.none : words.found(findings, rate, kinds), scanned) };
}
