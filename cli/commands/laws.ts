import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { LAW_LEVELS, type LawLevel, YuejianError } from "@yuejian/contracts";
import type { LawCitationsView, LawDifferencesView, LawImportDetail, LawSearchView, LawsView, LawTextView } from "@yuejian/contracts/api";
import { awaitJob } from "../client.ts";
import { table } from "../output.ts";
import type { Command } from "./command.ts";
import { lawAnswerCommands } from "./law-answers.ts";
import { lawCollectionCommands } from "./law-collections.ts";
import { lawLinkCommands } from "./law-links.ts";
import { lawRuleCommands } from "./law-rules.ts";

/** Notes of an import that are listed at once. */
const LISTED = 50;

const importLaws: Command = {
  name: "law import",
  usage: "law import FOLDER|FILE… [--fail-on TEXTS]",
  summary: {
    zh: "导入法律、法规、司法解释、案例（Markdown、Word（.docx、.doc）、文本、HTML）；再次导入只更新有变化的",
    en: "Import laws, regulations, interpretations, cases (Markdown, Word .docx and .doc, text, HTML); importing again updates what changed",
  },
  options: { "fail-on": { type: "string" } },
  async run({ arguments: given, output, client }) {
    if (given.words.length === 0) throw new YuejianError("USAGE", { reason: importLaws.usage });
    const tolerated = given.text("fail-on") === undefined ? null : given.count("fail-on", 1, 1);
    const api = await client();
    const results: LawImportDetail[] = [];
    for (const word of given.words) {
      const job = await api.post<{ id: string }>("/api/laws/imports", { path: resolve(word) });
      const done = await awaitJob<{ import: string }>(api, job.id, ({ progress }) => {
        output.progress(`${word}: ${progress.stage[output.locale]} ${progress.done.toLocaleString()}`);
      });
      results.push(await api.get<LawImportDetail>(`/api/laws/imports/${done.import}`, { limit: LISTED }));
    }
    const zh = output.locale === "zh";
    output.result(results.length === 1 ? results[0] : results, () =>
      results.flatMap(({ import: { place, files, texts, added, changed, same, refused, id }, notes }) => [
        zh
          ? `${place}：${files} 个文件，${texts} 部；新增 ${added}，更新 ${changed}，无变化 ${same}，未接收 ${refused}`
          : `${place}: ${files} files, ${texts} texts; ${added} added, ${changed} changed, ${same} as before, ${refused} refused`,
        `  ${id}`,
        ...notes.items.map(({ file, line, text }) => `  ${file}${line === null ? "" : `:${line}`}  ${text[output.locale]}`),
        ...(notes.total > notes.items.length ? [zh ? `  …… 共 ${notes.total} 条` : `  … ${notes.total} notes in all`] : []),
      ]),
    );
    return tolerated !== null && results.some(({ import: { refused } }) => refused >= tolerated) ? 1 : 0;
  },
};

const list: Command = {
  name: "law list",
  usage: "law list [WORDS] [--level LEVEL] [--limit N] [--offset N]",
  summary: { zh: "列出导入的法律法规及其各个文本", en: "List the imported laws and their wordings" },
  options: { level: { type: "string" }, limit: { type: "string" }, offset: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const name = given.words.length === 0 ? {} : { name: given.words.join(" ") };
    const level = given.text("level");
    if (level !== undefined && !Object.hasOwn(LAW_LEVELS, level))
      throw new YuejianError("USAGE", { reason: `${list.usage}; LEVEL: ${Object.keys(LAW_LEVELS).join(", ")}` });
    const page = await (await client()).get<LawsView>("/api/laws", {
      ...name,
      ...(level === undefined ? {} : { level: level as LawLevel }),
      limit: given.count("limit", 1, 50),
      offset: given.count("offset", 0, 0),
    });
    output.result(page, () => [
      ...table(
        ["law", "level", "wordings", "in force from", "repealed"],
        page.items.map(({ name: law, level: of, versions, repealed }) => [
          law,
          LAW_LEVELS[of][output.locale],
          versions.map(({ versionOn }) => versionOn ?? "?").join(" "),
          versions.at(-1)?.effectiveOn ?? "",
          repealed ? `${repealed.on} ${repealed.by}` : "",
        ]),
      ),
      output.locale === "zh" ? `共 ${page.total} 部` : `${page.total} in all`,
    ]);
    return 0;
  },
};

const show: Command = {
  name: "law show",
  usage: "law show LAW [ARTICLE] [--on YYYY-MM-DD]",
  summary: {
    zh: "查看一部法律或者一条在某日有效的文本（条号写法不限：133-1、第一百三十三条之一）",
    en: "Show a law, or one article, as it was in force on a day (article in any form: 133-1, 第一百三十三条之一)",
  },
  options: { on: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [law, article, ...more] = given.words;
    if (law === undefined || more.length > 0) throw new YuejianError("USAGE", { reason: show.usage });
    const view = await (await client()).get<LawTextView>("/api/laws/text", {
      law,
      ...(article === undefined ? {} : { article }),
      ...(given.text("on") === undefined ? {} : { on: given.text("on") }),
    });
    output.result(view, () => {
      const { version, articles, preamble } = view;
      const lines = [
        `${version.title}  ${version.versionOn ?? ""}${version.effectiveOn === null ? "" : ` → ${version.effectiveOn}`}${version.until === null ? "" : ` – ${version.until}`}`,
        "",
      ];
      if (article === undefined) lines.push(...view.history.map(({ on, by }) => `${on} ${by}`), "", ...preamble);
      let divisions = "";
      for (const one of articles) {
        const path = one.divisions.map(({ title }) => title).join(" / ");
        if (path !== divisions) lines.push("", path);
        divisions = path;
        const [first, ...rest] = one.paragraphs.flatMap(({ text, items }) => [
          text,
          ...items.flatMap((item) => [`  （${item.number}）${item.text}`, ...item.items.map((sub) => `    ${sub.number}. ${sub.text}`)]),
        ]);
        lines.push(`${one.label}　${first ?? ""}`, ...rest.map((text) => `　　${text}`));
      }
      return lines;
    });
    return 0;
  },
};

const compare: Command = {
  name: "law compare",
  usage: "law compare LAW --from VERSION --to VERSION",
  summary: { zh: "对照一部法律的两个文本（版本号或者日期）", en: "Compare two wordings of a law (their ids or days)" },
  options: { from: { type: "string" }, to: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [law, ...more] = given.words;
    const [from, to] = [given.text("from"), given.text("to")];
    if (law === undefined || more.length > 0 || from === undefined || to === undefined)
      throw new YuejianError("USAGE", { reason: compare.usage });
    const view = await (await client()).get<LawDifferencesView>("/api/laws/differences", { law, from, to });
    output.result(view, () => [
      ...view.articles.map(({ from: old, to: now, pieces }) => {
        const text = pieces
          .map(({ kind, text: piece }) => (kind === "same" ? piece : kind === "removed" ? `[-${piece}-]` : `{+${piece}+}`))
          .join("");
        return `${old === now ? (now ?? "") : `${old ?? "+"} → ${now ?? "-"}`}  ${text}`;
      }),
      output.locale === "zh"
        ? `${view.articles.length} 条不同，${view.same} 条相同`
        : `${view.articles.length} articles differ, ${view.same} are the same`,
    ]);
    return 0;
  },
};

const search: Command = {
  name: "law search",
  usage:
    'law search "QUERY"|--queries FILE [--top K] [--on YYYY-MM-DD] [--level LEVEL,…] [--law LAW] [--issuer NAME] [--any-version] [--out FILE.docx]',
  summary: {
    zh: "检索条文：词语、“原文”、法名和条号、一句话的问题；--queries 逐行检索",
    en: "Search articles: by words, “exact text”, law and number, or a question; --queries searches line by line",
  },
  options: {
    queries: { type: "string" },
    top: { type: "string" },
    on: { type: "string" },
    level: { type: "string" },
    law: { type: "string" },
    issuer: { type: "string" },
    "any-version": { type: "boolean" },
    out: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const file = given.text("queries");
    if ((file === undefined) === (given.words.length === 0)) throw new YuejianError("USAGE", { reason: search.usage });
    const queries = file === undefined ? [given.words.join(" ")] : (await linesOf(file)).filter((line) => line.trim() !== "");
    const api = await client();
    const [on, level, law, issuer] = [given.text("on"), given.text("level"), given.text("law"), given.text("issuer")];
    const answers: LawSearchView[] = [];
    const orderOf = (query: string) => ({
      query,
      limit: given.count("top", 1, 10),
      ...(on === undefined ? {} : { on }),
      ...(level === undefined ? {} : { levels: level.split(",") }),
      ...(law === undefined ? {} : { law }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(given.isSet("any-version") ? { status: "any" } : {}),
    });
    const out = given.text("out");
    if (out !== undefined) {
      const [query, ...others] = queries;
      if (query === undefined || others.length > 0) throw new YuejianError("USAGE", { reason: search.usage });
      const bytes = await api.postForBytes("/api/laws/search/document", orderOf(query));
      await writeFile(resolve(out), bytes);
      output.result({ file: resolve(out), size: bytes.length }, () => [resolve(out)]);
      return 0;
    }
    for (const query of queries) answers.push(await api.post<LawSearchView>("/api/laws/search", orderOf(query)));
    output.result(file === undefined ? answers[0] : answers, () =>
      answers.flatMap(({ query, results, corrected, isCut, held }) => [
        ...(file === undefined ? [] : [`# ${query}`]),
        ...(held > 0
          ? []
          : [
              output.locale === "zh"
                ? "还没有导入法律法规：yuejian law import 文件夹"
                : "No laws have been imported yet: yuejian law import FOLDER",
            ]),
        ...(corrected === null ? [] : [output.locale === "zh" ? `也检索了：${corrected}` : `also searched: ${corrected}`]),
        ...(isCut ? [output.locale === "zh" ? "检索词过长，只用了开头" : "the query is long: only its beginning was used"] : []),
        ...results.flatMap(({ law: name, article, text, why }) => [
          `${name} ${article}`,
          `  ${text.replaceAll("\n", " ").slice(0, 120)}`,
          `  ${why.map((reason) => reason.text[output.locale]).join("；")}`,
        ]),
      ]),
    );
    return 0;
  },
};

const cite: Command = {
  name: "law cite",
  usage: 'law cite "TEXT"|--file FILE [--on YYYY-MM-DD] [--law LAW] [--fail-on N]',
  summary: {
    zh: "找出文中引用的法条，并核对在某日是否有效、条款项是否存在；--law 说明文本本身是哪部法律",
    en: "Find the citations of a text and whether they hold on a day: law, article, paragraph, item; --law: the law that the text is",
  },
  options: { file: { type: "string" }, on: { type: "string" }, law: { type: "string" }, "fail-on": { type: "string" } },
  async run({ arguments: given, output, client }) {
    const file = given.text("file");
    if ((file === undefined) === (given.words.length === 0)) throw new YuejianError("USAGE", { reason: cite.usage });
    const text = file === undefined ? given.words.join(" ") : (await linesOf(file)).join("\n");
    const tolerated = given.text("fail-on") === undefined ? null : given.count("fail-on", 1, 1);
    const [on, law] = [given.text("on"), given.text("law")];
    const view = await (await client()).post<LawCitationsView>("/api/laws/citations", {
      text,
      ...(on === undefined ? {} : { on }),
      ...(law === undefined ? {} : { law }),
    });
    output.result(view, () =>
      table(
        ["at", "text", "means", "state"],
        view.citations.map(({ start, text: cited, canonical, stateText, meant, repealed }) => [
          start,
          cited,
          canonical,
          `${stateText[output.locale]}${repealed ? ` ${repealed.on} ${repealed.by}` : ""}${meant.length === 0 ? "" : ` → ${meant.join("、")}`}`,
        ]),
      ),
    );
    const wrong = view.citations.filter(({ state }) => state !== "resolved").length;
    return tolerated !== null && wrong >= tolerated ? 1 : 0;
  },
};

async function linesOf(file: string): Promise<string[]> {
  try {
    return (await readFile(resolve(file), "utf8")).split(/\r?\n/);
  } catch (cause) {
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  }
}

export const lawCommands: readonly Command[] = [
  importLaws,
  list,
  show,
  compare,
  search,
  cite,
  ...lawLinkCommands,
  ...lawRuleCommands,
  ...lawCollectionCommands,
  ...lawAnswerCommands,
];
