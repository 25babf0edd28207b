import { ground } from "./0001-ground.ts";
import { safeguards } from "./0002-safeguards.ts";
import { sealedContents } from "./0003-sealed-contents.ts";
import { schedules } from "./0004-schedules.ts";
import { inbox } from "./0005-inbox.ts";
import { runFacts } from "./0006-run-facts.ts";
import { mappings } from "./0007-mappings.ts";
import { anchors } from "./0008-anchors.ts";
import { nodes } from "./0009-nodes.ts";
import { anchorEvidence } from "./0010-anchor-evidence.ts";
import { captures } from "./0011-captures.ts";
import { explorer } from "./0012-explorer.ts";
import { quality } from "./0013-quality.ts";
import { sources } from "./0014-sources.ts";
import { entities } from "./0015-entities.ts";
import { catalogue } from "./0016-catalogue.ts";
import { queries } from "./0017-queries.ts";
import { oversight } from "./0018-oversight.ts";
import { retention } from "./0019-retention.ts";
import { instruments } from "./0020-instruments.ts";
import { casework } from "./0021-casework.ts";
import { detection } from "./0022-detection.ts";
import { pilots } from "./0023-pilots.ts";
import { reminders } from "./0024-reminders.ts";
import { patterns } from "./0025-patterns.ts";
import { laws } from "./0026-laws.ts";
import { alerts } from "./0027-alerts.ts";
import { steps } from "./0028-steps.ts";
import { whitePapers } from "./0029-white-papers.ts";
import { wall } from "./0030-wall.ts";
import { features } from "./0031-features.ts";
import { lawLinks } from "./0032-law-links.ts";
import { leadTasks } from "./0033-lead-tasks.ts";
import { lawNotices } from "./0034-law-notices.ts";
import { recusals } from "./0035-recusals.ts";
import { farmland } from "./0036-farmland.ts";
import { lawCollections } from "./0037-law-collections.ts";
import { judgments } from "./0038-judgments.ts";
import { boards } from "./0039-boards.ts";
import { restorations } from "./0040-restorations.ts";
import { farmlandParts } from "./0041-farmland-parts.ts";
import { caseCounts } from "./0042-case-counts.ts";
import { documentChecks } from "./0043-document-checks.ts";
import { farmlandUploads } from "./0044-farmland-uploads.ts";
import { fieldChecks } from "./0045-field-checks.ts";
import { documentBatches } from "./0046-document-batches.ts";
import { documentCases } from "./0047-document-cases.ts";
import { documentBatchScans } from "./0048-document-batch-scans.ts";
import { documentBatchCases } from "./0049-document-batch-cases.ts";
import { documentWatchTrouble } from "./0050-document-watch-trouble.ts";
import { documentMacros } from "./0051-document-macros.ts";
import type { Migration } from "./migration.ts";

export { columnTypes, type Engine, type Migration, type StructureBuilder, structureBuilder } from "./migration.ts";

/** All steps in order; a further one is appended. */
export const migrations: readonly Migration[] = [
  ground,
  safeguards,
  sealedContents,
  schedules,
  inbox,
  runFacts,
  mappings,
  anchors,
  nodes,
  anchorEvidence,
  captures,
  explorer,
  quality,
  sources,
  entities,
  catalogue,
  queries,
  oversight,
  retention,
  instruments,
  casework,
  detection,
  pilots,
  reminders,
  patterns,
  laws,
  alerts,
  steps,
  whitePapers,
  wall,
  features,
  lawLinks,
  leadTasks,
  lawNotices,
  recusals,
  farmland,
  lawCollections,
  judgments,
  boards,
  restorations,
  farmlandParts,
  caseCounts,
  documentChecks,
  farmlandUploads,
  fieldChecks,
  documentBatches,
  documentCases,
  documentBatchScans,
  documentBatchCases,
  documentWatchTrouble,
  documentMacros,
];

export const newestMigration = migrations.length;
