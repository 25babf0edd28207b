export type { BatchIndex, KeptRow } from "./batch-index/batch-index.ts";
export { BatchIndexes } from "./batch-index/batch-indexes.ts";
export { indexedColumns } from "./batch-index/indexed-columns.ts";
export { type AskedPiece, askedPieces, folded, placesOf } from "./batch-index/terms.ts";
export { scopeTerms } from "./batch-index/write-index.ts";
export { type Change, changedKeys, type WholeReason } from "./changes/changed-keys.ts";
export { KnownBatches } from "./changes/known-batches.ts";
export type { Portion, Position, ReadOrder, SourceLook } from "./connect/connector.ts";
export { connectorOf } from "./connect/connectors.ts";
export { inferContract } from "./contract/infer-contract.ts";
export type { Cell } from "./engine/cell.ts";
export { quoteName } from "./engine/sql-text.ts";
export { type EntityEvidence, entitiesNamed, entityEvidence, pairEvidence, type WeighedLink } from "./entities/home/evidence.ts";
export {
  type KindResult,
  type LeadRow,
  LINKER_VERSION,
  type LinkedHome,
  type LinkHomePorts,
  type LinkHomeRequest,
  type ReviewPair,
} from "./entities/home/home-types.ts";
export { linkHome } from "./entities/home/link-home.ts";
export { linkFiles } from "./entities/link-files.ts";
export type { LinkedFiles, LinkFilesRequest } from "./entities/link-files-types.ts";
export { intakeFile } from "./intake/intake.ts";
export {
  type FileOutcome,
  type IntakeOutcome,
  type IntakePorts,
  type IntakeRequest,
  PARSER_VERSION,
  type RetryRequest,
  type SavedMapping,
} from "./intake/intake-types.ts";
export { type RetryDocument, retry } from "./intake/retry.ts";
export { eraseLakeFiles, type FileOfBatch, filesOfBatches, findOrphans, type SweepFolders, sweep } from "./intake/sweep.ts";
export { type TableRecord, tableRecords } from "./intake/table-records.ts";
export { type CheckedBatch, checkLake, LAKE_FINDINGS, type LakeCheck, type LakeFinding } from "./lake/check-lake.ts";
export { type BatchDeletions } from "./lake/check-rewritten.ts";
export { type ChosenRows, rowsHolding } from "./lake/chosen-rows.ts";
export { hasEntities } from "./lake/entities-view.ts";
export { type HeldRow, Lake, type LakeOptions, openLake, type QuarantineRequest } from "./lake/lake.ts";
export { batchPaths, storedName } from "./lake/lake-paths.ts";
export type { RecordOpening } from "./lake/open-record.ts";
export { type BatchComparison, LakeTables, type LakeTablesOptions, type LoadedBatch } from "./lake/postgres/lake-tables.ts";
export { subjectColumn } from "./lake/postgres/table-names.ts";
export type { KeyAnswer, KeyQuestion } from "./lake/prove-key.ts";
export { quarantineHead, quarantineHeads } from "./lake/quarantine-head.ts";
export type { LakeReading } from "./lake/reading.ts";
export {
  alias,
  type LakeRow,
  LakeSession,
  type QueryLimits,
  type QueryResult,
  type QueryValues,
  type RowsRequest,
  type SessionOptions,
} from "./lake/session.ts";
export type { DatasetAccess, OpenedRows } from "./lake/visible-rows.ts";
export { type PreviewPorts, preview } from "./preview/preview.ts";
export type { Preview, PreviewColumn, PreviewRequest, PreviewRow } from "./preview/preview-types.ts";
export { defaultRules } from "./quality/default-rules.ts";
export { breakingRows, measureRules } from "./quality/measure.ts";
export { profile, profiledTable } from "./quality/profile.ts";
export { rowCheck } from "./quality/rule-sql.ts";
export { hasShape } from "./quality/shapes.ts";
export type { Estimate } from "./query/estimate.ts";
export { PostgresQueries } from "./query/postgres/postgres-queries.ts";
export { QueryRunners, type QueryRunnersOptions } from "./query/query-runners.ts";
export { EXPORT_FORMATS, type ExportFormat, type PersonsQueries, type QueryAnswer, type QueryOrder } from "./query/query-types.ts";
export type { Choice, Chosen, Held } from "./retention/choose-rows.ts";
export { eraseBatch, eraseEntityStates, staleRowNames } from "./retention/erase-batch.ts";
export { type CatalogueDataset, RetainedDataset, type RetainedDatasetOptions } from "./retention/retained-dataset.ts";
export type { RewrittenRows } from "./retention/rewrite-batch.ts";
export { noteText } from "./source/note-text.ts";
export { listParts, readHead, readSource } from "./source/read-source.ts";
export { type PartHead, SKIP_REASONS, type SkippedPart, type SourcePart } from "./source/source-parts.ts";
export type { PartSelector, ReadSourceOptions, SourceTable } from "./source/source-table.ts";
export { entryContent } from "./source/workbook/zip-content.ts";
export { readZipDirectory } from "./source/workbook/zip-directory.ts";
