import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsOfLists, isInexact } from "./amounts.ts";
import { canBeMade, type Equation, holds } from "./equations.ts";
import { nounAt } from "./introduced.ts";
import { digitsOf, isMistyped, isRounded, isSlip, isUnitLost, mentionsIn } from "./mentions.ts";
import { personIn, type Retold } from "./retold.ts";
import { clauseBefore, startOf } from "./sentences.ts";
import { isLimit } from "./whole-amount.ts";

/** All that is owed. */
const IN_FULL = /(?:全额|如数|足额)[^，。；0-9]{0,6}$/;
/** What is paid under a name of its own. */
const PAID_AS = /(\p{Script=Han}{2}(?:(?<![现资本基美])金|费|租|薪|税)|工资)(?:共计|合计|人民币|共|计|为|是|：)*$/u;

/** What is left of a whole. */
const REST =
  /(?:[尚仍还][欠差剩有余]|余款|余额|余下|剩余|差额|缺口|欠的|未(?:退|还|付|缴|追|归|返|偿|支|兑|发)[^，。；0-9]{0,3}的?)(?:的|款项?|部分|本金|金额|数额|人民币|[你您我他她]们?|共|计|为|是)*$/u;
/** What somebody gained, not what of it was paid back. */
const GAIN =
  /(?:获利|违法所得|非法所得|非法获利|犯罪所得|卖得|变卖所得|得款|好处费|毒资)(?:数额|金额|共计|合计|人民币|共|计|为|达|约|的)*$/;
const PAID_BACK = /退|赔|上缴|缴纳|预缴|代缴|分得/;
/** Of what was gained, all that was paid back or taken away. */
const PROCEEDS = /(?:退出|退缴|退还|上缴|没收|追缴)[^，。；]{0,6}(?:卖[^，。；]{0,3}款|违法所得|所得|赃款|获利)(?:人民币|共计|共|计|的)*$/;
/** The whole of it all. */
const WHOLE =
  /(?:总[值额价数]|损失|价值|数额|金额|案值|货值|款项|财物|赃款)(?:总[值额价数]|金额|数额|共计|合计|总计|人民币|共|计|为|达|约|的|是)*$/;
const WHOLE_BEHIND = /^的(?:财物|货物|款物|损失|物品)/;
/** Says that it is the whole that was told. */
const TAKEN_UP = /上述|前述|所称|(?:涉案|本案)的?(?=财物|物品|赃物|赃款|款|金额|数额|总|价值|货值|损失)|按总|按照总|全部|所有/;
const CONCLUDES = /本院认为|承办人认为|本院经审查认为|综上|以非法占有|其行为|起诉书认定|一致认可/;
/** Of part of it, or of other things. */
const OTHER =
  /退|(?<!未|未能|没有|尚未)赔(?!给)|获利|分得|罚金|罚款|已付|归还|余|欠|首付|定金|押金|利息|医疗|工资|租金|未遂|其中|单独|参与|另|立案|标准|起点|以上|不满|超过|达到|第[一二三四五六七八九十0-9]+[起次笔]|分别|每|单价|均价|扣押|查获|除|外|第[0-9一二三四五六七八九十]+[条项款]/;
/** Right behind what it takes up: 上述3000元, 该款3000元. */
const BARE = /(?:^|[，。；：\n])[^，。；0-9]{0,12}(?:上述|前述|该)(?:笔|款项?|资金|钱|赃款|人民币)*$/;
/** What an amount is of, behind it: 5000元的修复费用. */
const OF = /^的?(?:人民币)?(\p{Script=Han}{2})\p{Script=Han}{0,2}(?:费用?|款|金|损失)/u;
/** So many times apart they are of other things. */
const APART = 12n;
/** All that was taken, given back. */
const ALL_BACK = /(?:退|赔|还|返|缴)[^，。；]{0,6}(?:全部|所有)[^，。；]{0,4}(?:赃款|违法所得|损失|款项?|所得)(?:人民币|共计|共|计)*$/;
const ACT = /骗|盗|窃|抢|侵占|收受|受贿|挪用|贪污|截留|敲诈|索要|获利|损失/;
/** Amounts of so few values in all. */
const FEW = 3;
/** Of so many amounts before it what a document concludes may be the sum. */
const MOST = 10;
/** How far behind a total it is taken up without its name. */
const NEAR = 160;

const clauseOf = (text: string, at: number): string => clauseBefore(text, at, 30);
const sentenceOf = (text: string, at: number): string => {
  const length = text.slice(at).search(/[。\n]/);
  return text.slice(startOf(text, at, "。\n"), length < 0 ? text.length : at + length);
};
const isInReach = (one: bigint, other: bigint): boolean => one < other * APART && other < one * APART;

/** What was paid for things or got for them is not what they are worth. */
const isOfOne = (text: string, { start }: Amount, clause: string): boolean =>
  !OF_NO_ACT.test(clauseOf(text, start)) || OF_NO_ACT.test(clause);
const OF_NO_ACT = /[付卖售销购]|获利|得款|违法所得|分得|罚金|罚款|扣押|工资|退[赔缴还]/;

/** The only value of some amounts; undefined: there are none, or several. */
function onlyOf(amounts: readonly Amount[]): Amount | undefined {
  const [first] = amounts;
  return amounts.every(({ fen }) => fen === first?.fen) ? first : undefined;
}

/** Amounts that tell again, by its name, what a document worked out or told just once before: what is left, the whole, what somebody gained. However far they are from it. */
export function* namedAgain(document: CheckedDocument, equations: readonly Equation[]): Generator<Retold> {
  const { text } = document;
  const right = equations.filter(holds);
  const summed = right.flatMap(({ parts, whole }) => [...parts, whole]);
  const itself = new Set([...summed, ...amountsOfLists(document)].map(({ start }) => start));
  const judged = new Set(equations.filter((each) => !holds(each)).map(({ result }) => result.start));
  const all = mentionsIn(document).filter((each) => /[0-9]/.test(each.text) && !isLimit(text, each));
  const told = new Set(summed.map(({ fen }) => fen));
  const counts = Map.groupBy(all, ({ fen }) => fen);
  const wholes = right.filter(({ result, whole }) => result === whole);
  const parts = new Set(right.flatMap((each) => each.parts.map(({ fen }) => fen)));
  // Of what is no part of another sum there has to be one alone.
  const top = onlyOf(wholes.map(({ whole }) => whole).filter(({ fen }) => !parts.has(fen)));
  const rest = onlyOf(right.filter(({ result, whole }) => result !== whole).map(({ result }) => result));
  const gains = all.filter(({ start }) => GAIN.test(clauseOf(text, start)) && !PAID_BACK.test(clauseOf(text, start)));
  const named = Map.groupBy(all, ({ start }) => nounAt(text, start));
  for (const [at, amount] of all.entries()) {
    const { fen, start, end } = amount;
    const isAlone = !told.has(fen) && counts.get(fen)?.length === 1;
    if (itself.has(start)) continue;
    if (isInexact(text.slice(Math.max(0, start - 4), end + 4))) continue;
    const clause = clauseOf(text, start);
    const behind = text.slice(end, end + 12);
    const noun = nounAt(text, start);
    const meant = ((): bigint | undefined => {
      const before = all[at - 1];
      const sentence = sentenceOf(text, start);
      const isWhole = (WHOLE.test(clause) || WHOLE_BEHIND.test(behind)) && !OTHER.test(clause);
      const isConcluded = CONCLUDES.test(sentence) && !/[0-9]元/.test(sentence.replace(amount.text, ""));
      if (top && top.start < start && isWhole && (isConcluded || (isAlone && TAKEN_UP.test(clause))) && isOfOne(text, top, clause))
        return top.fen;
      if (!isAlone) return undefined;
      const isNearTo = (other: bigint): boolean => isSlip(fen, other) || isUnitLost(fen, other);
      if (before && IN_FULL.test(clause) && isNearTo(before.fen) && !text.slice(before.end, start).includes("\n")) return before.fen;
      const paid = /[月年日每]租/.test(clause) ? undefined : PAID_AS.exec(clause)?.[1];
      const [again, ...alike] =
        paid === undefined ? [] : all.filter((each) => each !== amount && PAID_AS.exec(clauseOf(text, each.start))?.[1] === paid);
      if (
        again &&
        alike.length === 0 &&
        again.start < start &&
        isNearTo(again.fen) &&
        !itself.has(again.start) &&
        (digitsOf(again.fen) + digitsOf(fen) > 2 || isUnitLost(fen, again.fen))
      )
        return again.fen;
      if (
        BARE.test(text.slice(Math.max(0, start - 30), start)) &&
        before &&
        start - before.end < NEAR &&
        wholes.some(({ whole }) => whole.start === before.start)
      )
        return before.fen;
      if (rest && REST.test(clause) && (rest.start < start || (start !== rest.start && isNearTo(rest.fen)))) return rest.fen;
      if (judged.has(start)) return undefined;
      if (gains.length === 2 && gains[1] === amount) {
        const [other] = gains;
        const [one, another] = [personIn(sentence), other && personIn(sentenceOf(text, other.start))];
        const isTaken = other && /没收|追缴/.test(clause) !== /没收|追缴/.test(clauseOf(text, other.start));
        if (
          other &&
          (isTaken || isSlip(fen, other.fen)) &&
          (one === undefined || another === undefined || one === another) &&
          sentenceOf(text, other.start) !== sentence
        )
          return other.fen;
      }
      // In what it concludes a document tells again what it told once of the same name, or the sum of what it told.
      const [former, ...more] = noun === "" ? [] : (named.get(noun) ?? []).filter((each) => each.start < start);
      if (
        former &&
        more.length === 0 &&
        isConcluded &&
        !OTHER.test(clause + clauseOf(text, former.start)) &&
        !canBeMade(fen, all.slice(0, at).slice(-MOST))
      )
        return former.fen;
      // One that differs from what several tell, of the same or where hardly anything else is told.
      const others = [...counts].filter(
        ([value, same]) => value !== fen && same.length > 1 && (isMistyped(fen, value) || isUnitLost(fen, value)),
      );
      const [[value, same] = []] = others;
      if (value !== undefined && same && others.length === 1 && digitsOf(fen) > 2 && digitsOf(value) > 2 && !OTHER.test(clause)) {
        const isOfSame = noun !== "" && same.some((each) => nounAt(text, each.start) === noun);
        const isOfOther =
          personIn(sentence) !== undefined &&
          same.every((each) => ![undefined, personIn(sentence)].includes(personIn(sentenceOf(text, each.start))));
        if (!isOfOther && (counts.size <= FEW || (isOfSame && (named.get(noun)?.length ?? 0) <= same.length + 1))) return value;
      }
      if (ALL_BACK.test(clause)) {
        const acts = onlyOf(
          all.filter((each) => each.start < start && ACT.test(clauseOf(text, each.start)) && !PAID_BACK.test(clauseOf(text, each.start))),
        );
        if (acts && !canBeMade(fen, all.slice(0, at).slice(-MOST))) return acts.fen;
      }
      const [gain, ...gainsOfOthers] = gains;
      // Of the only gain that is told part may be paid back, but no more, and hardly a tenth.
      if (PROCEEDS.test(clause) && gain && gainsOfOthers.length === 0 && gain.start < start)
        if (isUnitLost(fen, gain.fen) || (fen > gain.fen && isNearTo(gain.fen))) return gain.fen;
      if (PROCEEDS.test(clause)) {
        const near = onlyOf(
          wholes
            .map(({ whole }) => whole)
            .filter((whole) => whole.start < start && isSlip(fen, whole.fen) && /卖|得款|获利|所得|渔利/.test(clauseOf(text, whole.start))),
        );
        if (near) return near.fen;
      }
      const cost = OF.exec(behind)?.[1];
      return top && top.start < start && cost !== undefined && sentenceOf(text, top.start).includes(cost) ? top.fen : undefined;
    })();
    if (meant !== undefined && meant !== fen && isInReach(fen, meant) && !isRounded(amount, meant)) yield { amount, meant };
  }
}
