import type {
  BusinessLine,
  CaseNoticeSet,
  CaseNoticeSeverity,
  CaseNoticeVerdict,
  HandledCaseKind,
  HandledCaseStage,
} from "@yuejian/contracts";

/** Cases of the business system, as its exports told of them. */
export interface CaseworkTables {
  handled_cases: HandledCasesTable;
  handled_case_versions: HandledCaseVersionsTable;
  handled_case_clocks: HandledCaseClocksTable;
  casework_imports: CaseworkImportsTable;
  casework_refusals: CaseworkRefusalsTable;
  casework_notices: CaseworkNoticesTable;
}

/** What lists and boards need; `content` is the truth, the other columns follow from it. */
export interface HandledCasesTable {
  id: string;
  number: string;
  version: number;
  office: string;
  department: string;
  business_line: BusinessLine;
  kind: HandledCaseKind;
  /** As the business system writes the name, and whose account of the office that is, if one is. */
  handler: string | null;
  person: string | null;
  stage: HandledCaseStage;
  status: "open" | "closed";
  accepted_on: string;
  decided_on: string | null;
  /** Earliest last day of the clocks that run; `9999-12-31`: none does. */
  due: string;
  /** HandledCase, JSON. */
  content: string;
  /** Day of the export that told it last. */
  as_of: string;
  /** The import that changed it last. */
  import: string;
  changed_at: string;
}

/** What a case was before an import changed it. */
interface HandledCaseVersionsTable {
  case_id: string;
  version: number;
  content: string;
  as_of: string;
  import: string;
}

/** CaseClock: follows from content and calendar. Place columns repeat the case's, so that days are counted without it. */
interface HandledCaseClocksTable {
  case_id: string;
  key: string;
  rule: string;
  from_day: string;
  /** Null: stands still. */
  due: string | null;
  stopped_on: string | null;
  is_running: number;
  office: string;
  business_line: BusinessLine;
}

export interface CaseworkImportsTable {
  id: string;
  job: string;
  file: string;
  size: number;
  sha256: string;
  sm3: string;
  as_of: string;
  office: string;
  actor: string;
  at: string;
  /** Column → heading or null, and headings that filled none; JSON. */
  mapping: string;
  ignored: string;
  rows: number;
  /** Rows that are cases; `applied` of them are in. */
  accepted: number;
  applied: number;
  added: number;
  changed: number;
  same: number;
  refused: number;
  outbox: number;
}

interface CaseworkRefusalsTable {
  import: string;
  row: number;
  line: number;
  /** HandledCaseRefusal[], JSON. */
  reasons: string;
}

/** What a rule says about a case: opened and closed by looking again, answered by people. Place columns repeat the case's. */
export interface CaseworkNoticesTable {
  id: string;
  case_id: string;
  rule: string;
  key: string;
  set_name: CaseNoticeSet;
  severity: CaseNoticeSeverity;
  /** JSON. */
  facts: string;
  office: string;
  business_line: BusinessLine;
  person: string | null;
  is_open: number;
  opened_on: string;
  closed_on: string | null;
  version: number;
  verdict: CaseNoticeVerdict | null;
  reason: string | null;
  answered_by: string | null;
  answered_at: string | null;
  /** Of the look that opened or closed it last, or of the answer. */
  outbox: number;
}
