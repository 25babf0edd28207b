import { type Static, Type } from "typebox";
import { DOCUMENT_FORMS, DOCUMENT_SOURCES, DOCUMENT_STAGES, FINDING_DECISIONS, FINDING_SEVERITIES } from "../document-check.ts";
import { EFFECT_MEMBERS } from "./effects.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const Day = Type.String({ format: "date" });
const Stage = oneOf(DOCUMENT_STAGES);
const Severity = Type.Enum([...FINDING_SEVERITIES]);
const Decision = oneOf(FINDING_DECISIONS);

const Options = {
  /** Day of the document; today when not given. */
  writtenOn: Type.Optional(Day),
  stage: Type.Optional(Stage),
  /** The day whose law citations are judged by; the document's own when not given. */
  on: Type.Optional(Day),
};

const OfText = {
  text: Type.String({ minLength: 1, maxLength: 2_000_000 }),
  name: Type.Optional(Type.String({ maxLength: 200 })),
  isForPublication: Type.Optional(Type.Boolean()),
  ...Options,
};
/** A case of the business system or a supervision case that the document is of: it is compared with what the house knows of it, and with its other documents. */
const OfCase = { case: Type.Optional(Type.String({ maxLength: 64 })) };
const OfForm = { isForPublication: Type.Optional(Type.Enum(["true", "false"])), ...Options };

/** POST /api/documents/checks — a text; its paragraphs stand in lines. 201 DocumentCheckDetailShape */
export const DocumentTextBody = exact({ ...OfText, ...OfCase });
export type DocumentText = Static<typeof DocumentTextBody>;

/** POST /api/documents/checks/upload — the document as `file`, what a file knows of the case as `record` (JSON), other documents of the case as `others` (several), and
 *  these as fields of the form. 201 DocumentCheckDetailShape; 202 JobShape where pages have to be recognised: the job's result is `{ check }` */
export const DocumentFieldsBody = exact({ ...OfForm, ...OfCase });

/** POST /api/cases/:case/document-checks — the instrument of a supervision case as it stands, a paper that was issued, or a file that is kept with it; POST
 *  /api/casework/steps/:step/document-checks — the document of a procedural step. 201 DocumentCheckDetailShape, 202 JobShape */
export const CaseDocumentCheckBody = exact({
  paper: Type.Optional(Type.String({ maxLength: 64 })),
  file: Type.Optional(Type.String({ maxLength: 64 })),
});
export type CaseDocumentCheck = Static<typeof CaseDocumentCheckBody>;

/** GET /api/documents/cases — cases that the caller may open: one's own and the newest, or those whose number fits. */
export const DocumentCasesQuery = exact({ text: Type.Optional(Type.String({ maxLength: 100 })) });
export const DocumentCasesShape = exact({
  items: Type.Array(
    exact({
      id: Type.String(),
      kind: Type.Enum(["handled", "supervision"]),
      number: Type.String(),
      title: TextShape,
      office: Type.String(),
      isOpen: Type.Boolean(),
    }),
  ),
});
export type DocumentCasesView = Static<typeof DocumentCasesShape>;

const CheckMembers = {
  id: Type.String(),
  at: Type.String(),
  office: Type.String(),
  /** Null once the text is erased. */
  name: orNull(Type.String()),
  kind: Type.String(),
  kindName: TextShape,
  stage: Stage,
  source: oneOf(DOCUMENT_SOURCES),
  /** The supervision case that it is of. */
  case: orNull(Type.String()),
  /** The case of the business system that it is of. */
  handledCase: orNull(Type.String()),
  /** Number of either. */
  caseNumber: orNull(Type.String()),
  format: Type.Enum([...DOCUMENT_FORMS]),
  /** The file holds macros, which nobody looked at or ran. */
  hasMacros: Type.Boolean(),
  /** Pages that were recognised from their picture. */
  scanned: Type.Integer(),
  writtenOn: Type.String(),
  lawDay: Type.String(),
  /** UTF-16 units. */
  characters: Type.Integer(),
  findings: Type.Integer(),
  /** Findings that nobody has decided on. */
  open: Type.Integer(),
  /** Whether it counts in the figures: the first check of the document at its stage. */
  isCounted: Type.Boolean(),
  keepUntil: Type.String(),
  erasedAt: orNull(Type.String()),
};

export const DocumentCheckShape = exact(CheckMembers);
export type DocumentCheckView = Static<typeof DocumentCheckShape>;

/** GET /api/documents/checks — one's own, newest first. */
export const DocumentChecksQuery = exact(PageQuery);
export const DocumentChecksShape = page(DocumentCheckShape);
export type DocumentChecksView = Static<typeof DocumentChecksShape>;

/** What a rule found, whoever asked. */
const FindingMembers = {
  rule: Type.String(),
  title: TextShape,
  severity: Severity,
  /** UTF-16 units of the text, whose paragraphs are joined by line feeds. */
  start: Type.Integer(),
  end: Type.Integer(),
  text: Type.String(),
  suggestion: orNull(Type.String()),
  probability: orNull(Type.Number()),
  reason: TextShape,
  source: orNull(Type.String()),
  /** Of a file that has pages; `recognised`: how sure the characters are, 0 to 1, null where they were read. */
  place: orNull(exact({ page: Type.Integer(), line: Type.Integer(), recognised: orNull(Type.Number()) })),
};
export const DocumentFindingShape = exact({
  position: Type.Integer(),
  ...FindingMembers,
  decision: orNull(Decision),
  /** What the same person had said of it in an earlier check of the document. */
  before: orNull(Decision),
});
export type DocumentFindingView = Static<typeof DocumentFindingShape>;

const SilentRule = exact({ rule: Type.String(), title: TextShape, isMuted: Type.Boolean() });

/** GET /api/documents/checks/:check */
export const DocumentCheckDetailShape = exact({
  check: DocumentCheckShape,
  /** Null once erased. */
  text: orNull(exact({ paragraphs: Type.Array(Type.String()), findings: Type.Array(DocumentFindingShape) })),
  /** False: no laws were imported, citations were not checked. */
  hasCitations: Type.Boolean(),
  hasSpelling: Type.Boolean(),
  /** What it was compared with: sources and names; null: with nothing, or erased. */
  compared: orNull(
    exact({
      records: Type.Array(TextShape),
      others: Type.Array(Type.String()),
      unread: Type.Array(exact({ name: Type.String(), reason: TextShape })),
    }),
  ),
  /** Rules that are off or muted in the office now. */
  silent: Type.Array(SilentRule),
});
export type DocumentCheckDetail = Static<typeof DocumentCheckDetailShape>;

/** POST /api/documents/checks/:check/decisions; null takes a word back. */
export const DocumentDecisionsBody = exact({
  decisions: Type.Array(exact({ position: Type.Integer({ minimum: 0 }), decision: orNull(Decision) }), { minItems: 1, maxItems: 2000 }),
});
export const DocumentDecisionsShape = exact({
  check: DocumentCheckShape,
  /** Rules that were muted by it. */
  muted: Type.Array(Type.String()),
});
export type DocumentDecisionsView = Static<typeof DocumentDecisionsShape>;

/** GET /api/documents/checks/:check/document — `changes`: accepted suggestions as tracked changes and the undecided as remarks; `remarks`: all but the rejected as remarks; `text`: the
 *  text with the accepted suggestions. */
export const DocumentFormQuery = exact({ form: Type.Enum(["changes", "remarks", "text"]) });

const Interval = exact({ share: Type.Number(), low: Type.Number(), high: Type.Number() });

/** GET /api/documents/rules?office= — as they stand in an office; one's own when not given. */
export const DocumentRulesQuery = exact({ office: Type.Optional(Type.String({ maxLength: 64 })) });
export const DocumentRulesShape = exact({
  office: Type.String(),
  /** The office whose settings are inherited; null: this is it. */
  inheritsFrom: orNull(Type.String()),
  mayConfigure: Type.Boolean(),
  /** What a muting asks for: so many decisions, and an upper end of the share of accepted ones under the bar. */
  bar: exact({ leastDecisions: Type.Integer(), precision: Type.Number() }),
  rules: Type.Array(
    exact({
      rule: Type.String(),
      title: TextShape,
      severity: Severity,
      source: orNull(Type.String()),
      /** On, and not muted. */
      isActive: Type.Boolean(),
      /** What the office set; null: as it inherits. */
      own: orNull(Type.Boolean()),
      inherited: Type.Boolean(),
      muted: orNull(exact({ at: Type.String(), accepted: Type.Integer(), rejected: Type.Integer(), high: Type.Number() })),
      /** Decisions that count. */
      accepted: Type.Integer(),
      rejected: Type.Integer(),
      /** Share of accepted ones with its 95 % interval (Wilson); null: nothing was decided. */
      precision: orNull(Interval),
      /** 0: the office never set anything. */
      version: Type.Integer(),
      reason: Type.String(),
      changedAt: orNull(Type.String()),
      changedBy: orNull(Type.String()),
    }),
  ),
  /** How sure a correction has to be in the office by its own decisions, beside the house's bars; null: as the house has it. */
  spelling: exact({ leastProbability: orNull(Type.Number()), decisions: Type.Integer(), leastDecisions: Type.Integer() }),
  /** Days for which texts are kept, in the whole house. */
  keepDays: Type.Integer(),
  mayKeep: Type.Boolean(),
});
export type DocumentRulesView = Static<typeof DocumentRulesShape>;

/** POST /api/documents/rules/:rule */
export const DocumentRuleBody = exact({
  /** One's own when not given. */
  office: Type.Optional(Type.String({ maxLength: 64 })),
  /** Null: as it inherits. */
  isOn: Type.Optional(orNull(Type.Boolean())),
  unmute: Type.Optional(Type.Boolean()),
  reason: Type.String({ maxLength: 500 }),
  version: Type.Integer({ minimum: 0 }),
});
export type DocumentRuleOrder = Static<typeof DocumentRuleBody>;

/** POST /api/documents/settings — of the whole house. 200 DocumentRulesShape */
export const DocumentSettingsBody = exact({ keepDays: Type.Integer({ minimum: 1, maximum: 365 }) });

/** GET /api/documents/keys — of other systems, of the offices that the caller sees. */
export const DocumentKeyShape = exact({
  id: Type.String(),
  office: Type.String(),
  name: Type.String(),
  createdAt: Type.String(),
  createdBy: Type.String(),
  expiresAt: Type.String(),
  seenAt: orNull(Type.String()),
  revoked: orNull(exact({ at: Type.String(), reason: Type.String() })),
  isValid: Type.Boolean(),
});
export type DocumentKeyView = Static<typeof DocumentKeyShape>;
export const DocumentKeysShape = exact({ items: Type.Array(DocumentKeyShape) });
export type DocumentKeysView = Static<typeof DocumentKeysShape>;

/** POST /api/documents/keys — 201; the token is told this once. POST /api/documents/keys/:key/revoke */
export const DocumentKeyBody = exact({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  office: Type.Optional(Type.String({ maxLength: 64 })),
  /** Last day on which it holds. */
  expiresOn: Day,
});
export const NewDocumentKeyShape = exact({ key: DocumentKeyShape, token: Type.String() });
export type NewDocumentKey = Static<typeof NewDocumentKeyShape>;
export const DocumentKeyRevokeBody = exact({ reason: Type.String({ maxLength: 500 }) });

/** POST /api/documents/system-checks (text) and …/system-checks/upload (file) — for other systems, with `authorization: Bearer TOKEN`. Nothing of the text is kept.
 *  `form=changes` or `remarks` on the upload of a Word file answers with that file, all suggestions as tracked changes or as remarks. The upload takes `record` and
 *  `others` too; scans are refused (DOCUMENT_SCANNED): recognising one takes minutes, and nothing would be kept to ask for it. */
export const SystemTextBody = exact(OfText);
export const SystemFieldsBody = exact(OfForm);
export const SystemCheckQuery = exact({ form: Type.Optional(Type.Enum(["json", "changes", "remarks"])) });
export const SystemCheckShape = exact({
  check: Type.String(),
  kind: Type.String(),
  kindName: TextShape,
  characters: Type.Integer(),
  format: Type.Enum([...DOCUMENT_FORMS]),
  hasMacros: Type.Boolean(),
  lawDay: Type.String(),
  hasCitations: Type.Boolean(),
  hasSpelling: Type.Boolean(),
  findings: Type.Array(exact(FindingMembers)),
});
export type SystemCheckView = Static<typeof SystemCheckShape>;

const Month = Type.String({ pattern: "^\\d{4}-(0[1-9]|1[0-2])$" });

/** GET /api/documents/statistics — of one office, or of all that the caller sees together; the last twelve months when not given. */
export const DocumentStatisticsQuery = exact({
  office: Type.Optional(Type.String({ maxLength: 64 })),
  from: Type.Optional(Month),
  to: Type.Optional(Month),
});
const ErrorRateShape = exact({
  /** Errors for 10,000 characters, with a 95 % interval over documents; no ends: of one document alone. */
  value: Type.Number(),
  low: orNull(Type.Number()),
  high: orNull(Type.Number()),
});
const CountMembers = {
  stage: Stage,
  documents: Type.Integer(),
  characters: Type.Integer(),
  /** Findings that are wrong by rule or probably, and that nobody rejected. */
  errors: Type.Integer(),
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  rate: ErrorRateShape,
};
export const DocumentStatisticsShape = exact({
  office: orNull(Type.String()),
  from: Type.String(),
  to: Type.String(),
  /** The newest month first. */
  cells: Type.Array(exact({ month: Type.String(), kind: Type.String(), kindName: TextShape, ...CountMembers })),
  totals: Type.Array(exact(CountMembers)),
  /** What the cells add up to by month, the oldest first, and by kind, the most characters first. */
  months: Type.Array(exact({ month: Type.String(), ...CountMembers })),
  kinds: Type.Array(exact({ kind: Type.String(), kindName: TextShape, ...CountMembers })),
  /** Documents of cells by fewer than so many people; they are in no sum. */
  withheld: Type.Integer(),
  leastPeople: Type.Integer(),
});
export type DocumentStatisticsView = Static<typeof DocumentStatisticsShape>;

/** GET /api/documents/effect?pilot= — whether errors of documents as they left changed since a pilot of the assistant began. Only for those who see all offices. */
export const DocumentEffectQuery = exact({ pilot: Type.String({ maxLength: 64 }) });
export const DocumentEffectShape = exact({
  pilot: Type.String(),
  title: Type.String(),
  startsOn: Type.String(),
  sentence: TextShape,
  doubts: Type.Array(TextShape),
  /** Null: nothing is claimed; the sentence says why. */
  result: orNull(exact(EFFECT_MEMBERS)),
  course: Type.Array(
    exact({
      month: Type.String(),
      part: Type.Enum(["before", "start", "after"]),
      own: Type.Integer(),
      ownExposure: Type.Integer(),
      others: Type.Integer(),
      othersExposure: Type.Integer(),
    }),
  ),
});
export type DocumentEffectView = Static<typeof DocumentEffectShape>;

const ExampleFilter = {
  office: Type.Optional(Type.String({ maxLength: 64 })),
  from: Type.Optional(Month),
  to: Type.Optional(Month),
  rule: Type.Optional(Type.String({ maxLength: 64 })),
  kind: Type.Optional(Type.String({ maxLength: 64 })),
  decision: Type.Optional(Decision),
};

/** GET /api/documents/examples — lines of JSON, what was accepted and rejected, without persons; on the ledger. */
export const DocumentExamplesQuery = exact(ExampleFilter);

/** GET /api/documents/examples/list — the same to be read, the newest documents first. */
export const DocumentExamplesPageQuery = exact({ ...ExampleFilter, ...PageQuery });
export const DocumentExamplesPageShape = page(
  exact({
    rule: Type.String(),
    title: TextShape,
    severity: Severity,
    kind: Type.String(),
    kindName: TextShape,
    month: Type.String(),
    probability: orNull(Type.Number()),
    decision: Decision,
    /** Null: erased, of a case, or of a rule that looks at numbers and names. */
    words: orNull(exact({ before: Type.String(), text: Type.String(), after: Type.String(), suggestion: orNull(Type.String()) })),
  }),
);
export type DocumentExamplesPage = Static<typeof DocumentExamplesPageShape>;

/** GET /api/documents/evaluation — what each rule is worth by what people decided in a time, in the offices that the caller sees or in one of them. */
export const DocumentEvaluationQuery = exact({ office: ExampleFilter.office, from: ExampleFilter.from, to: ExampleFilter.to });
const DecidedCounts = {
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  /** Share of accepted ones with its 95 % interval (Wilson); null: nothing was decided. */
  precision: orNull(Interval),
};
export const DocumentEvaluationShape = exact({
  office: orNull(Type.String()),
  from: Type.String(),
  to: Type.String(),
  bar: exact({ leastDecisions: Type.Integer(), precision: Type.Number() }),
  /** A month is shown where so many people decided. */
  leastPeople: Type.Integer(),
  /** Those with a decision, the least sure first. */
  rules: Type.Array(
    exact({
      rule: Type.String(),
      title: TextShape,
      severity: Severity,
      ...DecidedCounts,
      /** By the month of the decision. */
      months: Type.Array(exact({ month: Type.String(), ...DecidedCounts })),
      /** Decisions of months by fewer people. */
      withheld: Type.Integer(),
    }),
  ),
  /** Rules that are muted in an office now, and by which decisions. */
  muted: Type.Array(
    exact({
      office: Type.String(),
      rule: Type.String(),
      title: TextShape,
      at: Type.String(),
      accepted: Type.Integer(),
      rejected: Type.Integer(),
      /** Upper end of the interval. */
      high: Type.Number(),
      /** Whether the caller may let it speak again. */
      mayUnmute: Type.Boolean(),
    }),
  ),
});
export type DocumentEvaluationView = Static<typeof DocumentEvaluationShape>;
