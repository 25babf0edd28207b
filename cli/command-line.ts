import { resolve } from "node:path";
import { type ErrorKind, YuejianError } from "@yuejian/contracts";
import { type Arguments, misused, parseArguments } from "./arguments.ts";
import { type Client, connect } from "./client.ts";
import { commandsOf } from "./command-groups.ts";
import type { Command } from "./commands/command.ts";
import { createOutput, type Output } from "./output.ts";

/** Kinds for which the system, not the call, is at fault. */
const FAILURES: ReadonlySet<ErrorKind> = new Set(["failure", "integrity", "busy"]);

export async function main(argv: readonly string[]): Promise<number> {
  const locale = localeOf(argv);
  const output = createOutput(locale, argv.includes("--json"));
  let client: Client | undefined;
  try {
    const commands = await commandsOf(argv[0] ?? "");
    const found = commandOf(argv, commands);
    if (found === null) {
      const wantsHelp = argv.length === 0 || argv.includes("--help") || argv.includes("-h");
      if (!wantsHelp) throw unknownCommand(argv, commands);
      help(output, await commandsOf());
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

function unknownCommand(argv: readonly string[], commands: readonly Command[]): YuejianError {
  const end = argv.findIndex((word) => word.startsWith("-"));
  const said = argv.slice(0, end < 0 ? 2 : Math.min(end, 2)).join(" ");
  const near = commands.filter(({ name }) => name.startsWith(`${argv[0]} `)).map(({ name }) => name);
  const zh = near.length === 0 ? "用 yuejian --help 查看全部命令" : `有：${near.join("、")}`;
  const en = near.length === 0 ? "see yuejian --help" : `there are: ${near.join(", ")}`;
  return misused(`没有命令“${said}”；${zh}`, `unknown command “${said}”; ${en}`);
}

function commandOf(argv: readonly string[], commands: readonly Command[]): { command: Command; rest: readonly string[] } | null {
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

function help(output: Output, commands: readonly Command[]): void {
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
