import { dayFromIso } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { type Elapsed, elapsedIn, isMeasured, type Length, lengthsIn } from "./elapsed.ts";
import { factsOf } from "./facts.ts";
import { type Moment, momentsIn } from "./moments.ts";
import { readOnce } from "./read-once.ts";
import { clauseBefore, startOf } from "./sentences.ts";
import { toldSpans } from "./spans.ts";

/** 暂扣期限, 管护期从 */
const TERM_NAMED = /(\p{Script=Han}{2})(?:期限|期间|期)(?:的?起止)?(?:日期|时间)?[为是：:\s]*$/u;

/** Lengths that the text tells with a name, and not of each single day: 暂扣机动车驾驶证六个月, 四年管护期. */
function namedSo(text: string, name: string, lengths: readonly Length[]): Length[] {
  return lengths.filter(({ start, end }) => {
    const before = clauseBefore(text, start, 16);
    const at = before.lastIndexOf(name);
    return (at >= 0 && before.length - at < 14) || text.startsWith(name, end) || text.startsWith(`的${name}期`, end);
  });
}

/** The stretch of what has a name, and its length where that is told in another sentence. */
function* ofNames(document: CheckedDocument, lengths: readonly Length[]): Generator<Elapsed> {
  const { text } = document;
  for (const span of toldSpans(document)) {
    const before = TERM_NAMED.exec(text.slice(Math.max(0, span.start - 16), span.start))?.[1];
    // 止停产
    const name = before ?? /^\p{Script=Han}{2}/u.exec(text.slice(span.end, span.end + 2))?.[0];
    if (name === undefined || (NO_NAME.test(name) && !(name === "考验" && !/缓刑/.test(text)))) continue;
    const all = namedSo(text, name, lengths);
    const named = before === undefined ? all.filter(({ end }) => text.startsWith(`${name}期`, end)) : all;
    const [told] = named;
    if (
      !told ||
      Math.abs(told.start - span.start) > FAR ||
      new Set(named.map(({ months, days, kind }) => `${months}-${days}-${kind}`)).size > 1
    )
      continue;
    // Of several stretches with one name it is not said which one is so long.
    if (toldSpans(document).filter(({ start }) => text.slice(Math.max(0, start - 16), start).includes(name)).length > 1) continue;
    const [first, last] = [dayFromIso(span.first), dayFromIso(span.last)];
    const place = { start: span.start, end: span.end };
    if (last > first) yield { from: { first, last: first, ...place }, to: { first: last, last, ...place }, told, counted: null };
  }
}
const FAR = 400;
const NO_NAME = /刑|缓|考验|羁押|拘役|有效|上诉|申请|复议|[借贷还付]款|合同/;

const NEAR = 40;
/** 李四做工四个月: nothing but what was done. */
const DID = /^(?:共|实际|前后|一共|总共|共计)?\p{Script=Han}{0,6}(?:了|共|共计|有|达|满)?$/u;
const DID_NOT = /判|刑|罚|缓|拘役|领|给|付|欠|约定|期|误|养|护|减|延|试|休|请|岁|年满|试用|承诺|禁/;

/** 甲3月1日进场，6月30日离场；……经核对，甲做工四个月: the days that are told right behind a name, and how long it is told of it elsewhere. */
function* ofPeople(document: CheckedDocument, lengths: readonly Length[], moments: readonly Moment[]): Generator<Elapsed> {
  const { text } = document;
  const { known } = factsOf(document);
  if (known.size === 0) return;
  for (const told of lengths) {
    const before = clauseBefore(text, told.start, 20);
    const name = [...known].find((each) => before.startsWith(each));
    if (name === undefined || !DID.test(before.slice(name.length)) || DID_NOT.test(before.slice(name.length))) continue;
    const own = told.start - before.length;
    const places = placesBefore(text, name, own).flatMap((at) => {
      const sentence = text.slice(at).search(/[。；\n]/);
      const until = sentence < 0 ? text.length : at + sentence;
      const inIt = moments.filter(({ start, end }) => start > at && end < until);
      const [from, to, more] = inIt;
      return from && to && !more && from.start - at - name.length < 4 && from.last < to.first ? [[from, to] as const] : [];
    });
    const [pair, other] = places;
    if (pair && !other) yield { from: pair[0], to: pair[1], told, counted: null };
  }
}

function placesBefore(text: string, name: string, until: number): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at >= 0 && at < until; at = text.indexOf(name, at + 1)) places.push(at);
  return places;
}

/** A passage that tells of two days alone, and how long something took. */
function* ofTheOnlyDays(document: CheckedDocument, lengths: readonly Length[], moments: readonly Moment[]): Generator<Elapsed> {
  const { text } = document;
  const days = moments.filter(
    ({ start, end }) => text.slice(...lineOf(text, start)).trim() !== text.slice(start, end) && !/^[次翌第隔]/.test(text.slice(start, end)),
  );
  const [from, to, more] = days;
  if (!from || !to || more || from.last >= to.first) return;
  for (const told of lengths)
    if (told.start > to.end && startOf(text, told.start, "。\n") > to.end && isMeasured(text, to.end, told.start))
      yield { from, to, told, counted: null };
}
const lineOf = (text: string, at: number): readonly [number, number] => [
  text.lastIndexOf("\n", at - 1) + 1,
  (text.indexOf("\n", at) + 1 || text.length + 1) - 1,
];

/** 至2028年3月14日止……减刑一年，现刑期至2027年3月14日止: an end, by how much it was moved, and the end that it has now. */
const MOVED = /(?<back>减刑|减去|缩短|提前)|(?:延长|顺延|展期|延期|推迟|续)/;
/** 原定3月1日开庭，延期一个月，改为4月1日 */
const FORMER = /原(?:定|为|计划|约定)?[于在]?$/;
const NOW = /(?:改|变更|调整|现|延|推迟)(?:为|至|到|定|在|于)*$/;
function* ofMovedEnds(document: CheckedDocument, lengths: readonly Length[], moments: readonly Moment[]): Generator<Elapsed> {
  const { text } = document;
  const isEnd = ({ start }: Moment): boolean => /[至到]$/.test(text.slice(Math.max(0, start - 1), start));
  for (const told of lengths) {
    const moved = MOVED.exec(clauseBefore(text, told.start, 14));
    if (!moved) continue;
    const next = moments.findIndex(({ start }) => start > told.end);
    const [before, behind] = [moments[next - 1], moments[next]];
    const isChanged =
      before &&
      behind &&
      FORMER.test(text.slice(Math.max(0, before.start - 8), before.start)) &&
      NOW.test(text.slice(told.end, behind.start));
    if (!before || !behind || (!isChanged && (!isEnd(before) || !isEnd(behind))) || behind.start - told.end > NEAR) continue;
    if (/[自从起]/.test(text.slice(told.end, behind.start)) || /\n/.test(text.slice(before.end, behind.start))) continue;
    const isBack = moved.groups?.["back"] !== undefined;
    const [from, to] = isBack ? [behind, before] : [before, behind];
    if (from.last < to.first) yield { from, to, told, counted: null };
  }
}

/** Lengths that are told apart from the days between which they are. */
export const elapsedAfar = readOnce((document: CheckedDocument): readonly Elapsed[] => {
  const moments = momentsIn(document);
  if (moments.length < 2) return [];
  const near = new Set(elapsedIn(document).map(({ told }) => told.start));
  const lengths = lengthsIn(document.text).filter(({ start }) => !near.has(start));
  if (lengths.length === 0) return [];
  return [
    ...ofNames(document, lengths),
    ...ofPeople(document, lengths, moments),
    ...ofTheOnlyDays(document, lengths, moments),
    ...ofMovedEnds(document, lengths, moments),
  ];
});
