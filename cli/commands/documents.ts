import { existsSync } from "node:fs";
import { extname, resolve } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import type { LawCitationsView } from "@yuejian/contracts/api";
import type { FileCheck } from "@yuejian/server/assistant";
import type { Command, CommandContext } from "./command.ts";

const check: Command = {
  name: "document check",
  usage: "document check FILE… [--out ANNOTATED.docx] [--on YYYY-MM-DD] [--for-publication] [--no-spelling] [--fail-on N]",
  summary: {
    zh: "检查文书（Word、文本）：标点、括号、号码校验、日期、字号、引用的法条（按 --on 当日有效的文本）、错别字；--out 写出带批注和修订的 Word",
    en: "Check documents (Word, text): punctuation, brackets, check digits, dates, document numbers, citations (by the law of --on), spelling; --out writes a Word file with remarks and tracked changes",
  },
  options: {
    out: { type: "string" },
    on: { type: "string" },
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
    const { checkFile, loadSpeller } = await import("@yuejian/server/assistant");
    const spelling = given.isSet("no-spelling") ? null : await loadSpeller();
    const citationsOf = await judgeOf(context);
    let found = 0;
    for (const file of given.words) {
      const checked = await checkFile(resolve(file), {
        citationsOf,
        spelling,
        isForPublication: given.isSet("for-publication"),
        ...(out === undefined ? {} : { out: { file: resolve(out), at: new Date() } }),
      });
      if (out !== undefined && checked.written === null)
        output.note({ zh: `${file} 不是 Word 文件，没有写出 ${out}`, en: `${file} is no Word file: ${out} was not written` });
      found += checked.findings.length;
      const { written: _, ...result } = { ...checked, file };
      output.result(result, () => [
        `${file}：${checked.findings.length}`,
        ...checked.findings.map(
          ({ start, rule, text, suggestion, reason }) =>
            `  ${start}\t${rule}\t${JSON.stringify(text)}${suggestion === null ? "" : ` → ${JSON.stringify(suggestion)}`}\t${reason[output.locale]}`,
        ),
      ]);
    }
    return tolerated !== null && found >= tolerated ? 1 : 0;
  },
};

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
      const view = await api.post<LawCitationsView>("/api/laws/citations", { text, ...(on === undefined ? {} : { on }) });
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
