import type { Figure } from "./figures.ts";

/** Something added or taken off: so many times the product of some figures. */
export interface Term {
  readonly sign: 1 | -1;
  readonly times: number;
  readonly factors: readonly Figure[];
}

/** How a result is worked out of figures: terms that are added up, all of them through so many. */
export interface Working {
  readonly terms: readonly Term[];
  readonly over: readonly Figure[];
  readonly overTimes: number;
}

/** A way in which a result may come about. */
export interface Way {
  readonly kind: "sum" | "rest" | "product" | "share" | "average" | "rate" | "named";
  readonly working: Working;
  /** Its words say that it does. */
  readonly isSaid: boolean;
  /** They leave no other way. */
  readonly isSure?: boolean;
}

const worth = (figure: Figure, instead: Figure | null, value: number): number => {
  const own = figure === instead ? value : figure.value;
  return figure.unit === "%" ? own / 100 : own;
};

/** What a working makes, with another value for one of its figures. */
export function made({ terms, over, overTimes }: Working, instead: Figure | null = null, value = 0): number {
  const sum = terms.reduce(
    (all, { sign, times, factors }) => all + sign * times * factors.reduce((product, each) => product * worth(each, instead, value), 1),
    0,
  );
  return over.reduce((rest, each) => rest / worth(each, instead, value), sum) / overTimes;
}

/** What a figure would have to be for a working to make its result; null: nothing would do. */
export function valueNeeded(working: Working, figure: Figure, result: number): number | null {
  if (working.over.includes(figure)) return result === 0 ? null : (made(working) * figure.value) / result;
  const [none, one] = [made(working, figure, 0), made(working, figure, 1)];
  return one === none ? null : (result - none) / (one - none);
}

export const figuresOf = ({ terms, over }: Working): Figure[] => [...new Set([...terms.flatMap(({ factors }) => factors), ...over])];

/** One of the figures alone. */
export const termOf = (figure: Figure, sign: 1 | -1 = 1): Term => ({ sign, times: 1, factors: [figure] });
export const sumOfTerms = (terms: readonly Term[]): Working => ({ terms, over: [], overTimes: 1 });
export const negated = (terms: readonly Term[]): Term[] => terms.map((each) => ({ ...each, sign: each.sign === 1 ? -1 : 1 }));
export const multiplied = (terms: readonly Term[], factors: readonly Figure[], times = 1): Term[] =>
  terms.map((each) => ({ ...each, times: each.times * times, factors: [...each.factors, ...factors] }));

export const isClose = (one: number, other: number): boolean => Math.abs(one - other) < 0.005 + Math.abs(one) * 1e-9;

/** Digits without the zeros behind them. */
const digits = (value: number): string => String(Math.round(value * 1000)).replace(/0+$/, "");

/** How near one number is to being another mistyped: 3: two digits changed places, or one of four or more is another; 2: one of three; 1: one of two, or a digit too many or too few; 0: not near. */
export function nearness(one: number, other: number): number {
  if (!(one > 0) || !(other > 0)) return 0;
  const scale = Math.round(one * 1000) === one * 1000 ? 1000 : 1e6;
  const [a, b] = [String(Math.round(one * scale)), String(Math.round(other * scale))];
  const count = Math.max(digits(one).length, digits(other).length);
  if (a.length === b.length) {
    const at = Array.from(a).flatMap((digit, index) => (digit === b[index] ? [] : [index]));
    const [first = 0, second = 0] = at;
    if (at.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first]) return count > 2 ? 3 : 2;
    if (at.length === 1) return count > 3 ? 3 : count - 1;
  }
  if (Math.abs(a.length - b.length) === 1 && count > 2) {
    const [long, short] = a.length > b.length ? [a, b] : [b, a];
    if (Array.from(long).some((_, at) => `${long.slice(0, at)}${long.slice(at + 1)}` === short)) return count > 3 ? 2 : 1;
  }
  const apart = Math.abs(one - other);
  return count > 2 && /^[1-4]0*$/.test(String(Math.round(apart * 1000))) && apart * 4 < one ? 1 : 0;
}
