import type { Figure } from "./figures.ts";
import { isSame, type Stretch } from "./result-terms.ts";
import { behindOf, clauseOf, FALL, GROWTH, LACKS, NO_RESULT, RATE } from "./result-words.ts";
import { startOf } from "./sentences.ts";
import type { Term, Way, Working } from "./workings.ts";
import { numberOf } from "./written-number.ts";

const HUNDRED = { times: 100, sign: 1 } as const;
const over = (terms: readonly Term[], base: Figure): Working => ({ terms, over: [base], overTimes: 1 });
const ratio = (part: Figure, whole: Figure): Working => over([{ ...HUNDRED, factors: [part] }], whole);
const growth = (more: Figure, less: Figure, base: Figure): Working =>
  over(
    [
      { ...HUNDRED, factors: [more] },
      { ...HUNDRED, sign: -1, factors: [less] },
    ],
    base,
  );
/** Of both together: 批准逮捕65人，不批准逮捕13人，不捕率. */
const ofBoth = (part: Figure, other: Figure): Working => ({
  terms: [{ ...HUNDRED, factors: [part] }],
  over: [],
  overTimes: part.value + other.value,
});

/** Shares that stand before the last of them. */
const SHARES = /(?:[0-9.]+%[、和及])*$/;

/** Several of them at the end, each of two figures before: 分别为16%、20%和35%. */
function* inTurn({ text, result }: Stretch, same: readonly Figure[]): Generator<Way> {
  const run = SHARES.exec(text.slice(Math.max(0, result.start - 60), result.start))?.[0].match(/%/g)?.length ?? 0;
  const behind = /^(?:[、和及][0-9.]+%)*/.exec(text.slice(result.end, result.end + 60))?.[0].match(/%/g)?.length ?? 0;
  const count = run + 1 + behind;
  const [part, whole] = [same[2 * run + 1], same[2 * run]].sort((one, other) => (one?.value ?? 0) - (other?.value ?? 0));
  if (count > 1 && same.length === 2 * count && part && whole)
    yield { kind: "rate", working: ratio(part, whole), isSaid: true, isSure: true };
}

/** The same words but for what the one is not. */
const areOpposed = (one: string, other: string): boolean =>
  LACKS.test(one) && !LACKS.test(other) && Array.from(new Set(other)).filter((each) => one.includes(each)).length > 1;

const OF_ALL = /全部|总体|整体|综合|总的|平均|[三四五六七八九]者/;
const sumOf = (figures: readonly Figure[]): number => figures.reduce((sum, { value }) => sum + value, 0);

/** Says that shares are of all there is: of so many, or of the others. */
const OF_SO_MANY = /([两二三四五六七八九])(?:名|类|部分|家|种|方|个|人|项|位|股东)/g;
const OF_OTHERS = /其余|其他|余下|剩余/;

/** The last of shares that make all. */
function* makingAll({ text, figures, result }: Stretch, clause: string): Generator<Way> {
  const sentence = startOf(text, result.start, "。；\n");
  const others = figures.filter(({ unit, start, per }) => unit === "%" && start >= sentence && per.length === 0);
  const before = text.slice(sentence, result.start);
  const isLast = !/^[^。；\n]*[0-9][%％]/.test(text.slice(result.end, result.end + 60));
  const numbers = Array.from(before.matchAll(OF_SO_MANY), ([, number = ""]) => numberOf(number));
  if (others.length === 0 || !isLast || !/占|股|份额|比例|比重|权益/.test(before) || /率|增|降|减|[升涨跌]/.test(before)) return;
  const isOfAll = numbers.includes(others.length + 1) || (others.length > 1 && OF_OTHERS.test(clause));
  const left = others.map((each): Term => ({ sign: -1, times: 100, factors: [each] }));
  const working = { terms: [{ ...HUNDRED, factors: [] }, ...left], over: [], overTimes: 1 };
  yield { kind: "rate", working, isSaid: isOfAll, isSure: isOfAll };
}

/** 超标2.6倍, 是限值的3.6倍. */
function* timesAsMuch(same: readonly Figure[], clause: string): Generator<Way> {
  const [less, more] = same.slice(-2).toSorted((one, other) => one.value - other.value);
  if (!less || !more) return;
  const isMore = /超|增|多|高/.test(clause);
  yield { kind: "rate", working: isMore ? growth(more, less, less) : ratio(more, less), isSaid: same.length === 2 };
}

/** What share one figure is of another, or by how much it is more or less. */
export function* ratesOf(stretch: Stretch, clause: string): Generator<Way> {
  const { figures, text, result } = stretch;
  const amounts = figures.filter(({ unit, isInexact }) => unit !== "%" && !isInexact);
  const last = amounts.at(-1);
  const same = amounts.filter((each) => last && isSame(each, last) && each.per.length === last.per.length);
  yield* inTurn(stretch, same);
  yield* makingAll(stretch, clause);
  if (result.text.endsWith("倍")) yield* timesAsMuch(same, clause);
  if (!RATE.test(clause) || NO_RESULT.test(clause)) return;
  // 占立案数的: of what is told by that name.
  const name = /占(?:全部|所有|总)?(\p{Script=Han}{2,6}?)(?:总?[数量额]+|总数量)?的?(?:比例|比重)?为?$/u.exec(clause)?.[1];
  const ofName =
    name === undefined ? undefined : same.findLast((each) => each !== last && (clauseOf(text, each) + behindOf(text, each)).includes(name));
  if (ofName && last && same.length > 2) yield { kind: "rate", working: ratio(last, ofName), isSaid: true };
  // Of all of them: the parts together of the wholes together.
  if (same.length > 3 && same.length % 2 === 0) {
    const halves = [0, 1].map((at) => same.filter((_, place) => place % 2 === at)) as [Figure[], Figure[]];
    const [wholes, parts] = halves.toSorted((one, other) => sumOf(other) - sumOf(one)) as [Figure[], Figure[]];
    const terms = parts.map((each): Term => ({ ...HUNDRED, factors: [each] }));
    yield { kind: "rate", working: { terms, over: [], overTimes: sumOf(wholes) }, isSaid: OF_ALL.test(clause) };
  }
  if (OF_ALL.test(clause)) return;
  const isGrowth = GROWTH.test(clause) && !/占|率$/.test(clause);
  const pairs = same.length === 2 ? [same] : [same.slice(-2), [same[0], same.at(-1)], same.slice(0, 2)];
  for (const [one, two] of pairs) {
    if (!one || !two || one === two || one.value === two.value) continue;
    const [less, more] = one.value < two.value ? [one, two] : [two, one];
    const isOnly = same.length === 2;
    // 抽样200只，不合格64只，不合格率
    const isNamed = two === last && /^[^，。；]{2,6}率/.test(clause) && clauseOf(text, two).includes(clause.slice(0, clause.indexOf("率")));
    yield {
      kind: "rate",
      working: ratio(less, more),
      isSaid: (isOnly || isNamed) && !isGrowth,
      isSure: isOnly && /占[^，。；]*[0-9][^，。；]*的$/.test(clause),
    };
    yield { kind: "rate", working: growth(more, less, less), isSaid: isOnly && isGrowth && !FALL.test(clause) };
    yield { kind: "rate", working: growth(more, less, more), isSaid: isOnly && isGrowth && FALL.test(clause) };
    for (const [part, rest] of [
      [less, more],
      [more, less],
    ] as const)
      yield {
        kind: "rate",
        working: ofBoth(part, rest),
        isSaid: isOnly && !isGrowth && LACKS.test(clause) && areOpposed(clauseOf(text, part), clauseOf(text, rest)),
      };
  }
}
