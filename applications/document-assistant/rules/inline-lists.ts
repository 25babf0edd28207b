import type { CheckedDocument } from "../document.ts";
import { NUMBER_SIGNS, numberLike, numberOf } from "../facts/written-number.ts";
import type { RuleHit } from "../rule.ts";

const HAN_NUMBER = "[一二三四五六七八九十]{1,2}";
const BEGINS = "(?<=^[\\s\\u3000]*|[。；：:])";

/** Numbers of lists that go on within a paragraph. */
interface InlineForm {
  readonly pattern: RegExp;
  /** 一是…；二是… may go on in the next paragraph; others end with theirs. */
  readonly goesOn: boolean;
  /** The first in the paragraph stands at its beginning: what numbers paragraphs is read elsewhere. */
  readonly isOuter: boolean;
}

const FORMS: readonly InlineForm[] = [
  { pattern: new RegExp(`(?<=^[\\s\\u3000]*|[。；：:，、])(${HAN_NUMBER})是(?![否非])`, "g"), goesOn: true, isOuter: false },
  { pattern: new RegExp(`(?<=^[\\s\\u3000]*|[。；：:，])第(${HAN_NUMBER})[，：,:]`, "g"), goesOn: true, isOuter: false },
  { pattern: new RegExp(`(?<=^[\\s\\u3000]*|[。；：:，])其(${HAN_NUMBER})[，、：,:]`, "g"), goesOn: true, isOuter: false },
  { pattern: new RegExp(`${BEGINS}（(${HAN_NUMBER})）(?![项款目、])`, "g"), goesOn: false, isOuter: true },
  { pattern: new RegExp(`${BEGINS}（([0-9]{1,2})）(?![项款目、])`, "g"), goesOn: false, isOuter: true },
  { pattern: new RegExp(`${BEGINS}([0-9]{1,2})[.．、](?=[\\p{Script=Han}《“])`, "gu"), goesOn: false, isOuter: true },
  { pattern: new RegExp(`${BEGINS}(${HAN_NUMBER})、(?=[^一二三四五六七八九十])`, "g"), goesOn: false, isOuter: true },
  { pattern: new RegExp(`(?<=^|[。；：:，、\\s]|[\\p{Script=Han}）]{3})([${NUMBER_SIGNS}])`, "gu"), goesOn: false, isOuter: true },
  // 问题一：…, 步骤2：…, 第一笔：…
  ...["问题", "建议", "步骤", "证据", "证据组", "事实", "意见", "要求", "措施", "举措", "理由", "任务", "焦点"].map((word) => ({
    pattern: new RegExp(`(?<=^[\\s\\u3000]*|[。；])${word}(${HAN_NUMBER}|[0-9]{1,2})[：:]`, "g"),
    goesOn: true,
    isOuter: false,
  })),
  ...["笔", "起", "次", "组", "项", "步", "批", "方面"].map((unit) => ({
    pattern: new RegExp(`${BEGINS}第(${HAN_NUMBER})${unit}[：:]`, "g"),
    goesOn: true,
    isOuter: false,
  })),
];
/** With a heading lists of before end. */
const HEADING = /^[\s\u3000]*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)/;
/** Attachments are another rule's. */
const ATTACHMENTS = /^[\s\u3000]*(?:附|随[函文案卷]|移送[^，。]{0,16}[：:])/;

/** Two items of one list stand no further apart. */
const FAR = 400;

/** 一是…；二是…；四是…, and other lists in running text. A list begins with its first number; where none stands before, nothing is told. */
export function* inlineGaps({ paragraphs, text: all }: CheckedDocument): Generator<RuleHit> {
  const last = FORMS.map(() => 0);
  const ends = FORMS.map(() => 0);
  for (const { text, start } of paragraphs) {
    if (ATTACHMENTS.test(text)) return;
    for (const [form, { pattern, goesOn, isOuter }] of FORMS.entries()) {
      if (!goesOn || HEADING.test(text)) last[form] = 0;
      for (const { 0: whole, 1: own = "", index } of text.matchAll(pattern)) {
        const number = numberOf(own);
        const before = last[form] ?? 0;
        const isAtStart = text.slice(0, index).trim() === "";
        // The number of the paragraph itself is judged with those of other paragraphs.
        if (before === 0 && number !== 1 && !(isOuter && isAtStart)) continue;
        const at = start + index + whole.indexOf(own);
        const due = numberLike(before + 1, own);
        // Where what is due stands in between, in whatever form, nothing is left out; where a first one does, it is another list.
        const between = all.slice(ends[form], at);
        const isOther = (): boolean =>
          new RegExp(`[（(]${due}|(?:${due}|(?<![0-9])${numberLike(1, own)})[）).．、，：:,;是]`).test(between);
        if (before > 0 && between.length < FAR && (number === before || number === before + 2) && number !== 1 && !isOther()) {
          yield {
            start: at,
            end: at + own.length,
            suggestion: due,
            reason: {
              zh: `序号不连续：前一个是 ${numberLike(before, own)}，这里应当是 ${due}`,
              en: `the number before is ${before}: ${before + 1} is due here`,
            },
          };
        }
        last[form] = number;
        ends[form] = at + own.length;
      }
    }
  }
}
