import type { CheckedDocument } from "../document.ts";
import { factsOf } from "./facts.ts";
import { isSurnamed } from "./name-at.ts";
import { readOnce } from "./read-once.ts";
import { ACCUSED } from "./roles.ts";
import type { ToldCount } from "./told-counts.ts";

const ROLE = "(?:未成年)?(?:被告人|犯罪嫌疑人|被不起诉人|被附条件不起诉人|罪犯|上诉人|原审被告人)";
const NAME = "[\\p{Script=Han}·•]{2,12}?";
/** Begins the description of somebody whom the case is against. */
const DESCRIBED = new RegExp(
  `^\\s*(?:[甲乙丙丁戊己一二三四五六七八九十][．.、]|[0-9]{1,2}[.．、]|（[一二三四五六七八九十]{1,2}）)?(?:第[一二三四五六七八九十]|另一?|同案)?${ROLE}[：:]?\\s?(?<name>${NAME})(?:（[^（）]{1,40}）)?[，,（(](?=.{0,50}(?:[男女][，,。；]|出生|身份|曾用名|绰号|别名))`,
  "u",
);
/** 被告人甲、乙、丙 */
const CHAIN = new RegExp(
  `${ROLE}(?<chain>(?:${NAME}、)+${NAME})(?=涉嫌|犯|的|以|在|均|对|盗|诈|抢|一案|生产|非法|共|经|为|因|违|明|于|[，。；])`,
  "gu",
);

const isFullName = (name: string): boolean => name.includes("·") || (name.length <= 4 && isSurnamed(name));

/** Names of those whom a document describes as those the case is against, or names where it says what case it is. Empty: more are named than described, or nobody is. */
const describedAccused = readOnce((document: CheckedDocument): readonly string[] => {
  const { text, paragraphs } = document;
  const names = new Set(paragraphs.flatMap((each) => DESCRIBED.exec(each.text)?.groups?.["name"] ?? []));
  const chains = [...text.matchAll(CHAIN)].map(({ groups, 0: whole, index }) => ({
    names: (groups?.["chain"] ?? "").split("、"),
    behind: text.slice(index + whole.length, index + whole.length + 40),
  }));
  if (names.size === 0) {
    const first = chains.find((each) => /^[^。]*(?:一案|[案罪][，、])/.test(each.behind) && each.names.every(isFullName));
    if (first) return first.names;
    // Named together again and again, or but once, they are all of them.
    const longest = chains.toSorted((one, other) => other.names.length - one.names.length)[0]?.names ?? [];
    const isNobodyElse = factsOf(document).names.every(({ role, name }) => role !== ACCUSED || longest.includes(name));
    return isNobodyElse && longest.every(isFullName) && chains.every((each) => each.names.every((name) => longest.includes(name)))
      ? longest
      : [];
  }
  const isOther = (name: string): boolean => isFullName(name) && ![...names].some((each) => name.startsWith(each));
  return chains.some((chain) => chain.names.some(isOther)) ? [] : [...names];
});

/** What is done to the accused, or by them before the organs of the case. */
const OF_THEM =
  /^人(?:的)?(?:刑事)?(?:拘留|逮捕|签收|签署|到案|归案|如实|供述|认罪|自愿|坦白|罚金|取保|羁押|涉嫌|均(?:系|如实|自愿|认罪|坦白|构成|涉嫌|对))/;

/** 三被告人, 两名犯罪嫌疑人, 将三人拘留: of those here, and not 另外二被告人. */
const isOfAccused = (text: string, { start, end, unit, lead }: ToldCount): boolean => {
  const behind = text.slice(end, end + 16);
  const isNamed =
    /^(?:名|位|个)?(?:未成年)?(?:被告人|犯罪嫌疑人|被不起诉人|嫌疑人)/.test(behind) && (unit === "" || unit === "名" || unit === "位");
  const isBare = unit === "人" && OF_THEM.test(behind) && /[将对把经的。，；：\n日]$/.test(text.slice(start - 1, start));
  const isTotal = unit === "人" && /(?:被告人|犯罪嫌疑人|被不起诉人)[^，。；]{0,4}共计?$/.test(lead);
  return (isNamed || isBare || isTotal) && !/另|其他|其余|同案|对该|前|后/.test(lead.slice(-4));
};

/** How many of the accused are meant: all of them, unless so many are named before it in its sentence or the one before, or in its paragraph. Null: it cannot be told. */
export function accusedFor(document: CheckedDocument, told: ToldCount): number | null {
  const names = describedAccused(document);
  const { text } = document;
  if (names.length < 2 || !isOfAccused(text, told)) return null;
  // Of one nobody speaks so.
  if (told.count > names.length || told.count === 1) return names.length;
  const line = text.lastIndexOf("\n", told.start) + 1;
  const sentence = Math.max(line, text.lastIndexOf("。", told.start) + 1);
  const before = Math.max(line, text.lastIndexOf("。", sentence - 2) + 1);
  const isSome = [line, before, sentence].some(
    (from) => names.filter((name) => text.slice(from, told.start).includes(name)).length === told.count,
  );
  return isSome ? null : names.length;
}
