import {
  BUSINESS_LINES,
  type BusinessLine,
  CASE_NOTICE_SETS,
  CASE_STAGES,
  type CaseNoticeSet,
  FINDING_SEVERITIES,
  HANDLED_CASE_KINDS,
  HANDLED_CASE_STAGES,
  type HandledCaseKind,
  type HandledCaseStage,
  LAW_LEVELS,
  LAW_NOTICE_STATUSES,
  type LawLevel,
  type LawNoticeStatus,
  PATTERN_STATUSES,
  type PatternStatus,
  TEMPLATE_KINDS,
  type TemplateKind,
} from "@yuejian/contracts";

/** What each address carries in its search part. Anything unknown is dropped, so that an old link still opens. */
type Raw = Readonly<Record<string, unknown>>;

const words = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
/** A word that may look like a number or a flag. */
const plain = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
const among = <T extends string>(value: unknown, allowed: readonly T[]): T | undefined => allowed.find((each) => each === value);

/** Leaves out what is not set, so that addresses stay short. */
function compact<T extends object>(search: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

export const DATASET_TABS = ["rows", "quality", "quarantine", "batches", "columns", "lineage"] as const;

const day = (value: unknown): string | undefined => (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined);

/** Numbers of entries and sizes may be zero. */
const counting = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

export const auditSearch = (raw: Raw) =>
  compact({ actor: words(raw["actor"]), action: words(raw["action"]), subject: words(raw["subject"]) });

export const templatesSearch = (raw: Raw) =>
  compact({ office: words(raw["office"]), kind: among(raw["kind"], Object.keys(TEMPLATE_KINDS) as TemplateKind[]) });

export const casesSearch = (raw: Raw) =>
  compact({
    stage: among(raw["stage"], Object.keys(CASE_STAGES) as (keyof typeof CASE_STAGES)[]),
    mine: raw["mine"] === true ? true : undefined,
    overdue: raw["overdue"] === true ? true : undefined,
    sort: among(raw["sort"], ["newest", "due"] as const),
    office: words(raw["office"]),
    open: raw["open"] === true ? true : undefined,
    reached: among(raw["reached"], ["served", "replied", "rectified"] as const),
    dueFrom: words(raw["dueFrom"]),
    dueTo: words(raw["dueTo"]),
    openedIn: words(raw["openedIn"]),
    closedIn: words(raw["closedIn"]),
  });

export const whitePaperSearch = (raw: Raw) => compact({ year: counting(raw["year"]) });

export const patternsSearch = (raw: Raw) =>
  compact({
    status: among(raw["status"], Object.keys(PATTERN_STATUSES) as PatternStatus[]),
    past: raw["past"] === true ? true : undefined,
  });

export const handledCasesSearch = (raw: Raw) =>
  compact({
    office: words(raw["office"]),
    kind: among(raw["kind"], Object.keys(HANDLED_CASE_KINDS) as HandledCaseKind[]),
    stage: among(raw["stage"], Object.keys(HANDLED_CASE_STAGES) as HandledCaseStage[]),
    number: words(raw["number"]),
    department: plain(raw["department"]),
    line: among(raw["line"], Object.keys(BUSINESS_LINES) as BusinessLine[]),
    mine: raw["mine"] === true ? true : undefined,
    overdue: raw["overdue"] === true ? true : undefined,
    soon: raw["soon"] === true ? true : undefined,
    closed: raw["closed"] === true ? true : undefined,
  });

export const caseNoticesSearch = (raw: Raw) =>
  compact({
    set: among(raw["set"], Object.keys(CASE_NOTICE_SETS) as CaseNoticeSet[]),
    office: words(raw["office"]),
    mine: raw["mine"] === true ? true : undefined,
    unanswered: raw["unanswered"] === true ? true : undefined,
  });

export const calendarSearch = (raw: Raw) =>
  compact({
    view: among(raw["view"], ["week"] as const),
    from: day(raw["from"]),
    /** Whose entries are listed whole. */
    day: day(raw["day"]),
    mine: raw["mine"] === true ? true : undefined,
    office: words(raw["office"]),
    department: plain(raw["department"]),
  });

const PROCESS_PARTS = ["all", "ended", "goes-on", "entered", "left"] as const;

/** With `part` the cases behind a number are open: of a stage, a variant, or whole cases. */
export const processSearch = (raw: Raw) =>
  compact({
    from: day(raw["from"]),
    to: day(raw["to"]),
    office: words(raw["office"]),
    department: plain(raw["department"]),
    kind: among(raw["kind"], Object.keys(HANDLED_CASE_KINDS) as HandledCaseKind[]),
    stage: among(raw["stage"], Object.keys(HANDLED_CASE_STAGES) as HandledCaseStage[]),
    variant: words(raw["variant"]),
    part: among(raw["part"], PROCESS_PARTS),
  });

export const boardSearch = (raw: Raw) =>
  compact({
    of: among(raw["of"], ["business"] as const),
    by: among(raw["by"], ["office", "department", "line", "kind"] as const),
    office: words(raw["office"]),
    line: among(raw["line"], Object.keys(BUSINESS_LINES) as BusinessLine[]),
    mine: raw["mine"] === true ? true : undefined,
  });

export const pilotsSearch = (raw: Raw) => compact({ pilot: words(raw["pilot"]) });

export const caseSettingsSearch = (raw: Raw) => compact({ office: words(raw["office"]) });

/** A file that was sent (`upload`), the job that looked at it (`check`), and the one that takes it in (`job`). */
export const caseImportsSearch = (raw: Raw) =>
  compact({
    upload: words(raw["upload"]),
    check: words(raw["check"]),
    job: words(raw["job"]),
    asOf: day(raw["asOf"]),
    sheet: plain(raw["sheet"]),
  });

export const checkpointsSearch = (raw: Raw) => compact({ final: typeof raw["final"] === "boolean" ? raw["final"] : undefined });

export const signInSearch = (raw: Raw) => compact({ token: words(raw["token"]), from: words(raw["from"]) });

export const entriesSearch = (raw: Raw) =>
  compact({
    type: words(raw["type"]),
    organisation: words(raw["organisation"]),
    subject: words(typeof raw["subject"] === "number" ? String(raw["subject"]) : raw["subject"]),
    from: day(raw["from"]),
    to: day(raw["to"]),
    upTo: counting(raw["upTo"]),
  });

export const entitiesSearch = (raw: Raw) =>
  compact({ kind: among(raw["kind"], ["person", "organisation", "vehicle", "place"] as const), query: plain(raw["query"]) });

export const recordsSearch = (raw: Raw) =>
  compact({
    q: plain(raw["q"]),
    dataset: words(raw["dataset"]),
    from: day(raw["from"]),
    to: day(raw["to"]),
    offset: counting(raw["offset"]) || undefined,
  });

export const leadsSearch = (raw: Raw) =>
  compact({
    status: words(raw["status"]),
    model: words(raw["model"]),
    office: words(raw["office"]),
    businessLine: words(raw["businessLine"]),
    dataClass: words(raw["dataClass"]),
    assignee: words(raw["assignee"]),
    createdFrom: day(raw["createdFrom"]),
    createdTo: day(raw["createdTo"]),
    changedFrom: day(raw["changedFrom"]),
    changedTo: day(raw["changedTo"]),
    mentions: among(raw["mentions"], ["me"]),
    has: words(raw["has"]),
    q: words(typeof raw["q"] === "number" ? String(raw["q"]) : raw["q"]),
    sort: among(raw["sort"], ["newest", "oldest", "changed", "waiting"]),
    /** The saved view that was opened; `none` keeps the default view from opening by itself. */
    view: words(raw["view"]),
  });

export const leadSearch = (raw: Raw) => compact({ comment: words(raw["comment"]) });

export const checksSearch = (raw: Raw) =>
  compact({ model: words(raw["model"]), sample: words(raw["sample"]), open: typeof raw["open"] === "boolean" ? raw["open"] : undefined });

export const importSearch = (raw: Raw) =>
  compact({
    dataset: words(raw["dataset"]),
    upload: words(raw["upload"]),
    step: among(raw["step"], ["preview"]),
    job: words(raw["job"]),
  });

export const datasetSearch = (raw: Raw) =>
  compact({
    tab: among(raw["tab"], DATASET_TABS),
    batch: words(raw["batch"]),
    column: words(raw["column"]),
    missing: typeof raw["missing"] === "boolean" ? raw["missing"] : undefined,
    equals: plain(raw["equals"]),
    shape: plain(raw["shape"]),
    rule: words(raw["rule"]),
    code: words(raw["code"]),
  });

export const catalogueSearch = (raw: Raw) =>
  compact({ q: plain(raw["q"]), tag: words(raw["tag"]), loaded: typeof raw["loaded"] === "boolean" ? raw["loaded"] : undefined });

export const recordSearch = (raw: Raw) => compact({ for: words(raw["for"]) });

export const jobsSearch = (raw: Raw) => compact({ status: among(raw["status"], ["queued", "running", "done", "failed", "cancelled"]) });

export const lawImportsSearch = (raw: Raw) => compact({ job: words(raw["job"]), import: words(raw["import"]) });

export const lawRulesSearch = (raw: Raw) =>
  compact({
    status: among(raw["status"], [...(Object.keys(LAW_NOTICE_STATUSES) as LawNoticeStatus[]), "any" as const]),
    /** All places that rules name, instead of notices. */
    places: among(raw["places"], ["all", "resolved", "unresolved"] as const),
  });

export const documentCheckSearch = (raw: Raw) =>
  compact({
    severity: among(raw["severity"], FINDING_SEVERITIES),
    rule: words(raw["rule"]),
    /** Only what nobody has decided on. */
    open: raw["open"] === true ? true : undefined,
  });

/** Only what could not be read, only what has findings that nobody decided on. */
export const documentBatchSearch = (raw: Raw) =>
  compact({ refused: raw["refused"] === true ? true : undefined, open: raw["open"] === true ? true : undefined });

const month = (value: unknown): string | undefined =>
  typeof value === "string" && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(value) ? value : undefined;

export const documentStatisticsSearch = (raw: Raw) =>
  compact({ office: words(raw["office"]), from: month(raw["from"]), to: month(raw["to"]), kind: words(raw["kind"]) });

/** Decided examples: whose, when, of which rule and kind, and what was said. */
export const documentExamplesSearch = (raw: Raw) =>
  compact({
    office: words(raw["office"]),
    from: month(raw["from"]),
    to: month(raw["to"]),
    rule: words(raw["rule"]),
    kind: words(raw["kind"]),
    decision: among(raw["decision"], ["accepted", "rejected"] as const),
    offset: typeof raw["offset"] === "number" && raw["offset"] > 0 ? raw["offset"] : undefined,
  });

export const documentRulesSearch = (raw: Raw) => compact({ office: words(raw["office"]) });

/** The case whose facts are asked with. */
export const likeCasesSearch = (raw: Raw) => compact({ case: words(raw["case"]) });
export const farmlandSearch = (raw: Raw) =>
  compact({
    run: words(raw["run"]),
    office: words(raw["office"]),
    class: words(raw["class"]),
    confidence: among(raw["confidence"], ["possible", "probable", "confirmed"] as const),
    element: among(raw["element"], ["reached", "not-reached", "cannot-tell"] as const),
    state: among(raw["state"], ["new", "assigned", "verified", "dismissed", "filed", "none"] as const),
    since: day(raw["since"]),
    /** What is looked at. */
    violation: words(raw["violation"]),
  });

export const lawsSearch = (raw: Raw) =>
  compact({
    q: plain(raw["q"]),
    on: day(raw["on"]),
    level: among(raw["level"], Object.keys(LAW_LEVELS) as LawLevel[]),
    /** What is read: a law and one of its articles. */
    law: words(raw["law"]),
    article: plain(raw["article"]),
    /** Id of the wording that is compared with the one shown. */
    with: words(raw["with"]),
    /** The article through all wordings, instead of the law. */
    through: raw["through"] === true ? true : undefined,
  });
