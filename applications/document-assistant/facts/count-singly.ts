import type { CheckedDocument } from "../document.ts";
import { listsIn, type ToldList } from "./lists.ts";
import { lineAround } from "./sentences.ts";
import type { ToldCount } from "./told-counts.ts";
import { numberOf } from "./written-number.ts";

const LONGEST = 200;
const ONE = "(?:还有|另外?|再有|再|又|有|剩下|最后|其中|然后)*(?:一|1)";

/** 三个，一个叫…，一个叫…，还有一个叫…: each is told as one. */
function ones(text: string, told: ToldCount): number | null {
  const [line, lineEnd] = lineAround(text, told.start);
  if (!/^\s*答：/.test(text.slice(line, told.start))) return null;
  const behind = text.slice(told.end, Math.min(lineEnd, told.end + LONGEST));
  const unit = told.unit.charAt(0) || "个";
  const found = [...behind.matchAll(new RegExp(`(?<=[，、。；：])${ONE}${unit}(?!个|些|定|样|起|共)`, "g"))].map(({ index }) => index);
  const clauses = found.slice(1).map((at, order) => behind.slice(found[order], at));
  return found.length > 1 && clauses.every((each) => !/。.*。/.test(each) && each.length < 60) ? found.length : null;
}

const FURTHER = "(?:还有|另有|再有|最后|另|其余)?的?";

/** 做了四件事。一件是……。还有一件是……: each begins a sentence. */
function onesOfSentences(text: string, told: ToldCount): number | null {
  const unit = told.unit.charAt(0);
  if (unit === "" || told.of === "people") return null;
  const behind = text.slice(told.end, told.end + BEHIND);
  const found = [...behind.matchAll(new RegExp(`(?<=[。；：\\n，]\\s*)${FURTHER}一${unit}是(?!否)`, "g"))].map(({ index }) => index);
  const isRightBehind = /^[^，。；\n]{0,8}[。；：，]?\s*$/.test(behind.slice(0, found[0] ?? 0));
  return found.length > 1 && isRightBehind && Math.abs(found.length - told.count) < 3 ? found.length : null;
}

const QUANTITY = "[0-9][0-9,.]*\\p{Script=Han}{1,3}";
/** 两包，净重分别为3.2克、1.7克: one figure of each. */
const FIGURES = new RegExp(
  `^[^，。；：、0-9]{0,10}[，（]?[^，。；：、0-9]{0,10}分别[为重是有计达约]{0,2}(?<all>${QUANTITY}(?:(?:、|和|及|以及|，)${QUANTITY})+)(?![0-9])`,
  "u",
);

function figures(text: string, told: ToldCount): number | null {
  if (/[用以持每各]$|[0-9一二两三四五六七八九十]\p{Script=Han}{1,8}[、和及与]$/u.test(told.lead)) return null;
  const found = FIGURES.exec(text.slice(told.end, told.end + LONGEST));
  const all = found?.groups?.["all"];
  // 26万元、418万元和零
  const isMore = found !== null && /[和及、]零?$/.test(text.slice(told.end, told.end + found[0].length + 1));
  return all === undefined || isMore ? null : all.split(/、|和|及|以及|，/).filter((each) => /[0-9]/.test(each)).length;
}

/** 房产两套（分别位于甲路和乙路）. */
const PLACES =
  /^[^，。；：、（()）0-9]{0,10}[（，](?:均)?分别(?:位于|坐落于|登记在|停放在|存放在|为|系)(?<all>[^，。；（）\n]{4,80})(?=[，。；）\n])/u;

function places(text: string, told: ToldCount): number | null {
  if (told.of !== "things" && told.of !== "houses") return null;
  const all = PLACES.exec(text.slice(told.end, told.end + LONGEST))?.groups?.["all"];
  if (all === undefined || /等|至|其中/.test(all)) return null;
  const parts = all.split(/、|以及/);
  const joined = /^(?<one>.{2,})[和与及](?<other>.{2,})$/u.exec(parts.at(-1) ?? "")?.groups;
  const isJoined = joined !== undefined && joined["one"]?.at(-1) === joined["other"]?.at(-1);
  return parts.length + (isJoined ? 1 : 0) > 1 ? parts.length + (isJoined ? 1 : 0) : null;
}

/** 答：三户，我家、隔壁冯家还有村西头的喻家。 */
function answered(text: string, told: ToldCount): number | null {
  const [line] = lineAround(text, told.start);
  if (!/^\s*答：[^，。]{0,6}$/.test(text.slice(line, told.start)) || told.of === "acts") return null;
  const list = /^[^，。0-9]{0,6}[，。：](?:有|是|分别是|就是|一共有)?(?<all>[^，。；\n]{4,60})。/u.exec(
    text.slice(told.end, told.end + LONGEST),
  )?.groups?.["all"];
  if (list === undefined || /等/.test(list)) return null;
  const parts = list.split(/、|还有|以及|[和跟]/);
  const isAlike = parts.length > 2 && (new Set(parts.map((each) => each.at(-1))).size === 1 || parts.every((each) => each.length < 8));
  return isAlike ? parts.length : null;
}

const TAKES_PART =
  /(?:被告人|犯罪嫌疑人|被不起诉人)?(?<name>\p{Script=Han}{2,4})(?:单独|直接|先后|共)?参与(?:作案|盗窃|诈骗|实施|其中|了|制造事故|\p{Script=Han}{2,6})?$/u;
const ALL_OF_THEM = /[二两三四五六七]人|[二两三四五六七]名?(?:被告人|犯罪嫌疑人)|共同|伙同|结伙|均|一起/;

/** 甲参与四起: as many as the items that name him or all of them. */
function tookPart(document: CheckedDocument, told: ToldCount): number | null {
  if (!/^[起次笔宗]$/.test(told.unit)) return null;
  const run = TAKES_PART.exec(told.lead)?.groups?.["name"];
  if (run === undefined) return null;
  const lists = listsIn(document).filter(({ isSound, items, form }) => isSound && form !== "clauses" && items.length > 2);
  const acts = lists.filter(({ items }) => items.every(({ text }) => /[0-9]月|[0-9]日|同年|同月/.test(text)));
  const [list, ...more] = acts;
  if (!list || more.length > 0) return null;
  const name = [4, 3, 2].map((length) => run.slice(-length)).find((each) => list.items.some(({ text }) => text.includes(each)));
  const all = [...document.text.matchAll(OTHERS_TOOK_PART)].flatMap(({ groups }) => groups?.["name"] ?? []);
  return name === undefined ? null : namedIn(list, { name, others: all.filter((each) => each !== name) });
}
const OTHERS_TOOK_PART = /(?:被告人|犯罪嫌疑人|被不起诉人)(?<name>\p{Script=Han}{2,4}?)(?:单独|直接|先后|共)?参与/gu;
/** Was not there: 因吴军生病, 吴军未去. */
const IS_AWAY = /^(?:因?[病伤]|生病|住院|外出|没|未|不[在去愿敢]|因故|缺席)/;

function namedIn({ items }: ToldList, { name, others }: { readonly name: string; readonly others: readonly string[] }): number | null {
  const own = items.filter(({ text }) =>
    text.split(name).some((_, at, parts) => at > 0 && !IS_AWAY.test(parts[at] ?? "") && parts[at - 1]?.endsWith("除") !== true),
  );
  if (own.length === 0) return null;
  // 二人 are those who are named before.
  const together = items.filter(
    ({ text }) => !text.includes(name) && ALL_OF_THEM.test(text.slice(0, 60)) && !others.some((other) => text.includes(other)),
  );
  return own.length + together.length;
}

const TAKES_UP = /(?:以上|上述|综上)[^，。；]{0,10}$/;
/** Numbers of rows that go on under several headings. */
const ROW = /^\s*([0-9]{1,2})[\t\u3000 |│]/gm;

/** 以上证据共四组8项: by the numbers of what stands before it. */
function numbered(text: string, told: ToldCount): number | null {
  if (told.of !== "points" && told.of !== "things") return null;
  const line = text.lastIndexOf("\n", told.start) + 1;
  if (!TAKES_UP.test(text.slice(line, told.start)) || told.start - line > 24) return null;
  const before = text.slice(0, line);
  const headings = [...before.matchAll(new RegExp(`^\\s*第([一二三四五六七八九十]|[0-9]{1,2})${told.unit}`, "gm"))].map(([, each = ""]) =>
    numberOf(each),
  );
  if (headings.length > 1) return headings.every((each, at) => each === at + 1) ? headings.length : null;
  if (told.of !== "points" || /[类种组]/.test(told.unit)) return null;
  let last = 0;
  for (const [, each = ""] of before.matchAll(ROW)) last = Number(each) === last + 1 ? last + 1 : Number(each) === 1 ? 1 : -1;
  return last > 2 ? last : null;
}

const BEHIND = 900;

/** Whether so many were told by their numbers before: 头一回……第二回……第三回. */
export function areNumberedBefore(text: string, { start, unit, count }: ToldCount): boolean {
  const units = /^[次回趟]$/.test(unit) ? "[次回趟]" : unit;
  if (units === "" || count < 2) return false;
  const numbers = [
    ...text
      .slice(Math.max(0, start - BEHIND), start)
      .matchAll(new RegExp(`(?:第([一二三四五六七八九十]|[0-9]{1,2})|[头首]一?)${units}`, "g")),
  ].map(([, each = "一"]) => numberOf(each));
  const last = new RegExp(`最后一?${units}`).test(text.slice(Math.max(0, start - BEHIND), start)) ? 1 : 0;
  const most = Math.max(0, ...numbers);
  return most > 0 && (most === count || most + last === count);
}

/** How many are told one by one, in other ways than by enumerating them. */
export function toldSingly(document: CheckedDocument, told: ToldCount): readonly number[] {
  const { text } = document;
  return [
    ones(text, told),
    onesOfSentences(text, told),
    figures(text, told),
    places(text, told),
    answered(text, told),
    tookPart(document, told),
    numbered(text, told),
  ].flatMap((each) => each ?? []);
}
