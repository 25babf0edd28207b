import type { DocumentForm, DocumentSource, DocumentStage, FindingDecision, FindingSeverity } from "@yuejian/contracts";

export interface DocumentTables {
  document_checks: DocumentChecksTable;
  document_findings: DocumentFindingsTable;
  document_rules: DocumentRulesTable;
  document_keys: DocumentKeysTable;
  document_scans: DocumentScansTable;
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
  /** The supervision case, or the case of the business system, that it is of. */
  case_id: string | null;
  handled_case: string | null;
  /** What of the case the house itself has: `instrument`, or the id of a paper, a procedural step, a file; null: somebody brought it. */
  part: string | null;
  /** Of an instrument: the revision of its text. */
  revision: number | null;
  /** Id of the first check of the document: the same bytes, the same part of a case, or the same name in one case. */
  document: string;
  /** Name of the file; null once the text is erased. */
  name: string | null;
  format: DocumentForm;
  has_macros: number;
  /** Of the file's bytes or of the text. */
  sha256: string;
  law_day: string;
  characters: number;
  findings: number;
  /** Whether it counts in the figures: the first check of the document at its stage in the office. */
  is_first: number;
  is_for_publication: number;
  has_citations: number;
  has_spelling: number;
  /** Pages that were recognised from their picture. */
  scanned: number;
  /** ComparedWith, JSON; null: with nothing, or erased. */
  compared: string | null;
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
  /** Digest of the words and what stands around them; null: not kept, erased, or older than the column. */
  words: string | null;
  /** Which of those with the same words in the check, from 0. */
  occurrence: number;
  /** What the same person had said of it in an earlier check of the document. */
  before: FindingDecision | null;
  /** Whether the decision is the one that counts for these words in the document. */
  counts: number;
}

/** Scans that wait to be recognised, by the id that their check will have. */
interface DocumentScansTable {
  id: string;
  actor: string;
  office: string;
  at: string;
  /** In the file store. */
  file_sha256: string;
  /** ScanOrder, JSON; empty: it is being removed. */
  given: string;
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
