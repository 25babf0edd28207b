import type { STATEMENT_TYPES } from "@yuejian/contracts";
import type { MessageKey } from "../../messages/index.ts";

const WORDS = {
  "home.created": "statement.homeCreated",
  "dataset.created": "statement.datasetCreated",
  "batch.committed": "statement.batchCommitted",
  "batch.withdrawn": "statement.batchWithdrawn",
  "run.finished": "statement.runFinished",
  "lead.created": "statement.leadCreated",
  "lead.changed": "statement.leadChanged",
  "case.created": "statement.caseCreated",
  "case.changed": "statement.caseChanged",
  "purpose.stated": "statement.purposeStated",
  "record.revealed": "statement.recordRevealed",
  "record.exported": "statement.recordExported",
  "user.changed": "statement.userChanged",
  "file.registered": "statement.fileRegistered",
  "schedule.changed": "statement.scheduleChanged",
  "mapping.changed": "statement.mappingChanged",
  "catalogue.changed": "statement.catalogueChanged",
  "quality-rule.changed": "statement.qualityRuleChanged",
  "source.changed": "statement.sourceChanged",
  "source.alerted": "statement.sourceAlerted",
  "seal.changed": "statement.sealChanged",
  "approval.changed": "statement.approvalChanged",
  "correction.changed": "statement.correctionChanged",
  "contest.changed": "statement.contestChanged",
  "lead.flagged": "statement.leadFlagged",
  "lead.expired": "statement.leadExpired",
  "view.changed": "statement.viewChanged",
  "operation.started": "statement.operationStarted",
  "sample.committed": "statement.sampleCommitted",
  "sample.drawn": "statement.sampleDrawn",
  "check.decided": "statement.checkDecided",
  "anchor.changed": "statement.anchorChanged",
  "evidence.found": "statement.evidenceFound",
  "ledger.handed-over": "statement.ledgerHandedOver",
  "device.changed": "statement.deviceChanged",
  "capture.received": "statement.captureReceived",
  "certificate.issued": "statement.certificateIssued",
  "entities.linked": "statement.entitiesLinked",
  "entity.decided": "statement.entityDecided",
  "entity-mapping.changed": "statement.entityMappingChanged",
} as const satisfies Record<(typeof STATEMENT_TYPES)[number], MessageKey>;

export function statementKey(type: string): (typeof WORDS)[keyof typeof WORDS] | null {
  return type in WORDS ? WORDS[type as keyof typeof WORDS] : null;
}
