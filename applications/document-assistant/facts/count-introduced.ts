import type { CheckedDocument } from "../document.ts";
import { gridsIn } from "./grids.ts";
import { listsIn } from "./lists.ts";
import { readOnce } from "./read-once.ts";
import { startOf } from "./sentences.ts";
import { countsTold, isOfPart, type ToldCount } from "./told-counts.ts";

interface Listed {
  readonly size: number;
  readonly start: number;
  readonly end: number;
}

/** Lists and tables. */
const listedIn = readOnce((document: CheckedDocument): readonly Listed[] => [
  ...gridsIn(document).map(({ rows, start, end }) => ({ size: rows.length, start, end })),
  ...listsIn(document).flatMap(({ items, start, end, isSound, form }) =>
    isSound && (form === "paragraphs" || form === "inline") ? [{ size: items.length, start, end }] : [],
  ),
]);

/** Says that a list follows. */
const INTRODUCES = /(?:下列|如下|下表|分布|具体为|具体是|明细|分述)/;
const OPENS = /^[^。；\n]{0,60}[：:]\s*$/;

/** As many as a list has, where a sentence introduces it or takes it up and none of its numbers is that. */
export function countIntroduced(document: CheckedDocument, told: ToldCount): number | null {
  const { text } = document;
  if (isOfPart(told) || told.lead.endsWith("一式")) return null;
  const isNext = (size: number): boolean => Math.abs(size - told.count) === 1;
  const sentence = startOf(text, told.start, "。\n");
  const inSentence = (to: number): readonly ToldCount[] => countsTold(document).filter(({ start }) => start >= sentence && start < to);
  const next = listedIn(document).find(({ start }) => start > told.end);
  if (next && !/(?:上述|前述|该|这)$/.test(told.lead) && isNext(next.size) && next.size > 1) {
    const between = text.slice(told.end, next.start);
    const isOpened = OPENS.test(between) && (INTRODUCES.test(text.slice(sentence, next.start)) || /(?:下列|以下|如下)$/.test(told.lead));
    const numbers = inSentence(next.start);
    if (
      isOpened &&
      numbers.every(({ count }) => count !== next.size) &&
      numbers.filter(({ count }) => Math.abs(count - next.size) === 1).length === 1
    )
      return next.size;
  }
  if (!/^\s*(?:以上|上述|上列|上表)[^，。；]{0,5}$/.test(text.slice(sentence, told.start))) return countNamed(document, told, sentence);
  const last = listedIn(document).findLast(({ end }) => end <= sentence);
  const end = text.indexOf("。", told.end);
  if (
    last &&
    isNext(last.size) &&
    sentence - last.end < 3 &&
    inSentence(end < 0 ? text.length : end).every(({ count }) => count !== last.size)
  )
    return last.size;
  return countNamed(document, told, sentence);
}

/** What points are called. */
const POINTS = /问题|情形|情节|权利|义务|理由|建议|意见|违法行为|隐患|漏洞|事实|措施|请求|争议|焦点/;
const BEFORE = 1500;

/** 上述三个方面的问题: as many as the list has that stands under their name, or the only such lists. */
function countNamed(document: CheckedDocument, told: ToldCount, sentence: number): number | null {
  const name = POINTS.exec(told.noun)?.[0];
  if (told.of !== "points" || name === undefined || !/(?:以上|上述|前述)$/.test(told.lead)) return null;
  const { text } = document;
  const named = listedIn(document).filter(
    ({ start, end }) => end <= sentence && start > sentence - BEFORE && text.slice(Math.max(0, start - 40), start).includes(name),
  );
  const last = named.at(-1);
  if (!last || named.some(({ size }) => size === told.count)) return null;
  return Math.abs(last.size - told.count) === 1 ? last.size : null;
}
