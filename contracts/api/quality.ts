import { type Static, Type } from "typebox";
import { QUALITY_SEVERITIES, QUALITY_STATUSES } from "../quality.ts";
import { CellShape, exact, oneOf, orNull, TextShape } from "./shapes.ts";

const Name = Type.String({ minLength: 1, maxLength: 63 });
const Limit = Type.Optional(Type.String({ minLength: 1, maxLength: 32 }));

/** A check as data; see QualityCheck. */
const QualityCheckShape = Type.Union([
  exact({ kind: Type.Literal("not-null"), column: Name }),
  exact({ kind: Type.Literal("unique"), columns: Type.Array(Name, { minItems: 1, maxItems: 8 }) }),
  exact({
    kind: Type.Literal("allowed"),
    column: Name,
    values: Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 500 }),
  }),
  exact({ kind: Type.Literal("pattern"), column: Name, pattern: Type.String({ minLength: 1, maxLength: 200 }) }),
  exact({ kind: Type.Literal("range"), column: Name, least: Limit, greatest: Limit }),
  exact({ kind: Type.Literal("not-future"), column: Name }),
  exact({ kind: Type.Literal("check-digit"), column: Name }),
  exact({ kind: Type.Literal("date-order"), earlier: Name, later: Name }),
  exact({ kind: Type.Literal("foreign-key"), column: Name, dataset: Name, target: Name }),
  exact({ kind: Type.Literal("accepted") }),
  exact({ kind: Type.Literal("fresh"), days: Type.Integer({ minimum: 1, maximum: 36_500 }) }),
  exact({ kind: Type.Literal("row-change"), percent: Type.Integer({ minimum: 1, maximum: 10_000 }) }),
]);

/** One rule and what became of it. `checked` and `broken` count rows, for `fresh` and `row-change` loads. */
const QualityRuleShape = exact({
  id: Type.String(),
  title: TextShape,
  severity: oneOf(QUALITY_SEVERITIES),
  tolerance: Type.Number(),
  check: QualityCheckShape,
  /** Office that added it; null for what the data dictionary says. */
  office: orNull(Type.String()),
  checked: Type.Integer(),
  broken: Type.Integer(),
  status: oneOf(QUALITY_STATUSES),
  /** Days for `fresh`, per cent for `row-change`. */
  measured: orNull(Type.Number()),
});
export type QualityRuleView = Static<typeof QualityRuleShape>;

/** One profile per column. Of personal columns no value is listed; `shapes` holds groups of at least ten then, the rest is in `otherShapes`. */
const ColumnQualityShape = exact({
  column: Type.String(),
  title: TextShape,
  rows: Type.Integer(),
  missing: Type.Integer(),
  distinct: Type.Integer(),
  /** `distinct` is estimated, and `top` found by a sketch; its numbers of rows are exact always. */
  isEstimated: Type.Boolean(),
  least: CellShape,
  greatest: CellShape,
  /** Characters of the texts. */
  lengths: orNull(exact({ shortest: Type.Integer(), longest: Type.Integer() })),
  /** Resident ids and credit codes whose form and check character are right; null for other columns. */
  validCodes: orNull(Type.Integer()),
  quarantined: Type.Integer(),
  top: Type.Array(exact({ value: CellShape, rows: Type.Integer() })),
  /** 汉 for an ideograph, A, a, 9 for letters and digits, with + for a run. */
  shapes: Type.Array(exact({ shape: Type.String(), rows: Type.Integer() })),
  otherShapes: Type.Integer(),
});

const QualityProfile = {
  dataset: Type.String(),
  /** The load whose rows these are; null: all current rows. */
  batch: orNull(Type.String()),
  rows: Type.Integer(),
  quarantined: Type.Integer(),
  columns: Type.Array(ColumnQualityShape),
};
export type Quality = Static<typeof QualityProfileShape>;
const QualityProfileShape = exact(QualityProfile);

export const QualityQuery = exact({ batch: Type.Optional(Type.String()) });

/** GET /api/datasets/:dataset/quality — over the rows that the caller may see. */
export const QualityShape = exact({
  ...QualityProfile,
  /** 0 to 100; null where no rule could be checked. */
  score: orNull(Type.Number()),
  scoreBasis: TextShape,
  rules: Type.Array(QualityRuleShape),
  measuredAt: Type.String(),
  /** Loads have come since it was measured. */
  isOutdated: Type.Boolean(),
});
export type QualityReport = Static<typeof QualityShape>;

/** POST /api/datasets/:dataset/quality/rules */
export const NewQualityRuleBody = exact({
  severity: oneOf(QUALITY_SEVERITIES),
  /** Share of broken rows that is borne; 0 when not given. */
  tolerance: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  check: QualityCheckShape,
});
export const QualityRuleIdShape = exact({ id: Type.String() });

/** GET /api/datasets/:dataset/quality/history — what was measured after each load over the rows of all offices, oldest first. */
export const QualityHistoryShape = exact({
  items: Type.Array(
    exact({
      batch: Type.String(),
      fileName: Type.String(),
      at: Type.String(),
      /** Null, as the score, for a load after which nothing was measured. */
      rows: orNull(Type.Integer()),
      score: orNull(Type.Number()),
      rules: Type.Array(
        exact({
          id: Type.String(),
          title: TextShape,
          severity: oneOf(QUALITY_SEVERITIES),
          checked: Type.Integer(),
          broken: Type.Integer(),
          status: oneOf(QUALITY_STATUSES),
        }),
      ),
    }),
  ),
  scoreBasis: TextShape,
});
export type QualityHistory = Static<typeof QualityHistoryShape>;
