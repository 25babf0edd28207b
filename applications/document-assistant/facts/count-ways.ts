import type { CheckedDocument } from "../document.ts";
import { accusedFor } from "./accused-counts.ts";
import { amountsIn } from "./amounts.ts";
import { type Grid, gridsIn } from "./grids.ts";
import { listsIn, type ToldList } from "./lists.ts";
import { isSurnamed } from "./names.ts";
import { lineAround } from "./sentences.ts";
import { countsTold, isOfPart, type ToldCount } from "./told-counts.ts";
import { numberOf } from "./written-number.ts";

/** How many there are by what is listed: what a count must be where that is sure, and all that it may be. */
export interface Ways {
  readonly sure: readonly number[];
  readonly perhaps: readonly number[];
}

const DAY = /[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}日|20[0-9]{2}[.．/-][0-9]{1,2}[.．/-][0-9]{1,2}/;
const PERSON = /^(?:被告人|犯罪嫌疑人|被害人|证人|姓名)?[\p{Script=Han}·•]{2,12}$/u;
const NAMES =
  /姓名|参与人|人$|被害人|被告人|嫌疑人|人员|当事人|对象|户名|工人|职工|学生|客户|罪犯|受害人|买家|服刑|领取人|申请人|持卡人|投资人/;
const HOUSES = /单位|企业|公司|商户|店|名称|场所|酒店|宾馆|旅馆|学校|机构|门店|药房|饭店|餐馆|经营者|村|站/;
const INTRODUCES = /如下|下列|下表|分述|明细|具体|分别|[：:]\s*$/;

/** Whether an item tells something that was done. */
const isAct = (text: string): boolean => DAY.test(text) || amountsIn(text, 0).length > 0;
const mostOf = <Each>(all: readonly Each[], is: (each: Each) => boolean): boolean => all.filter(is).length * 5 >= all.length * 4;

/** Numbers of acts that an item tells itself: 先后两次. */
const ownCount = (text: string): number => {
  const found = /(?:先后|分|共|累计)?([0-9]|[两二三四五六七八九])[次笔起](?!以上|手)/.exec(text)?.[1];
  return found === undefined ? 1 : numberOf(found);
};

/** What comes after what was done. */
const IS_END = /抓获|归案|到案|投案|拘留|逮捕|报案|查获|取保|立案|移送|退赔|退还|传唤|判处/;

/** How many acts, people or others a list has, if it is one of these. */
function sizesOfList(list: ToldList, told: ToldCount): Ways {
  const isDated = list.form === "days" || list.form === "clauses";
  const items = isDated ? list.items.filter(({ text }) => !IS_END.test(text)) : list.items;
  if (items.length < 2) return { sure: [], perhaps: [] };
  const days = items.map(({ text }) => [...text.matchAll(/[0-9]{1,2}月[0-9]{1,2}日/g)].length);
  const perhaps = [
    items.length,
    items.reduce((sum, { text }) => sum + ownCount(text), 0),
    days.reduce((sum, each) => sum + Math.max(1, each), 0),
  ];
  if (!list.isSound) return { sure: [], perhaps };
  const isOne =
    told.of === "acts"
      ? mostOf(items, ({ text }) => isAct(text)) && items.every(({ text }) => ownCount(text) === 1)
      : told.of === "points"
        ? !isDated
        : told.of === "people" &&
          items.every(({ text }) => /^[\s（(）)0-9一二三四五六七八九十.．、]*(?:被告人|犯罪嫌疑人|被害人|受害人|证人|罪犯)/.test(text));
  return { sure: isOne ? [items.length] : [], perhaps: isOne || told.of === "acts" || told.of === "points" ? perhaps : [] };
}

function sizesOfGrid({ headings, rows }: Grid, told: ToldCount): Ways {
  const bare = headings.length === 0 ? (rows[0]?.map((_, at) => (at === 0 ? "姓名名称" : "")) ?? []) : headings;
  const columns = bare.map((heading, at) => ({ heading, cells: rows.flatMap((row) => row[at]?.text ?? []) }));
  const distinctOf = (heading: RegExp): number[] =>
    columns.filter((each) => heading.test(each.heading)).map(({ cells }) => new Set(cells).size);
  const perhaps = [
    rows.length,
    ...(told.of === "acts"
      ? distinctOf(/日期|时间|日$/)
      : told.of === "people"
        ? distinctOf(NAMES)
        : told.of === "houses"
          ? distinctOf(HOUSES)
          : []),
  ];
  const named = (heading: RegExp, cell: RegExp): number[] =>
    columns.flatMap((column) =>
      heading.test(column.heading) && column.cells.length === rows.length && column.cells.every((each) => cell.test(each))
        ? [new Set(column.cells).size]
        : [],
    );
  switch (told.of) {
    case "acts":
      return {
        sure: columns.some(({ heading, cells }) => /日期|时间|日/.test(heading) || mostOf(cells, (each) => DAY.test(each)))
          ? [rows.length]
          : [],
        perhaps,
      };
    case "people":
      return { sure: named(NAMES, PERSON).slice(0, 1), perhaps };
    case "houses":
      return { sure: named(HOUSES, /^[\p{Script=Han}A-Za-z0-9（）()·]{2,24}$/u).slice(0, 1), perhaps };
    case "points":
      return { sure: /[类种项样]/.test(told.unit) ? [rows.length] : [], perhaps };
    case "things": {
      const noun = told.noun.replace(/^的/, "").slice(0, 4);
      const isOf = noun.length >= 2 && headings.some((heading) => [...pairsOf(noun)].some((pair) => heading.includes(pair)));
      return { sure: isOf ? [rows.length] : [], perhaps };
    }
  }
}

function* pairsOf(text: string): Generator<string> {
  for (let at = 0; at + 2 <= text.length; at += 1) yield text.slice(at, at + 2);
}

/** Said to be all of what was told before it. */
const TAKES_UP = /以上|上述|综上|前述|上列/;
const SAYS_ALL = /[共总合]计|一共|总共|先后|累计|共|作案|以上|上述|前述/;
const NEAR = 120;

/** No other number of its kind stands between it and the list. */
const isLast = (document: CheckedDocument, told: ToldCount, start: number): boolean =>
  told.of === "acts" || !countsTold(document).some((each) => each.of === told.of && each.start > told.start && each.start < start);

/** Nothing else is told between points and their number: 存在三个问题。具体如下：. */
const isOfPoints = (words: string): boolean => /^[^。]*(?:。[^。，]{0,10}(?:如下|下列)[：:。]?\s*|。)?$/.test(words.trim());

/** Lists and tables behind the sentence that tells the count, and before it. */
function* beside(document: CheckedDocument, told: ToldCount): Generator<Ways> {
  const { text } = document;
  const [line, lineEnd] = lineAround(text, told.start);
  const rest = text.slice(told.end, lineEnd);
  const sentence = Math.max(line, text.lastIndexOf("。", told.start - 1) + 1);
  const listed = [
    ...listsIn(document).map((list) => ({
      start: list.start,
      end: list.end,
      form: list.form as string,
      ways: () => sizesOfList(list, told),
    })),
    ...gridsIn(document).map((grid) => ({ start: grid.start, end: grid.end, form: "grid", ways: () => sizesOfGrid(grid, told) })),
  ];
  for (const { start, end, form, ways } of listed) {
    // In the paragraph before it, and nothing but an introduction between them; or in its own up to a colon.
    const between = text.slice(lineEnd, start);
    const isNext = start > lineEnd && between.trim().length < 24 && !/[。]/.test(between.trim().slice(0, -1));
    const isOwnLine = start > told.end && start < lineEnd;
    const words = isOwnLine ? text.slice(told.end, start) : rest + between;
    const isIntroduced = isOwnLine
      ? /^[^。；]{0,60}[：:][^。；]{0,4}$/.test(words) || (told.of === "points" && /^[^。；，]{0,12}。$/.test(words))
      : form === "grid" || INTRODUCES.test(words.slice(-24)) || /如下|下列/.test(words);
    if (
      (isNext || isOwnLine) &&
      isIntroduced &&
      !/其中：?$|几[个点项种]/.test(words) &&
      (told.of !== "points" || isOfPoints(words)) &&
      isLast(document, told, start)
    )
      yield ways();
    const isFlat =
      told.of !== "points" ||
      form === "grid" ||
      !text
        .slice(start, end)
        .split("\n")
        .some((each) => each.length > 60);
    const isTaken = isFlat && TAKES_UP.test(text.slice(sentence, told.start)) && SAYS_ALL.test(told.lead);
    if (end <= told.start && told.start - end < NEAR && (form === "inline" || form === "clauses" ? false : isTaken) && end <= sentence)
      yield ways();
  }
}

const NAME = "[\\p{Script=Han}·•0-9]{1,10}";
/** 甲、乙、丙三人; 甲、乙、丙等三人. */
const ENUMERATED = new RegExp(`((?:(?:${NAME})、)+(?:${NAME})(?:(?:和|与|及|以及)(?:${NAME}))?)$`, "u");
/** Others, of whom those named are some. */
const WITH_OTHERS = /伙同|纠集|邀约|邀集|[与和同跟随对带]|连同|及其|组织|雇佣|雇请|指使|安排|召集|等人/;

const isName = (name: string): boolean =>
  name.includes("·") || /^[\p{Script=Han}0-9]{1,2}某|^[甲乙丙丁戊己庚]$/u.test(name)
    ? name.length <= (name.includes("·") ? 12 : 5)
    : name.length >= 2 && name.length <= 4 && isSurnamed(name.replaceAll(/[0-9]/g, ""));

/** Names told one behind the other right before their number. */
function enumeratedBefore(text: string, told: ToldCount): Ways | null {
  if (told.of !== "people") return null;
  const lead = told.lead.replace(/(?:共计|一共|共|这|以上|上述)$/, "");
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
  const found =
    /^[^，。；：、（(0-9]{0,12}(?:[（(](?:分别[为是]|即|包括|包含|(?:尾号|账号|卡号)(?:分别)?为?)?|[，,]?(?:分别[为是]|即(?!将|使|可|时|日)|依次[为是])|：)/.exec(
      behind,
    );
  if (!found) return null;
  const isBracket = /[（(]/.test(found[0]);
  const plain = behind.slice(found[0].length).replaceAll(/（[^（）]*）/g, "");
  const clause = (isBracket ? /^[^（）()。\n]*(?=[）)])/ : /^[^。；，\n（(]*/).exec(plain)?.[0] ?? "";
  const each = clause.split(/、|以及|和|及/).map((one) => one.trim());
  if (each.length < 2) return null;
  if (/其中|等[^、]{0,6}$|至|余|[，；]/.test(clause)) return { sure: [], perhaps: [told.count] };
  const isAlike =
    told.of === "people"
      ? each.slice(1).every(isName)
      : told.of === "houses"
        ? each.every((one) => /^[\p{Script=Han}A-Za-z]{2,24}$/u.test(one))
        : each.every((one) => /^[0-9]{4,}(?:号)?$/.test(one));
  return { sure: isAlike ? [each.length] : [], perhaps: [each.length, clause.split("、").length] };
}

/** 第一次……第二次……第三次 behind the count, in its answer or paragraph. */
function ordinals(text: string, told: ToldCount): Ways | null {
  if (told.of !== "acts" && told.of !== "people") return null;
  const [, lineEnd] = lineAround(text, told.start);
  const behind = text.slice(told.end, lineEnd);
  for (const unit of ["次", "起", "笔", "个", "场", "家"]) {
    const numbers = [...behind.matchAll(new RegExp(`第([一二三四五六七八九十]|[0-9]{1,2})${unit}`, "g"))].map(({ 1: each = "" }) =>
      numberOf(each),
    );
    const inOrder = [...new Set(numbers)];
    if (inOrder.length < 2 || inOrder.some((each, at) => each !== at + 1)) continue;
    return { sure: told.unit === unit || /共|总/.test(told.lead) ? [inOrder.length] : [], perhaps: [inOrder.length] };
  }
  return null;
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
  if (told.of === "acts" && !SAYS_ALL.test(told.lead)) return null;
  const lists = told.of === "acts" ? listsIn(document).filter(({ form }) => form === "paragraphs") : [];
  const [only, ...more] = [
    ...gridsIn(document).map((grid) => sizesOfGrid(grid, told)),
    ...lists.map((list) => sizesOfList(list, told)),
  ].filter(({ sure }) => sure.length > 0);
  const size = only?.sure[0] ?? 0;
  if (!only || more.length > 0 || size < LEAST_ALONE || Math.abs(size - told.count) > MOST_APART) return null;
  return only;
}
/** Further apart, it is a number of others. */
const FAR = 3;
/** Of fewer, or further apart, a list may be of others. */
const LEAST_ALONE = 3;
const MOST_APART = 2;

function ofAccused(document: CheckedDocument, told: ToldCount): Ways | null {
  const number = accusedFor(document, told);
  return number === null ? null : { sure: [number], perhaps: [] };
}

/** How many there are of what is counted, in the ways in which a document lists it. */
export function waysOf(document: CheckedDocument, told: ToldCount): Ways {
  const { text } = document;
  const ways = [
    ...beside(document, told),
    enumeratedBefore(text, told),
    enumeratedBehind(text, told),
    ordinals(text, told),
    alone(document, told),
    ofAccused(document, told),
  ].filter((each) => each !== null);
  const sure = isOfPart(told)
    ? []
    : ways.flatMap((each) => each.sure).filter((size) => Math.abs(size - told.count) <= Math.max(FAR, size / 2));
  if (sure.length === 0) return { sure, perhaps: [] };
  // 单独作案二次、共同作案三次 before a list of five.
  const [line, lineEnd] = lineAround(text, told.start);
  const same = countsTold(document).filter(({ start, unit }) => start >= line && start < lineEnd && unit === told.unit);
  const isSplit = same.length > 1 && sure.includes(same.reduce((sum, { count }) => sum + count, 0));
  return { sure, perhaps: [...ways.flatMap((each) => each.perhaps), ...(isSplit ? [told.count] : [])] };
}
