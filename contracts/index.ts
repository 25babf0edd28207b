export { ACTIONS, type Action } from "./actions.ts";
export { ANCHOR_ALARMS, ANCHOR_STATUSES, type AnchorAlarmKind, type AnchorStatus } from "./anchoring.ts";
export { canonicalJson } from "./canonical-json.ts";
export { type Clock, createIds, ID_PREFIXES, type IdPrefix, type Ids } from "./clock.ts";
export {
  type AttachedFile,
  type Batch,
  type BatchContent,
  type ColumnSchema,
  type ColumnType,
  contentOf,
  type DatasetSchema,
  type DateForm,
  type Encoding,
  type FileFormat,
  parseRowRef,
  QUARANTINE_CODES,
  type QuarantineCode,
  type QuarantinedRow,
  type QuarantineReason,
  type RowRef,
  rowRef,
  type SemanticType,
  type Snapshot,
  type SourceFile,
  type SourceSystem,
} from "./dataset.ts";
export type { ClockExtension, ClockGround, HolidaySource, HolidayTable, HolidayYear, StatutoryClock } from "./deadline.ts";
export {
  ENTITY_CHANGES,
  ENTITY_KINDS,
  ENTITY_MEMBERS,
  ENTITY_MEMBERS_SCHEMA,
  ENTITY_PREFIXES,
  ENTITY_VERDICTS,
  type EntityChange,
  type EntityChangeKind,
  type EntityConstraint,
  type EntityKind,
  type EntityMention,
  type EntityVerdict,
  entityKindOf,
  MENTION_PARTS,
  type MentionPart,
  type MentionRef,
  mentionRef,
  parseMentionRef,
  REVIEW_REASONS,
  type ReviewReason,
} from "./entities.ts";
export {
  type ErrorCode,
  type ErrorDefinition,
  type ErrorKind,
  type ErrorParameters,
  errorDefinitions,
  errorText,
  isErrorCode,
  YuejianError,
} from "./errors/index.ts";
export { JOB_STATUSES } from "./job.ts";
export { type CommittedKeys, type CommittedKeyTree, KEY_COMMITMENT, type KeyNeighbour, type KeyProof } from "./key-commitment.ts";
export {
  CASE_STATUSES,
  LEAD_STATUSES,
  type Lead,
  type LeadAction,
  type LeadCommand,
  type LeadEvent,
  type LeadStatus,
  type SupervisionCase,
} from "./lead.ts";
export { type Ledger, type LedgerEntry, type LedgerStatement, STATEMENT_TYPES, type StatementType } from "./ledger.ts";
export { LEGAL_BASES, type LegalBasisId } from "./legal-basis.ts";
export { type LegalNumber } from "./legal-number.ts";
export { LINEAGE_FAULTS, LINEAGE_KINDS, LINEAGE_STEPS, type LineageFaultCode, type LineageKind, type LineageStep } from "./lineage.ts";
export {
  type Finding,
  type LawfulExplanation,
  type LegalBasis,
  type ModelCase,
  type ModelInput,
  type ModelManifest,
  type ModelParameter,
  type SupervisionModel,
} from "./model.ts";
export { YUEYANG_OFFICES } from "./offices.ts";
export { BUSINESS_LINES, type BusinessLine, DATA_CLASSES, type DataClass, type Office, ROLES, type Role } from "./organisation.ts";
export {
  type BatchCatalogue,
  type BatchCommit,
  type FileStore,
  type LakeFile,
  type Progress,
  type QuarantineCount,
  type StoredFile,
  silentProgress,
} from "./ports.ts";
export {
  columnsOfCheck,
  isAtLeast,
  QUALITY_SCORE_BASIS,
  QUALITY_SEVERITIES,
  QUALITY_STATUSES,
  type QualityCheck,
  type QualityCheckKind,
  type QualityOutcome,
  type QualityRule,
  type QualitySeverity,
  type QualityStatus,
  qualityCheckText,
  qualityScore,
} from "./quality.ts";
export { type CommittedColumn, type OpenedCell, type OpenedRecord, RECORD_COMMITMENT } from "./record-commitment.ts";
export {
  type AbsentRelation,
  type Aggregate,
  type FilterRelation,
  type GroupRelation,
  type JoinRelation,
  type Order,
  type ProjectRelation,
  type RankRelation,
  type Relation,
  type Scalar,
  type SequenceRelation,
  type SourceRelation,
  type UnionRelation,
  type ValuesRelation,
} from "./rule.ts";
export {
  APPROVAL_FIELDS,
  APPROVAL_KINDS,
  APPROVAL_STATUSES,
  type Approval,
  type ApprovalKind,
  type ApprovalStatus,
  CONTEST_CHANNELS,
  CONTEST_CONSEQUENCES,
  CONTEST_OUTCOMES,
  CORRECTION_STATUSES,
  type ContestChannel,
  type ContestConsequence,
  type ContestOutcome,
  type CorrectionStatus,
  FLAG_KINDS,
  FLAG_OUTCOMES,
  type FlagKind,
  type FlagOutcome,
} from "./safeguards.ts";
export {
  MISSED_RUNS,
  type MissedRuns,
  SCHEDULE_OUTCOMES,
  type ScheduleOutcome,
  type ScheduleRule,
  scheduleRuleText,
} from "./schedule.ts";
export {
  type ClosurePort,
  type Closures,
  nothingClosed,
  SEAL_BASES,
  SEAL_KINDS,
  SEAL_RULES,
  type SealBasisId,
  type SealKind,
  type SealRule,
} from "./sealing.ts";
export {
  CONTRACT_TYPES,
  type ContractColumn,
  type ContractType,
  type FolderSettings,
  type HttpSettings,
  type Paging,
  type SecretPlace,
  SOURCE_ALERTS,
  SOURCE_KINDS,
  SOURCE_LOAD_STATUSES,
  type SourceAlertKind,
  type SourceContract,
  type SourceKind,
  type SourceLoadStatus,
  type SourceSettings,
  type TableSettings,
} from "./source.ts";
export { fill, type Locale, type Text } from "./text.ts";
