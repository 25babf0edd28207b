export interface JudgmentTables {
  judgment_imports: JudgmentImportsTable;
  judgments: JudgmentsTable;
}

interface JudgmentImportsTable {
  id: string;
  job: string;
  file: string;
  office: string;
  actor: string;
  at: string;
  rows: number;
  added: number;
  changed: number;
  same: number;
  refused: number;
  /** JSON: the first refused rows with their reasons. */
  refusals: string;
  outbox: number;
}

/** Judgments of an office, without names and numbers of persons as far as rules find them. */
interface JudgmentsTable {
  id: string;
  office: string;
  /** Its number, else the digest of its text; one in an office. */
  identity: string;
  number: string;
  title: string;
  court: string;
  decided_on: string | null;
  /** JSON: names of charges without 罪. */
  charges: string;
  /** JSON, Sentence; null: none is told. */
  sentence: string | null;
  text: string;
  /** Of everything above. */
  sha256: string;
  import: string;
}
