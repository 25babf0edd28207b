import { type Static, Type } from "typebox";
import { DATA_CLASSES } from "../organisation.ts";
import { ExplicitMappingShape } from "./mapping.ts";
import { CellShape, exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

export const ColumnShape = exact({
  name: Type.String(),
  title: TextShape,
  type: Type.String(),
  semantic: Type.String(),
  dataClass: oneOf(DATA_CLASSES),
  required: Type.Boolean(),
});

/** GET /api/datasets */
export const DatasetSummaryShape = exact({
  id: Type.String(),
  title: TextShape,
  source: orNull(Type.String()),
  owner: TextShape,
  dataClass: oneOf(DATA_CLASSES),
  isInternal: Type.Boolean(),
  rows: Type.Integer(),
  quarantined: Type.Integer(),
  batches: Type.Integer(),
  lastBatchAt: orNull(Type.String()),
});
export type DatasetSummary = Static<typeof DatasetSummaryShape>;
export const DatasetsShape = page(DatasetSummaryShape);

const AttachedFile = { name: Type.String(), size: Type.Integer(), sha256: Type.String(), sm3: Type.String() };

export const BatchShape = exact({
  id: Type.String(),
  dataset: Type.String(),
  file: exact({
    name: Type.String(),
    size: Type.Integer(),
    sha256: Type.String(),
    sm3: Type.String(),
    format: Type.String(),
    encoding: orNull(Type.String()),
    delimiter: orNull(Type.String()),
    sheet: orNull(Type.String()),
    archive: Type.Optional(exact({ ...AttachedFile, member: Type.String() })),
    memo: Type.Optional(exact(AttachedFile)),
  }),
  office: Type.String(),
  createdAt: Type.String(),
  rowsAccepted: Type.Integer(),
  rowsQuarantined: Type.Integer(),
  recordRoot: Type.String(),
  parserVersion: Type.String(),
  mapping: Type.Record(Type.String(), orNull(Type.String())),
  retryOf: orNull(Type.String()),
  /** Index of its ledger entry; null until the outbox has been drained. */
  ledgerIndex: orNull(Type.Integer()),
  quarantine: Type.Array(exact({ code: Type.String(), column: orNull(Type.String()), rows: Type.Integer() })),
});
export type BatchView = Static<typeof BatchShape>;

/** GET /api/datasets/:dataset */
export const DatasetShape = exact({
  summary: DatasetSummaryShape,
  columns: Type.Array(ColumnShape),
  recordKey: Type.Array(Type.String()),
  batches: Type.Array(BatchShape),
});
export type DatasetView = Static<typeof DatasetShape>;

/** One record as the caller may see it. Masked values hold `•`; `masked` names those columns. */
export const RecordShape = exact({
  ref: Type.String(),
  dataset: Type.String(),
  batch: Type.String(),
  row: Type.Integer(),
  line: Type.Integer(),
  fileName: Type.String(),
  /** Version of the program's parser that gave the record its form. */
  parserVersion: Type.String(),
  values: Type.Record(Type.String(), CellShape),
  masked: Type.Array(Type.String()),
});
export type RecordView = Static<typeof RecordShape>;

/** GET /api/datasets/:dataset/rows */
export const RowsQuery = exact({
  ...PageQuery,
  batch: Type.Optional(Type.String()),
  column: Type.Optional(Type.String()),
  missing: Type.Optional(Type.Boolean()),
  equals: Type.Optional(Type.String()),
  /** With `column`: rows whose text has this shape. */
  shape: Type.Optional(Type.String({ maxLength: 64 })),
  /** Rows that break this rule of quality. */
  rule: Type.Optional(Type.String({ maxLength: 200 })),
});
export const RecordsShape = page(RecordShape);

/** GET /api/datasets/:dataset/quarantine */
export const QuarantineQuery = exact({
  ...PageQuery,
  batch: Type.Optional(Type.String()),
  code: Type.Optional(Type.String()),
  column: Type.Optional(Type.String()),
});
export const QuarantinedShape = exact({
  batch: Type.String(),
  fileName: Type.String(),
  row: Type.Integer(),
  line: Type.Integer(),
  reasons: Type.Array(exact({ code: Type.String(), column: orNull(Type.String()), value: orNull(Type.String()) })),
  source: Type.Record(Type.String(), Type.String()),
  masked: Type.Array(Type.String()),
});
export type QuarantinedView = Static<typeof QuarantinedShape>;
export const QuarantinePageShape = page(QuarantinedShape);

/** POST /api/batches/:batch/retry — loads again only the quarantined rows, with corrections by record number and source column. Answers with a job. */
export const RetryBody = exact({
  corrections: Type.Record(Type.String({ pattern: "^[1-9]\\d*$" }), Type.Record(Type.String(), Type.String())),
});

/** POST /api/intake (JSON, callers on this machine; browsers send multipart to /api/intake/upload with the same fields). Answers with a job. */
export const IntakeBody = exact({
  /** Path of a signed capture that is about the file. */
  capture: Type.Optional(Type.String()),
  path: Type.String(),
  dataset: Type.String(),
  create: Type.Optional(Type.Boolean()),
  /** One sheet of a workbook; all that fit the dataset otherwise. */
  sheet: Type.Optional(Type.String()),
  /** One file of an archive, by its path in it; all that fit the dataset otherwise. */
  member: Type.Optional(Type.String()),
  office: Type.Optional(Type.String()),
  mapping: Type.Optional(ExplicitMappingShape),
});

/** A table of the file that was not loaded, and why. */
const SkippedPartShape = exact({ member: orNull(Type.String()), sheet: orNull(Type.String()), reason: TextShape });

/** Result of loading one table. */
const IntakePart = {
  status: oneOf({ committed: 0, duplicate: 0 }),
  batch: Type.String(),
  dataset: Type.String(),
  datasetCreated: Type.Boolean(),
  columns: Type.Array(exact({ name: Type.String(), type: Type.String(), semantic: Type.String(), from: orNull(Type.String()) })),
  ignoredHeadings: Type.Array(Type.String()),
  file: BatchShape.properties.file,
  rowsRead: Type.Integer(),
  rowsAccepted: Type.Integer(),
  rowsQuarantined: Type.Integer(),
  quarantine: Type.Array(exact({ code: Type.String(), column: orNull(Type.String()), rows: Type.Integer() })),
  recordRoot: Type.String(),
  seconds: Type.Number(),
  /** What was found and handled on the way; only of a load that this job made. */
  notes: Type.Optional(Type.Array(TextShape)),
  /** The saved mapping that was used. */
  savedMapping: Type.Optional(exact({ id: Type.String(), name: Type.String(), version: Type.Integer() })),
};

/** Result of an intake job. Of a file with several tables (members of a ZIP, sheets), `parts` has one result each, in the order of the file; the
 *  numbers of rows and seconds outside are sums then, `status` is `committed` when any part was, and the rest is that of the first part. */
export const IntakeResultShape = exact({
  ...IntakePart,
  parts: Type.Optional(Type.Array(exact(IntakePart))),
  skipped: Type.Optional(Type.Array(SkippedPartShape)),
});
export type IntakeResult = Static<typeof IntakeResultShape>;
