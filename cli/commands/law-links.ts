import { LAW_RULE_KINDS, YuejianError } from "@yuejian/contracts";
import type { LawArticleHistoryView, LawCitedByView, LawTouchedView } from "@yuejian/contracts/api";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

const citedBy: Command = {
  name: "law cited-by",
  usage: "law cited-by LAW [ARTICLE] [--on YYYY-MM-DD] [--limit N] [--offset N]",
  summary: {
    zh: "谁引用了一部法律或者一条：当日有效的其他法条、本系统的模型和规则、案件文书",
    en: "Who refers to a law or an article: articles in force on the day, models and rules of the house, instruments of cases",
  },
  options: { on: { type: "string" }, limit: { type: "string" }, offset: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [law, article, ...more] = given.words;
    if (law === undefined || more.length > 0) throw new YuejianError("USAGE", { reason: citedBy.usage });
    const view = await (await client()).get<LawCitedByView>("/api/laws/cited-by", {
      law,
      ...(article === undefined ? {} : { article }),
      ...(given.text("on") === undefined ? {} : { on: given.text("on") }),
      limit: given.count("limit", 1, 50),
      offset: given.count("offset", 0, 0),
    });
    const zh = output.locale === "zh";
    output.result(view, () => [
      ...table(
        ["law", "article", "paragraph", "wording cited"],
        view.laws.items.map((one) => [one.law, one.article, one.paragraph, said(one.isSame, zh)]),
      ),
      ...table(
        ["rule", "id", "title", "place", "touched"],
        view.rules.map(({ kind, id, title, places, touched }) => [
          LAW_RULE_KINDS[kind][output.locale],
          id,
          title[output.locale],
          places.join(" "),
          touchedWords(touched, zh),
        ]),
      ),
      ...table(
        ["case", "office", "instrument", "drafted"],
        view.instruments.items.map(({ number, office, kind, draftedAt }) => [number, office, kind, draftedAt.slice(0, 10)]),
      ),
      zh
        ? `${view.laws.total} 条法条，${view.rules.length} 项规则，${view.instruments.total} 件文书`
        : `${view.laws.total} articles, ${view.rules.length} rules, ${view.instruments.total} instruments`,
    ]);
    return 0;
  },
};

const said = (isSame: boolean | null, zh: boolean): string =>
  isSame === null ? (zh ? "引用时的文本未导入" : "not held") : isSame ? (zh ? "未变" : "as it was") : zh ? "此后有变" : "changed since";

export function touchedWords({ leads, cases, handled }: LawTouchedView, zh: boolean): string {
  const part = (counted: LawTouchedView["leads"], words: string): string[] =>
    counted === null ? [] : [`${counted.total}${counted.isAtLeast ? "+" : ""} ${words}`];
  return [
    ...part(leads, zh ? "条线索" : "leads"),
    ...part(cases, zh ? "件监督案件" : "cases"),
    ...part(handled, zh ? "件业务案件" : "handled cases"),
  ].join(zh ? "，" : ", ");
}

const history: Command = {
  name: "law history",
  usage: "law history LAW ARTICLE [--on YYYY-MM-DD]",
  summary: {
    zh: "一条在各个文本中的变化（条号移动的也跟随）",
    en: "An article through all wordings, followed where its number moved",
  },
  options: { on: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [law, article, ...more] = given.words;
    if (law === undefined || article === undefined || more.length > 0) throw new YuejianError("USAGE", { reason: history.usage });
    const view = await (await client()).get<LawArticleHistoryView>("/api/laws/article-history", {
      law,
      article,
      ...(given.text("on") === undefined ? {} : { on: given.text("on") }),
    });
    output.result(view, () =>
      view.stages.flatMap(({ versions, label, isShown, pieces }) => [
        `${isShown ? "*" : " "} ${versions.map(({ versionOn }) => versionOn ?? "?").join(" ")}  ${versions[0]?.effectiveOn ?? ""} – ${versions.at(-1)?.until ?? ""}  ${label ?? "－"}`,
        `    ${pieces.map(({ kind, text }) => (kind === "same" ? text : kind === "removed" ? `[-${text}-]` : `{+${text}+}`)).join("")}`,
      ]),
    );
    return 0;
  },
};

export const lawLinkCommands: readonly Command[] = [citedBy, history];
