import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import type { ChargesView, JobView, JudgmentImportsView, LikeCasesView } from "@yuejian/contracts/api";
import type { Arguments } from "../arguments.ts";
import { awaitJob } from "../client.ts";
import type { Command } from "./command.ts";

/** Reasons that are listed of a charge. */
const LISTED = 5;

const charges: Command = {
  name: "law charges",
  usage: 'law charges "FACTS"|FILE|--facts FILE [--on YYYY-MM-DD]',
  summary: {
    zh: "由事实提示可能的罪名：概率、理由（文中词语）、条文；理由不足时说“不能判断”。供人参考，由人判断",
    en: "Charges that facts may be about: probability, reasons (words of the text), articles; «cannot tell» where too little speaks for any. People decide",
  },
  options: { facts: { type: "string" }, on: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const text = await factsOf(given, charges.usage);
    const on = given.text("on");
    const view = await (await client()).post<ChargesView>("/api/laws/charges", { text, ...(on === undefined ? {} : { on }) });
    output.result(view, () => [
      view.verdict[output.locale],
      ...view.charges.flatMap(({ charge, probability, articles, reasons }, at) => [
        `${at < view.named ? "*" : " "} ${(probability * 100).toFixed(0).padStart(3)}%  ${charge}  ${articles.map(({ label }) => label).join("、")}`,
        ...(reasons.length === 0
          ? []
          : [
              `        ${reasons
                .slice(0, LISTED)
                .map(({ text: word }) => word)
                .join("、")}`,
            ]),
      ]),
    ]);
    return 0;
  },
};

const like: Command = {
  name: "law like",
  usage: 'law like "FACTS"|FILE|--facts FILE [--charge NAME] [--court NAME] [--from DAY] [--to DAY] [--source office|public] [--top N]',
  summary: {
    zh: "由事实查找类案：相同的事实、罪名、数额、情节；同罪名类案的刑期分布（少于 10 件只逐件列出），不是量刑建议",
    en: "Cases like these facts: shared words, charge, amount, circumstances; the terms of those with the charge (fewer than 10: listed only), never advice",
  },
  options: {
    facts: { type: "string" },
    charge: { type: "string" },
    court: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    source: { type: "string" },
    top: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const text = await factsOf(given, like.usage);
    const source = given.text("source");
    if (source !== undefined && source !== "office" && source !== "public") throw new YuejianError("USAGE", { reason: like.usage });
    const filters = Object.fromEntries(
      (["charge", "court", "from", "to"] as const).flatMap((name) => (given.text(name) === undefined ? [] : [[name, given.text(name)]])),
    );
    const view = await (await client()).post<LikeCasesView>("/api/like-cases", {
      text,
      ...filters,
      ...(source === undefined ? {} : { source }),
      limit: given.count("top", 1, 10),
    });
    const zh = output.locale === "zh";
    output.result(view, () => [
      zh ? `比对了 ${view.compared} 件` : `${view.compared} cases compared`,
      ...view.results.flatMap(({ title, number, charges: of, sentence, score, why, id }) => [
        `${score.toFixed(2)}  ${title || number || id}  ${of.join("、")}  ${sentence?.text[output.locale] ?? ""}`,
        ...why.map((reason) => `      ${reason.text[output.locale]}`),
      ]),
      view.sentences.note[output.locale],
      ...(view.sentences.spread === null
        ? view.sentences.cases.map(({ title, text: term, id }) => `  ${title || id}  ${term[output.locale]}`)
        : [spreadLine(view.sentences.spread, zh)]),
    ]);
    return 0;
  },
};

function spreadLine(spread: NonNullable<LikeCasesView["sentences"]["spread"]>, zh: boolean): string {
  const { count, lowest, lowerQuartile, median, upperQuartile, highest } = spread;
  return zh
    ? `${count} 件：中位数 ${median} 个月，四分位 ${lowerQuartile}–${upperQuartile}，范围 ${lowest}–${highest}`
    : `${count} cases: median ${median} months, quartiles ${lowerQuartile}–${upperQuartile}, range ${lowest}–${highest}`;
}

const importJudgments: Command = {
  name: "law judgments",
  usage: "law judgments [FILE] [--sheet NAME]",
  summary: {
    zh: "导入本院的裁判文书表（CSV、XLSX、JSON；列：全文、案号、罪名、刑期、法院、裁判日期）；不给文件则列出历次导入",
    en: "Import the office's judgments from a table (CSV, XLSX, JSON; text, number, charge, sentence, court, date); without a file: list the imports",
  },
  options: { sheet: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [file, ...more] = given.words;
    if (more.length > 0) throw new YuejianError("USAGE", { reason: importJudgments.usage });
    const api = await client();
    if (file !== undefined) {
      const sheet = given.text("sheet");
      const job = await api.post<JobView>("/api/judgments/imports", { path: resolve(file), ...(sheet === undefined ? {} : { sheet }) });
      await awaitJob<{ import: string }>(api, job.id, ({ progress }) => {
        output.progress(`${file}: ${progress.stage[output.locale]} ${progress.done.toLocaleString()}`);
      });
    }
    const page = await api.get<JudgmentImportsView>("/api/judgments/imports", { limit: file === undefined ? 50 : 1 });
    output.result(file === undefined ? page : page.items[0], () =>
      page.items.flatMap(({ file: name, rows, added, changed, same, refused, refusals }) => [
        output.locale === "zh"
          ? `${name}：${rows} 行；新增 ${added}，更新 ${changed}，无变化 ${same}，未接收 ${refused}`
          : `${name}: ${rows} rows; ${added} added, ${changed} changed, ${same} as before, ${refused} refused`,
        ...refusals.map(({ line, text }) => `  ${line}  ${text[output.locale]}`),
      ]),
    );
    return 0;
  },
};

/** The text itself, or that of a file. */
async function factsOf(given: Arguments, usage: string): Promise<string> {
  const [word, ...more] = given.words;
  const named = given.text("facts");
  if ((named === undefined) === (word === undefined)) throw new YuejianError("USAGE", { reason: usage });
  const file = named ?? (word !== undefined && more.length === 0 && existsSync(resolve(word)) ? word : undefined);
  if (file === undefined) return given.words.join(" ");
  try {
    return await readFile(resolve(file), "utf8");
  } catch (cause) {
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  }
}

export const likeCaseCommands: readonly Command[] = [charges, like, importJudgments];
