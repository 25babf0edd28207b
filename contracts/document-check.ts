import type { Text } from "./text.ts";

/** How grave a finding is: an error is wrong by rule; a warning probably is; a hint asks to look. */
export const FINDING_SEVERITIES = ["error", "warning", "hint"] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** Where a finding stands in a file that has pages. */
export interface PagePlace {
  /** From 1. */
  readonly page: number;
  readonly line: number;
  /** How sure the characters were recognised, 0 to 1; null: the page has a layer of text. */
  readonly recognised: number | null;
}

/** Something in a document that a person should look at. Offsets are UTF-16 units of the text, whose paragraphs are joined by line feeds. */
export interface DocumentFinding {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly start: number;
  readonly end: number;
  /** What stands there. */
  readonly text: string;
  /** What may be meant; null: not to be told from the text. */
  readonly suggestion: string | null;
  /** Of a statistical rule: that the suggestion is right. */
  readonly probability?: number;
  readonly reason: Text;
  /** Standard, law or list that the rule goes by; null for arithmetic and the like. */
  readonly source: string | null;
  /** Only of a file that has pages. */
  readonly place?: PagePlace;
}

/** A rule of the document assistant, as the catalogue shows it. */
export interface DocumentRuleInfo {
  readonly id: string;
  readonly title: Text;
  readonly severity: FindingSeverity;
  readonly source: string | null;
}

/** What a person said of a finding. */
export const FINDING_DECISIONS = {
  accepted: { zh: "采纳", en: "accepted" },
  rejected: { zh: "不采纳", en: "rejected" },
} as const satisfies Record<string, Text>;
export type FindingDecision = keyof typeof FINDING_DECISIONS;

/** A draft is still to be mended; a final document is checked as it left the house. Only the latter tell whether fewer errors leave it. */
export const DOCUMENT_STAGES = {
  draft: { zh: "草稿", en: "draft" },
  final: { zh: "已发出", en: "as it left the house" },
} as const satisfies Record<string, Text>;
export type DocumentStage = keyof typeof DOCUMENT_STAGES;

/** Where a document came from. */
export const DOCUMENT_SOURCES = {
  person: { zh: "人员提交", en: "a person" },
  case: { zh: "案件文书", en: "a document of a case" },
  system: { zh: "其他系统", en: "another system" },
  folder: { zh: "监看文件夹", en: "a watched folder" },
} as const satisfies Record<string, Text>;
export type DocumentSource = keyof typeof DOCUMENT_SOURCES;

/** Days for which the text of a checked document is kept where nobody set another term. */
export const DEFAULT_KEEP_DAYS = 30;
/** UTF-16 units of a document that the house checks at once. */
export const LONGEST_CHECKED = 400_000;
/** Scanned pages of a document that the house recognises: three minutes of one core. */
export const MOST_SCANNED_PAGES = 60;
/** Documents of the same case that may be sent along with one. */
export const MOST_OTHER_DOCUMENTS = 20;

/** How a document came: a Word file, one of the form that Word wrote until 2003 (which takes no remarks), one with pages (PDF, a picture of a page), a text. */
export const DOCUMENT_FORMS = ["docx", "doc", "paged", "text"] as const;
export type DocumentForm = (typeof DOCUMENT_FORMS)[number];
