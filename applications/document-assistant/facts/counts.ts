import type { CheckedDocument } from "../document.ts";
import { amountsIn, listingsIn, totalsIn } from "./amounts.ts";
import { isIntroducedBy } from "./count-lists.ts";
import { lineAround, startOf } from "./sentences.ts";
import { tablesIn } from "./tables.ts";
import { countsTold, type ToldCount } from "./told-counts.ts";

/** Of part of what was done: 参与二起, 分别三次, 其中二起. */
const PARTLY =
  /显示|反映|指认|承认|参与|单独|分别|各自|其中[^，。；：]{0,6}$|另|前科|曾|因犯|处罚|讯问|退回|延长|伤|查获|抓获|补充侦查|刀|拳|脚/;

const isWhole = ({ unit, lead }: ToldCount): boolean =>
  /^[起次笔宗晚家户名处]$/.test(unit) && !PARTLY.test(lead.slice(-30)) && !lead.endsWith("分");

const DAY =
  /(?:[0-9]{4}年|同年|次年)?[0-9]{1,2}月[0-9]{1,2}日|(?:[0-9]{1,2}月|同月)?[0-9]{1,2}日|[0-9]{4}[.．-][0-9]{1,2}[.．-][0-9]{1,2}/g;

/** How many acts with a day and an amount of their own a stretch tells, up to where it adds them up. */
function datedActs(stretch: string): number {
  const end = totalsIn(stretch).filter(({ start }) => amountsIn(stretch.slice(0, start), 0).length > 1)[0]?.start ?? stretch.length;
  const amounts = amountsIn(stretch.slice(0, end), 0);
  const days = [...stretch.slice(0, end).matchAll(DAY)].map(({ index }) => index);
  // A day, and behind it one amount before the next day.
  const acts = days.filter((day, at) => {
    const next = days[at + 1] ?? end;
    return amounts.some(({ start }) => start > day && start < next);
  });
  return acts.length;
}

/** How far apart a list and the sentence about it stand. */
const NEAR = 60;

/** Sections under a heading each, with acts of a day and an amount: how many acts up to the first paragraph that tells none and is no heading. */
function actsInSections(document: CheckedDocument, from: number): number {
  let acts = 0;
  for (const { text, start } of document.paragraphs) {
    if (start < from) continue;
    const here = datedActs(text);
    if (here === 0 && (text.length > 40 || text.endsWith("。"))) break;
    acts += here;
  }
  return acts;
}

/** How many there are of what is counted, in the ways in which a document lists it; empty: it lists none. */
export function listedFor(document: CheckedDocument, told: ToldCount): number[] {
  if (!isWhole(told)) return [];
  const { text } = document;
  const isAct = /[起次笔宗晚]/.test(told.unit);
  const tables = tablesIn(document);
  if (!isAct) return rowsFor(document, told, tables);
  const lists = [
    ...tables.map(({ rows, start, end }) => ({ items: rows, start, end })),
    ...listingsIn(document).filter(({ isSound, amounts }) => isSound && amounts.length > 0),
  ].filter(({ items }) => items > 1);
  const [, lineEnd] = lineAround(text, told.start);
  const behind = text.slice(told.end, lineEnd);
  const sentence = text.slice(startOf(text, told.start, "。\n"), told.start);
  const ways: number[] = [];
  // 计5次：2024年3月2日付1200元，3月5日付900元
  const colon = /^[^。\n]{0,40}?：/.exec(behind)?.[0];
  if (colon !== undefined) {
    const acts = datedActs(behind.slice(colon.length));
    if (acts > 1) ways.push(acts);
  }
  // 具体如下： and a list, a table or sections.
  if (isIntroducedBy(behind, told) && ways.length === 0) {
    const next = lists.find(({ start }) => start >= lineEnd && start - lineEnd <= NEAR);
    const acts = next ? next.items : actsInSections(document, lineEnd + 1);
    if (acts > 1) ways.push(acts);
  }
  // Behind the list.
  const before = lists.findLast(({ end }) => end <= told.start);
  const isOther = before !== undefined && /\n\s*[（(]?[一二三四五六七八九十]+[、）)]/.test(text.slice(before.end, told.start));
  const isOwn = before !== undefined && amountsIn(text.slice(before.end, told.start), 0).length > 0;
  if (before && !isOther && !isOwn && told.start - before.end <= NEAR && ways.length === 0) ways.push(before.items);
  // 上述四晚抽头共计 behind the acts of its own sentence.
  if (/(?:上述|以上|这)[^，。；]{0,4}$/.test(sentence) && ways.length === 0) {
    const acts = datedActs(sentence.replace(/(?:上述|以上|这)[^，。；]{0,4}$/, ""));
    if (acts > 1) ways.push(acts);
  }
  return ways;
}

/** Rows of the only table, one for each house or person: 走访4家旅馆, 张三等5名工人. */
function rowsFor(document: CheckedDocument, { unit, start, end, count }: ToldCount, tables: ReturnType<typeof tablesIn>): number[] {
  const { text } = document;
  const [table, ...others] = tables;
  if (!table || others.length > 0 || table.rows < 3 || Math.abs(table.rows - count) > 2) return [];
  const named = text
    .slice(table.start, table.end)
    .split("\n")
    .map((row) => row.trim().split(/[\t　|│\s]/u)[0] ?? "");
  const isHouse = /[家户]/.test(unit) && named.slice(0, 2).every((name) => /[店馆厂司部吧院社园]$|[店馆厂司][甲乙丙丁]$/.test(name));
  const isPerson =
    unit === "名" && text.slice(0, start).endsWith("等") && named.slice(0, 2).every((name) => /^[\p{Script=Han}·]{2,8}$/u.test(name));
  const isOnly = countsTold(document).filter((each) => each.start < table.start && each.unit === unit && isWhole(each)).length === 1;
  return (isHouse || isPerson) && isOnly && end <= table.start ? [table.rows] : [];
}
