import type { CheckedDocument } from "../document.ts";
import { amountsIn } from "./amounts.ts";
import { housesOf, peopleOf } from "./count-slots.ts";
import type { Grid } from "./grids.ts";
import type { ToldList } from "./lists.ts";
import { pairsOf } from "./sentences.ts";
import { roleCounted, type ToldCount } from "./told-counts.ts";
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

const INTRODUCES = /如下|下列|下表|见表|列表|分述|明细|具体|分别|[：:]\s*$/;
/** What a list may be of besides what was counted before it. */
const OF_OTHER = /证据|材料|问题|建议|意见|理由|依据|要求|事项|工作|规定|内容|手续/;
/** Behind a sentence of its own. */
const INTRODUCES_APART = /^[^，。；]{0,14}(?:如下|下列|下表|见表|列表|分述|明细|具体|分别)[^，。；]{0,8}[：:。]?\s*$/;

/** Whether a list of what was counted follows these words, which stand between the number and the list. */
export function isIntroducedBy(words: string, told: ToldCount): boolean {
  const parts = words
    .trim()
    .split(/[。；\n]/)
    .filter((part) => part.trim() !== "");
  const last = parts.at(-1) ?? "";
  if (parts.length < 2) return INTRODUCES.test(words.slice(-24)) || /如下|下列/.test(words);
  return INTRODUCES_APART.test(`${last}${/[：:]\s*$/.test(words) ? "" : "。"}`) && (told.of === "points" || !OF_OTHER.test(last));
}

/** Whether an item tells something that was done. */
const isAct = (text: string): boolean => DAY.test(text) || amountsIn(text, 0).length > 0;
const mostOf = <Each>(all: readonly Each[], is: (each: Each) => boolean): boolean => all.filter(is).length * 5 >= all.length * 4;

/** Numbers of acts that an item tells itself: 先后两次. */
const ownCount = (text: string): number => {
  const found = /(?:先后|分|共|累计)?(?<!第)([0-9]|[两二三四五六七八九])[次笔起](?!以上|手)/.exec(text)?.[1];
  return found === undefined ? 1 : numberOf(found);
};

/** What comes after what was done. */
const IS_END = /抓获|归案|到案|投案|拘留|逮捕|报案|查获|取保|立案|移送|退赔|退还|传唤|判处/;

/** How many acts, people or others a list has, if it is one of these. */
export function sizesOfList(document: CheckedDocument, list: ToldList, told: ToldCount): Ways {
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
  // Somebody or some house is told of in each item.
  const others =
    told.of === "people" ? peopleOf(document, items, roleCounted(told)) : told.of === "houses" ? housesOf(document, items) : null;
  if (others !== null) return { sure: [others], perhaps: [...perhaps, others] };
  const pieces = told.of === "things" ? piecesOf(items, told.unit) : null;
  if (pieces !== null) return { sure: [pieces], perhaps: [...perhaps, pieces] };
  const isOne =
    told.of === "acts"
      ? mostOf(items, ({ text }) => isAct(text)) && items.every(({ text }) => ownCount(text) === 1)
      : told.of === "points"
        ? !isDated
        : told.of === "people" &&
          items.every(({ text }) => /^[\s（(）)0-9一二三四五六七八九十.．、]*(?:被告人|犯罪嫌疑人|被害人|受害人|证人|罪犯)/.test(text));
  if (told.of === "points" && isOne) return { sure: [items.length], perhaps: [items.length] };
  return { sure: isOne ? [items.length] : [], perhaps: isOne || told.of === "acts" || told.of === "points" ? perhaps : [] };
}

/** How many of a unit the items have together, each told once in its item. */
function piecesOf(items: readonly { readonly text: string }[], unit: string): number | null {
  const told = items.map(({ text }) => [...text.matchAll(new RegExp(`([0-9]{1,3}|[一二两三四五六七八九十]{1,3})${unit}(?!以)`, "g"))]);
  return told.every(({ length }) => length === 1) ? told.flat().reduce((sum, [, number = ""]) => sum + numberOf(number), 0) : null;
}

/** Things by what their numbers are called: 四张银行卡 and a column 卡号. */
const CODES: readonly (readonly [of: RegExp, heading: RegExp])[] = [
  [/卡|账户|账号/, /卡号|账号|账户|尾号/],
  [/车/, /车牌|号牌|车号/],
  [/手机|电话|号码/, /号码|串号/],
];

export function sizesOfGrid({ headings, rows }: Grid, told: ToldCount): Ways {
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
      const isOf = noun.length >= 2 && headings.some((heading) => pairsOf(noun).some((pair) => heading.includes(pair)));
      const [, heading] = CODES.find(([of]) => of.test(noun)) ?? [];
      const codes = heading ? named(heading, /^[A-Z0-9*＊\-\p{Script=Han}]*[0-9*]{3,}[A-Z0-9*]*$/u).slice(0, 1) : [];
      return { sure: isOf ? [rows.length] : codes, perhaps };
    }
  }
}
