import type { CheckedDocument } from "../document.ts";
import { type Amount, isInexact, totalsIn, totalsOf } from "./amounts.ts";
import { isMistyped, mentionsIn } from "./mentions.ts";
import { tablesIn } from "./tables.ts";

/** Words of a total that is that of the acts. */
const OF_ACTS = /犯罪|涉案|盗窃|诈骗|骗|窃|抢|侵占|勒索|挪用|贪污|受贿|赃|数额|财物/;
/** Those of any amount that the acts are about. */
const ABOUT_ACTS = new RegExp(`${OF_ACTS.source}|盗|收受|毒资|抽头|税额|税款|损失|货值|渔获|变卖|收购|价值|违法所得|获利`);
/** Of what was given back, or is to be paid. */
const PAID_BACK =
  /医疗|护理|误工|营养费|住院|交通费|退|赔|返还|扣押|冻结|垫付|谅解|罚金|罚款|保证金|诉讼费|补缴|尚欠|尚余|剩余|未追回|租金|分得|得款|卖得/;

const sentenceBefore = (text: string, at: number): string => {
  const from = Math.max(text.lastIndexOf("。", at), text.lastIndexOf("\n", at)) + 1;
  return text.slice(from, at);
};

/** Totals that are those of the acts, not of what was paid back. */
export const totalsOfActs = (text: string): Amount[] =>
  totalsIn(text).filter(({ start }) => {
    const before = sentenceBefore(text, start);
    return OF_ACTS.test(before) && !/退|赔|返还|扣押|冻结/.test(before);
  });

/** What makes an amount a whole, right before it. */
const WHOLE_BEFORE =
  /(?:总[值额价数]|共[付得计收骗盗售]?|合[计共]|累计|总计|一共|加起来|数额(?:总共|合计)?(?:是|为|达|计)?|毒资|税额|货值金额(?:总共)?|赃款|抽头|损失|价值)[^，。；0-9一二三四五六七八九十]{0,10}$/;
/** The part of somebody, or of some of what was done. */
const OF_PART = /参与(?!全部|所有|上述)|单独|未遂|其中|第[一二三四五六七八九十0-9]+[起次笔]|分别[^，。；]*$/;

/** A little or a round sum more or less, or mistyped. */
function isNear(one: bigint, other: bigint): boolean {
  const apart = one > other ? one - other : other - one;
  return isMistyped(one, other) || apart * LITTLE < one + other || (/^[1-4]0{4,}$/.test(String(apart)) && apart < one + other);
}
const LITTLE = 20n;

/** How much speaks for an amount being that of all acts together: so much at least, where it is near to what it is compared with and where it is not. */
const ENOUGH = { near: 4, far: 6 } as const;

/** 三万元以上, 不满三万元: of the law. */
export const isLimit = (text: string, { start, end }: Amount): boolean =>
  /^(?:以[上下内]|[至到](?:人民币)?[0-9一二两三四五六七八九十])/.test(text.slice(end, end + 5)) ||
  /(?:不满|未满|不足|以上至|超过|低于|高于|至)$/.test(text.slice(Math.max(0, start - 3), start));

/** The amount of all acts together where it is another than `known`; null: the known one is told too, or none can be told to be the whole. */
export function otherWhole(document: CheckedDocument, known: bigint, isSame: (one: bigint, other: bigint) => boolean): Amount | null {
  const { text } = document;
  const mentions = mentionsIn(document).filter((each) => !isLimit(text, each));
  if (mentions.length === 0 || mentions.some(({ fen }) => isSame(fen, known))) return null;
  const totals = new Set(totalsOf(document).map(({ start }) => start));
  for (const { columns } of tablesIn(document)) for (const { whole } of columns) totals.add(whole.start);
  const counts = new Map<bigint, number>();
  for (const { fen } of mentions) counts.set(fen, (counts.get(fen) ?? 0) + 1);
  const own = mentions.filter(({ start, end }) => {
    const clause =
      text
        .slice(Math.max(0, start - 24), start)
        .split(/[。；\n]/)
        .at(-1) ?? "";
    const last = clause.split("，").at(-1) ?? "";
    return (
      !PAID_BACK.test(last) &&
      !/医疗费|护理费|误工|修复|费用/.test(sentenceBefore(text, start)) &&
      !OF_PART.test(clause) &&
      !isInexact(text.slice(Math.max(0, start - 6), end + 4))
    );
  });
  const largest = own.reduce((most, { fen }) => (fen > most ? fen : most), 0n);
  let best: { readonly amount: Amount; readonly score: number } | null = null;
  for (const amount of own) {
    const before = sentenceBefore(text, amount.start);
    const isClose = isNear(known, amount.fen);
    const score =
      (totals.has(amount.start) ? 3 : WHOLE_BEFORE.test(before.slice(-24)) ? 2 : 0) +
      ((counts.get(amount.fen) ?? 0) > 1 ? 2 : 0) +
      (amount.fen === largest ? 1 : 0) +
      (ABOUT_ACTS.test(before) ? 1 : 0) +
      (isClose ? 2 : 0);
    if (score >= (isClose ? ENOUGH.near : ENOUGH.far) && score > (best?.score ?? 0)) best = { amount, score };
  }
  return best?.amount ?? null;
}
