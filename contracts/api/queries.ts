import { type Static, Type } from "typebox";
import { DATA_CLASSES } from "../organisation.ts";
import { CellShape, ErrorShape, exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

export const QUERY_STATUSES = {
  running: { zh: "执行中", en: "running" },
  done: { zh: "完成", en: "done" },
  failed: { zh: "未完成", en: "failed" },
  cancelled: { zh: "已取消", en: "cancelled" },
} as const;
export type QueryStatus = keyof typeof QUERY_STATUSES;

const Sql = Type.String({ minLength: 1, maxLength: 60_000 });
const Values = Type.Record(Type.String({ pattern: "^[\\p{L}_][\\p{L}\\p{N}_]{0,62}$" }), CellShape);

/** POST /api/queries, /api/queries/estimate — with `x-purpose`, personal columns are open in the rows of its subject. */
export const QueryBody = exact({
  sql: Sql,
  /** Values of its `$parameters`. */
  values: Type.Optional(Values),
  maxRows: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  /** Runs it although the estimate says that it takes long. */
  confirmed: Type.Optional(Type.Boolean()),
});

/** POST /api/queries/export */
export const ExportBody = exact({
  sql: Sql,
  values: Type.Optional(Values),
  confirmed: Type.Optional(Type.Boolean()),
  format: oneOf({ csv: 0, ndjson: 0, xlsx: 0 }),
});

export const EstimateShape = exact({
  /** Rows read from the datasets. */
  scanned: Type.Number(),
  /** Rows of the widest step, and the planner's word for it. */
  widest: Type.Number(),
  step: Type.String(),
});
export type EstimateView = Static<typeof EstimateShape>;

/** Answer of POST /api/queries/estimate */
export const QueryPlanShape = exact({
  estimate: EstimateShape,
  datasets: Type.Array(Type.String()),
  masked: Type.Array(Type.String()),
  comparedMasked: Type.Array(Type.String()),
});
export type QueryPlan = Static<typeof QueryPlanShape>;

const ExportShape = exact({
  id: Type.String(),
  format: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  sm3: Type.String(),
});

/** GET /api/queries/:query — a page of the rows it found; they are kept for a while by the process that ran it. */
export const QueryShape = exact({
  id: Type.String(),
  status: oneOf(QUERY_STATUSES),
  startedAt: Type.String(),
  /** Of 100, as the engine guesses; null where it does not say. */
  percentage: orNull(Type.Number()),
  estimate: orNull(EstimateShape),
  error: orNull(ErrorShape),
  snapshot: Type.String(),
  datasets: Type.Array(Type.String()),
  /** Masked columns that it names, `dataset.column`. */
  masked: Type.Array(Type.String()),
  /** Of these such that it compares with a written value, which finds nothing. */
  comparedMasked: Type.Array(Type.String()),
  columns: Type.Array(exact({ name: Type.String(), type: Type.String() })),
  rows: Type.Array(Type.Array(CellShape)),
  offset: Type.Integer(),
  limit: Type.Integer(),
  /** Rows that are kept, or were written. */
  rowCount: Type.Integer(),
  /** There are more than these. */
  isTruncated: Type.Boolean(),
  seconds: Type.Number(),
  export: orNull(ExportShape),
});
export type QueryView = Static<typeof QueryShape>;
export const QueryPageQuery = exact(PageQuery);

/** GET /api/queries — the caller's own, newest first. */
export const PastQueriesShape = page(
  exact({
    id: Type.String(),
    at: Type.String(),
    sql: Type.String(),
    values: Values,
    kind: oneOf({ rows: 0, csv: 0, ndjson: 0, xlsx: 0 }),
    status: oneOf(QUERY_STATUSES),
    code: orNull(Type.String()),
    rows: Type.Integer(),
    seconds: Type.Number(),
    purpose: orNull(Type.String()),
    export: orNull(Type.String()),
  }),
);
export type PastQueries = Static<typeof PastQueriesShape>;

/** GET /api/queries/tables — what exists for the caller, under the names that need no quotes. */
export const QueryTablesShape = exact({
  /** Whose SQL people write here. */
  dialect: oneOf({ duckdb: 0, postgresql: 0 }),
  items: Type.Array(
    exact({
      dataset: Type.String(),
      name: Type.String(),
      title: TextShape,
      /** Null where the caller's are not counted beforehand. */
      rows: orNull(Type.Integer()),
      columns: Type.Array(
        exact({
          name: Type.String(),
          title: TextShape,
          type: Type.String(),
          dataClass: oneOf(DATA_CLASSES),
          /** How a masked one reads: as a word that stands for the value, or not at all; null where it is open. */
          mask: orNull(oneOf({ pseudonym: 0, hidden: 0 })),
        }),
      ),
    }),
  ),
});
export type QueryTables = Static<typeof QueryTablesShape>;

const SavedQuery = {
  name: Type.String({ minLength: 1, maxLength: 80 }),
  note: Type.String({ maxLength: 500 }),
  sql: Sql,
  /** Parameters with the values that are proposed. */
  parameters: Type.Array(exact({ name: Type.String({ pattern: "^[\\p{L}_][\\p{L}\\p{N}_]{0,62}$" }), value: CellShape }), { maxItems: 20 }),
  /** Whether the colleagues of the office see it; they may run it, not change it. */
  isShared: Type.Boolean(),
};
/** POST /api/saved-queries */
export const NewSavedQueryBody = exact(SavedQuery);
/** POST /api/saved-queries/:query — `version`: the one that was changed. VERSION_CONFLICT */
export const SavedQueryBody = exact({ ...SavedQuery, version: Type.Integer({ minimum: 1 }) });
export const SavedQueryShape = exact({
  ...SavedQuery,
  id: Type.String(),
  version: Type.Integer(),
  owner: Type.String(),
  ownerName: Type.String(),
  changedAt: Type.String(),
});
export type SavedQueryView = Static<typeof SavedQueryShape>;
/** GET /api/saved-queries; GET /api/saved-queries/:query/versions, newest first. */
export const SavedQueriesShape = exact({ items: Type.Array(SavedQueryShape) });
