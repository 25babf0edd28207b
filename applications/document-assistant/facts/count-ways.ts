import type { CheckedDocument } from "../document.ts";
import { accusedFor } from "./accused-counts.ts";
import { isIntroducedBy, sizesOfGrid, sizesOfList, type Ways } from "./count-lists.ts";
import { ordinalsBefore, ordinalsBehind } from "./count-ordinals.ts";
import { seriesBehind } from "./count-series.ts";
import { calledTogether } from "./count-slots.ts";
import { amountsCounted } from "./count-sums.ts";
import { gridsIn } from "./grids.ts";
import { listsIn } from "./lists.ts";
import { isSurnamed } from "./name-at.ts";
import { ROLE_WORDS } from "./roles.ts";
import { lineAround, pairsOf, startOf } from "./sentences.ts";
import { countsTold, isOfPart, roleCounted, type ToldCount } from "./told-counts.ts";

/** Said of what was told before: 上述三家店铺. */
const TAKEN_UP = /(?:以上|上述|上列|前述|该|这)(?:的)?$/;
/** Said to be all of what was told before it. */
const TAKES_UP = /(?<![架项人个次起件名家户天日年月岁元部条份])以上|上述|综上|前述|上列/;
const SAYS_ALL = /[共总合]计|一共|总共|先后|累计|共|作案|(?<![架项人个次起件名家户天日年月岁元部条份])以上|上述|前述/;
const NEAR = 120;

/** No other number of its kind stands between it and the list. */
const isLast = (document: CheckedDocument, told: ToldCount, start: number): boolean =>
  told.of === "acts" || !countsTold(document).some((each) => each.of === told.of && each.start > told.start && each.start < start);

/** Nothing else is told between points and their number: 存在三个问题。具体如下：. */
const isOfPoints = (words: string): boolean => /^[^。]*(?:。[^。，]{0,10}(?:如下|下列)[：:。]?\s*|。)?$/.test(words.trim());

/** What is said to follow is called otherwise than what was counted: 经过两个阶段的工作，追赃情况如下. */
function isOfOther(words: string, { noun, unit }: ToldCount): boolean {
  const what = /，(?<what>[^，。；]{2,16}?)(?:如下|下列)[：:。]?\s*$/.exec(words)?.groups?.["what"];
  return what !== undefined && !PLAIN_HEAD.test(what) && !pairsOf(unit + noun).some((pair) => what.includes(pair));
}
const PLAIN_HEAD = /具体|分述|分别|主要|内容|明细|列举|详细|现|理由|事实/;

/** Lists and tables behind the sentence that tells the count, and before it. */
function* beside(document: CheckedDocument, told: ToldCount): Generator<Ways> {
  const { text } = document;
  const [line, lineEnd] = lineAround(text, told.start);
  const rest = text.slice(told.end, lineEnd);
  const sentence = startOf(text, told.start, "。\n");
  const listed = [
    ...listsIn(document).map((list) => ({
      start: list.start,
      end: list.end,
      form: list.form as string,
      ways: () => sizesOfList(document, list, told),
    })),
    ...gridsIn(document).map((grid) => ({ start: grid.start, end: grid.end, form: "grid", ways: () => sizesOfGrid(grid, told) })),
  ];
  for (const { start, end, form, ways } of listed) {
    // In the paragraph before it, and nothing but an introduction between them; or in its own up to a colon.
    const between = text.slice(lineEnd, start);
    const isNext = start > lineEnd && between.trim().length < 24 && !/[。]/.test(between.trim().slice(0, -1));
    const isAnswered =
      told.of === "acts" &&
      form === "grid" &&
      start > lineEnd &&
      /^\s*问：/.test(text.slice(line, told.start)) &&
      /^\s*答：[^\n]{0,40}[：:]?\s*$/.test(between);
    const isOwnLine = start > told.end && start < lineEnd;
    const words = isOwnLine ? text.slice(told.end, start) : rest + between;
    const isIntroduced = isOwnLine
      ? /^[^。；]{0,60}[：:][^。；]{0,4}$/.test(words) || (told.of === "points" && /^[^。；，]{0,12}。$/.test(words))
      : form === "grid" || isIntroducedBy(words, told) || new RegExp(`^\\s*第[一1]${told.unit}`).test(text.slice(start, start + 8));
    if (
      !(start > told.end && TAKEN_UP.test(told.lead)) &&
      (isNext || isAnswered || isOwnLine) &&
      isIntroduced &&
      !/其中：?$|几[个点项种]/.test(words) &&
      !(told.of === "people" && isNext && /^\s*[（(]?[一二三四五六七八九十]+[、）)][^。：]*$/.test(text.slice(line, lineEnd))) &&
      (told.of !== "points" || (isOfPoints(words) && !isOfOther(words, told))) &&
      isLast(document, told, start)
    )
      yield ways();
    // Right behind it, or behind what holds it.
    const isLastOf = (to: number): boolean => line - to >= 0 && line - to < 3;
    const isRightBehind =
      /^\s*(?:以上|上述)[^，。；]{0,10}$/.test(text.slice(line, told.start)) &&
      (isLastOf(end) || (line - end < NEAR && listed.some((outer) => outer.start < start && outer.end >= end && isLastOf(outer.end))));
    const isFlat =
      told.of !== "points" ||
      isRightBehind ||
      form === "grid" ||
      !text
        .slice(start, end)
        .split("\n")
        .some((each) => each.length > 60);
    const isTaken =
      (isFlat && TAKES_UP.test(text.slice(sentence, told.start)) && SAYS_ALL.test(told.lead)) ||
      // Beside the number of acts that the list has: 向两人贩卖毒品三次.
      (told.of === "people" && /^[^。；\n]{1,20}[次起笔]/.test(text.slice(told.end, told.end + 24)) && line - end < 2);
    // Within a paragraph, where the number itself takes them up: 以上三项建议.
    const isNamed = told.of === "points" && form !== "clauses" && /(?:以上|上述|前述)$/.test(told.lead) && line - end < 12 && end <= line;
    const isWithin = form === "inline" && /(?:以上|上述|上列|前述)$/.test(told.lead) && told.start - end < 12 && end >= line;
    if (
      end <= told.start &&
      told.start - end < NEAR &&
      (form === "inline" || form === "clauses" ? isWithin || isNamed : isTaken) &&
      end <= sentence
    )
      yield ways();
  }
}

const NAME = "[\\p{Script=Han}·•0-9]{1,10}";
/** 甲、乙、丙三人; 甲、乙、丙等三人. */
const ENUMERATED = new RegExp(`((?:(?:${NAME})、)+(?:${NAME})(?:(?:和|与|及|以及)(?:${NAME}))?)$`, "u");
/** Others, of whom those named are some. */
const WITH_OTHERS = /伙同|纠集|邀约|邀集|[与和同跟随对带]|连同|及其|组织|雇佣|雇请|指使|安排|召集|等人/;

const CALLED = new RegExp(
  `^(?:其?(?:${ROLE_WORDS.join("|")})|其[妻夫父母子女兄弟姐妹]|\\p{Script=Han}{2,6}(?:员|代表|委员|教师|律师|医生|主任|经理))(?=\\p{Script=Han}{2,3}$)`,
  "u",
);

const isName = (called: string, name: string = called.replace(CALLED, "")): boolean =>
  name === "我" ||
  /^[小老阿]\p{Script=Han}{1,2}$/u.test(name) ||
  name.includes("·") ||
  /^[\p{Script=Han}0-9]{1,2}某|^[甲乙丙丁戊己庚]$/u.test(name)
    ? name.length <= (name.includes("·") ? 12 : 5)
    : name.length >= 2 && name.length <= 4 && isSurnamed(name.replaceAll(/[0-9]/g, ""));

/** Names told one behind the other right before their number. */
function enumeratedBefore(text: string, told: ToldCount): Ways | null {
  if (told.of !== "people") return null;
  // Brackets tell who each is; the number may stand in one itself: 甲（代表）、乙（教师）共两人, 甲、乙（共两人）.
  const lead = told.lead.replaceAll(/（[^（）]*）/g, "").replace(/[（，]?(?:共计|合计|一共|总共|共|计|这|以上|上述)$|（$/, "");
  const isOpen = lead.endsWith("等");
  const found = ENUMERATED.exec(lead.replace(/等$/, ""));
  if (!found) return null;
  const names = (found[1] ?? "").split(/、|以及|[和与及]/);
  if (names.slice(1).some((name) => !isName(name)) || /父|母|夫|兄|姐|妹|妻/.test(names.at(-1) ?? "")) return null;
  const before = lead.slice(0, found.index) + (names[0] ?? "");
  const [sure, all] = [names.length, told.count];
  if (isOpen) return { sure: all < sure ? [sure] : [], perhaps: [Math.max(all, sure)] };
  // 甲、乙，某县的丙、丁四人
  const isLonger =
    all > sure && /、[^，。；\n]*，$/.test(text.slice(Math.max(0, told.start - told.lead.length - 60), told.start - told.lead.length));
  return { sure: [sure], perhaps: WITH_OTHERS.test(before) ? [sure, sure + 1] : isLonger ? [all] : [] };
}

/** 三家企业（甲、乙、丙）, 四人，即甲、乙、丙、丁; two marks that separate, of the same kind. */
function enumeratedBehind(text: string, told: ToldCount): Ways | null {
  if (told.of === "points" || told.of === "acts") return null;
  const behind = text.slice(told.end, told.end + 240);
  const isAnswer = told.of === "people" && /(?:^|\n)\s*答：[^，。]{0,8}$/.test(text.slice(Math.max(0, told.start - 16), told.start));
  const found =
    (isAnswer ? /^(?:个人|人)[，。：]/.exec(behind) : null) ??
    /^[^，。；：、（(0-9]{0,12}(?:[（(](?:分别[为是]|即|包括|包含|(?:尾号|账号|卡号)(?:分别)?为?)?|[，,]?(?:分别[为是]|即(?!将|使|可|时|日)|依次[为是])|：)/.exec(
      behind,
    );
  if (!found) return null;
  const isBracket = /[（(]/.test(found[0]);
  const plain = behind.slice(found[0].length).replaceAll(/（[^（）]*）/g, "");
  const clause = (isBracket ? /^[^（）()。\n]*(?=[）)])/ : /^[^。；，\n（(]*/).exec(plain)?.[0] ?? "";
  const each = clause.split(/、|以及|和|及/).map((one) => one.trim());
  if (each.length < 2) return null;
  // 我、老吴、小郑，还有小郑的表弟
  const isMore = /^，(?:还有|再加上?|加上|另外)/.test(plain.slice(clause.length));
  if (isMore || /其中|等[^、]{0,6}$|至|余|[，；]/.test(clause)) return { sure: [], perhaps: [told.count] };
  const isAlike =
    told.of === "people"
      ? each.slice(1).every((one) => isName(one))
      : told.of === "houses"
        ? each.every((one) => /^[\p{Script=Han}A-Za-z]{2,24}$/u.test(one))
        : each.every((one) => /^[0-9]{4,}(?:号)?$/.test(one));
  return { sure: isAlike ? [each.length] : [], perhaps: [each.length, clause.split("、").length] };
}

/** The only list of its kind in the document, a table of houses or people, or of acts, before or behind. */
function alone(document: CheckedDocument, told: ToldCount): Ways | null {
  const others = countsTold(document).filter(
    (each) => each.of === told.of && each.start !== told.start && each.count !== told.count && !isOfPart(each),
  );
  if (others.length > 0 || told.of === "points" || told.of === "things") return null;
  if (told.of === "people" && !told.lead.endsWith("等")) return null;
  if (
    told.of === "houses" &&
    !/走访|检查|排查|核查|发现|抽查|调查|涉及|查明|比对|共|等$/.test(told.lead + document.text.slice(told.end, told.end + 24))
  )
    return null;
  const lists = told.of === "acts" ? listsIn(document).filter(({ form }) => form === "paragraphs") : [];
  const [only, ...more] = [
    ...gridsIn(document).map((grid) => sizesOfGrid(grid, told)),
    ...lists.map((list) => sizesOfList(document, list, told)),
  ].filter(({ sure }) => sure.length > 0);
  const size = only?.sure[0] ?? 0;
  if (!only || more.length > 0 || size < LEAST_ALONE || Math.abs(size - told.count) > MOST_APART) return null;
  // Of fewer payments or acts something else may be told; more there are not.
  if (told.of === "acts" && !SAYS_ALL.test(told.lead) && (told.count < size || !/[笔起]/.test(told.unit))) return null;
  return only;
}
/** Further apart, it is a number of others. */
const FAR = 3;
/** Of fewer, or further apart, a list may be of others. */
const LEAST_ALONE = 3;
const MOST_APART = 2;

const alike = (one: ToldCount, other: ToldCount): boolean =>
  one.of === other.of && one.unit === other.unit && one.noun.length > 1 && one.noun.slice(0, 2) === other.noun.slice(0, 2);

/** As many as were told before, by what is listed there, or by what else is told of the same. */
function retold(document: CheckedDocument, told: ToldCount): Ways | null {
  if (!TAKEN_UP.test(told.lead)) return null;
  if (told.of === "acts") {
    const last = countsTold(document).findLast((each) => each.start < told.start && each.unit === told.unit);
    const size = last ? seriesBehind(document, last)?.sure[0] : undefined;
    return size === undefined ? null : { sure: [size], perhaps: [] };
  }
  const before = countsTold(document).filter((each) => each.start < told.start && alike(told, each) && !isOfPart(each));
  const [first] = before;
  if (!first || before.some(({ count }) => count !== first.count)) return null;
  const { sure } = listedWays(document, first);
  return sure.length > 0 ? { sure, perhaps: [] } : null;
}

/** Told again in the same sentence by a number that what is told of it bears out: 一张银行卡……，两卡分别转入1万元和2万元. */
function retoldBehind(document: CheckedDocument, told: ToldCount): Ways | null {
  const { text } = document;
  const again = countsTold(document).find(
    (each) =>
      each.start > told.end &&
      each.start - told.end < NEAR_AGAIN &&
      /^(?:这|该|上述)?$/.test(each.lead) &&
      !/[。\n]/.test(text.slice(told.end, each.start)) &&
      (told.noun.slice(0, 4).includes(each.unit) || alike(told, each)),
  );
  if (!again || again.count === told.count) return null;
  const counted = amountsCounted(text, again);
  return counted === again.count ? { sure: [counted], perhaps: [] } : null;
}
const NEAR_AGAIN = 40;

/** 上述三名证人, 三名证人均, of those who were named together before. */
function namedTogether(document: CheckedDocument, told: ToldCount): Ways | null {
  const role = told.of === "people" ? roleCounted(told) : null;
  if (
    role === null ||
    !(TAKEN_UP.test(told.lead) || /^[^，。；]{0,12}(?:均|相互|分别|都)/.test(document.text.slice(told.end, told.end + 24)))
  )
    return null;
  const called = calledTogether(document, role, told.start);
  return called ? { sure: [called.last], perhaps: [called.last, called.all] } : null;
}

function ofAccused(document: CheckedDocument, told: ToldCount): Ways | null {
  const number = accusedFor(document, told);
  return number === null ? null : { sure: [number], perhaps: [] };
}

/** By what is told right beside it. */
const waysBeside = (document: CheckedDocument, told: ToldCount): Ways =>
  joined([enumeratedBefore(document.text, told), enumeratedBehind(document.text, told), seriesBehind(document, told)]);

/** By what is listed for it itself. */
const listedWays = (document: CheckedDocument, told: ToldCount): Ways =>
  joined([...beside(document, told), waysBeside(document, told), ordinalsBehind(document, told)]);

const joined = (ways: readonly (Ways | null)[]): Ways => ({
  sure: ways.flatMap((each) => each?.sure ?? []),
  perhaps: ways.flatMap((each) => each?.perhaps ?? []),
});

const NO_WAYS: Ways = { sure: [], perhaps: [] };
const OF_CASE = /^(?:被告人|犯罪嫌疑人|被不起诉人|嫌疑人)/;

/** How many there are of what is counted, in the ways in which a document lists it. */
export function waysOf(document: CheckedDocument, told: ToldCount): Ways {
  // Parties of a civil case are told of one by one in many ways.
  if (told.unit === "" && !OF_CASE.test(told.noun)) return { sure: [], perhaps: [] };
  const { text } = document;
  const byOrder = ordinalsBehind(document, told);
  if (byOrder && byOrder.sure.length > 0 && !isOfPart(told) && Math.abs((byOrder.sure[0] ?? 0) - told.count) <= FAR) return byOrder;
  const ways = joined([
    listedWays(document, told),
    alone(document, told),
    ofAccused(document, told),
    retold(document, told),
    retoldBehind(document, told),
    namedTogether(document, told),
    ordinalsBefore(document, told),
  ]);
  // Of part of it too as many are told as stand right beside it.
  const isPart = isOfPart(told);
  const own = !isPart ? ways : told.of === "acts" && told.unit !== "期" ? NO_WAYS : waysBeside(document, told);
  const sure = own.sure.filter((size) => Math.abs(size - told.count) <= Math.max(FAR, size / 2));
  if (sure.length === 0) return { sure, perhaps: [] };
  // 单独作案二次、共同作案三次 before a list of five.
  const [line, lineEnd] = lineAround(text, told.start);
  const same = countsTold(document).filter(({ start, unit }) => start >= line && start < lineEnd && unit === told.unit);
  const isSplit = same.length > 1 && sure.includes(same.reduce((sum, { count }) => sum + count, 0));
  return { sure, perhaps: [...ways.perhaps, ...(isSplit ? [told.count] : [])] };
}
