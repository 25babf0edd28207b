import type { Command } from "./commands/command.ts";

/** The commands of one module, which is read when one of them is called: reading all takes most of the time that a short command takes. */
interface CommandGroup {
  /** First words of their names. */
  readonly words: readonly string[];
  load(): Promise<readonly Command[]>;
}

/** In the order in which help tells them. */
export const commandGroups: readonly CommandGroup[] = [
  {
    words: ["start", "serve", "demo", "doctor", "backup", "restore", "build-console"],
    load: async () => (await import("./commands/operations.ts")).operationCommands,
  },
  { words: ["ingest", "datasets", "dataset", "quality"], load: async () => (await import("./commands/data.ts")).dataCommands },
  { words: ["search"], load: async () => (await import("./commands/search.ts")).searchCommands },
  { words: ["sql"], load: async () => (await import("./commands/sql.ts")).sqlCommands },
  { words: ["model", "lead"], load: async () => (await import("./commands/work.ts")).workCommands },
  { words: ["retention"], load: async () => (await import("./commands/retention.ts")).retentionCommands },
  { words: ["expire", "approvals", "seals", "contests"], load: async () => (await import("./commands/safeguards.ts")).safeguardCommands },
  { words: ["user"], load: async () => (await import("./commands/people.ts")).peopleCommands },
  { words: ["lead"], load: async () => (await import("./commands/triage.ts")).triageCommands },
  { words: ["case"], load: async () => (await import("./commands/cases.ts")).caseCommands },
  { words: ["calendar"], load: async () => (await import("./commands/calendar.ts")).calendarCommands },
  { words: ["casework"], load: async () => (await import("./commands/casework.ts")).caseworkCommands },
  { words: ["model"], load: async () => (await import("./commands/detection.ts")).detectionCommands },
  { words: ["case"], load: async () => (await import("./commands/instruments.ts")).instrumentCommands },
  { words: ["casework"], load: async () => (await import("./commands/casework-notices.ts")).caseworkNoticeCommands },
  { words: ["pattern"], load: async () => (await import("./commands/patterns.ts")).patternCommands },
  { words: ["suggestion"], load: async () => (await import("./commands/effects.ts")).effectCommands },
  { words: ["casework"], load: async () => (await import("./commands/casework-steps.ts")).caseworkStepCommands },
  { words: ["white-paper"], load: async () => (await import("./commands/white-papers.ts")).whitePaperCommands },
  { words: ["pilot", "feature", "case"], load: async () => (await import("./commands/pilots.ts")).pilotCommands },
  { words: ["document"], load: async () => (await import("./commands/documents.ts")).documentCommands },
  { words: ["document"], load: async () => (await import("./commands/documents-house.ts")).documentHouseCommands },
  { words: ["document"], load: async () => (await import("./commands/document-folders.ts")).documentFolderCommands },
  { words: ["document"], load: async () => (await import("./commands/document-batches.ts")).documentBatchCommands },
  { words: ["law"], load: async () => (await import("./commands/laws.ts")).lawCommands },
  { words: ["law"], load: async () => (await import("./commands/like-cases.ts")).likeCaseCommands },
  { words: ["schedule"], load: async () => (await import("./commands/schedules.ts")).scheduleCommands },
  { words: ["notify"], load: async () => (await import("./commands/notify.ts")).notifyCommands },
  { words: ["alert"], load: async () => (await import("./commands/alerts.ts")).alertCommands },
  { words: ["source"], load: async () => (await import("./commands/sources.ts")).sourceCommands },
  { words: ["chain"], load: async () => (await import("./commands/chain.ts")).chainCommands },
  { words: ["chain"], load: async () => (await import("./commands/checkpoints.ts")).checkpointCommands },
  { words: ["chain"], load: async () => (await import("./commands/anchoring.ts")).anchorCommands },
  { words: ["capture"], load: async () => (await import("./commands/capture.ts")).captureCommands },
  { words: ["chain"], load: async () => (await import("./commands/nodes.ts")).nodeCommands },
  { words: ["chain"], load: async () => (await import("./commands/handover.ts")).handoverCommands },
  { words: ["capture", "chain"], load: async () => (await import("./commands/capture-house.ts")).captureHouseCommands },
  { words: ["lead", "bundle", "verify"], load: async () => (await import("./commands/bundle.ts")).bundleCommands },
  { words: ["mapping"], load: async () => (await import("./commands/preview.ts")).mappingCommands },
  { words: ["deadline"], load: async () => (await import("./commands/deadlines.ts")).deadlineCommands },
  { words: ["link"], load: async () => (await import("./commands/link.ts")).linkCommands },
  { words: ["entity"], load: async () => (await import("./commands/entities.ts")).entityCommands },
  { words: ["lineage"], load: async () => (await import("./commands/lineage.ts")).lineageCommands },
  { words: ["catalogue"], load: async () => (await import("./commands/catalogue.ts")).catalogueCommands },
  { words: ["quality"], load: async () => (await import("./commands/quality-rules.ts")).qualityRuleCommands },
  { words: ["lake", "files", "worker"], load: async () => (await import("./commands/lake.ts")).lakeCommands },
  { words: ["farmland"], load: async () => (await import("./commands/farmland.ts")).farmlandCommands },
  { words: ["farmland"], load: async () => (await import("./commands/farmland-house.ts")).farmlandHouseCommands },
  { words: ["farmland"], load: async () => (await import("./commands/field-checks.ts")).fieldCheckCommands },
];

/** Those whose names begin with the word; all without one. */
export async function commandsOf(word?: string): Promise<readonly Command[]> {
  const groups = word === undefined ? commandGroups : commandGroups.filter(({ words }) => words.includes(word));
  return (await Promise.all(groups.map((group) => group.load()))).flat();
}
