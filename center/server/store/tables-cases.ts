import type { CASE_STATUSES, CaseClockKind, CasePaper, CaseStage, InstrumentKind, TemplateKind } from "@yuejian/contracts";

export type CaseStatus = keyof typeof CASE_STATUSES;

export interface CaseTables {
  cases: CasesTable;
  case_counts: CaseCountsTable;
  case_numbers: CaseNumbersTable;
  case_events: CaseEventsTable;
  case_clocks: CaseClocksTable;
  case_people: CasePeopleTable;
  case_files: CaseFilesTable;
  case_recusals: CaseRecusalsTable;
  instrument_numbers: InstrumentNumbersTable;
  instrument_templates: InstrumentTemplatesTable;
  case_papers: CasePapersTable;
  reply_links: ReplyLinksTable;
  case_instruments: CaseInstrumentsTable;
  case_citations: CaseCitationsTable;
}

/** What lists and rights need of a case; its history in `case_events` leads to it. */
export interface CasesTable {
  id: string;
  version: number;
  number: string;
  lead: string;
  model: string;
  subject: string;
  subject_name: string;
  office: string;
  business_line: string;
  data_class: string;
  /** Empty while somebody has to be found. */
  owner: string;
  status: CaseStatus;
  opened_at: string;
  outbox: number;
  stage: CaseStage;
  /** CaseNext and who it is: a person, or a level in an office. */
  next_what: string | null;
  next_person: string | null;
  next_level: string | null;
  next_office: string | null;
  /** Earliest day of the clocks that run. */
  due: string | null;
  /** To whom the instrument goes. */
  receiver: string | null;
  changed_at: string;
  ended_at: string | null;
}

/** How many cases of an office and line are in a stage. */
export interface CaseCountsTable {
  office: string;
  business_line: string;
  stage: CaseStage;
  cases: number;
}

/** Last number given per office and year. */
export interface CaseNumbersTable {
  office: string;
  year: number;
  last: number;
}

export interface CaseEventsTable {
  id: string;
  case_id: string;
  /** Version of the case after the event. */
  case_version: number;
  at: string;
  actor: string;
  action: string;
  /** CaseEvent's members, JSON. */
  deed: string;
  facts: string;
  outbox: number;
}

/** CaseClock: worked out from history and calendar, written anew with each. */
export interface CaseClocksTable {
  case_id: string;
  key: string;
  kind: CaseClockKind;
  rule: string | null;
  from_day: string;
  due: string;
  stopped_on: string | null;
  person: string | null;
  /** Of the case, as its line. */
  office: string;
  business_line: string;
  /** Not stopped, and the case is open. */
  is_running: number;
}

/** Who works on a case: these see it whatever their office and line. */
export interface CasePeopleTable {
  case_id: string;
  person: string;
  part: "owner" | "co-handler" | "worker";
}

export interface CaseFilesTable {
  id: string;
  case_id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  sm3: string;
  actor: string;
  at: string;
}

/** Requests for recusals, and people who were recused of the house's own motion (`id`: the event). */
export interface CaseRecusalsTable {
  id: string;
  case_id: string;
  person: string;
  status: "asked" | "granted" | "refused";
  is_of_chief: number;
  /** When it was asked for or, once decided, decided. */
  at: string;
}

/** Last number given per office, series and year. */
export interface InstrumentNumbersTable {
  office: string;
  series: string;
  year: number;
  last: number;
}

/** Every version of an office's wording; what a draft used stands in its event as well. */
export interface InstrumentTemplatesTable {
  office: string;
  kind: TemplateKind;
  version: number;
  /** TemplateTexts, JSON. */
  texts: string;
  note: string;
  set_by: string;
  set_at: string;
  outbox: number;
}

/** The instrument of a case as it is drafted now. Follows from the case's history. */
export interface CaseInstrumentsTable {
  case_id: string;
  kind: InstrumentKind;
  /** Of the office's template; 0: the house's own, null: drafted before there were templates. */
  template_version: number | null;
  drafted_at: string;
}

/** Laws and articles that it cites, as it names them (`canonicalName`); `article` is empty where the law is cited as a whole. Follows from history and the names
 *  of imported laws. */
export interface CaseCitationsTable {
  case_id: string;
  law: string;
  article: string;
}

/** Papers as they were issued. */
export interface CasePapersTable {
  id: string;
  case_id: string;
  kind: CasePaper;
  number: string;
  template_version: number;
  /** OfficialDocument, JSON. */
  document: string;
  actor: string;
  at: string;
}

/** Links by which the receiver of an instrument replies without an account. The token itself is kept nowhere. */
export interface ReplyLinksTable {
  id: string;
  case_id: string;
  /** Of the instrument that it shows. */
  revision: number;
  receiver: string;
  token_sha256: string;
  created_by: string;
  created_at: string;
  expires_at: string;
  /** Last opened, to the minute. */
  seen_at: string | null;
  revoked_at: string | null;
  revoked_reason: string | null;
  replied_at: string | null;
  reply_event: string | null;
  failed_attempts: number;
  locked_until: string | null;
}
