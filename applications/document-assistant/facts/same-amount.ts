import type { CheckedDocument } from "../document.ts";
import { isInexact } from "./amounts.ts";
import { wrongCapitalsIn } from "./capitals.ts";
import { type Equation, holds } from "./equations.ts";
import { gridsIn, moneyColumns } from "./grids.ts";
import { listsIn } from "./lists.ts";
import { digitsOf, isRounded, mentionsIn } from "./mentions.ts";
import { personIn } from "./retold.ts";
import { pairsOf } from "./sentences.ts";
import { type ToldAmount, toldAmountsIn } from "./told-amounts.ts";
import { agrees, areToldApart, behindOf, clauseOf, isSaidToDiffer, isToldBy, leadOf, restOf, takesUp, takesUpBare } from "./told-apart.ts";
import { isLimit } from "./whole-amount.ts";

/** How the figures of one amount become those of another: two changed about, one written for another, a nought or a unit lost, a digit lost. */
type Slip = "swapped" | "digit" | "shifted" | "dropped";

const figuresOf = (fen: bigint): string => String(fen).replace(/0+$/, "");
const sortedOf = (figures: string): string => Array.from(figures).sort().join("");

/** Which slip of the pen makes one amount of another; null: none does. */
function slipBetween(one: bigint, other: bigint): Slip | null {
  if (one === other) return null;
  const [a, b] = [String(one), String(other)];
  const apart = Math.abs(a.length - b.length);
  if (apart === 0) {
    const odd = Array.from(a).filter((digit, at) => digit !== b[at]).length;
    if (odd === 1) return "digit";
    return odd <= MOST_MOVED && sortedOf(a) === sortedOf(b) ? "swapped" : null;
  }
  if (areFewUnits(one, other)) return "digit";
  if (figuresOf(one) === figuresOf(other)) return apart === 1 || apart === 4 ? "shifted" : null;
  if (apart !== 1) return null;
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return Array.from(long).some((_, at) => `${long.slice(0, at)}${long.slice(at + 1)}` === short) ? "dropped" : null;
}
const MOST_MOVED = 2;
const YUAN = 100n;

/** 9万 and 10万: so few of a unit that one more has another digit before it. */
function areFewUnits(one: bigint, other: bigint): boolean {
  const apart = one > other ? one - other : other - one;
  return /^10*$/.test(String(apart)) && one % apart === 0n && one / apart <= FEW_UNITS && other / apart <= FEW_UNITS;
}
const FEW_UNITS = 20n;

/** What stands around an amount and tells what it is of. */
interface Setting {
  readonly amount: ToldAmount;
  readonly days: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  /** What it is of: the words before it and behind it in its clause. */
  readonly clause: string;
  readonly behind: string;
  /** Words of its sentence. */
  readonly words: ReadonlySet<string>;
  /** Its sentence up to it. */
  readonly lead: string;
  /** What of its sentence stands right around it. */
  readonly beside: string;
}

/** Says nothing of what an amount is of. */
const GENERIC =
  /人民币|[共合总累]计|[金数总]额|被告人|犯罪嫌疑人|被害人|[^\p{Script=Han}]|[某元万千百十一二两三四五六七八九年月日的了在是为将被其和与及等]/gu;
const MOST_ALIKE = 4;

/** 9月17日 and 9月 may be one, 9月17日 and 9月16日 are two. */
const isOneDay = (day: string, other: string): boolean =>
  day === other || (day.endsWith("月") !== other.endsWith("月") && (day.startsWith(other) || other.startsWith(day)));

function settingOf(text: string, amount: ToldAmount): Setting {
  const [lead, rest] = [leadOf(text, amount), restOf(text, amount)];
  // Days and numbers may stand in another part of the sentence.
  const sentence = `${/[^。！？\n]*$/.exec(text.slice(Math.max(0, amount.start - REACH), amount.start))?.[0] ?? ""} ${rest}`;
  return {
    amount,
    days: new Set(sentence.match(/[0-9]{1,2}月(?:[0-9]{1,2}日)?|(?:正|腊|冬)月\p{Script=Han}{2}/gu) ?? []),
    numbers: new Set(sentence.match(/(?<![0-9.,])[0-9]{4,}(?![0-9.,年元万])/g) ?? []),
    clause: clauseOf(lead),
    behind: behindOf(rest),
    words: new Set(pairsOf(sentence.replaceAll(GENERIC, " ")).filter((each) => !each.includes(" "))),
    lead,
    beside: `${lead.slice(-BEFORE)} ${rest.slice(0, BEHIND)}`,
  };
}
const [BEFORE, BEHIND, REACH] = [36, 16, 90];

/** What an amount is of, apart from what was taken. */
const KINDS: readonly RegExp[] = [
  /退|赔|还|缴|补偿|返/,
  /获利|得赃|分得|得款|所得|卖|售|销赃|变现/,
  /借|贷|本金/,
  /罚金|罚款/,
  /保证金|押金|定金/,
  /工资|单价|均|每|标准/,
  /利息|违约金/,
  /价值|鉴定|评估|价格/,
  /尚|余|剩|欠|差/,
  /费/,
];
const PART = /其中|另|还有|又|再|分别|除|分得|各自|首付|余款/;
/** What something is worth, and what was paid for it. */
const WORTH = /价值|(?:认定|鉴定|评估)[^，。；]{0,6}$/;
const PAID = /价格|价款|得款|卖|售|销|收购|购得|购买|变现/;
/** Told by its rate, its price or its times. */
const RATED = /每|单价|均价|倍|以[^，。；]{0,4}$|元[/／]|[×*÷+＋=＝]|[0-9]．[0-9]/;
/** What begins an item of evidence: such items tell of the same. */
const EVIDENCE =
  /^.{0,40}?(?:证言|陈述|供述|辩解|证实|证明|笔录|明细|记录|截图|清单|回单|流水|凭证|收条|收据|借条|欠条|鉴定意见|[行受]贿人|证人)/su;

/** What a document tells of all its amounts. */
interface Around {
  readonly text: string;
  readonly places: ReadonlyMap<bigint, number>;
  /** Whether two places stand in two items of one list of what was done. */
  readonly settings: readonly Setting[];
  readonly areItems: (one: number, other: number) => boolean;
}

const kindsOf = ({ clause, behind }: Setting): readonly boolean[] => KINDS.map((kind) => kind.test(clause + behind));

const MARKS = /(?:人民币|共计|合计|总计|金额|数额|数量|总额|款项|[为是计共的：达有即])+$/;
/** The word that an amount stands right behind, and the words right behind it. */
const nounOf = ({ clause, lead }: Setting): string => {
  const before = clause === "" ? lead.replace(/[，：（\s]+$/, "") : clause;
  return /(?!价值|现金)\p{Script=Han}{2}$/u.exec(before.replace(MARKS, ""))?.[0] ?? "";
};
const thingOf = ({ behind }: Setting): string => behind.replace(/^[整正]?的?(?:人民币|现金)?/, "").slice(0, 6);

/** Whether two amounts are of one noun, told right before or right behind them. */
function isSameNoun(one: Setting, other: Setting): boolean {
  const [noun, its] = [nounOf(one), nounOf(other)];
  return (noun !== "" && (noun === its || thingOf(other).includes(noun))) || (its !== "" && thingOf(one).includes(its));
}

/** What speaks for two amounts being one, told with a slip, and what against. Fitted to slips made in amounts that accounts of real cases tell twice, beside those that differ in them. */
const WEIGHTS = {
  /** By the slip, and by how many digits the shorter of the two tells. */
  swapped: [0, 0, 3.5, 4.1, 5.6],
  digit: [0, 0.3, 1, 1.6, 2.4],
  dropped: [0, -1, 0.6, 1.4, 2.2],
  shifted: [0, 0.4, 0.4, 0.4, 0.4],
  /** Few amounts are told, or many. */
  areTwo: 1.3,
  areFew: 0.3,
  areMany: -1.8,
  /** The other one is told several times. */
  isToldOften: 1.3,
  takesUp: 0.7,
  agrees: 1.6,
  isToldBy: 1.2,
  takesUpBare: 1.9,
  /** The same account, voucher or receipt by its number. */
  hasSameNumber: 1.5,
  /** No other amounts are told, and their sentences have words in common. */
  areAlike: 0.6,
  isSameDay: 0.8,
  isOtherDay: -0.3,
  /** Both are of one noun, and no other amount is; and no other amount is told at all; of another kind; of another thing; one a worth and one a price. */
  isOnlyNoun: 0.7,
  isOnlyNounOfTwo: 1,
  isOtherKind: -0.7,
  isOtherThing: -0.9,
  isPriceOfWorth: -4,
  isRated: -1.3,
  isPart: -0.3,
  areItems: -0.4,
  areItemsOdd: -1.2,
  /** Of two people, by their names. */
  isOfAnother: -2,
  isInSameSentence: -0.6,
  isBeside: -0.9,
  /** Two amounts of one noun in one sentence are told to be two. */
  isNounTwice: -1.3,
  isInOtherForm: 0.5,
} as const;
const REST_OF_WEIGHTS = -2.1;
/** Where it is told that they are two. */
const APART = -6;
/** Above it they are one. */
const LEAST = 1;
const MOST_DIGITS = 4;
const [FEW, MANY] = [4, 16];

/** Whether one of two is a worth and the other a price. */
function isPriceOfWorth(one: Setting, other: Setting): boolean {
  const [worth, paid] = [one, other].map(({ clause, behind }) => [WORTH.test(clause), PAID.test(clause + behind)] as const);
  const isPair = (a = worth, b = paid): boolean => a?.[0] === true && b?.[0] === false && b[1] && !a[1];
  return isPair(worth, paid) || isPair(paid, worth);
}

function weigh(one: Setting, other: Setting, slip: Slip, { text, places, areItems, settings }: Around): number {
  const [first, last] = one.amount.start < other.amount.start ? [one, other] : [other, one];
  const digits = Math.min(MOST_DIGITS, digitsOf(one.amount.fen), digitsOf(other.amount.fen));
  const between = text.slice(first.amount.end, last.amount.start);
  const isInSameSentence = !/[。；！？\n]/.test(between);
  const isSameDay = [...one.days].some((day) => [...other.days].some((its) => isOneDay(day, its)));
  const [kinds, others] = [kindsOf(one), kindsOf(other)];
  const isNoun = isSameNoun(one, other);
  const isOnlyNoun = isNoun && settings.every((each) => each === one || each.amount.fen === other.amount.fen || !isSameNoun(each, one));
  const isAgreed = agrees(text, first.amount, last.amount);
  const [person, itsPerson] = [personIn(one.lead), personIn(other.lead)];
  const isThing = [one, other].every(({ behind }) => behind.startsWith("的"));
  const signs: Readonly<Record<Exclude<keyof typeof WEIGHTS, Slip>, boolean>> = {
    areTwo: places.size === 2,
    areFew: places.size > 2 && places.size <= FEW,
    areMany: places.size > MANY,
    isToldOften: (places.get(other.amount.fen) ?? 1) > 1,
    takesUp: takesUp(text, last.amount),
    agrees: isAgreed,
    takesUpBare: last === one && places.size <= FEW && takesUpBare(text, last.amount),
    hasSameNumber: [...one.numbers].some((number) => other.numbers.has(number)),
    isToldBy: isToldBy(text, first.amount, last.amount),
    areAlike: places.size === 2 && [...one.words].filter((word) => other.words.has(word)).length >= MOST_ALIKE,
    isSameDay,
    isOtherDay: !isSameDay && one.days.size > 0 && other.days.size > 0,
    isOnlyNoun,
    isOnlyNounOfTwo: isOnlyNoun && places.size === 2,
    isOtherKind: kinds.includes(true) && others.includes(true) && !kinds.some((is, at) => is && others[at]),
    isOtherThing: isThing && !pairsOf(thingOf(one)).some((word) => thingOf(other).includes(word)),
    isPriceOfWorth: isPriceOfWorth(one, other),
    isRated: [one, other].some(({ amount, beside }) => amount.worth === YUAN && RATED.test(beside)),
    isPart: PART.test(one.clause) || PART.test(other.clause),
    areItems: !isAgreed && areItems(one.amount.start, other.amount.start),
    areItemsOdd: !isAgreed && slip !== "swapped" && areItems(one.amount.start, other.amount.start),
    isOfAnother: !isAgreed && person !== undefined && itsPerson !== undefined && person !== itsPerson,
    isInSameSentence,
    isBeside: isInSameSentence && !/[，：]/.test(between),
    isNounTwice: isInSameSentence && isNoun && slip !== "swapped",
    isInOtherForm: /[0-9]/.test(one.amount.text) !== /[0-9]/.test(other.amount.text),
  };
  const found = Object.entries(signs).flatMap(([sign, is]) => (is ? [WEIGHTS[sign as keyof typeof signs]] : []));
  return found.reduce((sum, weight) => sum + weight, REST_OF_WEIGHTS + (WEIGHTS[slip][digits] ?? 0));
}

const DIVIDED = /[人户平年月日]均|每|各|×|倍|%|％|之一|[一二三四五六七八九]成/;

/** Whether an amount follows from others that are told: as their sum or difference, or divided among so many. */
function isExplained(amount: ToldAmount, told: readonly ToldAmount[], text: string): boolean {
  const { fen, start, end } = amount;
  const values = new Set(told.filter((each) => each.fen !== fen).map((each) => each.fen));
  if (values.size > MOST) return false;
  for (const one of values) if ((one * 2n !== fen && values.has(fen - one)) || values.has(one + fen)) return true;
  let sum = 0n;
  for (const each of told.slice(0, told.indexOf(amount)).toReversed()) {
    sum += each.fen;
    if (sum >= fen) break;
  }
  if (sum === fen) return true;
  if (!DIVIDED.test(text.slice(Math.max(0, start - 14), end + 8))) return false;
  for (const one of values) for (let count = 2n; count < LARGEST; count += 1n) if (fen * count === one || one * count === fen) return true;
  return false;
}
const MOST = 60;
const LARGEST = 60n;

/** With more amounts than these a document is an account book. */
const MOST_AMOUNTS = 200;

export interface ToldAgain {
  readonly amount: ToldAmount;
  /** The amount that it tells again. */
  readonly meant: ToldAmount;
}

/** Amounts that nothing else tells, a slip away from one that all that stands around them says they are. */
export function* toldAgain(document: CheckedDocument, equations: readonly Equation[]): Generator<ToldAgain> {
  const { text } = document;
  if (mentionsIn(document).length > MOST_AMOUNTS) return;
  // Capitals that are wrong beside their figures are another fault.
  const capitals = new Set(wrongCapitalsIn(document).flatMap(({ start, isBeside }) => (isBeside ? [start] : [])));
  const all = toldAmountsIn(document).filter((each) => !isLimit(text, each) && !capitals.has(each.start));
  if (all.length < 2 || all.length > MOST_AMOUNTS) return;
  const places = new Map<bigint, number>();
  for (const { fen } of all) places.set(fen, (places.get(fen) ?? 0) + 1);
  const membersOf = (each: Equation): number[] => [...each.parts, each.whole].map(({ start }) => start);
  const parts = new Set(equations.flatMap((each) => (holds(each) ? membersOf(each) : [])));
  const judged = new Set(equations.flatMap((each) => (holds(each) ? [] : membersOf(each))));
  for (const grid of gridsIn(document)) for (const { amounts } of moneyColumns(grid)) for (const { start } of amounts) parts.add(start);
  const known = new Map<ToldAmount, boolean>();
  /** Told elsewhere too, part of a sum or a table, or what follows from others. */
  const isFirm = (each: ToldAmount): boolean => {
    const is = known.get(each) ?? ((places.get(each.fen) ?? 0) > 1 || parts.has(each.start) || isExplained(each, all, text));
    known.set(each, is);
    return is;
  };
  const lists = listsIn(document).filter(({ form, items }) => /^[pi]/.test(form) && !items.every((item) => EVIDENCE.test(item.text)));
  let found: Around | undefined;
  const around = (): Around => {
    const itemOf = (items: readonly { start: number; end: number }[], at: number): number =>
      items.findIndex(({ start, end }) => at >= start && at < end);
    found ??= {
      text,
      places,
      settings: all.map((each) => settingOf(text, each)),
      areItems: (one, other) =>
        lists.some(({ items }) => {
          const [own, its] = [itemOf(items, one), itemOf(items, other)];
          return own >= 0 && its >= 0 && own !== its;
        }),
    };
    return found;
  };
  const weights = new Map<ToldAmount, Map<bigint, { readonly meant: ToldAmount; readonly weights: number[] }>>();
  for (const [at, first] of all.entries())
    for (const [after, second] of all.slice(at + 1).entries()) {
      const slip = slipBetween(first.fen, second.fen);
      if (!slip || isRounded(first, second.fen) || isRounded(second, first.fen)) continue;
      // What nothing else tells is wrong; of two such the later one.
      const isFirst = isFirm(second);
      const [amount, meant] = isFirst ? [first, second] : [second, first];
      if (isFirm(amount) || judged.has(amount.start)) continue;
      if ([amount, meant].some(({ start, end }) => isInexact(text.slice(Math.max(0, start - 4), end + 4)))) continue;
      const { settings } = around();
      const [one, other] = [settings[at], settings[at + 1 + after]];
      if (!one || !other) continue;
      const areTwo = areToldApart(text, first, second) || isSaidToDiffer(text, first, second);
      const weight = areTwo ? APART : isFirst ? weigh(one, other, slip, around()) : weigh(other, one, slip, around());
      const own = weights.get(amount) ?? new Map<bigint, { readonly meant: ToldAmount; readonly weights: number[] }>();
      weights.set(amount, own);
      const told = own.get(meant.fen) ?? { meant, weights: [] };
      own.set(meant.fen, told);
      told.weights.push(weight);
    }
  for (const [amount, others] of weights) {
    let [best, most] = [null as ToldAmount | null, LEAST];
    for (const { meant, weights: each } of others.values()) {
      // All places of what is meant have to bear it.
      const weight = each.reduce((sum, one) => sum + one, 0) / each.length;
      if (weight > most) [best, most] = [meant, weight];
    }
    if (best) yield { amount, meant: best };
  }
}
