import type { LeadStatus } from "@yuejian/contracts";

/** Tables of the inbox: counters and links of the leads, what people say and keep about them, what they do with many at once, and samples of
 *  what no model flagged. The words of the leads (`lead_words`) have a form of their own on each engine: see lead-words.ts. */
export interface InboxTables {
  lead_counts: LeadCountsTable;
  lead_months: LeadMonthsTable;
  lead_links: LeadLinksTable;
  lead_comments: LeadCommentsTable;
  lead_mentions: LeadMentionsTable;
  lead_attachments: LeadAttachmentsTable;
  lead_tasks: LeadTasksTable;
  inbox_views: InboxViewsTable;
  inbox_defaults: InboxDefaultsTable;
  operations: OperationsTable;
  operation_leads: OperationLeadsTable;
  samples: SamplesTable;
  checks: ChecksTable;
}

/** How many leads there are of each kind; kept in the transaction of each change. Rows of zero may stay. */
interface LeadCountsTable {
  office: string;
  business_line: string;
  data_class: string;
  model: string;
  status: LeadStatus;
  is_assigned: number;
  leads: number;
}

/** How many leads were found in a month (`YYYY-MM`, in China); kept in the transaction that finds them. */
interface LeadMonthsTable {
  month: string;
  office: string;
  business_line: string;
  leads: number;
}

/** What a lead has in common with others: digests under a key of the home, so that the table names nobody. `lead` is the lead's number. */
interface LeadLinksTable {
  key: string;
  kind: string;
  lead: number;
}

interface LeadCommentsTable {
  id: string;
  lead: string;
  version: number;
  /** Null when withdrawn. Earlier wordings stand in the lead's events. */
  text: string | null;
  actor: string;
  at: string;
  edited_at: string | null;
  withdrawn_at: string | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
}

interface LeadMentionsTable {
  id: string;
  lead: string;
  comment: string;
  user: string;
  actor: string;
  at: string;
  read_at: string | null;
}

/** Verification tasks of leads as their histories tell them; what they say stands there alone. */
interface LeadTasksTable {
  id: string;
  lead: string;
  assignee: string;
  due: string;
  added_at: string;
  settled_at: string | null;
}

/** The bytes lie in the file store under `sha256`, until they are erased. */
interface LeadAttachmentsTable {
  id: string;
  lead: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  sm3: string;
  note: string | null;
  actor: string;
  at: string;
  withdrawn_at: string | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
  erased_at: string | null;
}

interface InboxViewsTable {
  id: string;
  version: number;
  owner: string;
  office: string;
  sharing: "own" | "office";
  name: string;
  /** LeadFilter. */
  filter: string;
  /** JSON array. */
  columns: string;
  sort: string;
  changed_at: string;
  outbox: number;
}

interface InboxDefaultsTable {
  user: string;
  view: string;
}

/** One command on many leads. */
interface OperationsTable {
  id: string;
  actor: string;
  office: string;
  kind: "assign" | "dismiss" | "comment" | "undo";
  /** BulkCommand; for `undo` the operation undone. */
  command: string;
  /** Selection by filter, for the job; empty once it was carried out. */
  selection: string;
  at: string;
  status: "running" | "done";
  job: string | null;
  leads: number;
  undo_until: string | null;
  undoes: string | null;
  undone_by: string | null;
  outbox: number;
}

interface OperationLeadsTable {
  operation: string;
  position: number;
  lead: string;
  /** `pending`: still to be done; `version` is then the version seen and, for an undo, `event` the one to be taken back. */
  outcome: "pending" | "done" | "changed" | "refused";
  code: string | null;
  /** Of the error, JSON. */
  parameters: string | null;
  /** Version of the lead after it. */
  version: number | null;
  event: string | null;
}

interface SamplesTable {
  id: string;
  model: string;
  model_version: string;
  run: string;
  /** Counts the samples of a run from 1: part of the seed. */
  number: number;
  office: string;
  business_line: string;
  data_class: string;
  actor: string;
  at: string;
  size: number;
  seed: string;
  status: "drawing" | "drawn" | "undetermined";
  reason_zh: string | null;
  reason_en: string | null;
  population: number | null;
  unflagged: number | null;
  outbox: number;
  drawn_outbox: number | null;
}

interface ChecksTable {
  id: string;
  version: number;
  sample: string;
  position: number;
  subject: string;
  verdict: string | null;
  note: string | null;
  actor: string | null;
  at: string | null;
}
