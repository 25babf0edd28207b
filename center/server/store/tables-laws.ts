import type { LawLevel } from "@yuejian/contracts";

export interface LawTables {
  law_imports: LawImportsTable;
  law_import_notes: LawImportNotesTable;
  laws: LawsTable;
  law_versions: LawVersionsTable;
}

interface LawImportsTable {
  id: string;
  job: string;
  /** Folder or file, as it was named. */
  place: string;
  office: string;
  actor: string;
  at: string;
  files: number;
  texts: number;
  added: number;
  changed: number;
  same: number;
  refused: number;
  /** Notes in all; the kept ones are in `law_import_notes`. */
  notes: number;
  outbox: number;
}

/** What a reader of the import should know: texts that did not come in, faults of files, lines that belong to nothing. */
interface LawImportNotesTable {
  import: string;
  position: number;
  file: string;
  line: number | null;
  code: string;
  /** JSON. */
  parameters: string;
}

interface LawsTable {
  id: string;
  /** Without the state's name. */
  name: string;
  level: LawLevel;
  issuer: string;
  region: string;
  /** Day of the oldest event told; null: unknown, or only named by a text that repeals it. */
  since: string | null;
  repealed_on: string | null;
  /** Name of the law that repeals it. */
  repealed_by: string | null;
}

interface LawVersionsTable {
  id: string;
  law: string;
  title: string;
  /** Day of the wording; empty: not told. */
  version_on: string;
  effective_on: string | null;
  /** Of the content. */
  sha256: string;
  file: string;
  import: string;
  articles: number;
  /** JSON, LawText. */
  content: string;
}
