import { type Static, Type } from "typebox";
import { CASE_NOTICE_SETS, CASE_NOTICE_SEVERITIES, CASE_NOTICE_VERDICTS } from "../case-notice.ts";
import { HANDLED_CASE_KINDS, HANDLED_CASE_OUTCOMES, HANDLED_CASE_STAGES } from "../handled-case.ts";
import { BUSINESS_LINES } from "../organisation.ts";
import { ExplicitMappingShape } from "./mapping.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const Day = Type.String({ format: "date" });
const Id = Type.String({ maxLength: 64 });

/** POST /api/casework/imports, on this machine */
export const CaseImportBody = exact({
  path: Type.String(),
  /** Day of the export; today when not given. */
  asOf: Type.Optional(Day),
  sheet: Type.Optional(Type.String()),
  mapping: Type.Optional(ExplicitMappingShape),
});

/** POST /api/casework/uploads/:upload/check and …/import */
export const CaseFileBody = exact({
  asOf: Type.Optional(Day),
  sheet: Type.Optional(Type.String()),
  mapping: Type.Optional(ExplicitMappingShape),
});
export type CaseFileOrder = Static<typeof CaseFileBody>;

/** Fields of POST /api/casework/imports/upload beside the file. */
export const CaseImportFields = exact({ asOf: Type.Optional(Day), sheet: Type.Optional(Type.String()) });
export type CaseImportOrder = Static<typeof CaseImportFields>;

const CaseImportShape = exact({
  id: Type.String(),
  job: Type.String(),
  file: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  sm3: Type.String(),
  asOf: Type.String(),
  office: Type.String(),
  actorName: Type.String(),
  at: Type.String(),
  rows: Type.Integer(),
  /** Rows that are cases, and how many of them are in; less: it was broken off, and taking the file in again goes on. */
  accepted: Type.Integer(),
  applied: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  refused: Type.Integer(),
  ignoredHeadings: Type.Array(Type.String()),
  /** Columns that the file does not have. */
  absentColumns: Type.Array(TextShape),
  ledgerIndex: orNull(Type.Integer()),
});
export type CaseImportView = Static<typeof CaseImportShape>;
export const CaseImportsShape = page(CaseImportShape);

const RefusedRowShape = exact({
  row: Type.Integer(),
  line: Type.Integer(),
  reasons: Type.Array(exact({ code: Type.String(), column: orNull(Type.String()), columnTitle: orNull(TextShape), text: TextShape })),
});
export const CaseImportDetailShape = exact({ import: CaseImportShape, refusals: page(RefusedRowShape) });
export type CaseImportDetail = Static<typeof CaseImportDetailShape>;

const CaseFileCheckShape = exact({
  file: exact({ name: Type.String(), size: Type.Integer(), sha256: Type.String(), sm3: Type.String() }),
  asOf: Type.String(),
  /** Every column of a case with the heading that fills it. Where one that every case needs has none, no row was read. */
  columns: Type.Array(exact({ name: Type.String(), title: TextShape, isRequired: Type.Boolean(), heading: orNull(Type.String()) })),
  ignoredHeadings: Type.Array(Type.String()),
  rows: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  refused: Type.Integer(),
  /** The first of them. */
  refusals: Type.Array(RefusedRowShape),
});
/** Result of the job that looks at an export before it is taken in. */
export type CaseFileCheck = Static<typeof CaseFileCheckShape>;

const HandledCaseShape = exact({
  id: Type.String(),
  number: Type.String(),
  version: Type.Integer(),
  office: Type.String(),
  department: Type.String(),
  businessLine: oneOf(BUSINESS_LINES),
  kind: oneOf(HANDLED_CASE_KINDS),
  cause: orNull(Type.String()),
  handler: orNull(Type.String()),
  isMine: Type.Boolean(),
  inCustody: orNull(Type.Boolean()),
  stage: oneOf(HANDLED_CASE_STAGES),
  isOpen: Type.Boolean(),
  acceptedOn: Type.String(),
  decidedOn: orNull(Type.String()),
  /** Earliest last day of the clocks that run. */
  due: orNull(Type.String()),
  isOverdue: Type.Boolean(),
  asOf: Type.String(),
});
export type HandledCaseView = Static<typeof HandledCaseShape>;

const Filters = {
  office: Type.Optional(Id),
  department: Type.Optional(Type.String({ maxLength: 200 })),
  line: Type.Optional(oneOf(BUSINESS_LINES)),
  kind: Type.Optional(oneOf(HANDLED_CASE_KINDS)),
  stage: Type.Optional(oneOf(HANDLED_CASE_STAGES)),
  /** Cases whose handler the caller is. */
  mine: Type.Optional(Type.Boolean()),
};

/** GET /api/casework/cases */
export const HandledCasesQuery = exact({
  ...Filters,
  status: Type.Optional(oneOf({ open: 0, closed: 0, all: 0 })),
  overdue: Type.Optional(Type.Boolean()),
  /** Whose first clock ends within so many days from today. */
  dueWithin: Type.Optional(Type.Integer({ minimum: 0, maximum: 366 })),
  /** The number, or its beginning. */
  number: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  sort: Type.Optional(oneOf({ due: 0, newest: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
});
export type HandledCasesFilter = Static<typeof HandledCasesQuery>;

export const HandledCasesShape = exact({
  items: Type.Array(HandledCaseShape),
  total: Type.Integer(),
  totalIs: oneOf({ exact: 0, "at-least": 0 }),
  next: orNull(Type.String()),
});
export type HandledCases = Static<typeof HandledCasesShape>;

export const BOARDS = { office: 0, department: 0, line: 0, kind: 0, stage: 0 } as const;
export type BoardBy = keyof typeof BOARDS;

/** GET /api/casework/board: open cases, counted */
export const CaseBoardQuery = exact({ by: oneOf(BOARDS), ...Filters });

const CountsShape = {
  open: Type.Integer(),
  overdue: Type.Integer(),
  /** First clock ends today or in the next seven days. */
  soon: Type.Integer(),
  /** No clock runs. */
  withoutDue: Type.Integer(),
};
export const CaseBoardShape = exact({
  today: Type.String(),
  /** `office` beside a department, whose names repeat. */
  rows: Type.Array(exact({ key: Type.String(), office: orNull(Type.String()), ...CountsShape })),
  total: exact(CountsShape),
});
export type CaseBoard = Static<typeof CaseBoardShape>;

/** GET /api/casework/calendar: last days of running clocks, counted; three months at most */
export const CaseCalendarQuery = exact({ from: Day, to: Day, office: Type.Optional(Id), line: Type.Optional(oneOf(BUSINESS_LINES)) });
export const CaseCalendarShape = exact({
  days: Type.Array(exact({ day: Type.String(), isWorkingDay: Type.Boolean(), clocks: Type.Integer() })),
  rules: Type.Array(exact({ rule: Type.String(), title: TextShape, clocks: Type.Integer() })),
});
export type CaseCalendar = Static<typeof CaseCalendarShape>;

/** GET /api/casework/clocks: running clocks by their last days */
export const DueClocksQuery = exact({
  from: Day,
  to: Day,
  office: Type.Optional(Id),
  line: Type.Optional(oneOf(BUSINESS_LINES)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
});
export const DueClocksShape = exact({
  items: Type.Array(exact({ case: HandledCaseShape, rule: Type.String(), title: TextShape, due: Type.String() })),
  next: orNull(Type.String()),
});
export type DueClocks = Static<typeof DueClocksShape>;

const CLOCK_STATES = { running: 0, paused: 0, overdue: 0, kept: 0, missed: 0 } as const;
const HandledClockShape = exact({
  key: Type.String(),
  rule: Type.String(),
  title: TextShape,
  from: Type.String(),
  due: orNull(Type.String()),
  stoppedOn: orNull(Type.String()),
  state: oneOf(CLOCK_STATES),
  sentence: TextShape,
  source: TextShape,
  doubts: Type.Array(TextShape),
  whenOver: TextShape,
});

export const CaseNoticeShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  case: exact({ id: Type.String(), number: Type.String(), kind: oneOf(HANDLED_CASE_KINDS), handler: orNull(Type.String()) }),
  office: Type.String(),
  department: Type.String(),
  rule: Type.String(),
  set: oneOf(CASE_NOTICE_SETS),
  severity: oneOf(CASE_NOTICE_SEVERITIES),
  title: TextShape,
  sentence: TextShape,
  /** Law and article; null: no law says it, the house wants to look. */
  source: orNull(TextShape),
  isOpen: Type.Boolean(),
  openedOn: Type.String(),
  closedOn: orNull(Type.String()),
  answer: orNull(exact({ verdict: oneOf(CASE_NOTICE_VERDICTS), reason: Type.String(), byName: Type.String(), at: Type.String() })),
  mayAnswer: Type.Boolean(),
});
export type CaseNoticeView = Static<typeof CaseNoticeShape>;

/** GET /api/casework/notices, the newest first */
export const CaseNoticesQuery = exact({
  set: Type.Optional(oneOf(CASE_NOTICE_SETS)),
  status: Type.Optional(oneOf({ open: 0, closed: 0 })),
  rule: Type.Optional(Id),
  severity: Type.Optional(oneOf(CASE_NOTICE_SEVERITIES)),
  office: Type.Optional(Id),
  /** Without an answer, or with one. */
  answered: Type.Optional(Type.Boolean()),
  mine: Type.Optional(Type.Boolean()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
});
export type CaseNoticesFilter = Static<typeof CaseNoticesQuery>;
export const CaseNoticesShape = exact({ items: Type.Array(CaseNoticeShape), next: orNull(Type.String()) });
export type CaseNotices = Static<typeof CaseNoticesShape>;

/** GET /api/casework/rules: what the rules are, and how many notices are open */
export const CaseRulesShape = exact({
  items: Type.Array(
    exact({
      id: Type.String(),
      set: oneOf(CASE_NOTICE_SETS),
      severity: oneOf(CASE_NOTICE_SEVERITIES),
      title: TextShape,
      /** `clock`: the article of the clock concerned; null: of the house. */
      source: orNull(TextShape),
      since: Type.String(),
      open: Type.Integer(),
      unanswered: Type.Integer(),
    }),
  ),
});
export type CaseRules = Static<typeof CaseRulesShape>;

/** POST /api/casework/notices/:notice/answer */
export const CaseNoticeAnswerBody = exact({
  version: Type.Integer(),
  verdict: oneOf(CASE_NOTICE_VERDICTS),
  reason: Type.String({ minLength: 2, maxLength: 2000 }),
});

export const HandledCaseDetailShape = exact({
  case: HandledCaseShape,
  suspects: Type.Array(Type.String()),
  outcome: orNull(oneOf(HANDLED_CASE_OUTCOMES)),
  days: Type.Array(exact({ column: Type.String(), title: TextShape, day: Type.String() })),
  clocks: Type.Array(HandledClockShape),
  /** Clocks of the kind that cannot be computed, and why. */
  unknown: Type.Array(exact({ key: Type.String(), title: TextShape, reason: TextShape })),
  stages: Type.Array(
    exact({
      stage: oneOf(HANDLED_CASE_STAGES),
      isWaiting: Type.Boolean(),
      from: Type.String(),
      to: orNull(Type.String()),
      days: Type.Integer(),
    }),
  ),
  notices: Type.Array(CaseNoticeShape),
  /** Newest first; the members that each import changed. */
  versions: Type.Array(
    exact({ version: Type.Integer(), asOf: Type.String(), import: Type.String(), file: Type.String(), changed: Type.Array(TextShape) }),
  ),
});
export type HandledCaseDetail = Static<typeof HandledCaseDetailShape>;

/** GET /api/casework/process: cases accepted within the days */
export const CaseProcessQuery = exact({
  from: Day,
  to: Day,
  office: Type.Optional(Id),
  department: Type.Optional(Type.String({ maxLength: 200 })),
  line: Type.Optional(oneOf(BUSINESS_LINES)),
  kind: Type.Optional(oneOf(HANDLED_CASE_KINDS)),
});
const Duration = {
  ended: Type.Integer(),
  goesOn: Type.Integer(),
  medianDays: orNull(Type.Integer()),
  p90Days: orNull(Type.Integer()),
};
export const CaseProcessShape = exact({
  cases: Type.Integer(),
  whole: exact(Duration),
  stages: Type.Array(
    exact({
      stage: oneOf(HANDLED_CASE_STAGES),
      isWaiting: Type.Boolean(),
      totalDays: Type.Integer(),
      share: orNull(Type.Number()),
      entered: Type.Integer(),
      left: Type.Integer(),
      ...Duration,
    }),
  ),
  workingDays: Type.Integer(),
  waitingDays: Type.Integer(),
  variants: Type.Array(
    exact({ stages: Type.Array(oneOf(HANDLED_CASE_STAGES)), cases: Type.Integer(), medianDays: Type.Integer(), p90Days: Type.Integer() }),
  ),
  variantCount: Type.Integer(),
  /** First and last day for what entered and left. */
  window: exact({ from: Type.String(), to: Type.String() }),
});
export type CaseProcess = Static<typeof CaseProcessShape>;

const PROCESS_PARTS = { all: 0, ended: 0, "goes-on": 0, entered: 0, left: 0 } as const;
export type ProcessPart = keyof typeof PROCESS_PARTS;

/** GET /api/casework/process/cases: the rows behind a figure of GET /api/casework/process, longest first. Of a stage, of a variant (stages, joined by commas), or whole cases. */
export const ProcessCasesQuery = exact({
  ...CaseProcessQuery.properties,
  stage: Type.Optional(oneOf(HANDLED_CASE_STAGES)),
  variant: Type.Optional(Type.String({ maxLength: 1000 })),
  part: Type.Optional(oneOf(PROCESS_PARTS)),
});
export type ProcessCasesFilter = Static<typeof ProcessCasesQuery>;

export const ProcessCasesShape = exact({
  /** Counted as in the figure: a case that came into a stage twice is there twice. `items` holds the first 200. */
  total: Type.Integer(),
  items: Type.Array(exact({ case: HandledCaseShape, from: Type.String(), to: orNull(Type.String()), days: Type.Integer() })),
});
export type ProcessCases = Static<typeof ProcessCasesShape>;

export const CaseImportQuery = exact({ ...PageQuery });
