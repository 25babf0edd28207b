import type { CheckedDocument } from "../document.ts";
import { type Amount, isInexact } from "./amounts.ts";
import { type Equation, holds } from "./equations.ts";
import { listedIn } from "./introduced.ts";
import { digitsOf, isRounded, isSlip, isUnitLost, mentionsIn } from "./mentions.ts";
import { personIn, type Retold } from "./retold.ts";
import { clauseBefore, startOf } from "./sentences.ts";
import { isLimit } from "./whole-amount.ts";

/** Says nothing of what an amount is of. */
const GENERIC = /(?:人民币|共计|合计|总计|累计|金额|数额|总额|款项|实际|应当?|共|计|为|是|达|约|的|：)+$/;
/** Of one of several, of a time, of each: such words stand before many amounts. */
const OF_ONE = /倍|惩罚性|[月年日每各第另其]|分别|不足|以上|超过|罚金|罚款|单价|现金$|价值$/;
/** What is owed or lost under one name. */
const OWED = /(?:费|损失|[借贷欠]款本金|[^现资本基]金|货款|价款|工程款|欠款|借款|贷款|补偿款?|税款|租|薪|工资|债务|差额|缺口)$/;
/** So many characters of a clause are alike where two amounts are of the same. */
const LEAST_ALIKE = 4;

const labelOf = (text: string, at: number): string =>
  (/\p{Script=Han}*$/u.exec(clauseBefore(text, at, 30).replace(GENERIC, ""))?.[0] ?? "").replace(/费用$/, "费");

/** How many characters at the end of two labels are the same. */
function alikeAtEnd(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

const isNear = (one: bigint, other: bigint): boolean => isSlip(one, other) || isUnitLost(one, other);

/** An amount that stands alone, a slip away from the only one near it that has the same words before it. */
function* byLabel(document: CheckedDocument, right: ReadonlySet<number>): Generator<Retold> {
  const { text } = document;
  const all = mentionsIn(document).filter((each) => /[0-9]/.test(each.text) && !isLimit(text, each));
  const counts = Map.groupBy(all, ({ fen }) => fen);
  const labels = new Map(all.map((each) => [each.start, labelOf(text, each.start)]));
  for (const amount of all) {
    const label = labels.get(amount.start) ?? "";
    if (
      label.length < LEAST_ALIKE ||
      !OWED.test(label) ||
      OF_ONE.test(label.slice(-8)) ||
      right.has(amount.start) ||
      counts.get(amount.fen)?.length !== 1
    )
      continue;
    if (isInexact(text.slice(Math.max(0, amount.start - 4), amount.end + 4))) continue;
    const alike = all.filter((each) => each.fen !== amount.fen && alikeAtEnd(labels.get(each.start) ?? "", label) >= LEAST_ALIKE);
    const near = [...new Set(alike.flatMap(({ fen }) => (isNear(amount.fen, fen) ? [fen] : [])))];
    const [meant] = near;
    if (meant === undefined || near.length > 1 || isRounded(amount, meant)) continue;
    const others = alike.filter(({ fen }) => fen === meant);
    const person = personIn(text.slice(startOf(text, amount.start, "。\n"), amount.start));
    const isOfAnother = others.every((each) => {
      const other = personIn(text.slice(startOf(text, each.start, "。\n"), each.start));
      const isBeside = !/[。\n]/.test(text.slice(Math.min(each.end, amount.end), Math.max(each.start, amount.start)));
      return isBeside || (person !== undefined && other !== undefined && other !== person);
    });
    const isSaid = digitsOf(amount.fen) + digitsOf(meant) > 2 || isUnitLost(amount.fen, meant);
    // Of two that stand alone the later one tells the first again.
    const isLater = others.length > 1 || right.has(others[0]?.start ?? -1) || others.some(({ start }) => start < amount.start);
    if (!isOfAnother && isSaid && isLater) yield { amount, meant };
  }
}

/** Amounts one beside the other with nothing but a mark between them. */
function runsIn(text: string, all: readonly Amount[]): Amount[][] {
  const runs: Amount[][] = [];
  for (const amount of all) {
    const last = runs.at(-1)?.at(-1);
    if (last && /^(?:、|和|及|，)$/.test(text.slice(last.end, amount.start))) runs.at(-1)?.push(amount);
    else runs.push([amount]);
  }
  return runs.filter(({ length }) => length > 1);
}

/** 三人分别退缴3600元、1200元、500元: told again one by one, one of them otherwise. */
function* byOrder(document: CheckedDocument, equations: readonly Equation[]): Generator<Retold> {
  const { text } = document;
  const rows = [
    ...equations.filter(holds).map(({ parts }) => parts),
    ...listedIn(document).flatMap(({ series }) => series.map(({ amounts }) => amounts)),
  ];
  for (const run of runsIn(text, mentionsIn(document)))
    for (const row of rows) {
      if (row.length !== run.length || row.some(({ start }) => run.some((each) => each.start === start))) continue;
      const odd = run.filter(({ fen }, at) => fen !== row[at]?.fen);
      const [amount] = odd;
      const meant = row[run.indexOf(amount as Amount)]?.fen;
      if (!amount || odd.length > 1 || meant === undefined || (run.length === 2 && !isNear(amount.fen, meant))) continue;
      yield { amount, meant };
      break;
    }
}

/** Amounts that are told again with the same words, or in the same order. */
export function* toldAlike(document: CheckedDocument, equations: readonly Equation[]): Generator<Retold> {
  const right = new Set(equations.filter(holds).flatMap(({ parts, whole }) => [...parts, whole].map(({ start }) => start)));
  yield* byOrder(document, equations);
  yield* byLabel(document, right);
}
