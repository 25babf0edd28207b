import { type Static, Type } from "typebox";
import { BUSINESS_LINES } from "../organisation.ts";
import {
  APPROVAL_KINDS,
  APPROVAL_STATUSES,
  CONTEST_CHANNELS,
  CONTEST_CONSEQUENCES,
  CONTEST_OUTCOMES,
  CORRECTION_STATUSES,
  FLAG_KINDS,
  FLAG_OUTCOMES,
} from "../safeguards.ts";
import { SEAL_BASES, SEAL_KINDS } from "../sealing.ts";
import { exact, oneOf, orNull, TextShape } from "./shapes.ts";

const Words = Type.String({ minLength: 1, maxLength: 4000 });
const Day = Type.String({ format: "date" });

export const ApprovalShape = exact({
  id: Type.String(),
  kind: oneOf(APPROVAL_KINDS),
  model: Type.String(),
  modelTitle: TextShape,
  modelMajor: Type.Integer(),
  content: Type.Record(Type.String(), Type.String()),
  author: Type.String(),
  authorName: Type.String(),
  createdAt: Type.String(),
  status: oneOf(APPROVAL_STATUSES),
  decidedByName: orNull(Type.String()),
  decidedAt: orNull(Type.String()),
  decisionNote: orNull(Type.String()),
  validUntil: Type.String(),
  isDemo: Type.Boolean(),
  /** It carries the model as it stands now; false once inputs, columns or major version changed, or the time is over. */
  isInForce: Type.Boolean(),
});
export type ApprovalView = Static<typeof ApprovalShape>;

/** Whether a model may run now, and what it was measured at. */
export const ModelGateShape = exact({
  model: Type.String(),
  title: TextShape,
  needsAssessment: Type.Boolean(),
  confirmed: Type.Integer(),
  decided: Type.Integer(),
  /** Ends of the 95 % interval; null while nothing is decided. */
  low: orNull(Type.Number()),
  high: orNull(Type.Number()),
  floor: Type.Number(),
  isBelowFloor: Type.Boolean(),
  /** Why it does not run, in words; null when it runs. */
  refusal: orNull(TextShape),
});
export type ModelGateView = Static<typeof ModelGateShape>;

/** GET /api/approvals */
export const ApprovalsShape = exact({ items: Type.Array(ApprovalShape), models: Type.Array(ModelGateShape) });
export type Approvals = Static<typeof ApprovalsShape>;

/** POST /api/approvals */
export const ProposalBody = exact({
  kind: oneOf(APPROVAL_KINDS),
  model: Type.String(),
  content: Type.Record(Type.String({ maxLength: 40 }), Words),
  validUntil: Day,
});

/** POST /api/approvals/:approval/decision — a precision exception is the chief procurator's. */
export const ApprovalDecisionBody = exact({ status: oneOf({ approved: 0, refused: 0, revoked: 0 }), note: Words });

export const SealShape = exact({
  id: Type.String(),
  kind: oneOf(SEAL_KINDS),
  ref: orNull(Type.String()),
  dataset: orNull(Type.String()),
  /** Masked: the register does not tell whose records are sealed. */
  person: orNull(Type.String()),
  basis: oneOf(SEAL_BASES),
  reason: Type.String(),
  sealedByName: Type.String(),
  sealedAt: Type.String(),
  liftedByName: orNull(Type.String()),
  liftedAt: orNull(Type.String()),
  liftReason: orNull(Type.String()),
});
export type SealView = Static<typeof SealShape>;

/** GET /api/seals — the register, the rules, and how many rows are closed now. */
export const SealsShape = exact({
  items: Type.Array(SealShape),
  rules: Type.Array(exact({ id: Type.String(), dataset: Type.String(), basis: oneOf(SEAL_BASES) })),
  closed: Type.Array(exact({ dataset: Type.String(), basis: oneOf(SEAL_BASES), rows: Type.Integer() })),
});
export type Seals = Static<typeof SealsShape>;

/** POST /api/seals */
export const SealBody = exact({
  kind: oneOf(SEAL_KINDS),
  ref: Type.Optional(Type.String()),
  person: Type.Optional(Type.String({ maxLength: 18 })),
  dataset: Type.Optional(Type.String()),
  basis: oneOf(SEAL_BASES),
  reason: Words,
});

/** POST /api/seals/:seal/lift */
export const LiftBody = exact({ reason: Words });

export const CorrectionShape = exact({
  id: Type.String(),
  dataset: Type.String(),
  ref: Type.String(),
  column: Type.String(),
  /** Masked where the column is personal. */
  oldValue: orNull(Type.String()),
  newValue: orNull(Type.String()),
  reason: Type.String(),
  evidence: Type.String(),
  contest: orNull(Type.String()),
  status: oneOf(CORRECTION_STATUSES),
  requestedBy: Type.String(),
  requestedByName: Type.String(),
  requestedAt: Type.String(),
  decidedByName: orNull(Type.String()),
  decisionNote: orNull(Type.String()),
  appliedBatch: orNull(Type.String()),
  appliedAt: orNull(Type.String()),
  /** What relied on the row. */
  leads: Type.Integer(),
  runs: Type.Integer(),
  exports: Type.Integer(),
});
export type CorrectionView = Static<typeof CorrectionShape>;

/** GET /api/corrections */
export const CorrectionsShape = exact({ items: Type.Array(CorrectionShape) });

/** POST /api/corrections — values as canonical text: fen, YYYY-MM-DD, true and false. `oldValue` is what the caller sees, masked or not. */
export const CorrectionBody = exact({
  ref: Type.String(),
  column: Type.String(),
  oldValue: orNull(Type.String({ maxLength: 4000 })),
  newValue: orNull(Type.String({ maxLength: 4000 })),
  reason: Words,
  evidence: Words,
  contest: Type.Optional(Type.String()),
});

/** POST /api/corrections/:correction/decision */
export const CorrectionDecisionBody = exact({ status: oneOf({ approved: 0, refused: 0 }), note: Words });

/** POST /api/batches/:batch/withdraw — one row, or the whole batch without `row`. */
export const WithdrawBody = exact({ row: Type.Optional(Type.Integer({ minimum: 1 })), reason: Words });
export const WithdrawShape = exact({ leads: Type.Integer() });

export const ContestShape = exact({
  id: Type.String(),
  lead: orNull(Type.String()),
  caseId: orNull(Type.String()),
  person: Type.String(),
  receivedHow: oneOf(CONTEST_CHANNELS),
  receivedOn: Type.String(),
  grounds: Type.String(),
  office: Type.String(),
  businessLine: oneOf(BUSINESS_LINES),
  due: Type.String(),
  isOverdue: Type.Boolean(),
  reviewer: orNull(Type.String()),
  reviewerName: orNull(Type.String()),
  status: oneOf({ open: 0, decided: 0 }),
  outcome: orNull(oneOf(CONTEST_OUTCOMES)),
  consequence: orNull(oneOf(CONTEST_CONSEQUENCES)),
  reasons: orNull(Type.String()),
  answer: orNull(Type.String()),
  answeredOn: orNull(Type.String()),
  registeredByName: Type.String(),
});
export type ContestView = Static<typeof ContestShape>;

/** GET /api/contests — those of the caller's offices and lines, and those that the caller reviews. */
export const ContestsShape = exact({
  items: Type.Array(ContestShape),
  /** Days for an answer, where the number comes from and how sure it is. */
  days: Type.Integer(),
  law: Type.String(),
  article: Type.String(),
  certainty: Type.String(),
});
export type Contests = Static<typeof ContestsShape>;

/** POST /api/contests */
export const ContestBody = exact({
  lead: Type.String(),
  record: Type.Optional(Type.String()),
  person: Type.String({ minLength: 1, maxLength: 200 }),
  receivedHow: oneOf(CONTEST_CHANNELS),
  receivedOn: Day,
  grounds: Words,
});

/** POST /api/contests/:contest/reviewer */
export const ReviewerBody = exact({ reviewer: Type.String() });

/** POST /api/contests/:contest/decision */
export const ContestDecisionBody = exact({
  outcome: oneOf(CONTEST_OUTCOMES),
  consequence: oneOf(CONTEST_CONSEQUENCES),
  reasons: Words,
  answer: Words,
  answeredOn: Day,
});

export const FlagShape = exact({
  id: Type.String(),
  kind: oneOf(FLAG_KINDS),
  source: Type.String(),
  raisedAt: Type.String(),
  /** The run after it, and whether that found the subject again. */
  rerun: orNull(Type.String()),
  foundAgain: orNull(Type.Boolean()),
  resolvedAt: orNull(Type.String()),
  outcome: orNull(oneOf(FLAG_OUTCOMES)),
  note: orNull(Type.String()),
});

/** GET /api/leads/:lead/safeguards */
export const LeadSafeguardsShape = exact({
  flags: Type.Array(FlagShape),
  contests: Type.Array(ContestShape),
  /** A lead on the same subject that was dismissed and whose personal data expired. */
  earlier: orNull(exact({ lead: Type.String(), expiredAt: Type.String(), explanation: orNull(Type.String()) })),
  expiredAt: orNull(Type.String()),
  /** When its personal data expires, as things stand; null while it is not dismissed or something holds it. */
  expiresAt: orNull(Type.String()),
  isModelBelowFloor: Type.Boolean(),
});
export type LeadSafeguards = Static<typeof LeadSafeguardsShape>;

/** POST /api/flags/:flag/resolve */
export const ResolveBody = exact({ outcome: oneOf({ stands: 0, falls: 0 }), note: Words });

/** GET /api/retention; POST sets it. */
export const RetentionBody = exact({
  standard: Type.Integer({ minimum: 1, maximum: 3650 }),
  byLine: Type.Record(Type.String(), Type.Integer({ minimum: 1, maximum: 3650 })),
});
export const RetentionShape = exact({
  ...RetentionBody.properties,
  law: Type.String(),
  article: Type.String(),
  /** Leads whose time is over now. */
  due: Type.Integer(),
  expired: Type.Integer(),
});
export type Retention = Static<typeof RetentionShape>;

/** POST /api/retention/expire with `dryRun` — what would go; without, a job. */
export const ExpireBody = exact({ dryRun: Type.Optional(Type.Boolean()) });
export const DueLeadsShape = exact({
  leads: Type.Array(
    exact({ id: Type.String(), office: Type.String(), businessLine: Type.String(), dismissedAt: Type.String(), expiresAt: Type.String() }),
  ),
});

/** POST /api/demo/approvals (callers on this machine) — gives the models of a synthetic city the approvals they need, marked as such. */
export const DemoApprovalsShape = exact({ created: Type.Array(Type.String()) });
