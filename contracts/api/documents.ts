import { type Static, Type } from "typebox";
import { DOCUMENT_SOURCES, DOCUMENT_STAGES, FINDING_DECISIONS, FINDING_SEVERITIES } from "../document-check.ts";
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

/** POST /api/documents/checks — a text; its paragraphs stand in lines. 201 DocumentCheckDetailShape */
export const DocumentTextBody = exact({
  text: Type.String({ minLength: 1, maxLength: 2_000_000 }),
  name: Type.Optional(Type.String({ maxLength: 200 })),
  isForPublication: Type.Optional(Type.Boolean()),
  ...Options,
});
export type DocumentText = Static<typeof DocumentTextBody>;

/** POST /api/documents/checks/upload — a file and these as fields of the form. 201 DocumentCheckDetailShape */
export const DocumentFieldsBody = exact({ isForPublication: Type.Optional(Type.Enum(["true", "false"])), ...Options });

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
  case: orNull(Type.String()),
  format: Type.Enum(["docx", "text"]),
  writtenOn: Type.String(),
  lawDay: Type.String(),
  /** UTF-16 units. */
  characters: Type.Integer(),
  findings: Type.Integer(),
  /** Findings that nobody has decided on. */
  open: Type.Integer(),
  /** Whether it counts in the figures: not the same bytes, or the same revision of an instrument, again. */
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
};
export const DocumentFindingShape = exact({ position: Type.Integer(), ...FindingMembers, decision: orNull(Decision) });
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
 *  `form=changes` or `remarks` on the upload of a Word file answers with that file, all suggestions as tracked changes or as remarks. */
export const SystemCheckQuery = exact({ form: Type.Optional(Type.Enum(["json", "changes", "remarks"])) });
export const SystemCheckShape = exact({
  check: Type.String(),
  kind: Type.String(),
  kindName: TextShape,
  characters: Type.Integer(),
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

/** GET /api/documents/examples — lines of JSON, what was accepted and rejected, without persons. */
export const DocumentExamplesQuery = exact({ from: Type.Optional(Month), to: Type.Optional(Month) });
