import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, isInexact, listingsIn, totalsIn, writtenLike } from "../facts/amounts.ts";
import { wrongCapitalsIn } from "../facts/capitals.ts";
import { holds, sumOf } from "../facts/equations.ts";
import { isSlip, mentionsIn } from "../facts/mentions.ts";
import { namedAgain } from "../facts/named-again.ts";
import { otherQuantities } from "../facts/quantities.ts";
import { repairsOf } from "../facts/repairs.ts";
import { retoldIn } from "../facts/retold.ts";
import { toldAgain } from "../facts/same-amount.ts";
import { startOf } from "../facts/sentences.ts";
import { toldAlike } from "../facts/told-alike.ts";
import type { ToldAmount } from "../facts/told-amounts.ts";
import { areSaidApart, areToldApart } from "../facts/told-apart.ts";
import { type DocumentRule, firstAt, type RuleHit } from "../rule.ts";
import { sumsIn } from "./sums.ts";

/** Words before an amount that tells the whole once more. */
const WHOLE_AGAIN =
  /(?:损失|数额|金额|赃款|赃物|违法所得|款项|涉案|总额|全款|共计|合计|总计|累计|总共|犯罪所得)(?:的?(?:总额|价值|人民币|共|共计|合计|为|达|计|约定|累计|总计|全部|，)|[：:\s]){0,3}(?:人民币)?$/;
/** What is told beside these need not be the whole. */
const NO_WHOLE =
  /(?<!未|未能|没有|尚未)退|(?<!未|未退|未能|尚未退|没有)赔|获利|分得|罚金|罚款|已付|归还|余|欠|首付|定金|押金|利息|医疗|工资|租金|未遂|既遂|其中|单独|参与|另|立案|标准|起点|以上|不满|超过|达到/;

/** The only total of a document, or the one that its items make, told again in another figure, by a fifth at most: more is another sum. */
function* repeated(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const totals = totalsIn(text);
  const values = new Set(totals.map(({ fen }) => fen));
  const sums = new Set(listingsIn(document).flatMap(({ amounts, isWhole }) => (isWhole ? [sumOf(amounts)] : [])));
  const certain = [...values].filter((value) => sums.has(value));
  const total = values.size === 1 ? totals[0] : certain.length === 1 ? totals.find(({ fen }) => fen === certain[0]) : undefined;
  const equations = sumsIn(document);
  // What its own parts do not make is told wrong there.
  if (!total || equations.some((each) => !holds(each) && each.whole.fen === total.fen)) return;
  const all = amountsIn(text, 0);
  const summed = equations.flatMap((each) => [...each.parts, ...(holds(each) ? [each.whole] : [])]);
  const right = new Set(summed.map(({ start }) => start));
  const counts = new Map<bigint, number>();
  for (const { fen } of all) counts.set(fen, (counts.get(fen) ?? 0) + 1);
  for (const { fen, start, end } of all) {
    if (fen === total.fen || right.has(start) || (counts.get(fen) ?? 0) > 1) continue;
    const clause = /[^，。；：\n（）]*$/.exec(text.slice(Math.max(0, start - 50), start))?.[0] ?? "";
    if (!WHOLE_AGAIN.test(text.slice(Math.max(0, start - 24), start)) || NO_WHOLE.test(clause)) continue;
    const apart = fen > total.fen ? fen - total.fen : total.fen - fen;
    if (apart * 5n > total.fen || isInexact(text.slice(Math.max(0, start - 4), end + 4))) continue;
    // A sum of its own parts is judged by these.
    const sentence = startOf(text, start, "。\n");
    if (amountsIn(text.slice(sentence, start), sentence).length > 0) continue;
    yield {
      start,
      end,
      suggestion: total.text,
      reason: { zh: `与前面的合计 ${total.text} 不一致`, en: `the total before is ${total.text}` },
    };
  }
}

const hit = ({ start, end, text }: Amount, right: bigint): RuleHit => ({
  start,
  end,
  suggestion: writtenLike(right, text),
  reason: { zh: `与别处的 ${writtenLike(right, text)} 不一致`, en: `elsewhere it is ${writtenLike(right, text)}` },
});

/** One of the amounts of a sum that is right with what is told elsewhere. */
function* oddOfSums(document: CheckedDocument): Generator<RuleHit> {
  const equations = sumsIn(document);
  if (equations.every(holds)) return;
  for (const { amount, right, isOdd, equation } of repairsOf(equations, mentionsIn(document)))
    if (isOdd && (amount === equation.result || isSlip(amount.fen, right))) yield hit(amount, right);
}

/** So near one another parts are told. */
const SIDE = 40;

function* retold(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const sums = sumsIn(document);
  const mentions = mentionsIn(document);
  const wrong = new Set(sums.every(holds) ? [] : repairsOf(sums, mentions).map(({ amount }) => amount.fen));
  const charged = new Set<number>();
  // What is told wrong in its sum is told right where it differs from that.
  for (const { amount, meant } of [...namedAgain(document, sums), ...retoldIn(document, sums), ...toldAlike(document, sums)]) {
    const others = mentions.filter(({ fen }) => fen === meant);
    const isOther = others.length > 0 && others.every((other) => charged.has(other.start) || areToldApart(text, amount, other));
    // Parts side by side of a whole that is told: 30万元，18.6万元 of 48.6万元.
    const isPart = mentions.some(
      (each) =>
        each.start !== amount.start &&
        Math.abs(each.start - amount.start) < SIDE &&
        mentions.filter(({ fen }) => fen === each.fen + amount.fen).length > 1,
    );
    if (wrong.has(meant) || isOther || isPart || others.some((other) => areSaidApart(text, amount, other))) continue;
    charged.add(amount.start);
    yield hit(amount, meant);
  }
  for (const { amount, meant } of toldAgain(document, sums)) {
    if (wrong.has(meant.fen) || charged.has(amount.start) || charged.has(meant.start)) continue;
    const right = writtenAs(amount, meant);
    yield {
      start: amount.start,
      end: amount.end,
      suggestion: right,
      reason: { zh: `与别处的 ${right} 不一致`, en: `elsewhere it is ${right}` },
    };
  }
}

/** What is meant, in the way in which an amount is written: 7800元, 七千八, the number of notes. */
function writtenAs({ text, worth }: ToldAmount, meant: ToldAmount): string {
  if (!/[0-9]/.test(text)) return /[0-9]/.test(meant.text) ? writtenLike(meant.fen, "元") : meant.text;
  return worth === 100n ? writtenLike(meant.fen, text) : String(Number(meant.fen) / Number(worth));
}

/** Figures beside capitals that tell what the document does. */
function* besideCapitals(document: CheckedDocument): Generator<RuleHit> {
  for (const { fen, odd } of wrongCapitalsIn(document)) {
    const text = odd && document.text.slice(odd.start, odd.end);
    if (odd && text && fen !== null)
      yield {
        ...odd,
        suggestion: writtenLike(fen, text),
        reason: { zh: `与大写金额 ${writtenLike(fen, text)} 不一致`, en: `in capitals it is ${writtenLike(fen, text)}` },
      };
  }
}

/** Numbers of things. */
function* quantities(document: CheckedDocument): Generator<RuleHit> {
  for (const { quantity, meant } of otherQuantities(document))
    yield {
      start: quantity.start,
      end: quantity.end,
      suggestion: meant,
      reason: { zh: `与别处的 ${meant} 不一致`, en: `elsewhere it is ${meant}` },
    };
}

export const REPEATED_RULES: readonly DocumentRule[] = [
  {
    id: "amount-inconsistent",
    title: { zh: "金额前后不一致", en: "Amount told twice, and differently" },
    severity: "warning",
    source: null,
    find: (document) =>
      firstAt([...repeated(document), ...oddOfSums(document), ...retold(document), ...besideCapitals(document), ...quantities(document)]),
  },
];
