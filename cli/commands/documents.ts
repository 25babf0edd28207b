import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { type DocumentCaseRecord, YuejianError } from "@yuejian/contracts";
import type { HandledCaseDetail, HandledCases, LawCitationsView } from "@yuejian/contracts/api";
import type { CheckedFile, FileCheck, UnreadFile } from "@yuejian/server/assistant";
import type { Output } from "../output.ts";
import type { Command, CommandContext } from "./command.ts";
import { findingLines, macrosOf } from "./finding-lines.ts";

const USAGE_CHECK =
  "document check FILE…|FOLDER [--out ANNOTATED.docx] [--report REPORT.docx|.json|.html] [--on YYYY-MM-DD] [--record CASE.json | --case NUMBER] [--case-folder FOLDER] [--for-publication] [--no-spelling | --speller FOLDER] [--fail-on N]";

const CHECK_OPTIONS = {
  on: { type: "string" },
  record: { type: "string" },
  case: { type: "string" },
  "case-folder": { type: "string" },
  "for-publication": { type: "boolean" },
  "no-spelling": { type: "boolean" },
  speller: { type: "string" },
} as const;

const check: Command = {
  name: "document check",
  usage: USAGE_CHECK,
  summary: {
    zh: "检查文书（Word（.docx、.doc）、PDF、扫描件、文本）或者一个文件夹：标点、括号、号码校验、日期、字号、引用的法条（按 --on 当日有效的文本）、错别字；--record 或者 --case 与案件信息核对（业务系统的案号，或者 JSON 文件：people、charges、days、amount），--case-folder 与同案其他文书核对；--out 写出带批注和修订的 Word（.doc 写不进，须另存为 .docx）；--report 写出文件夹的报告",
    en: "Check documents (Word .docx and .doc, PDF, scans, text) or a folder: punctuation, brackets, check digits, dates, document numbers, citations (by the law of --on), spelling; --record or --case: against what is known of the case (a number of the business system, or a JSON file: people, charges, days, amount); --case-folder: against the other documents of the case; --out writes a Word file with remarks and tracked changes (a .doc takes none: save it as .docx); --report a report of a folder",
  },
  options: { ...CHECK_OPTIONS, out: { type: "string" }, report: { type: "string" }, "fail-on": { type: "string" } },
  async run(context) {
    const { arguments: given, output } = context;
    const [out, report] = [given.text("out"), given.text("report")];
    const [first] = given.words;
    const isFolder = first !== undefined && given.words.length === 1 && (await isDirectory(resolve(first)));
    const { REPORT_SUFFIXES, checkFile, checkFolder, folderReport, writeReport } = await import("@yuejian/server/assistant");
    const isCallRight =
      first !== undefined &&
      (out === undefined || (given.words.length === 1 && !isFolder && extname(out).toLowerCase() === ".docx")) &&
      (report === undefined || (isFolder && (REPORT_SUFFIXES as readonly string[]).includes(extname(report).toLowerCase())));
    if (!isCallRight) throw new YuejianError("USAGE", { reason: USAGE_CHECK });
    const tolerated = given.text("fail-on") === undefined ? null : given.count("fail-on", 1, 1);
    const fileCheck = await fileCheckOf(context);
    let found = 0;
    if (isFolder) {
      const entries: (CheckedFile | UnreadFile)[] = [];
      for await (const entry of checkFolder(resolve(first), fileCheck)) {
        entries.push(entry);
        show(output, entry);
      }
      if (entries.length === 0) output.note({ zh: `${first} 里没有文书`, en: `there are no documents in ${first}` });
      found = entries.reduce((sum, entry) => sum + ("error" in entry ? 0 : entry.findings.length), 0);
      if (report !== undefined) await writeReport(resolve(report), folderReport(resolve(first), entries, new Date()), output.locale);
      const unread = entries.filter((entry) => "error" in entry).length;
      if (unread > 0) output.note({ zh: `${unread} 份读不了，原样留在那里`, en: `${unread} could not be read and stay where they are` });
    } else
      for (const file of given.words) {
        const { written, ...checked } = await checkFile(resolve(file), {
          ...fileCheck,
          ...(out === undefined ? {} : { out: { file: resolve(out), at: new Date() } }),
        });
        if (out !== undefined && written === null)
          output.note(
            checked.unmarked
              ? { zh: `${file}：${checked.unmarked.zh}；没有写出 ${out}`, en: `${file}: ${checked.unmarked.en}; ${out} was not written` }
              : { zh: `${file} 不是 Word 文件，没有写出 ${out}`, en: `${file} is no Word file: ${out} was not written` },
          );
        found += checked.findings.length;
        show(output, { ...checked, file });
      }
    return tolerated !== null && found >= tolerated ? 1 : 0;
  },
};

const isDirectory = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() === true;

/** One result a file: what was found in it, or why it could not be read. */
function show(output: Output, entry: CheckedFile | UnreadFile): void {
  const { locale } = output;
  if ("error" in entry) {
    const { zh, en } = { zh: entry.error.textFor("zh"), en: entry.error.textFor("en") };
    output.result({ file: entry.file, unread: { zh, en } }, () => [`${entry.file}：✗ ${locale === "zh" ? zh : en}`]);
    return;
  }
  if (entry.hasMacros) output.note(macrosOf(entry.file));
  output.result(entry, () => [`${entry.file}：${entry.findings.length}`, ...findingLines(entry.findings, locale)]);
}

const watch: Command = {
  name: "document watch",
  usage:
    "document watch FOLDER --out FOLDER [--every SECONDS] [--once] [--on YYYY-MM-DD] [--for-publication] [--no-spelling | --speller FOLDER]",
  summary: {
    zh: "看守一个文件夹：文书写完整之后检查，把带批注的副本和 JSON 写到 --out，原件不动，重启后接着做；--once 做完现有的就结束",
    en: "Watch a folder: documents are checked once they are whole; a copy with remarks and a JSON file go to --out, originals are not touched, a restart goes on; --once ends with what is there",
  },
  options: { ...CHECK_OPTIONS, out: { type: "string" }, every: { type: "string" }, once: { type: "boolean" } },
  async run(context) {
    const { arguments: given, output } = context;
    const [folder, ...more] = given.words;
    const out = given.text("out");
    if (folder === undefined || more.length > 0 || out === undefined) throw new YuejianError("USAGE", { reason: watch.usage });
    const { watchFolder, workByCheck } = await import("@yuejian/server/assistant");
    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
    const every = given.count("every", 1, 2) * 1000;
    const entries = watchFolder(resolve(folder), {
      work: workByCheck(await fileCheckOf(context), { out: resolve(out), now: () => new Date() }),
      out: resolve(out),
      every,
      signal: stop.signal,
      until: given.isSet("once") ? "empty" : undefined,
    });
    for await (const entry of entries) show(output, entry);
    return 0;
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
    spelling: given.isSet("no-spelling") ? null : await loadSpeller(given.text("speller")),
    isForPublication: given.isSet("for-publication"),
    records: await recordsOf(context),
    caseDocuments: documents,
  };
}

/** What is known of the case: a file, or the business system's export in the home. USAGE where both are given; CASE_UNKNOWN */
async function recordsOf({ arguments: given, client }: CommandContext): Promise<DocumentCaseRecord[]> {
  const [file, number] = [given.text("record"), given.text("case")];
  if (file !== undefined && number !== undefined) throw new YuejianError("USAGE", { reason: USAGE_CHECK });
  if (file !== undefined) return [await (await import("@yuejian/server/assistant")).readCaseRecord(resolve(file))];
  if (number === undefined) return [];
  const api = await client();
  const { items } = await api.get<HandledCases>("/api/casework/cases", { number, status: "all", limit: 20 });
  const found = items.find((item) => item.number === number);
  if (!found) throw new YuejianError("CASE_UNKNOWN", { case: number });
  const { days } = await api.get<HandledCaseDetail>(`/api/casework/cases/${found.id}`);
  const { recordOfHandledCase } = await import("@yuejian/server/assistant");
  return [recordOfHandledCase({ ...found, days: Object.fromEntries(days.map(({ column, day }) => [column, day])) })];
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
  usage: "document correct FILE [--bar SHARE] [--speller FOLDER] [--fail-on N]",
  summary: {
    zh: "逐行改正错别字（音近、形近）和漏字、多字、颠倒；--bar 为提出改正所需的把握（0 到 1）；不需要服务器",
    en: "Correct the spelling of a text line by line (characters that sound or look alike, that are missing, too many or out of order); --bar: how sure a correction has to be (0 to 1); needs no server",
  },
  options: { bar: { type: "string" }, speller: { type: "string" }, "fail-on": { type: "string" } },
  async run({ arguments: given, output }) {
    const [file, ...more] = given.words;
    const bar = given.text("bar") === undefined ? undefined : Number(given.text("bar"));
    if (file === undefined || more.length > 0 || (bar !== undefined && !(bar > 0 && bar < 1)))
      throw new YuejianError("USAGE", { reason: correct.usage });
    const tolerated = given.text("fail-on") === undefined ? null : given.count("fail-on", 1, 1);
    const { correctFile, loadSpeller } = await import("@yuejian/server/assistant");
    let edits = 0;
    for (const line of await correctFile(resolve(file), await loadSpeller(given.text("speller")), bar)) {
      edits += line.edits.length;
      output.result(line, () => [line.corrected]);
    }
    return tolerated !== null && edits >= tolerated ? 1 : 0;
  },
};

export const documentCommands: readonly Command[] = [check, watch, correct];
