import type { DocumentRuleInfo } from "./document-check.ts";
import type { Text } from "./text.ts";

/** How often a rule found something in documents of a folder. */
export interface DocumentRuleCount extends Pick<DocumentRuleInfo, "title" | "severity"> {
  readonly rule: string;
  readonly count: number;
  /** For 10,000 characters. */
  readonly rate: number;
}

export interface ReportedDocument {
  readonly file: string;
  readonly characters: number;
  readonly findings: number;
  /** For 10,000 characters. */
  readonly rate: number;
  readonly rules: readonly DocumentRuleCount[];
  /** Pages that were recognised from a scan: what was found there may be the reader's fault. */
  readonly scannedPages: number;
}

/** What was found in the documents of a folder, one by one and together. */
export interface DocumentReport {
  readonly folder: string;
  /** ISO moment. */
  readonly at: string;
  readonly characters: number;
  readonly findings: number;
  readonly rate: number;
  /** The most frequent first. */
  readonly rules: readonly DocumentRuleCount[];
  readonly documents: readonly ReportedDocument[];
  /** Files that could not be read; they stay where they are. */
  readonly unread: readonly { readonly file: string; readonly reason: Text }[];
}
