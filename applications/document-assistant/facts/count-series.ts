import type { CheckedDocument } from "../document.ts";
import { amountsIn, totalsIn } from "./amounts.ts";
import type { Ways } from "./count-lists.ts";
import { alikeBut, housesOf, peopleOf, type Stretch } from "./count-slots.ts";
import { sumOf } from "./equations.ts";
import { unbracketed } from "./sentences.ts";
import { roleCounted, type ToldCount } from "./told-counts.ts";

const LONGEST = 400;
/** What stands between the number and what it counts, where that is told one by one. */
const INTRODUCES = /^[^。；：]{0,40}(?:：|[，,]?(?:分别[为是]?|依次[为是]?|即(?!将|使|可|时|日)))/;
const OPEN = /等[^、，；]{0,6}$|等(?:人|户|家|店)/;

/** Clauses of a sentence with an amount in each: 甲损失3000元，乙损失2000元. Several amounts of one clause are no member of their own. */
function membersIn(stretch: string, offset: number): { readonly start: number; readonly end: number; readonly fen: bigint }[] {
  const plain = unbracketed(stretch);
  const end = totalsIn(plain).find(({ start }) => amountsIn(plain.slice(0, start), 0).length > 1)?.start ?? plain.length;
  const members: { start: number; end: number; fen: bigint }[] = [];
  let from = 0;
  for (const amount of amountsIn(plain.slice(0, end), 0)) {
    const behind = /[，；、。]/.exec(plain.slice(amount.end, end));
    const to = behind ? amount.end + behind.index : end;
    members.push({ start: offset + from, end: offset + Math.min(to, end), fen: amount.fen });
    from = to + 1;
  }
  return members;
}

/** Those counted are told one by one behind their number, each with an amount. All of them: the amounts make the total that is told, or what introduces them says so. */
export function seriesBehind(document: CheckedDocument, told: ToldCount): Ways | null {
  if (told.of === "acts") return actsBehind(document, told);
  if (told.of !== "people" && told.of !== "houses") return null;
  const { text } = document;
  const rest = /^[^。\n]*/.exec(text.slice(told.end, told.end + LONGEST))?.[0] ?? "";
  const members = membersIn(rest, told.end);
  if (members.length === 0 && told.of === "people") return namedBehind(document, told, rest);
  if (members.length < 2 || OPEN.test(rest)) return null;
  const each = afterIntroduction(text, told, members);
  const size =
    peopleOf(document, each, roleCounted(told)) ??
    alikeBut(each.map(({ start, end }) => text.slice(start, end))) ??
    (told.of === "houses" ? housesOf(document, each) : null);
  if (size === null) return null;
  const sum = sumOf(members);
  const sentence = text.lastIndexOf("。", told.start);
  const isWhole = totalsIn(text.slice(sentence + 1, told.end + rest.length + 1)).some(({ fen }) => fen === sum);
  const isIntroduced = INTRODUCES.test(rest) && !/其中/.test(text.slice(told.end, members[0]?.end));
  return { sure: isWhole || isIntroduced ? [size] : [], perhaps: [size, members.length] };
}

/** Behind a colon somebody else begins each clause: 赵强起诉，钱丽不起诉. */
function namedBehind(document: CheckedDocument, told: ToldCount, rest: string): Ways | null {
  const colon = /^[^。；：]{0,40}：/.exec(rest)?.[0].length;
  if (colon === undefined || OPEN.test(rest) || /其中/.test(rest)) return null;
  const clauses: { start: number; end: number }[] = [];
  for (const found of unbracketed(rest.slice(colon)).matchAll(/[^，；]+/g))
    clauses.push({ start: told.end + colon + found.index, end: told.end + colon + found.index + found[0].length });
  const size = clauses.length > 1 ? peopleOf(document, clauses, null) : null;
  return size === null ? null : { sure: [size], perhaps: [size] };
}

/** When something was done, at the beginning of what is told of it. */
const AT_A_TIME =
  /^(?:第?[一二三四五六七八九十]{1,3}次?是?|又|后来?)?(?:在|于|是)?(?:(?:[12][0-9]{3}|去|今|前|同|次)年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月/;
/** An answer goes on behind the number: 三次。三月收了3000元，四月收了2000元. */
const ANSWERS = /^[次起笔回](?:。|，)/;

/** Acts told one by one behind their number, each with a time and an amount. */
function actsBehind({ text }: CheckedDocument, told: ToldCount): Ways | null {
  const line = text.lastIndexOf("\n", told.start) + 1;
  const isAnswer = /^\s*答：[^，。]{0,8}$/.test(text.slice(line, told.start)) && ANSWERS.test(text.slice(told.end));
  const from = told.end + (isAnswer ? 2 : 0);
  const rest = /^[^。\n]*/.exec(text.slice(from, from + LONGEST))?.[0] ?? "";
  const members = afterIntroduction(text, { end: from }, membersIn(rest, from));
  if (members.length < 2 || OPEN.test(rest) || !members.every(({ start, end }) => AT_A_TIME.test(text.slice(start, end).trim())))
    return null;
  return { sure: isAnswer || INTRODUCES.test(rest) ? [members.length] : [], perhaps: [members.length] };
}

/** The first member begins behind what introduces them all. */
function afterIntroduction(text: string, told: { readonly end: number }, [first, ...others]: readonly Stretch[]): Stretch[] {
  if (!first) return [];
  const lead = /^.*(?:：|其中|分别[为是]?|依次[为是]?|即)/s.exec(text.slice(told.end, first.end))?.[0].length ?? 0;
  return [{ start: told.end + lead, end: first.end }, ...others];
}
