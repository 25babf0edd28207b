import type { CheckedDocument } from "../document.ts";
import { type CountMention, countMentions } from "./count-mentions.ts";
import type { OtherCount } from "./counted-parts.ts";
import { enumeratedBeforeCount } from "./enumerations.ts";
import { readOnce } from "./read-once.ts";
import { countsTold } from "./told-counts.ts";

/** Nothing before it in its clause but what takes all of them up. */
const BARE = /(?:^|[，。；：\n])\s*(?:以上|上述|该|这|前述|全部)?$/;
/** Of every one of them: 三次会议均形成记录. */
const OF_ALL = /^(?<noun>\p{Script=Han}{2,6}?)(?:全部|全都|均|都|皆)/u;
const NOT_ALL = /其中|另|其余|其他|除|各|每|第|前|后|又|再|仅|只|约|近/;
const WORK = /^(?:人员|同志|单位|以上|之中|当中)$/;
const FAR = 700;

/** 四次都还了吗: of all that was told in the answers before. */
function isOfAnswers(text: string, { start, unitEnd }: CountMention): boolean {
  const line = text.slice(text.lastIndexOf("\n", start) + 1, start);
  return /^\s*[问答]：$/.test(line) && /^(?:都|均|全)/.test(text.slice(unitEnd, unitEnd + 2));
}

/** What is told again of all of them by another number than they were introduced with, where that is the only one told of them before. */
function* toldAgain({ text }: CheckedDocument, all: readonly CountMention[]): Generator<OtherCount> {
  for (const [at, mention] of all.entries()) {
    if (mention.isEach || mention.isLoose || mention.value < 2 || !BARE.test(text.slice(Math.max(0, mention.start - 8), mention.start)))
      continue;
    const noun = OF_ALL.exec(text.slice(mention.unitEnd, mention.unitEnd + 10))?.groups?.["noun"];
    const isSpoken = noun === undefined && isOfAnswers(text, mention);
    if ((noun === undefined && !isSpoken) || WORK.test(noun ?? "")) continue;
    const head = noun?.slice(-2) ?? "";
    const same = all.slice(0, at).filter((each) => each.unit === mention.unit && each.start > mention.start - FAR);
    const own = same.filter((each) =>
      isSpoken
        ? each.value > 1
        : each.noun.slice(0, 8).includes(head) || text.slice(Math.max(0, each.start - 6), each.start).includes(head),
    );
    const [first] = own;
    const isOther = ({ value, lead, isEach, isLoose }: CountMention): boolean =>
      value !== first?.value || isEach || isLoose || NOT_ALL.test(lead.slice(-10));
    if (!first || own.some(isOther) || same.some(({ value }) => value === mention.value)) continue;
    const between = text.slice(first.unitEnd, mention.start);
    // One more, or one less, may have come between.
    if (Math.abs(first.value - mention.value) === 1 && first.value > 1 && !/[又另]|新增|增加|减少|撤销|退出|离开|除/.test(between))
      yield { mention, meant: first.value };
  }
}

const REST = /(?:其余|其他|余下|剩余)$/;

/** 甲、乙、丙、丁四人……甲、乙……，其余两人: those who are named again are not among the others. */
function* restsOfNamed(document: CheckedDocument, all: readonly CountMention[]): Generator<OtherCount> {
  const { text } = document;
  for (const [at, rest] of all.entries()) {
    const whole = all.slice(0, at).findLast(({ unit }) => unit === rest.unit);
    if (!whole || !REST.test(rest.lead) || rest.isLoose || whole.isLoose || whole.isEach) continue;
    const told = countsTold(document).find(({ start }) => start === whole.start);
    const members = told ? enumeratedBeforeCount(text, told)?.members : undefined;
    const between = text.slice(whole.unitEnd, rest.start);
    if (members?.length !== whole.value || between.length > FAR / 4 || between.includes("\n")) continue;
    const named = members.filter((name) => name.length > 1 && between.includes(name));
    const meant = whole.value - named.length;
    if (named.length > 0 && meant > 0 && meant !== rest.value && Math.abs(meant - rest.value) < 3) yield { mention: rest, meant };
  }
}

export const countsRetold = readOnce((document: CheckedDocument): readonly OtherCount[] => {
  const all = countMentions(document);
  return [...toldAgain(document, all), ...restsOfNamed(document, all)];
});
