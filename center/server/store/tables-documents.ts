import type { DocumentSource, DocumentStage, FindingDecision, FindingSeverity } from "@yuejian/contracts";

export interface DocumentTables {
  document_checks: DocumentChecksTable;
  document_findings: DocumentFindingsTable;
  document_rules: DocumentRulesTable;
  document_keys: DocumentKeysTable;
}

interface DocumentChecksTable {
  id: string;
  office: string;
  /** User id, or the id of the key of another system. */
  actor: string;
  at: string;
  /** Day of the document, and its month (`YYYY-MM`). */
  written_on: string;
  month: string;
  /** Kind of document; `other`: not to be told. */
  kind: string;
  stage: DocumentStage;
  source: DocumentSource;
  /** Of an instrument: its case and the revision of its text. */
  case_id: string | null;
  revision: number | null;
  /** Name of the file; null once the text is erased. */
  name: string | null;
  format: "docx" | "text";
  /** Of the file's bytes or of the text. */
  sha256: string;
  law_day: string;
  characters: number;
  findings: number;
  /** Whether it counts in the figures: the first check of these bytes, or of this instrument, in the office. */
  is_first: number;
  is_for_publication: number;
  has_citations: number;
  has_spelling: number;
  /** JSON; null: not kept, or erased. */
  paragraphs: string | null;
  /** The Word file in the file store; null: none, or erased. */
  file_sha256: string | null;
  /** When name, text and the words of the findings go. */
  keep_until: string;
  erased_at: string | null;
}

interface DocumentFindingsTable {
  check_id: string;
  /** From 0, in the order of the text. */
  position: number;
  rule: string;
  severity: FindingSeverity;
  /** Decimal number; null: of a rule that is certain. */
  probability: string | null;
  /** JSON: start, end, text, suggestion, reason, source; null once the text is erased. */
  content: string | null;
  decision: FindingDecision | null;
  decided_at: string | null;
}

/** What an office set for a rule; without a row it is as the city's office has it. */
interface DocumentRulesTable {
  office: string;
  rule: string;
  version: number;
  /** Null: as the city's office has it. */
  is_on: number | null;
  /** Since when it is muted for its precision. */
  muted_at: string | null;
  /** JSON: accepted, rejected, high. */
  muted_by: string | null;
  /** Decisions before are not counted any more: somebody took the muting back. */
  counted_from: string | null;
  reason: string;
  changed_by: string;
  changed_at: string;
  outbox: number;
}

/** The token is kept as its digest only: who reads the table cannot use it. */
interface DocumentKeysTable {
  id: string;
  token_sha256: string;
  office: string;
  name: string;
  created_by: string;
  created_at: string;
  expires_at: string;
  seen_at: string | null;
  revoked_at: string | null;
  revoked_reason: string | null;
  outbox: number;
}
