import type { CheckedDocument } from "../document.ts";
import { type Amount, isInexact, isMultiplied, totalsOf } from "./amounts.ts";
import { type Equation, holds, sumOf } from "./equations.ts";
import { isInCapitals, isOneSlipAway, isSlip, mentionsIn } from "./mentions.ts";
import { startOf } from "./sentences.ts";
import { isLimit } from "./whole-amount.ts";

/** What says that an amount is what is left: before it, or behind it. */
const LEFT_BEFORE =
  /(?:短少|短缺|缺少|亏空|亏损|少了|实际(?:侵占|占有|骗得|骗取|挪用|损失|取得|到手|获利|所得|得款)|(?:非法|净)获利|净(?:赚|得|利|收入)|(?<=[，、后])(?:获利|利润)|余下|剩余|剩下|其余|余款|余额|结余|[尚仍还只仅]?[欠剩余差]|[尚仍还][有余]|[下结]欠|未(?:退|还|付|缴|追回|归还|退还|偿还|返还|退缴|支付|发还|兑付))(?:的|款项?|部分|本金|货款|欠款|工资|赃款|金额|数额|人民币|[你您我他她]们?|对方|人家|为|是|计|共计?)*$/;
const LEFT_BEHIND =
  /^(?:的?款项?)?(?:至今|目前|现)?(?:还|尚|仍)?(?:未|没有?|没能|不能|无法)(?:予以|能|被)?(?:退|还|付|缴|追|归|返|偿|支|发|兑|结)/;
/** What is taken off the whole. */
const TAKEN =
  /[退赔还付缴偿抵给]|成本|开支|开销|费用|工资|上交|实际|实存|实有|库存|履行|交[纳付清]|兑现|追回|追缴|扣押|扣除|扣减|返还|发还|核减|挽回|兑付|支出|花|用去|收回|冻结/;
/** What a whole is told by. */
const OF_WHOLE = /借|贷|本金|总|共|合计|累计|应|骗|收受|侵占|挪用|欠|价款|货款|工程款|损失/;
/** Of something else: a rest of several, what is paid besides. */
const OTHER = /利息|违约金|罚金|罚款|每|平均|另外|另行|不含|谅解|补偿/;
const NEAR = 700;
/** With fewer digits sums are near by chance. */
const LEAST = 2;
const MOST = 8;

/** 除已还900元外，损失为15200元. */
const isExcepted = (text: string, sentence: number, taken: Amount | undefined, left: Amount): boolean =>
  taken !== undefined &&
  taken.start >= sentence &&
  /除|扣|减|剔/.test(text.slice(Math.max(sentence, taken.start - 20), taken.start)) &&
  /^[^，。；0-9]{0,6}[外后]，[^，。；0-9]{0,16}$/.test(text.slice(taken.end, left.start));

/** Whether the whole less some of what stands between it and what is left is that. */
function isExplained(whole: bigint, left: bigint, between: readonly Amount[]): boolean {
  let made = new Set<bigint>([whole]);
  for (const { fen } of between.slice(-MOST)) made = new Set([...made].flatMap((each) => [each, each - fen]));
  return made.has(left);
}

/** Three amounts of a clause that stands for itself, the first the whole, the second taken off it: 收取58000元，仅上交20000元，侵占38000元. */
function tripleOf(text: string, all: readonly Amount[], at: number): Equation | null {
  const [whole, taken, left] = [all[at - 2], all[at - 1], all[at]];
  if (!whole || !taken || !left || whole.fen <= taken.fen) return null;
  const segment = startOf(text, left.start, "。；\n");
  const end = left.end + (/[。；\n]/.exec(text.slice(left.end, left.end + 100))?.index ?? 100);
  if (whole.start < segment || (all[at - 3]?.start ?? -1) >= segment || (all[at + 1]?.start ?? end) < end) return null;
  const own = text.slice(segment, left.end + 4);
  const ofTaken = text.slice(whole.end, taken.start);
  const isPlain = [ofTaken, text.slice(taken.end, left.start)].every((each) => /^[^，。；、]{0,12}，[^，。；、]{0,12}$/.test(each));
  if (!isPlain || !/(?:仅|只|已|后|扣除|支付|上交|退)/.test(ofTaken) || !TAKEN.test(ofTaken) || isInexact(own) || isMultiplied(own))
    return null;
  const equation = { parts: [taken, left], whole, result: left };
  return holds(equation) || isOneSlipAway(equation, [taken, left, whole], LEAST) ? equation : null;
}

/** What is left where a part was taken off: of the whole in its sentence, of the last sum that is right before it, or of an amount told before. */
export function* restsTold(document: CheckedDocument, told: readonly Equation[]): Generator<Equation> {
  const { text } = document;
  const all = mentionsIn(document).filter((each) => !isInCapitals(each) && !isLimit(text, each));
  const counts = new Map<bigint, number>();
  for (const { fen } of all) counts.set(fen, (counts.get(fen) ?? 0) + 1);
  const known = new Set(told.map(({ result }) => result.start));
  const totals = new Set(totalsOf(document).map(({ start }) => start));
  const again = new Set(told.flatMap((each) => (holds(each) && each.result !== each.whole ? [each.result.fen] : [])));
  const right = new Map(told.filter(holds).map((each) => [each.result.start, each]));
  for (const [at, left] of all.entries()) {
    const sentence = startOf(text, left.start, "。\n");
    const clause = text.slice(Math.max(sentence, left.start - 24), left.start);
    const isLeft =
      isExcepted(text, sentence, all[at - 1], left) ||
      LEFT_BEFORE.test(clause) ||
      (/[，；、而但]$/.test(clause) && LEFT_BEHIND.test(text.slice(left.end, left.end + 16)));
    const triple = isLeft ? null : tripleOf(text, all, at);
    if (triple && !known.has(left.start) && !OTHER.test(clause)) {
      yield triple;
      continue;
    }
    // A rest that was right may be told again.
    if (!isLeft || again.has(left.fen) || known.has(left.start) || OTHER.test(clause)) continue;
    const before = all.slice(0, at).filter(({ start }) => start >= left.start - NEAR);
    // 到手8900元，合同上写的是10700元，还欠1800元: the two before it, in whatever order.
    const [one, other] = before.slice(-2);
    if (one && other && (one.fen - other.fen === left.fen || other.fen - one.fen === left.fen)) {
      const [more, less] = one.fen > other.fen ? [one, other] : [other, one];
      again.add(left.fen);
      yield { parts: [less, left], whole: more, result: left };
      continue;
    }
    const taken = before.at(-1);
    if (
      !taken ||
      taken.start < sentence ||
      isInexact(text.slice(sentence, left.end + 4)) ||
      isMultiplied(text.slice(sentence, left.end + 4))
    )
      continue;
    const ofTaken = text.slice(Math.max(sentence, taken.start - 24), taken.start);
    if (!TAKEN.test(ofTaken + text.slice(taken.end, left.start)) || /[。\n]/.test(text.slice(taken.end, left.start))) continue;
    // 甲退回8000元，乙退回5000元，尚有2000元未退: of a whole before them.
    const several = before.filter(({ start }) => start >= sentence);
    const wholeOfAll = before.findLast(({ start, fen }) => start < sentence && fen === sumOf(several) + left.fen);
    if (
      several.length > 1 &&
      wholeOfAll &&
      several.every((each) => TAKEN.test(text.slice(Math.max(sentence, each.start - 16), each.start)))
    ) {
      again.add(left.fen);
      yield { parts: [...several, left], whole: wholeOfAll, result: left };
      continue;
    }
    // What was taken off in several parts is told by their sum.
    const first = right.get(taken.start)?.parts[0] ?? taken;
    const wholes = before.filter(({ start, fen }) => start < first.start && (fen !== left.fen || right.has(start)));
    const sum = wholes.findLast(({ start }) => {
      const told = right.get(start);
      return told !== undefined && told.result === told.whole;
    });
    // Right behind a sum what is left is left of it, and not of one of its parts.
    const parts = sum && wholes.at(-1) === sum ? (right.get(sum.start)?.parts ?? []) : [];
    const made = wholes.findLast((each) => each.fen === taken.fen + left.fen && !parts.some(({ start }) => start === each.start));
    if (made) {
      again.add(left.fen);
      yield { parts: [taken, left], whole: made, result: left };
      continue;
    }
    const own = wholes.filter(({ start }) => start >= sentence);
    const marked = wholes.filter(({ start }) => OF_WHOLE.test(text.slice(Math.max(0, start - 16), start)));
    const largest = marked.reduce<Amount | undefined>((most, each) => (most && most.fen >= each.fen ? most : each), undefined);
    const ownTotal = own.findLast(({ start }) => totals.has(start) || known.has(start));
    // Of wholes that were worked out or told several times the only one from which a slip keeps what is left.
    const certain = all
      .slice(0, at)
      .filter(
        ({ start, fen }) =>
          start < first.start && fen !== taken.fen && (right.has(start) || totals.has(start) || (counts.get(fen) ?? 0) > 1),
      );
    const slips = certain.filter((whole) => isOneSlipAway({ parts: [taken, left], whole, result: left }, [taken, left], LEAST));
    const slip = new Set(slips.map(({ fen }) => fen)).size === 1 ? slips[0] : undefined;
    if (slip && own.length === 0) {
      yield { parts: [taken, left], whole: slip, result: left };
      continue;
    }
    const base = (own.length === 1 ? own[0] : ownTotal) ?? sum ?? largest;
    if (!base) continue;
    // What a whole is made of takes nothing off it.
    const inner = new Set(right.get(base.start)?.parts.map(({ start }) => start));
    const since = before.filter(({ start }) => start > base.start && !inner.has(start));
    // What is left cannot be more than the whole, unless it is mistyped; what was taken off can be the one that is.
    const isOnly =
      base === sum && since.length === 1 && (left.fen < base.fen || (base.fen > taken.fen && isSlip(left.fen, base.fen - taken.fen)));
    const [whole, less] = base.fen < taken.fen && !(isOnly && TAKEN.test(ofTaken)) ? [taken, base] : [base, taken];
    if (isExplained(whole.fen, left.fen, since)) continue;
    const equation = { parts: [less, left], whole, result: left };
    if (isOnly || isOneSlipAway(equation, [less, left, whole], LEAST)) yield equation;
  }
}
