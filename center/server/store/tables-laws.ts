import type { BusinessLine, LawChangeKind, LawLevel, LawNoticeStatus, LawRuleKind, LawSharing } from "@yuejian/contracts";

export interface LawTables {
  law_imports: LawImportsTable;
  law_import_notes: LawImportNotesTable;
  laws: LawsTable;
  law_versions: LawVersionsTable;
  law_bindings: LawBindingsTable;
  law_notices: LawNoticesTable;
  law_history: LawHistoryTable;
  law_collections: LawCollectionsTable;
  law_collection_items: LawCollectionItemsTable;
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
  /** JSON, `{ file, sha256 }[]`: what it was read from, digests of the files' bytes; null: imported before these were kept. */
  sources: string | null;
}

/** The article under which a rule of the house was found right last, or first seen. */
interface LawBindingsTable {
  rule_kind: LawRuleKind;
  rule: string;
  law: string;
  /** Key. */
  article: string;
  version: string | null;
  /** LawArticle, JSON; null: a person found the rule right although the article is gone. */
  content: string | null;
  /** Day of a repeal under which a person found the rule right. */
  repealed_on: string | null;
  seen_at: string;
}

/** That such an article changed, and what a person said of it. */
interface LawNoticesTable {
  id: string;
  /** Version of the notice, from 1. */
  number: number;
  rule_kind: LawRuleKind;
  rule: string;
  /** Whose rule it is; null: of the house. */
  office: string | null;
  law: string;
  article: string;
  change: LawChangeKind;
  /** First day of the change; null: not told. */
  changes_on: string | null;
  version: string | null;
  before_version: string | null;
  /** LawArticle, JSON. */
  before: string | null;
  after: string | null;
  /** Of rule, place, and both contents: one change is told once. */
  digest: string;
  import: string | null;
  opened_at: string;
  status: LawNoticeStatus;
  reason: string | null;
  decided_by: string | null;
  decided_at: string | null;
  outbox: number;
}

/** What a person looked for and read: theirs alone. */
interface LawHistoryTable {
  id: string;
  person: string;
  kind: "search" | "reading";
  /** Of a search; else empty. */
  query: string;
  /** Name and key of what was read; else empty. */
  law: string;
  article: string;
  on_day: string | null;
  at: string;
}

interface LawCollectionsTable {
  id: string;
  version: number;
  owner: string;
  title: string;
  note: string;
  sharing: LawSharing;
  /** Of the owner when it was made; whose people see it where it is shared. */
  office: string;
  /** Of a department; null unless it is shared with one. */
  business_line: BusinessLine | null;
  created_at: string;
  changed_at: string;
}

interface LawCollectionItemsTable {
  id: string;
  collection: string;
  position: number;
  law: string;
  article: string;
  /** The wording that was put in. */
  version: string;
  /** Passage of the article; empty: all of it. */
  quote: string;
  note: string;
  added_by: string;
  added_at: string;
}
