import type { Figure } from "./figures.ts";
import { AMONG, clauseOf, DIFFERENCE, leadOf, RESULT, SUM, subjectOf } from "./result-words.ts";
import { isClose, made, multiplied, sumOfTerms, type Term, termOf } from "./workings.ts";

/** Figures before a result from which it may come. */
export interface Stretch {
  readonly text: string;
  readonly figures: readonly Figure[];
  readonly result: Figure;
}

/** In speech money is told without its unit. */
export const isSame = ({ unit }: Figure, other: Figure): boolean =>
  unit === other.unit || (unit === "" && other.unit === "元") || (other.unit === "" && unit === "元");

const MONTHS = 12;
const isMonthly = (word: string): boolean => /^个?月/.test(word);

const ALSO: Readonly<Record<string, RegExp>> = {
  人: /^(?:名|位|个人|员工|被害人|工人|学生|村民|职工)/,
  月: /^个?月/,
  天: /^[天日]/,
  平方米: /^平/,
  公斤: /^千克/,
};
/** Whether a figure tells how many there are of what a rate is told of one of. */
export const isOf = (word: string, { unit }: Figure): boolean =>
  unit !== "" && unit !== "%" && (word.startsWith(unit) || ALSO[unit]?.test(word) === true || (unit === "年" && isMonthly(word)));

/** 一年 is twelve of what is told of each month. */
export const timesOf = (word: string, { unit }: Figure): number => (unit === "年" && isMonthly(word) ? MONTHS : 1);

export const firstOf = ({ factors }: Term): number => Math.min(...factors.map(({ start }) => start));
export const inOrder = (terms: readonly Term[]): Term[] => terms.toSorted((one, other) => firstOf(one) - firstOf(other));
export const worthOf = (term: Term): number => made(sumOfTerms([term]));

const rowUpTo = (text: string, { start }: Figure): string => text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
export const isInRow = (text: string, figure: Figure): boolean => rowUpTo(text, figure).includes("\t");

/** What a figure is told of: the first cell of its row, else its clause. */
export const labelOf = (text: string, figure: Figure): string =>
  (isInRow(text, figure) ? (rowUpTo(text, figure).split("\t", 1)[0] ?? "") : clauseOf(text, figure)).trim();

const EACH = /(?:各|都|均|分别)(?:自|人|户|是|为|有|得|分得|拿|给|付|出|投|退|借|到|了|领|资|交|缴|汇|转|分)*(?:人民币)?$/;

/** An amount, times how many are told to have so much: 两人各得, 小莫和他老婆都是. */
function amountTerm({ text, figures }: Stretch, figure: Figure): Term {
  const clause = /[^，。；：\n]*$/.exec(text.slice(Math.max(0, figure.start - 40), figure.start))?.[0] ?? "";
  if (!EACH.test(clause)) return termOf(figure);
  const by = figures.findLast(
    (each) =>
      each.end <= figure.start &&
      each.start >= figure.start - clause.length &&
      !isSame(each, figure) &&
      each.value > 1 &&
      each.unit !== "%",
  );
  if (by) return { sign: 1, times: 1, factors: [figure, by] };
  return { ...termOf(figure), times: /分别/.test(clause) ? 1 : clause.split(/[、和与及]/).length };
}

/** Numbers and rates that alternate belong to each other in their order, and so do numbers that are told behind as many rates; else a number belongs to the nearest rate. */
function rateOf(figure: Figure, numbers: readonly Figure[], rates: readonly Figure[]): Figure | undefined {
  if (numbers.length === rates.length) return rates[numbers.indexOf(figure)];
  const former = rates.filter(({ start }) => start < figure.start);
  const last = former.at(-1);
  const next = rates.find(({ start }) => start > figure.start);
  const run = numbers.filter(({ start }) => last !== undefined && start > last.start && (next === undefined || start < next.start));
  const before = numbers.findLast(({ start }) => last !== undefined && start < last.start);
  const own = former.filter(({ start }) => before === undefined || start > before.start);
  if (run.length > 1 && own.length >= run.length) return own[own.length - run.length + run.indexOf(figure)];
  const away = ({ start, end }: Figure): number => (start > figure.start ? start - figure.end : figure.start - end);
  return rates.toSorted((one, other) => away(one) - away(other))[0];
}

/** So many of what a rate is told of one of, times what they are told of one of themselves: 三天 with 每天三趟. */
function numbersOf(stretch: Stretch, rate: Figure, word: string): Term[] {
  const { text, figures, result } = stretch;
  const isAny = word.startsWith("*");
  const all = figures.filter(
    (each) =>
      each !== rate &&
      each.unit !== "%" &&
      each.unit !== "" &&
      !isSame(each, rate) &&
      (each.value !== 1 || each.unit === "年") &&
      (isAny ? each.value > 1 : isOf(word, each)),
  );
  const away = ({ start }: Figure): number => Math.abs(start - rate.start);
  const [nearest] = all.toSorted((one, other) => away(one) - away(other));
  let own = isAny ? all.filter(({ unit }) => unit === nearest?.unit) : all;
  const rivals = figures.filter((each) => isSame(each, rate) && each.per.some((other) => other.slice(0, 1) === word.slice(0, 1)));
  if (rivals.length > 1 && own.length > 1) own = own.filter((each) => rateOf(each, all, rivals) === rate);
  // 乙所应支出 is of what there is in 乙所.
  const subject = subjectOf(text, result);
  const named = own.filter((each) => subject !== null && subjectOf(text, each) === subject);
  if (named.length === 1) own = named;
  const terms = own.map((each): Term => {
    const of = each.per.flatMap((other) =>
      figures.filter((day) => day !== each && isOf(other, day) && !rate.per.some((own) => isOf(own, day))).slice(-1),
    );
    return { sign: 1, times: timesOf(word, each), factors: [each, ...of] };
  });
  const kept = reduced(text, terms);
  const difference = kept.find(({ factors }) => factors[0] && own.length > 2 && isToldDifference(text, terms, factors[0]));
  return difference ? [difference] : kept;
}

const isToldDifference = (text: string, terms: readonly Term[], figure: Figure): boolean => {
  const before = terms.filter((each) => firstOf(each) < figure.start).slice(-2);
  const [one, other] = before.map(worthOf);
  return (
    one !== undefined && other !== undefined && DIFFERENCE.test(clauseOf(text, figure)) && isClose(Math.abs(one - other), figure.value)
  );
};

/** Without what is told to be the sum of terms before it, for which it stands, and without what is told again. */
function reduced(text: string, terms: readonly Term[]): Term[] {
  const kept: Term[] = [];
  for (const term of terms) {
    const [figure] = term.factors;
    const value = worthOf(term);
    const clause = figure ? clauseOf(text, figure) : "";
    if (kept.length > 0 && figure && term.factors.length === 1 && term.times === 1) {
      if (isToldDifference(text, kept, figure)) kept.splice(-2);
      const isSaid = SUM.test(clause) || RESULT.test(clause) || clause === "";
      if (isSaid && kept.some((each) => each.factors.length > 1 && isClose(worthOf(each), value))) continue;
      if (SUM.test(clause) && kept.some((each) => isClose(worthOf(each), value))) continue;
      let [sum, at] = [0, kept.length];
      while (at > 0 && !isClose(sum, value)) {
        at -= 1;
        sum += worthOf(kept[at] as Term);
      }
      if (isClose(sum, value) && kept.length - at > 1) kept.splice(at);
    }
    kept.push(term);
  }
  return kept;
}

const THAN = /比(?!例|较|重)[^，。；0-9]{1,10}(多|少|高|低|增加|减少)了?(?:出)?$/;

export interface Terms {
  /** What is told in the unit of the result: amounts, and rates times their numbers. */
  readonly terms: readonly Term[];
  /** Those told to be among others, or not exactly. */
  readonly left: readonly Term[];
}

export function termsOf(stretch: Stretch): Terms {
  const { text, figures, result } = stretch;
  const terms: Term[] = [];
  const used = new Set<Figure>();
  for (const rate of figures.filter((each) => each.per.length > 0 && isSame(each, result))) {
    used.add(rate);
    let product: Term[] = [{ sign: 1, times: 1 / rate.perCount, factors: [rate] }];
    for (const word of rate.per) {
      const numbers = numbersOf(stretch, rate, word);
      for (const { factors } of numbers) for (const each of factors) used.add(each);
      product = numbers.flatMap(({ factors, times }) => multiplied(product, factors, times));
    }
    terms.push(...product);
  }
  for (const figure of figures)
    if (isSame(figure, result) && figure.per.length === 0 && !used.has(figure)) {
      // 第二笔比第一笔多5000元: as much as the one before it, and so much more.
      const [, than] = THAN.exec(clauseOf(text, figure)) ?? [];
      const former = terms.at(-1);
      if (than !== undefined && former) terms.push(former, termOf(figure, /[少低减]/.test(than) ? -1 : 1));
      else terms.push(amountTerm(stretch, figure));
    }
  // Of what is among another the whole stands before it in its sentence.
  const isAmong = ({ factors: [figure] }: Term): boolean =>
    figure !== undefined &&
    AMONG.test(leadOf(text, figure)) &&
    figures.some(
      (each) =>
        isSame(each, figure) &&
        each.end <= figure.start &&
        each.value > figure.value &&
        !/[。；\n]/.test(text.slice(each.end, figure.start)),
    );
  const isExact = ({ factors }: Term): boolean => factors.every(({ isInexact }) => !isInexact);
  const all = reduced(text, inOrder(terms));
  return { terms: all.filter((each) => isExact(each) && !isAmong(each)), left: all.filter((each) => !isExact(each) || isAmong(each)) };
}
