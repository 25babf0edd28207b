import { type Static, Type } from "typebox";
import {
  APPROVAL_LEVELS,
  INSTRUMENT_KINDS,
  LOOK_BACK_OUTCOMES,
  OBJECTION_ANSWERS,
  RECTIFICATION_KINDS,
  RECTIFICATION_STATUSES,
  REPLY_OUTCOMES,
  SERVICE_WAYS,
} from "../instrument.ts";
import { CASE_PAPERS } from "../instrument-template.ts";
import { CASE_STATUSES } from "../lead.ts";
import { BUSINESS_LINES } from "../organisation.ts";
import { RECUSAL_ASKERS, RECUSAL_DECISIONS, RECUSAL_GROUNDS } from "../recusal.ts";
import { CASE_DEEDS, CASE_NEXT, CASE_STAGES } from "../supervision-case.ts";
import { PaperShape, ReplyLinkShape } from "./instruments.ts";
import { TASK_STATUSES } from "./lead-tasks.ts";
import { ErrorShape, exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const Day = Type.String({ format: "date" });
const Month = Type.String({ pattern: "^\\d{4}-\\d{2}$" });
const Words = Type.String({ maxLength: 4000 });
const Title = Type.String({ maxLength: 300 });
const Person = Type.String({ maxLength: 64 });
const Files = Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 });

/** Who has to do what for the case to go on: a person, or whoever holds a level in an office. */
const NextShape = exact({
  what: oneOf(CASE_NEXT),
  person: orNull(Type.String()),
  personName: orNull(Type.String()),
  level: orNull(oneOf(APPROVAL_LEVELS)),
  office: orNull(Type.String()),
});

export const CaseShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  number: Type.String(),
  lead: Type.String(),
  model: Type.String(),
  subject: Type.String(),
  subjectName: Type.String(),
  office: Type.String(),
  businessLine: oneOf(BUSINESS_LINES),
  /** Null while somebody has to be found. */
  owner: orNull(Type.String()),
  ownerName: orNull(Type.String()),
  status: oneOf(CASE_STATUSES),
  stage: oneOf(CASE_STAGES),
  next: orNull(NextShape),
  /** Earliest day of the clocks that run. */
  due: orNull(Type.String()),
  isOverdue: Type.Boolean(),
  receiver: orNull(Type.String()),
  openedAt: Type.String(),
  changedAt: Type.String(),
  endedAt: orNull(Type.String()),
});
export type CaseView = Static<typeof CaseShape>;
export const CasesShape = page(CaseShape);

/** GET /api/cases */
export const CasesQuery = exact({
  ...PageQuery,
  stage: Type.Optional(oneOf(CASE_STAGES)),
  office: Type.Optional(Type.String({ maxLength: 64 })),
  /** Cases that the caller owns, helps with or has a task in. */
  mine: Type.Optional(Type.Boolean()),
  overdue: Type.Optional(Type.Boolean()),
  /** Only open ones. */
  open: Type.Optional(Type.Boolean()),
  /** How far a case came at least. */
  reached: Type.Optional(oneOf({ served: 0, replied: 0, rectified: 0 })),
  /** Open ones whose earliest clock ends within these days, without those overdue. */
  dueFrom: Type.Optional(Day),
  dueTo: Type.Optional(Day),
  /** Filed, or closed after rectification, in a month (in China). */
  openedIn: Type.Optional(Month),
  closedIn: Type.Optional(Month),
  sort: Type.Optional(oneOf({ newest: 0, due: 0 })),
});

export type CaseFilterQuery = Static<typeof CasesQuery>;

/** GET /api/cases/board: cases by stage, the first due of each */
export const SupervisionBoardQuery = exact({
  office: Type.Optional(Type.String({ maxLength: 64 })),
  line: Type.Optional(oneOf(BUSINESS_LINES)),
  mine: Type.Optional(Type.Boolean()),
  perStage: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
});
export const SupervisionBoardShape = exact({
  columns: Type.Array(
    exact({
      stage: oneOf(CASE_STAGES),
      isOpen: Type.Boolean(),
      total: Type.Integer(),
      overdue: Type.Integer(),
      items: Type.Array(CaseShape),
    }),
  ),
});
export type SupervisionBoard = Static<typeof SupervisionBoardShape>;

/** GET /api/cases/:case/moves: by which command the caller could bring the case to each other stage now, or why not */
export const CaseMovesShape = exact({
  case: Type.String(),
  version: Type.Integer(),
  moves: Type.Array(exact({ stage: oneOf(CASE_STAGES), action: orNull(Type.String()), reason: orNull(TextShape) })),
});
export type CaseMoves = Static<typeof CaseMovesShape>;

export const CaseClockShape = exact({
  key: Type.String(),
  kind: oneOf({ reply: 0, objection: 0, item: 0, task: 0 }),
  rule: orNull(Type.String()),
  title: TextShape,
  from: Type.String(),
  due: Type.String(),
  stoppedOn: orNull(Type.String()),
  isOverdue: Type.Boolean(),
  /** How the day comes about. */
  sentence: TextShape,
  /** Law and article; null for days that people set. */
  source: orNull(TextShape),
  doubts: Type.Array(TextShape),
  whenOver: orNull(TextShape),
});
export type CaseClockView = Static<typeof CaseClockShape>;

export const CaseFileShape = exact({
  id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  sm3: Type.String(),
  actorName: Type.String(),
  at: Type.String(),
});
export type CaseFileView = Static<typeof CaseFileShape>;

export const CaseEventShape = exact({
  id: Type.String(),
  at: Type.String(),
  actor: Type.String(),
  actorName: Type.String(),
  action: oneOf(CASE_DEEDS),
  title: TextShape,
  /** What people wrote, and what the step named. */
  words: Type.Array(Type.String()),
  /** Was taken back by a later step. */
  isUndone: Type.Boolean(),
  ledgerIndex: orNull(Type.Integer()),
});
export type CaseEventView = Static<typeof CaseEventShape>;

const PersonShape = exact({ person: Type.String(), name: Type.String() });
const ReplyShape = exact({
  outcome: oneOf(REPLY_OUTCOMES),
  receivedOn: Type.String(),
  text: Type.String(),
  files: Type.Array(Type.String()),
  answeredAt: orNull(Type.String()),
});
const DraftMembers = {
  kind: oneOf(INSTRUMENT_KINDS),
  receiver: Title,
  title: Title,
  body: Type.String({ maxLength: 40_000 }),
  isUrgent: Type.Boolean(),
  replyBy: orNull(Day),
};

/** GET /api/cases/:case */
export const CaseDetailShape = exact({
  case: CaseShape,
  leads: Type.Array(Type.String()),
  coHandlers: Type.Array(exact({ ...PersonShape.properties, line: oneOf(BUSINESS_LINES) })),
  recused: Type.Array(PersonShape),
  /** Recusals as they were asked for and decided, oldest first. */
  recusals: Type.Array(
    exact({
      id: Type.String(),
      person: Type.String(),
      personName: Type.String(),
      asker: oneOf(RECUSAL_ASKERS),
      ground: oneOf(RECUSAL_GROUNDS),
      article: orNull(TextShape),
      reason: Type.String(),
      askedAt: Type.String(),
      isOfChief: Type.Boolean(),
      isAgain: Type.Boolean(),
      status: oneOf({ asked: 0, ...RECUSAL_DECISIONS }),
      decidedByName: orNull(Type.String()),
      decidedAt: orNull(Type.String()),
      meeting: orNull(Type.String()),
      answer: orNull(Type.String()),
      mayDecide: Type.Boolean(),
    }),
  ),
  tasks: Type.Array(
    exact({
      id: Type.String(),
      title: Type.String(),
      assignee: Type.String(),
      assigneeName: Type.String(),
      due: Type.String(),
      status: oneOf(TASK_STATUSES),
      result: orNull(Type.String()),
      files: Type.Array(Type.String()),
    }),
  ),
  instrument: orNull(
    exact({
      ...DraftMembers,
      authorName: Type.String(),
      revision: Type.Integer(),
      levels: Type.Array(oneOf(APPROVAL_LEVELS)),
      approvals: Type.Array(exact({ level: oneOf(APPROVAL_LEVELS), byName: Type.String(), at: Type.String() })),
      number: orNull(Type.String()),
      servedOn: orNull(Type.String()),
      way: orNull(oneOf(SERVICE_WAYS)),
      recipient: orNull(Type.String()),
      serviceFiles: Type.Array(Type.String()),
      /** Version of the office's template; 0: the house's wording. */
      templateVersion: Type.Integer(),
    }),
  ),
  reply: orNull(ReplyShape),
  items: Type.Array(
    exact({
      id: Type.String(),
      kind: oneOf(RECTIFICATION_KINDS),
      title: Type.String(),
      due: Type.String(),
      status: oneOf(RECTIFICATION_STATUSES),
      note: orNull(Type.String()),
      files: Type.Array(Type.String()),
    }),
  ),
  lookBacks: Type.Array(
    exact({
      startedAt: Type.String(),
      result: orNull(
        exact({
          run: Type.String(),
          outcome: oneOf(LOOK_BACK_OUTCOMES),
          newBatches: Type.Integer(),
          at: Type.String(),
          /** Where the run stands on the ledger. */
          ledgerIndex: orNull(Type.Integer()),
        }),
      ),
    }),
  ),
  transfer: orNull(exact({ to: Type.String(), from: Type.String(), reason: Type.String() })),
  mergedInto: orNull(Type.String()),
  absorbed: Type.Array(Type.String()),
  files: Type.Array(CaseFileShape),
  papers: Type.Array(PaperShape),
  /** Papers that the caller may issue now. */
  mayIssue: Type.Array(oneOf(CASE_PAPERS)),
  links: Type.Array(ReplyLinkShape),
  mayLink: Type.Boolean(),
  clocks: Type.Array(CaseClockShape),
  history: Type.Array(CaseEventShape),
  /** Commands that the caller may give now. */
  may: Type.Array(oneOf(CASE_DEEDS)),
  /** The step that the caller can take back. */
  undoable: orNull(exact({ event: Type.String(), action: oneOf(CASE_DEEDS) })),
});
export type CaseDetail = Static<typeof CaseDetailShape>;

const reasoned = <Action extends string>(action: Action) => exact({ action: Type.Literal(action), reason: Words });
const noted = <Action extends string>(action: Action) => exact({ action: Type.Literal(action), note: Words });

export const DraftCommandShape = exact({ action: Type.Literal("draft"), ...DraftMembers });

export const CaseCommandShape = Type.Union([
  exact({ action: Type.Literal("assign"), owner: Person, reason: Words }),
  exact({ action: Type.Literal("join"), person: Person, line: oneOf(BUSINESS_LINES), note: Words }),
  exact({ action: Type.Literal("leave"), person: Person, reason: Words }),
  exact({ action: Type.Literal("recuse"), person: Person, reason: Words }),
  exact({
    action: Type.Literal("recusal-ask"),
    person: Person,
    asker: oneOf(RECUSAL_ASKERS),
    ground: oneOf(RECUSAL_GROUNDS),
    reason: Words,
  }),
  exact({ action: Type.Literal("recusal-again"), recusal: Person, reason: Words }),
  exact({
    action: Type.Literal("recusal-decide"),
    recusal: Person,
    decision: oneOf(RECUSAL_DECISIONS),
    meeting: orNull(Day),
    reason: Words,
  }),
  exact({ action: Type.Literal("task-add"), title: Title, assignee: Person, due: Day }),
  exact({ action: Type.Literal("task-report"), task: Person, result: Words, files: Files }),
  exact({ action: Type.Literal("task-cancel"), task: Person, reason: Words }),
  DraftCommandShape,
  noted("submit"),
  noted("approve"),
  reasoned("return"),
  reasoned("redraft"),
  exact({ action: Type.Literal("serve"), servedOn: Day, way: oneOf(SERVICE_WAYS), recipient: Title, note: Words, files: Files }),
  exact({ action: Type.Literal("reply"), outcome: oneOf(REPLY_OUTCOMES), receivedOn: Day, text: Words, files: Files }),
  noted("no-reply"),
  exact({ action: Type.Literal("answer-objection"), answer: oneOf(OBJECTION_ANSWERS), reason: Words }),
  exact({ action: Type.Literal("item-add"), kind: oneOf(RECTIFICATION_KINDS), title: Title, due: Day }),
  exact({ action: Type.Literal("item-report"), item: Person, note: Words, files: Files }),
  exact({ action: Type.Literal("item-accept"), item: Person, note: Words }),
  exact({ action: Type.Literal("item-return"), item: Person, reason: Words }),
  exact({ action: Type.Literal("item-cancel"), item: Person, reason: Words }),
  noted("look-back"),
  reasoned("resume"),
  reasoned("close"),
  reasoned("escalate"),
  reasoned("withdraw"),
  exact({ action: Type.Literal("offer-transfer"), office: Person, reason: Words }),
  exact({ action: Type.Literal("accept-transfer"), owner: Person, note: Words }),
  reasoned("refuse-transfer"),
  exact({ action: Type.Literal("merge"), into: Person, reason: Words }),
  noted("comment"),
]);

/** POST /api/cases/:case/commands and …/preview. `version` is the one the person saw; VERSION_CONFLICT otherwise. */
export const CaseCommandBody = exact({ version: Type.Integer(), command: CaseCommandShape });

/** POST /api/cases/:case/undo */
export const CaseUndoBody = exact({ version: Type.Integer(), undoes: Type.String() });

/** What a command would lead to; nothing is done. */
export const CasePreviewShape = exact({
  stage: oneOf(CASE_STAGES),
  next: orNull(NextShape),
  due: orNull(Type.String()),
  /** Clocks that begin, end or move. */
  clocks: Type.Array(exact({ title: TextShape, due: Type.String(), isRunning: Type.Boolean() })),
  isUndoable: Type.Boolean(),
});
export type CasePreview = Static<typeof CasePreviewShape>;

/** Body of a VERSION_CONFLICT (409) on a case. */
export const CaseConflictShape = exact({
  ...ErrorShape.properties,
  conflict: exact({ case: CaseShape, since: Type.Array(CaseEventShape) }),
});
export type CaseConflict = Static<typeof CaseConflictShape>;

/** GET /api/cases/:case/handlers — who could be given the case, in the order proposed; a person decides. */
export const HandlersShape = exact({
  items: Type.Array(exact({ id: Type.String(), name: Type.String(), place: orNull(Type.Integer()), reason: TextShape })),
});
export type Handlers = Static<typeof HandlersShape>;

/** GET /api/case-clocks — clocks that run in cases the caller sees, the earliest first. */
export const CaseClocksShape = page(
  exact({
    case: Type.String(),
    number: Type.String(),
    office: Type.String(),
    stage: oneOf(CASE_STAGES),
    key: Type.String(),
    kind: Type.String(),
    rule: orNull(Type.String()),
    from: Type.String(),
    due: Type.String(),
    isOverdue: Type.Boolean(),
    personName: orNull(Type.String()),
    sentence: TextShape,
    source: orNull(TextShape),
  }),
);
export type CaseClocksPage = Static<typeof CaseClocksShape>;

/** POST /api/case-clocks/recompute */
export const RecomputedShape = exact({ cases: Type.Integer(), moved: Type.Integer() });

/** GET /api/instrument-kinds */
export const InstrumentKindsShape = exact({
  items: Type.Array(
    exact({
      kind: oneOf(INSTRUMENT_KINDS),
      title: TextShape,
      series: Type.String(),
      replyClock: orNull(Type.String()),
      urgentClock: orNull(Type.String()),
      maySue: Type.Boolean(),
      lines: Type.Array(oneOf(BUSINESS_LINES)),
      levels: Type.Array(oneOf(APPROVAL_LEVELS)),
      /** Who set them: the office asked for, the house for all, or the kind as it comes. */
      levelsFrom: oneOf({ office: 0, house: 0, kind: 0 }),
    }),
  ),
});
export type InstrumentKinds = Static<typeof InstrumentKindsShape>;
/** GET /api/instrument-kinds?office= */
export const InstrumentKindsQuery = exact({ office: Type.Optional(Type.String({ maxLength: 64 })) });
/** `office`: for that one alone; no levels there: what the house set holds again. */
export const LevelsBody = exact({
  levels: Type.Array(oneOf(APPROVAL_LEVELS), { maxItems: 3 }),
  office: Type.Optional(Type.String({ maxLength: 64 })),
});

/** GET /api/case-shares?office= — what share of cases people take where it is not a full one, and the lines in which they are versed: as the office set
 *  it, else as the house did; without `office` the house's alone. */
export const SharesShape = exact({
  items: Type.Array(
    exact({
      user: Type.String(),
      name: Type.String(),
      share: Type.Integer(),
      expertise: Type.Array(oneOf(BUSINESS_LINES)),
      from: oneOf({ office: 0, house: 0 }),
    }),
  ),
});
export type CaseShares = Static<typeof SharesShape>;
/** POST /api/case-shares — of one office, or of the whole house. `share` null: what stands above holds again. */
export const ShareBody = exact({
  user: Person,
  share: orNull(Type.Integer({ minimum: 0, maximum: 200 })),
  expertise: Type.Optional(Type.Array(oneOf(BUSINESS_LINES), { maxItems: 20, uniqueItems: true })),
  office: Type.Optional(Type.String({ maxLength: 64 })),
});
