import { resolve } from "node:path";
import { type ErrorKind, YuejianError } from "@yuejian/contracts";
import { type Arguments, misused, parseArguments } from "./arguments.ts";
import { type Client, connect } from "./client.ts";
import { alertCommands } from "./commands/alerts.ts";
import { anchorCommands } from "./commands/anchoring.ts";
import { bundleCommands } from "./commands/bundle.ts";
import { calendarCommands } from "./commands/calendar.ts";
import { captureCommands } from "./commands/capture.ts";
import { captureHouseCommands } from "./commands/capture-house.ts";
import { caseCommands } from "./commands/cases.ts";
import { caseworkCommands } from "./commands/casework.ts";
import { caseworkNoticeCommands } from "./commands/casework-notices.ts";
import { caseworkStepCommands } from "./commands/casework-steps.ts";
import { catalogueCommands } from "./commands/catalogue.ts";
import { chainCommands } from "./commands/chain.ts";
import { checkpointCommands } from "./commands/checkpoints.ts";
import type { Command } from "./commands/command.ts";
import { dataCommands } from "./commands/data.ts";
import { deadlineCommands } from "./commands/deadlines.ts";
import { detectionCommands } from "./commands/detection.ts";
import { documentBatchCommands } from "./commands/document-batches.ts";
import { documentFolderCommands } from "./commands/document-folders.ts";
import { documentCommands } from "./commands/documents.ts";
import { documentHouseCommands } from "./commands/documents-house.ts";
import { effectCommands } from "./commands/effects.ts";
import { entityCommands } from "./commands/entities.ts";
import { farmlandCommands } from "./commands/farmland.ts";
import { farmlandHouseCommands } from "./commands/farmland-house.ts";
import { fieldCheckCommands } from "./commands/field-checks.ts";
import { handoverCommands } from "./commands/handover.ts";
import { instrumentCommands } from "./commands/instruments.ts";
import { lakeCommands } from "./commands/lake.ts";
import { lawCommands } from "./commands/laws.ts";
import { likeCaseCommands } from "./commands/like-cases.ts";
import { lineageCommands } from "./commands/lineage.ts";
import { linkCommands } from "./commands/link.ts";
import { nodeCommands } from "./commands/nodes.ts";
import { notifyCommands } from "./commands/notify.ts";
import { operationCommands } from "./commands/operations.ts";
import { patternCommands } from "./commands/patterns.ts";
import { peopleCommands } from "./commands/people.ts";
import { pilotCommands } from "./commands/pilots.ts";
import { mappingCommands } from "./commands/preview.ts";
import { qualityRuleCommands } from "./commands/quality-rules.ts";
import { retentionCommands } from "./commands/retention.ts";
import { safeguardCommands } from "./commands/safeguards.ts";
import { scheduleCommands } from "./commands/schedules.ts";
import { searchCommands } from "./commands/search.ts";
import { sourceCommands } from "./commands/sources.ts";
import { sqlCommands } from "./commands/sql.ts";
import { triageCommands } from "./commands/triage.ts";
import { whitePaperCommands } from "./commands/white-papers.ts";
import { workCommands } from "./commands/work.ts";
import { createOutput, type Output } from "./output.ts";

const commands: readonly Command[] = [
  ...operationCommands,
  ...dataCommands,
  ...searchCommands,
  ...sqlCommands,
  ...workCommands,
  ...retentionCommands,
  ...safeguardCommands,
  ...peopleCommands,
  ...triageCommands,
  ...caseCommands,
  ...calendarCommands,
  ...caseworkCommands,
  ...detectionCommands,
  ...instrumentCommands,
  ...caseworkNoticeCommands,
  ...patternCommands,
  ...effectCommands,
  ...caseworkStepCommands,
  ...whitePaperCommands,
  ...pilotCommands,
  ...documentCommands,
  ...documentHouseCommands,
  ...documentFolderCommands,
  ...documentBatchCommands,
  ...lawCommands,
  ...likeCaseCommands,
  ...scheduleCommands,
  ...notifyCommands,
  ...alertCommands,
  ...sourceCommands,
  ...chainCommands,
  ...checkpointCommands,
  ...anchorCommands,
  ...captureCommands,
  ...nodeCommands,
  ...handoverCommands,
  ...captureHouseCommands,
  ...bundleCommands,
  ...mappingCommands,
  ...deadlineCommands,
  ...linkCommands,
  ...entityCommands,
  ...lineageCommands,
  ...catalogueCommands,
  ...qualityRuleCommands,
  ...lakeCommands,
  ...farmlandCommands,
  ...farmlandHouseCommands,
  ...fieldCheckCommands,
];

/** Kinds for which the system, not the call, is at fault. */
const FAILURES: ReadonlySet<ErrorKind> = new Set(["failure", "integrity", "busy"]);

export async function main(argv: readonly string[]): Promise<number> {
  const locale = localeOf(argv);
  const output = createOutput(locale, argv.includes("--json"));
  let client: Client | undefined;
  try {
    const found = commandOf(argv);
    if (found === null) {
      const wantsHelp = argv.length === 0 || argv.includes("--help") || argv.includes("-h");
      if (!wantsHelp) throw unknownCommand(argv);
      help(output);
      return 0;
    }
    const given = parseArguments(found.rest, found.command.options);
    if (given.isSet("help")) {
      output.result({ usage: found.command.usage }, () => [`yuejian ${found.command.usage}`, found.command.summary[locale]]);
      return 0;
    }
    const homeFolder = resolve(process.env["YUEJIAN_HOME"] ?? "var");
    return await found.command.run({
      arguments: given,
      output,
      homeFolder,
      client: async () => (client ??= await connect(homeFolder, given.text("as"))),
    });
  } catch (error) {
    return reportError(error, output);
  } finally {
    await client?.close();
  }
}

function unknownCommand(argv: readonly string[]): YuejianError {
  const end = argv.findIndex((word) => word.startsWith("-"));
  const said = argv.slice(0, end < 0 ? 2 : Math.min(end, 2)).join(" ");
  const near = commands.filter(({ name }) => name.startsWith(`${argv[0]} `)).map(({ name }) => name);
  const zh = near.length === 0 ? "用 yuejian --help 查看全部命令" : `有：${near.join("、")}`;
  const en = near.length === 0 ? "see yuejian --help" : `there are: ${near.join(", ")}`;
  return misused(`没有命令“${said}”；${zh}`, `unknown command “${said}”; ${en}`);
}

function commandOf(argv: readonly string[]): { command: Command; rest: readonly string[] } | null {
  for (const length of [3, 2, 1]) {
    const command = commands.find((each) => each.name === argv.slice(0, length).join(" "));
    if (command) return { command, rest: argv.slice(length) };
  }
  return null;
}

function localeOf(argv: readonly string[]): "zh" | "en" {
  const at = argv.indexOf("--lang");
  const wanted =
    argv[at + 1] && at >= 0 ? argv[at + 1] : (process.env["YUEJIAN_LANG"] ?? process.env["LC_ALL"] ?? process.env["LANG"] ?? "");
  return wanted?.startsWith("zh") ? "zh" : "en";
}

function help(output: Output): void {
  const list = commands.map((each) => ({ usage: each.usage, summary: each.summary }));
  output.result(list, () => [
    "yuejian 岳检",
    "",
    ...list.map((each) => `  ${each.usage}\n      ${each.summary[output.locale]}`),
    "",
    "  --json --as NAME --lang zh|en --help",
  ]);
}

function reportError(error: unknown, output: Output): number {
  if (error instanceof YuejianError) {
    output.note(output.isJson ? JSON.stringify(error) : `${error.code}: ${error.textFor(output.locale)}`);
    return FAILURES.has(error.kind) ? 3 : 2;
  }
  output.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 3;
}

export type { Arguments };
