import type { CheckedDocument } from "../document.ts";
import type { Ways } from "./count-lists.ts";
import { lineAround, startOf } from "./sentences.ts";
import { countsTold, type ToldCount } from "./told-counts.ts";
import { numberOf } from "./written-number.ts";

const LONGEST_ANSWERS = 900;
const LONGEST_BEFORE = 1200;

/** How often something was done, in whatever words. */
const TIMES = /^[次回趟下遍轮]$/;
/** Units that acts and people may be told by one by one. */
const OTHER_UNITS = ["次", "起", "笔", "个", "场", "家", "回", "趟", "批", "下", "轮"];

/** What is told behind a count in its paragraph; in a record of questions also in the answers that follow. */
function toldBehind(text: string, told: ToldCount): string {
  const [line, lineEnd] = lineAround(text, told.start);
  const isSpoken = /^\s*[问答][：:]/.test(text.slice(line, lineEnd));
  return text.slice(told.end, isSpoken ? told.end + LONGEST_ANSWERS : lineEnd);
}

/** The ordinals of a unit in a stretch, each once; empty: they do not go on one by one from the first. */
function inOrderIn(stretch: string, unit: string): readonly number[] {
  const numbers = [...stretch.matchAll(new RegExp(`(?:第([一二三四五六七八九十]|[0-9]{1,2})|[头首]一?)${unit}`, "g"))].map(
    ({ 1: each = "一" }) => numberOf(each),
  );
  const inOrder = [...new Set(numbers)];
  return inOrder.length < 2 || inOrder.some((each, at) => each !== at + 1) ? [] : inOrder;
}

/** The last of them may have no number. */
const hasLast = (stretch: string, unit: string): boolean =>
  new RegExp(`(?:最后|末了?|末尾|最末|[还再另]有|又有?)(?:的?那)?一?${unit}`).test(stretch);

const isSameUnit = (own: string, unit: string): boolean => own === unit || (TIMES.test(own) && TIMES.test(unit));

/** 两个检查组……第一组……第二组: what is counted ends in the word that has the ordinals. */
const headOf = ({ noun }: ToldCount): string =>
  /^\p{Script=Han}{0,4}?(?<head>[组队班室栋号车层车间])(?![长员成织])/u.exec(noun)?.groups?.["head"] ?? "";

/** 第一次……第二次……第三次 behind the count. */
export function ordinalsBehind(document: CheckedDocument, told: ToldCount): Ways | null {
  // Up to the next number of the same.
  const next = countsTold(document).find(({ start, unit }) => start > told.end && unit === told.unit)?.start;
  const all = toldBehind(document.text, told);
  const behind = all.slice(0, next === undefined ? undefined : next - told.end);
  const own = told.unit.slice(0, 1);
  const head = headOf(told);
  const units = told.of === "acts" || told.of === "people" ? OTHER_UNITS : [];
  for (const unit of new Set([own, ...units, head].filter((each) => each !== ""))) {
    const { length: size } = inOrderIn(behind, unit);
    if (size === 0) continue;
    const sizes = hasLast(behind, unit) ? [size + 1, size] : [size];
    // The rest of them may stand behind a number of some: 第一张、第二张，两张均……；第三张.
    if (inOrderIn(all, unit).length > size) return { sure: [], perhaps: [...sizes, inOrderIn(all, unit).length] };
    // By their name there may be more than have a number.
    const isOwn = isSameUnit(own, unit) || /共|总/.test(told.lead) || (unit === head && size > told.count);
    return { sure: isOwn ? sizes.slice(0, 1) : [], perhaps: sizes };
  }
  return null;
}

const ADDS_UP = /(?:综上|综合|上述|以上|前述|可见|前后|先后|共|合计|这|总计)[^，。；]{0,10}$/;
/** A word of what was done, right before its number. */
const DONE = /(?<done>\p{Script=Han})了?(?:他|她|其|对方)?$/u;

/** 第一下……第二下……第三下……共打了三下: the only ordinals of the unit that stand before the count. */
export function ordinalsBefore({ text }: CheckedDocument, told: ToldCount): Ways | null {
  if (told.of !== "acts" || told.count < 2) return null;
  const own = told.unit.slice(0, 1);
  const before = text.slice(Math.max(0, told.start - LONGEST_BEFORE), startOf(text, told.start, "。；，\n"));
  const found = OTHER_UNITS.filter((unit) => isSameUnit(own, unit)).flatMap((unit) => {
    const { length } = inOrderIn(before, unit);
    return length > 0 ? [{ unit, size: length + (hasLast(before, unit) ? 1 : 0) }] : [];
  });
  const [only, ...more] = found;
  if (!only || more.length > 0 || new RegExp(`第一${only.unit}[^]*第一${only.unit}`).test(before)) return null;
  const done = DONE.exec(told.lead)?.groups?.["done"];
  const first = before.slice(Math.max(0, before.indexOf(`第一${only.unit}`) - 24)).slice(0, 48);
  const isOfThem = ADDS_UP.test(told.lead) || (done !== undefined && first.includes(done));
  return isOfThem && Math.abs(only.size - told.count) === 1 ? { sure: [only.size], perhaps: [only.size] } : null;
}
