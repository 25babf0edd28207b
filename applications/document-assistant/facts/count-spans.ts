import type { CheckedDocument } from "../document.ts";
import { type CountMention, countMentions } from "./count-mentions.ts";
import type { OtherCount } from "./counted-parts.ts";
import { readOnce } from "./read-once.ts";

/** 自第31页起，至第36页止，共6页; 编号YS-017至YS-024，共8个. */
const OF_NUMBERS =
  /第?(?<code>[A-Za-z]{0,6}[-—]?)(?<first>[0-9]{1,4})(?<of>[页号条项卷册])?起?[，,]?(?:至|到|—|－|~)第?(?<again>[A-Za-z]{0,6}[-—]?)(?<last>[0-9]{1,4})(?:[页号条项卷册])?止?[，（,](?:共计?|合计|总计)(?=[0-9一二三四五六七八九十])/g;
/** 2023年9月至2024年2月……每月一张，共六张. */
const OF_MONTHS =
  /(?:(?<year>20[0-9]{2})年)?(?<first>[0-9]{1,2})月(?:份)?(?:至|到)(?:(?<until>20[0-9]{2})年|(?<next>次年|翌年))?(?<last>[0-9]{1,2})月(?:份)?(?![0-9]|[上中下初底])[^。；\n]{0,24}?[每逐]月各?(?:[^，。；、]{0,6}?)一\p{Script=Han}[，（,](?:共计?|合计|总计)(?=[0-9一二三四五六七八九十])/gu;
const MOST = 400;

interface Span {
  readonly at: number;
  readonly size: number;
}

function* spansOf(text: string): Generator<Span> {
  for (const { groups = {}, index, 0: whole } of text.matchAll(OF_NUMBERS)) {
    const size = Number(groups["last"]) - Number(groups["first"]) + 1;
    if (size > 1 && size < MOST && (groups["again"] === "" || groups["again"] === groups["code"])) yield { at: index + whole.length, size };
  }
  for (const { groups = {}, index, 0: whole } of text.matchAll(OF_MONTHS)) {
    const years =
      groups["next"] !== undefined
        ? 1
        : groups["until"] !== undefined && groups["year"] !== undefined
          ? Number(groups["until"]) - Number(groups["year"])
          : 0;
    const size = years * 12 + Number(groups["last"]) - Number(groups["first"]) + 1;
    if (size > 1 && size < MOST) yield { at: index + whole.length, size };
  }
}

/** Labels of those who are named behind them: 听证员：甲（代表）、乙（律师）. */
const LABELLED =
  /^\s*(?<label>\p{Script=Han}{2,8})[：:]\s*(?<names>[\p{Script=Han}·（）]{2,}(?:、[\p{Script=Han}·（）]{2,})+)\s*。?\s*$/gmu;

/** Numbers of people whom a line of the document names, where no right one is told besides. */
function* labelled({ text }: CheckedDocument, all: readonly CountMention[]): Generator<OtherCount> {
  const lines = [...text.matchAll(LABELLED)].map(({ groups = {} }) => ({
    label: groups["label"] ?? "",
    names: (groups["names"] ?? "").replaceAll(/（[^（）]*）/g, "").split("、"),
  }));
  for (const { label, names } of lines) {
    const isOnly = lines.filter((each) => each.label === label).length === 1;
    if (!isOnly || !/[员人者师]$/.test(label) || names.some((name) => name.length > 4 && !name.includes("·"))) continue;
    const told = all.filter(
      ({ unit, noun, lead, isEach, isLoose }) =>
        unit === "人" && noun.startsWith(label) && !isEach && !isLoose && !OF_SOME.test(lead.slice(-8)),
    );
    const [first] = told;
    if (
      first &&
      told.every(({ value }) => value === first.value) &&
      Math.abs(first.value - names.length) <= 2 &&
      first.value !== names.length
    )
      yield { mention: first, meant: names.length };
  }
}
const OF_SOME = /其中|另|其余|其他|各|每|缺席|原|曾/;

/** Numbers that first and last of a row do not make. */
export const countsOfSpans = readOnce((document: CheckedDocument): readonly OtherCount[] => {
  const all = countMentions(document);
  const spans = [...spansOf(document.text)].flatMap(({ at, size }) => {
    const mention = all.find(({ start }) => start === at);
    return mention && !mention.isLoose && mention.value !== size && Math.abs(mention.value - size) <= Math.max(3, size / 4)
      ? [{ mention, meant: size }]
      : [];
  });
  return [...spans, ...labelled(document, all)];
});
