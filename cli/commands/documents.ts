import { existsSync } from "node:fs";
import { extname, resolve } from "node:path";
import { type DocumentCaseRecord, YuejianError } from "@yuejian/contracts";
import type { HandledCaseDetail, HandledCases, LawCitationsView } from "@yuejian/contracts/api";
import type { FileCheck } from "@yuejian/server/assistant";
import type { Command, CommandContext } from "./command.ts";
import { findingLines } from "./finding-lines.ts";

const check: Command = {
  name: "document check",
  usage:
    "document check FILE… [--out ANNOTATED.docx] [--on YYYY-MM-DD] [--record CASE.json | --case NUMBER] [--case-folder FOLDER] [--for-publication] [--no-spelling] [--fail-on N]",
  summary: {
    zh: "检查文书（Word、文本）：标点、括号、号码校验、日期、字号、引用的法条（按 --on 当日有效的文本）、错别字；--record 或者 --case 与案件信息核对（业务系统的案号，或者 JSON 文件：people、charges、days、amount），--case-folder 与同案其他文书核对；--out 写出带批注和修订的 Word",
    en: "Check documents (Word, text): punctuation, brackets, check digits, dates, document numbers, citations (by the law of --on), spelling; --record or --case: against what is known of the case (a number of the business system, or a JSON file: people, charges, days, amount); --case-folder: against the other documents of the case; --out writes a Word file with remarks and tracked changes",
  },
  options: {
    out: { type: "string" },
    on: { type: "string" },
    record: { type: "string" },
    case: { type: "string" },
    "case-folder": { type: "string" },
    "for-publication": { type: "boolean" },
    "no-spelling": { type: "boolean" },
    "fail-on": { type: "string" },
  },
  async run(context) {
    const { arguments: given, output } = context;
    const out = given.text("out");
    const isCallRight =
      given.words.length > 0 && (out === undefined || (given.words.length === 1 && extname(out).toLowerCase() === ".docx"));
    if (!isCallRight) throw new YuejianError("USAGE", { reason: check.usage });
    const tolerated = given.text("fail-on") === undefined ? null : given.count("fail-on", 1, 1);
    const { checkFile } = await import("@yuejian/server/assistant");
    const fileCheck = await fileCheckOf(context);
    let found = 0;
    for (const file of given.words) {
      const checked = await checkFile(resolve(file), {
        ...fileCheck,
        ...(out === undefined ? {} : { out: { file: resolve(out), at: new Date() } }),
      });
      if (out !== undefined && checked.written === null)
        output.note({ zh: `${file} 不是 Word 文件，没有写出 ${out}`, en: `${file} is no Word file: ${out} was not written` });
      found += checked.findings.length;
      const { written: _, ...result } = { ...checked, file };
      output.result(result, () => [`${file}：${checked.findings.length}`, ...findingLines(checked.findings, output.locale)]);
    }
    return tolerated !== null && found >= tolerated ? 1 : 0;
  },
};

/** How files are to be checked, by the options of a call. */
async function fileCheckOf(context: CommandContext): Promise<Omit<FileCheck, "out">> {
  const { arguments: given, output } = context;
  const { loadSpeller, readCaseFolder } = await import("@yuejian/server/assistant");
  const folder = given.text("case-folder");
  const { documents, unread } = folder === undefined ? { documents: [], unread: [] } : await readCaseFolder(resolve(folder));
  for (const { file, error } of unread)
    output.note({ zh: `${file} 读不了，没有参与核对：${error.message}`, en: `${file} cannot be read and was left out: ${error.message}` });
  return {
    citationsOf: await judgeOf(context),
    spelling: given.isSet("no-spelling") ? null : await loadSpeller(),
    isForPublication: given.isSet("for-publication"),
    record: await recordOf(context),
    caseDocuments: documents,
  };
}

/** What is known of the case: a file, or the business system's export in the home. USAGE where both are given; CASE_UNKNOWN */
async function recordOf({ arguments: given, client }: CommandContext): Promise<DocumentCaseRecord | null> {
  const [file, number] = [given.text("record"), given.text("case")];
  if (file !== undefined && number !== undefined) throw new YuejianError("USAGE", { reason: check.usage });
  if (file !== undefined) return (await import("@yuejian/server/assistant")).readCaseRecord(resolve(file));
  if (number === undefined) return null;
  const api = await client();
  const { items } = await api.get<HandledCases>("/api/casework/cases", { number, status: "all", limit: 20 });
  const found = items.find((item) => item.number === number);
  if (!found) throw new YuejianError("CASE_UNKNOWN", { case: number });
  const { days } = await api.get<HandledCaseDetail>(`/api/casework/cases/${found.id}`);
  const { recordOfHandledCase } = await import("@yuejian/server/assistant");
  return recordOfHandledCase({ ...found, days: Object.fromEntries(days.map(({ column, day }) => [column, day])) });
}

type JudgedCitations = NonNullable<Awaited<ReturnType<NonNullable<FileCheck["citationsOf"]>>>>;

/** Citations are judged by the laws of the home; where there is none they are left unchecked, and that is said. */
async function judgeOf({ arguments: given, output, client, homeFolder }: CommandContext): Promise<FileCheck["citationsOf"]> {
  if (!existsSync(homeFolder)) {
    output.note({ zh: "这里没有数据目录，法条引用没有核对", en: "there is no home here: citations were not checked" });
    return undefined;
  }
  const api = await client();
  const on = given.text("on");
  return async (text) => {
    try {
      const view = await api.post<LawCitationsView>("/api/laws/citations", { text, wording: true, ...(on === undefined ? {} : { on }) });
      return { on: view.on, all: view.citations as JudgedCitations["all"] };
    } catch (cause) {
      if (!(cause instanceof YuejianError && cause.code === "LAWS_NONE")) throw cause;
      output.note({
        zh: "还没有导入法律法规，法条引用没有核对：yuejian law import 文件夹",
        en: "no laws were imported, citations were not checked: yuejian law import FOLDER",
      });
      return null;
    }
  };
}

const correct: Command = {
  name: "document correct",
  usage: "document correct FILE [--bar SHARE] [--fail-on N]",
  summary: {
    zh: "逐行改正错别字（音近、形近），不增删字；--bar 为提出改正所需的把握（0 到 1）；不需要服务器",
    en: "Correct the spelling of a text line by line (characters that sound or look alike; none added or removed); --bar: how sure a correction has to be (0 to 1); needs no server",
  },
  options: { bar: { type: "string" }, "fail-on": { type: "string" } },
  async run({ arguments: given, output }) {
    const [file, ...more] = given.words;
    const bar = given.text("bar") === undefined ? undefined : Number(given.text("bar"));
    if (file === undefined || more.length > 0 || (bar !== undefined && !(bar > 0 && bar < 1)))
      throw new YuejianError("USAGE", { reason: correct.usage });
    const tolerated = given.text("fail-on") === undefined ? null : given.count("fail-on", 1, 1);
    const { correctFile } = await import("@yuejian/server/assistant");
    let edits = 0;
    for (const line of await correctFile(resolve(file), bar)) {
      edits += line.edits.length;
      output.result(line, () => [line.corrected]);
    }
    return tolerated !== null && edits >= tolerated ? 1 : 0;
  },
};

export const documentCommands: readonly Command[] = [check, correct];
