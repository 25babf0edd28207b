import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, amountsOf, isInexact, isMultiplied, totalsOf } from "./amounts.ts";
import { type Equation, holds, isInReach, needed, partsOfRight, sumOf } from "./equations.ts";
import { nounAt } from "./introduced.ts";
import { digitsOf, isMistyped, isOneSlipAway, isSlip } from "./mentions.ts";
import { numberOf } from "./written-number.ts";

/** Takes up a whole that is shared out: 上述款项中, 赃款, 其中. */
const TAKES_UP = /上述|前述|以上|该(?:笔|款|赃|资金|款项)|赃款|所得|款项|其中|得款|利润|全部/;
/** How far before its shares a whole is told. */
const NEAR = 400;
/** With fewer digits sums are near by chance. */
const LEAST = 2;

/** What is told beside each other of the same: 甲分得3000元，乙分得2000元. */
function runsIn(text: string, from: number, to: number): Amount[][] {
  const runs = new Map<string, Amount[]>();
  for (const amount of amountsIn(text.slice(from, to), from)) {
    const noun = nounAt(text, amount.start);
    if (noun !== "") runs.set(noun, [...(runs.get(noun) ?? []), amount]);
  }
  return [...runs.values()].filter((run) => run.length > 1);
}

const MOST_WHOLES = 3;

/** One slip keeps it from being right. */
const isNear = (equation: Equation): boolean => isOneSlipAway(equation, equation.parts, LEAST);

/** 现金由甲分得 behind 现金1400元. */
const isNamedIn = (text: string, lead: string, { start }: Amount): boolean => {
  const noun = nounAt(text, start);
  return noun !== "" && lead.includes(noun);
};

/** Shares many times what is shared out are of something else. */
const APART = 12n;
const PEOPLE = /([二两三四五六七八九])(?:名)?(?:被告人|犯罪嫌疑人|被不起诉人|人|公司|家|户)/g;

/** Whether shares must make up their whole: they alone are told in their sentence, and are more than it or so many as share in it. */
function isSure(
  { sentence, isAllNamed }: { readonly sentence: string; readonly isAllNamed: boolean },
  lead: string,
  { parts, whole }: Equation,
): boolean {
  const sum = sumOf(parts);
  if (amountsIn(sentence, 0).length !== parts.length || sum > whole.fen * APART || whole.fen > sum * APART) return false;
  const isMore = /^\s*其中/.test(sentence) && !/参与|[均都]/.test(sentence) && sum > whole.fen;
  const shared = [...lead.matchAll(PEOPLE)].at(-1)?.[1];
  return isMore || isAllNamed || (shared !== undefined && numberOf(shared) === parts.length);
}

/** Tells the same by other lights, and then all of it: 从给付方式看，现金3万元，转账5万元. */
const BY_OTHER_LIGHTS = /^\s*(?:从[^，。；0-9]{2,10}看|按照?[^，。；0-9]{2,10}(?:分|划分|区分|统计))，(?![^。；]*(?:共|合计|总计))/;

/** Of a whole right before them: 所得86000元中，甲分得…，乙分得…. */
const AMONG = /^(?:之?中|里)，?[^，。；0-9]{0,14}$/;
/** Explained right behind it: 86000元（甲36000元、乙50000元）, 8万元：甲送3万元，乙送5万元. */
const EXPLAINED = /^(?:（|：)(?:其中|即|分别为|分别是)?[^，。；0-9）含另]{0,10}$/;
/** Told shortly one behind the other. */
const USED = /^[^，。；、0-9]{0,6}[，、](?!.*(?:分别|包括|其中|共|计))[^，。；、0-9]{1,8}$/;
/** And what it was used for: 资金328000元，其中用于购房200000元，…. */
const OF_WHICH = /^[^，。；0-9]{0,6}，其中(?!.*(?:参与|分别))[^，。；0-9]{0,14}$/;
/** What became of it in two ways: 保证金5000元，没收2000元，退还3000元. */
const DISPOSED = /^[^，。；0-9]{0,6}，[^，。；0-9]{0,6}(?:没收|退还|发还|返还|上缴|支付|使用|冻结|花用?|消费|转移|归还)[^，。；0-9]{0,6}$/;
/** Says that something is shared out. */
const SHARED = /分得|分了|拿了|得了|拿走|分到|得到/;

/** Shares behind the whole that they make up. */
export function* sharesBehind(document: CheckedDocument, told: readonly Equation[]): Generator<Equation> {
  const { text, paragraphs } = document;
  const known = new Set(told.flatMap(({ parts, whole }) => [...parts, whole]).map(({ start }) => start));
  const sure = new Set(told.filter(holds).map((each) => each.result.start));
  const results = [...told.filter(holds).map(({ result }) => result), ...totalsOf(document)].sort((one, other) => one.start - other.start);
  for (const whole of amountsOf(document)) {
    const isBracketed = text.charAt(whole.end) === "（";
    const to = whole.end + ((isBracketed ? /^[^。）\n]*/ : /^[^。；\n]*/).exec(text.slice(whole.end, whole.end + 200))?.[0].length ?? 0);
    const parts = amountsIn(text.slice(whole.end, to), whole.end);
    const [first] = parts;
    if (!first || parts.length < 2 || known.has(first.start)) continue;
    const opening = text.slice(whole.end, first.start);
    const isDisposed = parts.length === 2 && DISPOSED.test(opening) && DISPOSED.test(text.slice(first.end, parts[1]?.start));
    if (!AMONG.test(opening) && !OF_WHICH.test(opening) && !EXPLAINED.test(opening) && !isDisposed) continue;
    const equation = { parts, whole, result: whole };
    const isMade = isOneSlipAway(equation, [...parts, whole], LEAST) || holds(equation);
    const isWrong = [...parts, whole].some((each) => {
      const meant = needed(equation, each);
      return meant > 0n && isMistyped(each.fen, meant) && Math.min(digitsOf(each.fen), digitsOf(meant)) >= LEAST;
    });
    const isListed = parts.slice(1).every(({ start }, at) => USED.test(text.slice(parts[at]?.end, start)));
    const isUsed = !AMONG.test(opening) && isListed && (holds(equation) || isWrong);
    const isAll = new Set(parts.map(({ start }) => nounAt(text, start))).size === 1 && nounAt(text, first.start) !== "";
    const isSharedOut = isAll && AMONG.test(opening) && (isMade || sumOf(parts) > whole.fen);
    if ((isUsed || isSharedOut || (isDisposed && isMade)) && isInReach(equation, APART) && !isInexact(text.slice(whole.start - 4, to)))
      yield equation;
  }
  for (const paragraph of paragraphs) {
    let from = paragraph.start;
    for (const sentence of paragraph.text.split(/(?<=[。；])/)) {
      const to = from + sentence.length;
      if (!isInexact(sentence) && !isMultiplied(sentence))
        for (const parts of BY_OTHER_LIGHTS.test(sentence)
          ? [amountsIn(sentence, from)].filter(({ length }) => length > 1)
          : runsIn(text, from, to)) {
          const first = parts[0]?.start ?? 0;
          if (parts.some(({ start }) => known.has(start))) continue;
          const wholes = results.filter(
            ({ start, end }) => end <= first && start >= first - NEAR && !parts.some((part) => part.start === start),
          );
          const right = wholes.findLast(({ fen }) => fen === sumOf(parts));
          const [result, last] = [parts.at(-1) as Amount, wholes.at(-1)];
          const lead = text.slice(Math.max(from, last?.end ?? 0), first);
          const ways = [
            ...new Map(
              wholes.slice(-MOST_WHOLES).map((whole) => [whole.fen, { parts, whole, result: sure.has(whole.start) ? result : whole }]),
            ).values(),
          ];
          const near = ways.filter(isNear);
          if (right) yield { parts, whole: right, result };
          else if (BY_OTHER_LIGHTS.test(sentence) && last && isInReach({ parts, whole: last }, APART)) yield { parts, whole: last, result };
          else if (
            near.length === 1 &&
            near[0] &&
            (TAKES_UP.test(lead) || SHARED.test(nounAt(text, first)) || isNamedIn(text, lead, near[0].whole))
          )
            yield near[0];
          else {
            const named = ways.find(({ whole }) => isNamedIn(text, lead, whole)) ?? (TAKES_UP.test(lead) ? ways.at(-1) : undefined);
            const isAllNamed = named !== undefined && parts.length > 2 && isNamedIn(text, lead, named.whole);
            if (
              named &&
              isSure({ sentence: text.slice(from, to), isAllNamed }, text.slice(named.whole.start - 60, named.whole.start), named)
            )
              yield named;
          }
        }
      from = to;
    }
  }
}

const FIGURE = "[0-9][0-9,]*(?:\\.[0-9]+)?万?元";
/** No third part follows. */
const NO_MORE = "(?!\\u2063*[，、](?!以上|上述|共|合计)[^，。；0-9]{1,12}[0-9])";
/** 共48人，其中已参保13人，未参保35人: what is and what is not make all. */
const BOTH = new RegExp(
  `${FIGURE}[^，。；0-9]{0,6}[，（(：:]其中[^，。；0-9]{0,16}${FIGURE}[^，。；0-9]{0,8}[，、；](?:其余|余下|剩余|另有|[^，。；0-9]{0,6}[未没非不])[^，。；0-9]{0,12}${FIGURE}${NO_MORE}`,
  "g",
);

/** 74人中，经过培训的65人，未经培训的9人; 参加表决5人，其中同意的4人，反对的1人. */
const OF_WHOLE = new RegExp(
  `${FIGURE}(?:\\u2063*[^，。；：0-9]{0,8}中|[^。；：0-9]{0,20}[，（(：]其中)，?(?<first>[^，。；：0-9]{2,24})${FIGURE}[^，。；、0-9]{0,6}[，、](?<second>[^，。；、0-9]{2,24})${FIGURE}${NO_MORE}`,
  "g",
);
const NEGATED = /[未没非不无](?!成年|满|法|动产)/;
const FOR = /^[^不未]*(?:同意|赞成|支持)/;
const AGAINST = /反对|不同意|不赞成|主张|弃权|持异议/;

/** Whether one is what the other is not: the same words but for the negation, or votes. */
function areOpposed(first: string, second: string): boolean {
  if (FOR.test(first) && AGAINST.test(second)) return true;
  if (NEGATED.test(first) === NEGATED.test(second)) return false;
  const shared = new Set(Array.from(second.replaceAll(/[的中为是有共已经被]/g, "")).filter((each) => first.includes(each)));
  return shared.size >= 2;
}

/** Two parts of which one is what the other is not. */
export function* complements({ text }: CheckedDocument, known: ReadonlySet<number>): Generator<Equation> {
  const opposed = [...text.matchAll(OF_WHOLE)].filter(({ groups }) => areOpposed(groups?.["first"] ?? "", groups?.["second"] ?? ""));
  for (const found of [...text.matchAll(BOTH), ...opposed]) {
    const [whole, ...parts] = amountsIn(found[0], found.index);
    if (!whole || parts.length !== 2 || known.has(whole.start) || isInexact(found[0])) continue;
    const equation = { parts, whole, result: whole };
    const slips = [whole, ...parts].filter((each) => isSlip(each.fen, needed(equation, each)));
    yield slips.length === 1 && slips[0] ? { ...equation, result: slips[0] } : equation;
  }
}

/** How far apart a whole and what became of it stand. */
const FAR_APART = 60;

/** 受理136人，已审结71人……未审结65人: what is so of a whole, and what is not yet, whatever of the one is told between them. */
export function* splits(document: CheckedDocument, told: readonly Equation[]): Generator<Equation> {
  const { text, paragraphs } = document;
  const known = new Set(told.map(({ result }) => result.start));
  const inner = partsOfRight(told);
  for (const paragraph of paragraphs) {
    if (!/[未没]/.test(paragraph.text)) continue;
    const all = amountsIn(paragraph.text, paragraph.start).filter(({ start }) => !inner.has(start));
    for (const [at, second] of all.entries()) {
      const [whole, first] = [all[at - 2], all[at - 1]];
      if (!whole || !first || known.has(whole.start) || known.has(second.start)) continue;
      const clause = (each: Amount): string =>
        /[^，。；、：]*$/.exec(text.slice(Math.max(paragraph.start, each.start - 24), each.start))?.[0] ?? "";
      const between = text.slice(whole.end, first.start);
      if (between.length > FAR_APART || !clause(first).startsWith("已") || !/^(?:尚|仍|还)?[未没]/.test(clause(second))) continue;
      if (!areOpposed(clause(first), clause(second)) || isInexact(text.slice(whole.start - 4, second.end))) continue;
      const equation = { parts: [first, second], whole, result: whole };
      if (isInReach(equation, APART)) yield equation;
    }
  }
}
