import { dayFromIso } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { BOTH_COUNTED, type Elapsed, holds, type Length, lengthsIn } from "./elapsed.ts";
import { type Moment, momentsIn } from "./moments.ts";
import { readOnce } from "./read-once.ts";
import { type Cell, type Row, rowsIn } from "./rows.ts";
import { toldSpans } from "./spans.ts";
import { numberOf } from "./written-number.ts";

type Pair = readonly [Moment, Moment];

const LENGTH_HEADING =
  /^[\p{Script=Han}（）]{0,8}(?:期限|时长|天数|日数|月数|年数|[租刑工任借]期|考验期|(?:逾期|超期|羁押|居住|住院|在岗|工作|停工|停产|滞留|寄押|实际|合计|共计)?(?:时间|[天日]))(?:[（(][\p{Script=Han}]{1,8}[）)])?$/u;
/** What every length is called, and what is so long from a day that was due. */
const GENERIC = /期限|时长|[天日月年]数?|时间|数|共计|合计|共|总|实际|[逾超]期|羁押|[（）]/g;
const FROM = /起|始|开|自|入|进|到期|应|借|拘|收|羁/;
const TO = /止|终|结|届|满|出|离|至|还|释|退|解|竣|完|归/;

/** The length that fills a cell; a bare number is of the unit that its heading tells. */
function lengthOfCell({ text, start }: Cell, heading: string): Length | null {
  const [told] = lengthsIn(text);
  if (told && told.start === 0 && /^[整）]?$/.test(text.slice(told.end))) return { ...told, start, end: start + text.length };
  const number = /^[0-9]{1,4}$|^[一二三四五六七八九十百]{1,5}$/.test(text) ? numberOf(text) : 0;
  const unit = /[天日](?:数|[）)]|$)/.test(heading)
    ? "day"
    : /月(?:数|[）)]|$)/.test(heading)
      ? "month"
      : /年(?:数|[）)]|$)/.test(heading)
        ? "year"
        : null;
  if (number === 0 || unit === null) return null;
  const [months, days] = unit === "day" ? [0, number] : [unit === "month" ? number : 12 * number, 0];
  return { months, days, unit, kind: "exact", start, end: start + text.length };
}

interface Told {
  readonly moments: ReadonlyMap<number, Moment>;
  readonly stretches: ReadonlyMap<number, { readonly pair: Pair; readonly end: number }>;
}

const momentOfCell = ({ text, start }: Cell, { moments }: Told): Moment | null => {
  const moment = moments.get(start);
  return moment && /^\s*(?:[上下]午|[0-9]{1,2}[时:：].*)?$/.test(text.slice(moment.end - start)) ? moment : null;
};

/** Rows under their headings: the two columns of days between which most rows are so long as they tell. */
function* elapsedInRows([headings, ...rows]: readonly [Row, ...Row[]], told: Told, counted: number | null): Generator<Elapsed> {
  const labels = headings.map(({ text }) => text.replaceAll(/\s/g, ""));
  const columns = labels.flatMap((label, at) =>
    LENGTH_HEADING.test(label) && rows.some((row) => row[at] && lengthOfCell(row[at], label)) ? [at] : [],
  );
  const [at, other] = columns;
  if (at === undefined || other !== undefined) return;
  const days = labels.flatMap((_, column) => (rows.every((row) => row[column] && momentOfCell(row[column], told)) ? [column] : []));
  const pairs = days.flatMap((from, index) => days.slice(index + 1).map((to) => [from, to] as const));
  const whole = labels.findIndex((_, column) =>
    rows.every((row) => told.stretches.get(row[column]?.start ?? -1)?.end === endOf(row[column])),
  );
  const readings = [
    ...(whole < 0 ? [] : [rows.map((row) => told.stretches.get(row[whole]?.start ?? -1)?.pair ?? null)]),
    ...pairs.map(([from, to]) =>
      rows.map((row): Pair | null => {
        const [first, last] = [row[from] && momentOfCell(row[from], told), row[to] && momentOfCell(row[to], told)];
        return first && last ? [first, last] : null;
      }),
    ),
  ].map((of) =>
    of.flatMap((pair, index): Elapsed[] => {
      const cell = rows[index]?.[at];
      const length = cell ? lengthOfCell(cell, labels[at] ?? "") : null;
      return pair && length && pair[0].last < pair[1].first ? [{ from: pair[0], to: pair[1], told: length, counted }] : [];
    }),
  );
  const right = (all: readonly Elapsed[]): number => all.filter(holds).length;
  const [best] = readings.toSorted((one, another) => right(another) - right(one));
  if (!best) return;
  const [first, last] = whole < 0 ? [labels[pairs[0]?.[0] ?? -1] ?? "", labels[pairs[0]?.[1] ?? -1] ?? ""] : ["起", "止"];
  const of = (labels[at] ?? "").replaceAll(GENERIC, "");
  const isNamed = of === "" || Array.from(of).some((each) => first.includes(each) || last.includes(each));
  const isCertain = readings.length === 1 && FROM.test(first) && TO.test(last) && isNamed;
  if (right(best) * 2 <= best.length && !isCertain) return;
  const ways = best.map(({ from: one, to, told: { days: count } }) => count - (to.first - one.first));
  const way = ways.find((each) => ways.filter((another) => another === each).length * 3 >= ways.length * 2);
  const isOneWay = counted === null && way !== undefined && Math.abs(way) <= 1 && ways.length > 2;
  yield* isOneWay ? best.map((each) => ({ ...each, counted: way })) : best;
}

const endOf = (cell: Cell | undefined): number => (cell ? cell.start + cell.text.length : -1);
const isHeading = (row: Row): boolean =>
  row.length > 2 && row.every(({ text }) => !/[0-9]{2}/.test(text) && text.length <= 18 && lengthsIn(text).length === 0);

interface Piece {
  readonly label: string;
  readonly value: Cell;
}

/** What a form tells: a label, and behind it, or in the next cell, what is so. */
function piecesOf(rows: readonly Row[]): Piece[] {
  return rows.flatMap((row) => {
    const pieces: Piece[] = [];
    for (const [at, { text, start }] of row.entries()) {
      const found = /^(?:[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.．]\s?)?([\p{Script=Han}（）()]{1,14})[：:]\s?(.{1,60})$/u.exec(text);
      const before = row[at - 1];
      if (found)
        pieces.push({ label: found[1] ?? "", value: { text: found[2] ?? "", start: start + text.length - (found[2] ?? "").length } });
      else if (before && /^[\p{Script=Han}（）()]{2,14}[：:]?$/u.test(before.text) && lengthsIn(before.text).length === 0)
        pieces.push({ label: before.text, value: { text, start } });
    }
    return pieces;
  });
}

const LABEL = /期限|年限|工龄|[工租借刑任]期|天数|日数|月数|时长|期间|历时/;
const NEAR = 4;

/** 开工日期：…… 竣工日期：…… 工期：150天 */
function* elapsedInLabels(rows: readonly Row[], told: Told): Generator<Elapsed> {
  const pieces = piecesOf(rows);
  for (const [index, { label, value }] of pieces.entries()) {
    if (!LABEL.test(label)) continue;
    const [length, other] = lengthsIn(value.text);
    if (!length || other || !/^(?:共|为|约定)?$/.test(value.text.slice(0, length.start))) continue;
    const days = pieces.slice(Math.max(0, index - NEAR), index + NEAR + 1).flatMap((piece) => {
      const moment = told.moments.get(piece.value.start);
      return moment ? [{ moment, label: piece.label }] : [];
    });
    const [from, to, more] = days;
    if (!from || !to || more || !FROM.test(from.label) || !TO.test(to.label) || !isAlike(from.label, to.label)) continue;
    if (from.moment.last >= to.moment.first) continue;
    const at = value.start;
    yield {
      from: from.moment,
      to: to.moment,
      told: { ...length, start: at + length.start, end: at + length.end },
      counted: BOTH_COUNTED.test(value.text) ? 1 : null,
    };
  }
}

/** 计划开工日期, 计划竣工日期 */
const isAlike = (one: string, other: string): boolean =>
  (one.length <= 2 && other.length <= 2) || Array.from(one).filter((each) => other.includes(each)).length * 2 >= one.length;

/** Lengths in tables and forms, and the days between which they are. */
export const elapsedInCells = readOnce((document: CheckedDocument): readonly Elapsed[] => {
  const rows = rowsIn(document);
  if (!rows.some((row) => row.some(({ text }) => LABEL.test(text) || LENGTH_HEADING.test(text)))) return [];
  const moments = new Map(momentsIn(document).map((moment) => [moment.start, moment]));
  const stretches = new Map(
    toldSpans(document).map((span) => {
      const [first, last] = [dayFromIso(span.first), dayFromIso(span.last)];
      const place = { start: span.start, end: span.end };
      return [
        span.start,
        {
          pair: [
            { first, last: first, ...place },
            { first: last, last, ...place },
          ] as const,
          end: span.end,
        },
      ];
    }),
  );
  const told = { moments, stretches };
  const all: Elapsed[] = [];
  const isCounted = ([first]: Row): boolean =>
    first !== undefined && BOTH_COUNTED.test(document.text.slice(Math.max(0, first.start - 60), first.start + 60));
  let block: Row[] = [];
  for (const row of [...rows, []]) {
    const [headings] = block;
    if (headings && row.length === headings.length) {
      block.push(row);
      continue;
    }
    if (headings && block.length > 1) all.push(...elapsedInRows([headings, ...block.slice(1)], told, isCounted(headings) ? 1 : null));
    block = isHeading(row) ? [row] : [];
  }
  return [...all, ...elapsedInLabels(rows, told)];
});
