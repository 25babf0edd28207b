import type { Text } from "./text.ts";

/** How grave a finding is: an error is wrong by rule; a warning probably is; a hint asks to look. */
export const FINDING_SEVERITIES = ["error", "warning", "hint"] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

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
  readonly reason: Text;
  /** Standard, law or list that the rule goes by; null for arithmetic and the like. */
  readonly source: string | null;
}

/** A rule of the document assistant, as the catalogue shows it. */
export interface DocumentRuleInfo {
  readonly id: string;
  readonly title: Text;
  readonly severity: FindingSeverity;
  readonly source: string | null;
}
