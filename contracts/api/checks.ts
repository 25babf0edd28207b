import { type Static, Type } from "typebox";
import { RecordShape } from "./data.ts";
import { RateShape } from "./rate.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

export const CHECK_VERDICTS = {
  "nothing-found": { zh: "未发现问题", en: "Nothing found" },
  "should-have-been-flagged": { zh: "本应命中", en: "Should have been flagged" },
  "cannot-tell": { zh: "无法判断", en: "Cannot tell" },
} as const;
export type CheckVerdict = keyof typeof CHECK_VERDICTS;

/** POST /api/models/:model/samples — draws subjects that the model's newest run looked at and did not flag (202, with the sample; its `status` turns
 *  to `drawn` or `undetermined`). The seed, a digest of run, snapshot, rule and the sample's number, is on the ledger before anything is drawn. */
export const NewSampleBody = exact({ size: Type.Integer({ minimum: 1, maximum: 200 }) });

export const SampleShape = exact({
  id: Type.String(),
  model: Type.String(),
  modelVersion: Type.String(),
  run: Type.String(),
  office: Type.String(),
  actor: Type.String(),
  actorName: Type.String(),
  at: Type.String(),
  size: Type.Integer(),
  /** SHA-256, hex. */
  seed: Type.String(),
  status: oneOf({ drawing: 0, drawn: 0, undetermined: 0 }),
  /** Why the population cannot be determined. */
  reason: orNull(TextShape),
  /** Distinct subjects in the source of the rule's subjects: all, and those without a finding. */
  population: orNull(Type.Integer()),
  unflagged: orNull(Type.Integer()),
  drawn: Type.Integer(),
  open: Type.Integer(),
  ledgerIndex: orNull(Type.Integer()),
});
export type Sample = Static<typeof SampleShape>;
/** GET /api/models/:model/samples — newest first. */
export const SamplesShape = exact({ items: Type.Array(SampleShape) });

export const CheckShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  sample: Type.String(),
  model: Type.String(),
  modelTitle: TextShape,
  /** Masked where it is personal, unless a purpose for this check opens it. */
  subject: Type.String(),
  office: Type.String(),
  verdict: orNull(oneOf(CHECK_VERDICTS)),
  note: orNull(Type.String()),
  actor: orNull(Type.String()),
  actorName: orNull(Type.String()),
  at: orNull(Type.String()),
});
export type Check = Static<typeof CheckShape>;
/** GET /api/checks — open ones first. GET /api/checks/:check answers with CheckDetailShape. */
export const ChecksQuery = exact({
  ...PageQuery,
  model: Type.Optional(Type.String()),
  sample: Type.Optional(Type.String()),
  open: Type.Optional(Type.Boolean()),
});
export const ChecksShape = page(CheckShape);
/** The rows of the model's inputs that are about the subject, as the caller may see them. */
export const CheckDetailShape = exact({ check: CheckShape, rows: Type.Array(RecordShape) });
/** POST /api/checks/:check — the verdict, or another one later (VERSION_CONFLICT when somebody else gave one). */
export const CheckBody = exact({
  version: Type.Integer(),
  verdict: oneOf(CHECK_VERDICTS),
  note: Type.String({ minLength: 1, maxLength: 4000 }),
});

/** GET /api/models/:model/accuracy */
export const AccuracyShape = exact({
  model: Type.String(),
  /** Over all versions; null while nothing is decided. */
  precision: orNull(RateShape),
  versions: Type.Array(
    exact({
      version: Type.String(),
      confirmed: Type.Integer(),
      dismissed: Type.Integer(),
      undecided: Type.Integer(),
      precision: orNull(RateShape),
      /** Subjects without a finding that were checked, and those of them that should have been flagged; «cannot tell» counts in neither. */
      checked: Type.Integer(),
      missed: Type.Integer(),
      cannotTell: Type.Integer(),
      /** Share of the unflagged that should have been flagged. */
      missRate: orNull(RateShape),
      recall: orNull(RateShape),
      /** Why recall cannot be said, where it cannot. */
      recallUnknown: orNull(TextShape),
    }),
  ),
});
export type Accuracy = Static<typeof AccuracyShape>;
