import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsOfLists, isInexact, totalsOf } from "./amounts.ts";
import { type Equation, holds } from "./equations.ts";
import { digitsOf, isInCapitals, isMistyped, isRounded, isSlip, isUnitLost, mentionsIn } from "./mentions.ts";
import { clauseBefore, pairsOf, startOf } from "./sentences.ts";
import { tablesIn } from "./tables.ts";

/** What speaks for an amount that stands alone being another one that was told, a slip apart, and what against. Learned from court texts in which one mention of an amount was changed, beside
 *  those in which none was, and rounded. */
const WEIGHTS = {
  /** The other one is told before it, or in another paragraph. */
  isAfter: 4.8,
  isInOtherParagraph: 0.7,
  /** Two digits have changed places. */
  isSwapped: 2.4,
  isLonger: -1.3,
  /** The other one is the largest of all. */
  isLargest: 1.8,
  isPart: 1.6,
  /** 涉案X元, 上述X元 before it; X元中, X元，数额巨大 behind it; a sentence that concludes. */
  takesUp: 0.5,
  isTakenUp: 0.9,
  concludes: 0.8,
  namesSomebody: 0.6,
  /** X元的手机, 价值X元: of a thing of its own. */
  isOfThing: -0.5,
  isValued: -1.7,
  /** How much apart they are is told too. */
  hasDifference: -1.3,
  isRestOfDifference: -0.3,
  /** Others are as near and as well told. */
  isAmbiguous: -1.3,
  isInSameSentence: -0.4,
  isInCrowd: -0.5,
  hasOneDigit: -0.6,
  isMistyped: -0.5,
  isMistypedInThree: 1.2,
  isMistypedInFour: 1.4,
  areManyAlone: -0.7,
  areVeryManyAlone: -0.9,
  /** 罚金X元 and 罚金Y元; X元的恢复费用 and 恢复费用Y元; 1.86元 and 1.86万元. */
  hasSameNoun: 0.4,
  isOfSame: -0.3,
  isUnitLost: 1.8,
  /** Paid back, gained or sold, where the other one is none of these. */
  isOfOtherKind: -0.2,
} as const;
/** Above it nobody tells a new amount; the rest of the weights. */
const LEAST = 1.3;
const REST_OF_WEIGHTS = -4.5;

/** So near behind figures their capitals stand, which another rule compares. */
const BESIDE = 12;

/** So near two parts of a sum stand. */
const SIDE = 40;

type Sign = keyof typeof WEIGHTS;

const TAKES_UP =
  /(?:上述|该|前述|全部|一共|总共|共计|合计|总计|共|总额为?|查明|按照|按|涉案|所涉|所骗|认定(?:的|为)?)[^，。；0-9]{0,8}$|的(?:人民币)?$/;
const TAKEN_UP = /^(?:中|之中|的|，?数额|系|是否|均|属实|予以|应当|为准)/;
const CONCLUDES = /本院认为|综上|数额(?:较|特别)?巨?大|依照|根据|应当|建议|要求|请求|以上|上述|证实|证明|认定/;
const VALUED = /价值|价格|鉴定|售价|卖/;
const SOMEBODY = /被害人|原告|被告|[向给从][^，。；0-9]{1,8}$|某/;
/** Amounts of other things, however like they look. */
const OWN_KIND = /罚金|罚款|保证金|押金|定金|工资|每|单价|月息|标准|起点|以上|不满|超过|达到|立案|注册资本/;
/** What an amount is of, apart from what was taken: what was paid back, gained, sold, lent, seized, demanded. */
const KINDS: readonly RegExp[] = [
  /退|赔|还|缴|补偿/,
  /获利|得赃|分得|得款|获赃|所得|好处/,
  /卖|售|销赃|变现/,
  /扣押|查获|追回|追缴|查扣/,
  /借|贷|本金/,
  /利息|违约金/,
  /转账|转给|汇|支付|付/,
];
/** What something is worth, and what was paid for it: neither is the other one again. */
const WORTH = /价值|(?:认定|鉴定|评估)[^，。；]{0,6}$/;
const PAID = /价格|价款|得款|卖|售|收购|购得|变现/;
const IS_REST = /尚|还|仍|余|剩/;
const GENERIC = /人民币|共计|合计|总计|累计|价值|现金|金额|数额|其中|分别|[0-9，。；：、（）“”\s]/g;

const bigramsOf = (text: string): Set<string> => {
  const plain = text.replaceAll(GENERIC, " ");
  return new Set(pairsOf(plain).filter((each) => !each.includes(" ")));
};

function sentenceAt(text: string, at: number): readonly [from: number, to: number] {
  const from = startOf(text, at, "。；\n");
  const length = text.slice(at).search(/[。；\n]/);
  return [from, length < 0 ? text.length : at + length];
}

const sorted = (fen: bigint): string => Array.from(String(fen)).sort().join("");

/** What a document tells of its amounts, for weighing one against another. */
interface Told {
  readonly text: string;
  readonly all: readonly Amount[];
  readonly places: ReadonlyMap<bigint, readonly Amount[]>;
  readonly right: readonly Equation[];
  readonly results: ReadonlySet<bigint>;
  /** How many stand alone. */
  readonly alone: number;
}

const membersOf = ({ parts, whole, result }: Equation): readonly bigint[] => [...parts, whole, result].map(({ fen }) => fen);

/** How well an amount is told: as a result, and several times. */
const standing = ({ results, places }: Told, fen: bigint): number => {
  const count = places.get(fen)?.length ?? 0;
  return (results.has(fen) ? 2 : 0) + (count > 1 ? 2 : 0) + (count > 2 ? 1 : 0);
};

const clauseOf = (text: string, at: number): string => clauseBefore(text, at, 24);

/** Of whom a clause tells, by the first characters of the name. */
export const personIn = (clause: string): string | undefined =>
  [...clause.matchAll(/(?:被告人|犯罪嫌疑人|被不起诉人|被害人|被告单位)(\p{Script=Han}{2})/gu)].at(-1)?.[1];

/** What an amount is of, by the word before it. */
const nounOf = (text: string, at: number): string | undefined =>
  /(\p{Script=Han}{2})(?:数额|金额|总额|合计|共计|为|计|共|人民币|[：:]){0,3}$/u.exec(text.slice(Math.max(0, at - 16), at))?.[1];

/** The sentence that an amount stands in, from a good way before it to right behind it. */
function aroundIt(text: string, { start, end }: Amount): string {
  const [from, to] = sentenceAt(text, start);
  return text.slice(Math.max(from, start - 60), Math.min(to, end + 8));
}

function signsOf(told: Told, amount: Amount, meant: bigint, near: readonly bigint[]): Readonly<Record<Sign, boolean>> {
  const { text, all, places, right, alone } = told;
  const [from, to] = sentenceAt(text, amount.start);
  const clause = clauseOf(text, amount.start);
  const behind = text.slice(amount.end, Math.min(to, amount.end + 8));
  const others = places.get(meant) ?? [];
  const noun = nounOf(text, amount.start);
  const ofIt = bigramsOf(behind.slice(0, 6));
  const inSentence = all.filter(({ start }) => start >= from && start < to && start !== amount.start);
  const equations = right.map(membersOf).filter((members) => members.includes(meant));
  const apart = amount.fen > meant ? amount.fen - meant : meant - amount.fen;
  const digits = Math.min(digitsOf(amount.fen), digitsOf(meant));
  const mistyped = isMistyped(amount.fen, meant);
  return {
    isAfter: others.some(({ start }) => start < amount.start),
    isInOtherParagraph: others.some(({ start, end }) =>
      text.slice(Math.min(end, amount.end), Math.max(start, amount.start)).includes("\n"),
    ),
    isSwapped: mistyped && sorted(amount.fen) === sorted(meant),
    isLonger: String(amount.fen).length !== String(meant).length,
    isLargest: all.every(({ fen }) => fen <= meant || fen === amount.fen),
    isPart: equations.length > 0,
    takesUp: TAKES_UP.test(clause),
    isTakenUp: TAKEN_UP.test(behind),
    concludes: CONCLUDES.test(text.slice(from, to)),
    namesSomebody: SOMEBODY.test(clause),
    isOfThing: behind.startsWith("的"),
    isValued: VALUED.test(clause),
    hasDifference: places.has(apart) && apart !== amount.fen && apart !== meant,
    isRestOfDifference: IS_REST.test(clause) && places.has(apart),
    isAmbiguous: near.some((fen) => fen !== meant && standing(told, fen) >= standing(told, meant)),
    isInSameSentence: others.some(({ start }) => start >= from && start < to),
    isInCrowd: inSentence.length > 1,
    hasOneDigit: digits === 1,
    isMistyped: mistyped,
    isMistypedInThree: mistyped && digits === 3,
    isMistypedInFour: mistyped && digits >= 4,
    areManyAlone: alone > 3,
    areVeryManyAlone: alone > 8,
    hasSameNoun: noun !== undefined && others.some(({ start }) => nounOf(text, start) === noun),
    isOfSame: others.some(({ start, end: otherEnd }) => {
      const [first, last] = sentenceAt(text, start);
      const other = bigramsOf(text.slice(Math.max(first, start - 12), start) + "，" + text.slice(otherEnd, Math.min(last, otherEnd + 8)));
      return [...ofIt].some((each) => other.has(each));
    }),
    isUnitLost: isUnitLost(amount.fen, meant),
    isOfOtherKind: KINDS.some(
      (kind) => kind.test(clause + behind) && !others.some(({ start, end }) => kind.test(clauseOf(text, start) + text.slice(end, end + 8))),
    ),
  };
}

const weigh = (signs: Readonly<Record<Sign, boolean>>): number =>
  Object.entries(WEIGHTS).reduce((sum, [sign, weight]) => sum + (signs[sign as Sign] ? weight : 0), REST_OF_WEIGHTS);

export interface Retold {
  readonly amount: Amount;
  /** What it is where it was told before. */
  readonly meant: bigint;
}

/** Amounts that stand alone, a slip away from one that they tell again. What is part of a right sum, of a list or of a table is told for itself. */
export function* retoldIn(document: CheckedDocument, equations: readonly Equation[]): Generator<Retold> {
  const { text } = document;
  const all = mentionsIn(document);
  const right = equations.filter(holds);
  const columns = tablesIn(document).flatMap((table) => table.columns);
  const summed = [...right, ...columns].flatMap(({ parts, whole }) => [...parts, whole]);
  const itself = new Set([...summed, ...amountsOfLists(document)].map(({ start }) => start));
  const places = Map.groupBy(all, ({ fen }) => fen);
  const alone = all.filter(({ fen, start }) => places.get(fen)?.length === 1 && !itself.has(start));
  const told: Told = {
    text,
    all,
    places,
    right,
    results: new Set(right.flatMap(({ whole, result }) => [whole.fen, result.fen])),
    alone: alone.length,
  };
  const totals = new Set(totalsOf(document).map(({ start }) => start));
  const judged = new Set(
    equations.filter((each) => !holds(each)).flatMap(({ parts, whole }) => [...parts, whole].map(({ start }) => start)),
  );
  const left = new Set(right.flatMap(({ whole, parts }) => parts.map(({ fen }) => whole.fen - fen)));
  for (const amount of alone) {
    if (judged.has(amount.start) || isInCapitals(amount)) continue;
    const isTotal = totals.has(amount.start);
    const clause = clauseOf(text, amount.start);
    const kind = OWN_KIND.exec(clause)?.[0];
    // Several times another one.
    if (kind === "每" || kind === "单价" || /倍|惩罚性|[人户平月年日]均/.test(clause)) continue;
    const noun = nounOf(text, amount.start);
    const isDefinite = noun !== undefined && /(?:上述|前述|该)[^，。；0-9]{0,6}$/.test(clause);
    const isPartTold = /其中/.test(clause);
    const before = (at: number): string => (kind === undefined ? clauseOf(text, at) : text.slice(sentenceAt(text, at)[0], at));
    const person = personIn(before(amount.start));
    const isGainGiven = /(?:退|缴|没收|追缴)[^，。；]{0,6}(?:违法所得|非法所得)/.test(clause);
    // Less what is told right before it: 转出188600元。归还30000元，实际侵占158600元.
    const [taken] = all.slice(Math.max(0, all.indexOf(amount) - 1), all.indexOf(amount));
    const isBesideTaken = taken !== undefined && !/[。\n]/.test(text.slice(taken.end, amount.start));
    const isLess = (fen: bigint): boolean => isBesideTaken && fen - amount.fen === taken.fen;
    const near = [...places].flatMap(([fen, others]) => {
      const isBeside = others.every(
        ({ start, text: written }) => start - amount.end < BESIDE && start > amount.start && !/[0-9]/.test(written),
      );
      const isPart = isTotal && others.length === 1 && !told.results.has(fen) && !totals.has(others[0]?.start ?? 0);
      const isNear =
        isSlip(amount.fen, fen) ||
        isUnitLost(amount.fen, fen) ||
        (isDefinite &&
          noun === nounOf(text, others[0]?.start ?? 0) &&
          fen !== amount.fen &&
          fen < amount.fen * 3n &&
          amount.fen < fen * 3n);
      const isSameKind = kind === undefined || others.some((other) => aroundIt(text, other).includes(kind));
      const isOfAnother =
        person !== undefined &&
        others.every((each) => {
          const other = personIn(before(each.start));
          return (other !== undefined && other !== person) || (kind !== undefined && !aroundIt(text, each).includes(kind));
        });
      // What was gained is no single part of what was done.
      const isPartOnly =
        isGainGiven && !told.results.has(fen) && others.every(({ start }) => itself.has(start) && !/得|获利|卖|收取/.test(before(start)));
      const aroundOf = ({ start, end }: Amount): string => clauseOf(text, start) + text.slice(end, end + 8).replace(/[，。；\n].*$/s, "");
      const own = aroundOf(amount);
      const isOfPrice = [
        [WORTH, PAID],
        [PAID, WORTH],
      ].some(
        ([one, other]) =>
          one?.test(own) && !other?.test(own) && others.every((each) => other?.test(aroundOf(each)) && !one.test(aroundOf(each))),
      );
      // Nor is a price one of the values of a table or a list.
      const isOfPart = PAID.test(own) && others.every((each) => itself.has(each.start) && !PAID.test(aroundOf(each)));
      return isNear &&
        isSameKind &&
        !isOfPart &&
        !isOfPrice &&
        !isLess(fen) &&
        !isRounded(amount, fen) &&
        !isPartOnly &&
        !isBeside &&
        !isPart &&
        !isOfAnother &&
        !(isPartTold && fen > amount.fen)
        ? [fen]
        : [];
    });
    if (near.length === 0 || isInexact(text.slice(Math.max(0, amount.start - 4), amount.end + 4))) continue;
    if (IS_REST.test(clause) && left.has(amount.fen)) continue;
    // With the one beside it, it makes a sum that is told: 现金25.78万元，转账51.58万元 of 77.36万元.
    const at = all.indexOf(amount);
    if (
      [all[at - 1], all[at + 1]].some(
        (beside) => beside && Math.abs(beside.start - amount.start) < SIDE && told.results.has(beside.fen + amount.fen),
      )
    )
      continue;
    let [meant, most] = [0n, LEAST as number];
    for (const fen of near) {
      const weight = weigh(signsOf(told, amount, fen, near));
      if (weight > most) [meant, most] = [fen, weight];
    }
    if (meant > 0n) yield { amount, meant };
  }
}
