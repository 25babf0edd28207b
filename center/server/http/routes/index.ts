import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { accountRoutes } from "./accounts.ts";
import { alertRoutes } from "./alerts.ts";
import { anchoringRoutes } from "./anchoring.ts";
import { approvalRoutes } from "./approvals.ts";
import { auditRoutes } from "./audit.ts";
import { calendarRoutes } from "./calendar.ts";
import { captureRoutes } from "./captures.ts";
import { caseBoardRoutes } from "./case-boards.ts";
import { caseDocumentCheckRoutes } from "./case-document-checks.ts";
import { caseDocumentRoutes } from "./case-documents.ts";
import { caseFileRoutes } from "./case-files.ts";
import { caseSettingRoutes } from "./case-settings.ts";
import { caseTemplateRoutes } from "./case-templates.ts";
import { caseRoutes } from "./cases.ts";
import { caseworkRoutes } from "./casework.ts";
import { caseworkImportRoutes } from "./casework-imports.ts";
import { caseworkNoticeRoutes } from "./casework-notices.ts";
import { caseworkStepRoutes } from "./casework-steps.ts";
import { catalogueRoutes } from "./catalogue.ts";
import { checkRoutes } from "./checks.ts";
import { contestRoutes } from "./contests.ts";
import { correctionRoutes } from "./corrections.ts";
import { dataRoutes } from "./data.ts";
import { detectionRoutes } from "./detection.ts";
import { documentBatchRoutes } from "./document-batches.ts";
import { documentCheckRoutes } from "./document-checks.ts";
import { documentExampleRoutes } from "./document-examples.ts";
import { documentRuleRoutes } from "./document-rules.ts";
import { documentStatisticsRoutes } from "./document-statistics.ts";
import { documentWatchRoutes } from "./document-watches.ts";
import { effectRoutes } from "./effects.ts";
import { entityRoutes } from "./entities.ts";
import { entityReviewRoutes } from "./entity-reviews.ts";
import { eventRoutes } from "./events.ts";
import { explorerRoutes } from "./explorer.ts";
import { farmlandRoutes } from "./farmland.ts";
import { farmlandCaseRoutes } from "./farmland-cases.ts";
import { farmlandUploadRoutes } from "./farmland-uploads.ts";
import { featureRoutes } from "./features.ts";
import { fieldCheckRoutes } from "./field-checks.ts";
import { inboxViewRoutes } from "./inbox-views.ts";
import { intakeRoutes } from "./intake.ts";
import { jobRoutes } from "./jobs.ts";
import { lawAnswerRoutes } from "./law-answers.ts";
import { lawCollectionRoutes } from "./law-collections.ts";
import { lawLinkRoutes } from "./law-links.ts";
import { lawNoticeRoutes } from "./law-notices.ts";
import { lawRoutes } from "./laws.ts";
import { attachmentRoutes } from "./lead-attachments.ts";
import { commentRoutes } from "./lead-comments.ts";
import { leadContextRoutes } from "./lead-context.ts";
import { leadTaskRoutes } from "./lead-tasks.ts";
import { leadRoutes } from "./leads.ts";
import { ledgerRoutes } from "./ledger.ts";
import { likeCaseRoutes } from "./like-cases.ts";
import { lineageRoutes } from "./lineage.ts";
import { mappingRoutes } from "./mapping.ts";
import { modelRoutes } from "./models.ts";
import { nodeRoutes } from "./nodes.ts";
import { notifyRoutes } from "./notify.ts";
import { patternRoutes } from "./patterns.ts";
import { pilotRoutes } from "./pilots.ts";
import { portalRoutes } from "./portal.ts";
import { proofRoutes } from "./proofs.ts";
import { qualityRoutes } from "./quality.ts";
import { queryRoutes } from "./queries.ts";
import { recordRetentionRoutes } from "./record-retention.ts";
import { recordRoutes } from "./records.ts";
import { reminderRoutes } from "./reminders.ts";
import { replyLinkRoutes } from "./reply-links.ts";
import { retentionRoutes } from "./retention.ts";
import { scheduleRoutes } from "./schedules.ts";
import { sealRoutes } from "./seals.ts";
import { searchRoutes } from "./search.ts";
import { sessionRoutes } from "./session.ts";
import { sourceRoutes } from "./sources.ts";
import { systemRoutes } from "./system.ts";
import { systemCheckRoutes } from "./system-checks.ts";
import { tileRoutes } from "./tiles.ts";
import { timestampRoutes } from "./timestamps.ts";
import { triageRoutes } from "./triage.ts";
import { violationRoutes } from "./violations.ts";
import { wallRoutes } from "./wall.ts";
import { whitePaperRoutes } from "./white-papers.ts";
import { workRoutes } from "./work.ts";

export function registerRoutes(app: App, context: RouteContext): void {
  sessionRoutes(app, context.services);
  for (const routes of [
    workRoutes,
    dataRoutes,
    detectionRoutes,
    qualityRoutes,
    catalogueRoutes,
    lineageRoutes,
    entityReviewRoutes,
    entityRoutes,
    intakeRoutes,
    mappingRoutes,
    queryRoutes,
    recordRoutes,
    searchRoutes,
    patternRoutes,
    effectRoutes,
    whitePaperRoutes,
    wallRoutes,
    pilotRoutes,
    lawRoutes,
    lawLinkRoutes,
    lawAnswerRoutes,
    lawCollectionRoutes,
    likeCaseRoutes,
    documentCheckRoutes,
    documentBatchRoutes,
    caseDocumentCheckRoutes,
    documentExampleRoutes,
    documentWatchRoutes,
    documentRuleRoutes,
    documentStatisticsRoutes,
    systemCheckRoutes,
    lawNoticeRoutes,
    farmlandRoutes,
    violationRoutes,
    farmlandUploadRoutes,
    fieldCheckRoutes,
    farmlandCaseRoutes,
    featureRoutes,
    proofRoutes,
    modelRoutes,
    checkRoutes,
    leadRoutes,
    triageRoutes,
    commentRoutes,
    leadContextRoutes,
    attachmentRoutes,
    leadTaskRoutes,
    inboxViewRoutes,
    caseBoardRoutes,
    caseRoutes,
    caseFileRoutes,
    caseDocumentRoutes,
    caseTemplateRoutes,
    replyLinkRoutes,
    portalRoutes,
    caseSettingRoutes,
    caseworkRoutes,
    caseworkImportRoutes,
    caseworkNoticeRoutes,
    caseworkStepRoutes,
    calendarRoutes,
    jobRoutes,
    scheduleRoutes,
    reminderRoutes,
    alertRoutes,
    notifyRoutes,
    sourceRoutes,
    eventRoutes,
    ledgerRoutes,
    explorerRoutes,
    anchoringRoutes,
    nodeRoutes,
    tileRoutes,
    captureRoutes,
    timestampRoutes,
    approvalRoutes,
    sealRoutes,
    correctionRoutes,
    contestRoutes,
    retentionRoutes,
    recordRetentionRoutes,
    auditRoutes,
    accountRoutes,
    systemRoutes,
  ]) {
    routes(app, context);
  }
}
