import type { CheckedDocument } from "../document.ts";
import { writtenDaysIn } from "../facts/dates.ts";
import { isOfOffice } from "../facts/kind.ts";
import { readOnce } from "../facts/read-once.ts";
import { isNumberSign, NUMBER_SIGNS, numberLike, numberOf } from "../facts/written-number.ts";
import { type DocumentRule, firstAt, type RuleHit } from "../rule.ts";
import { inlineGaps } from "./inline-lists.ts";

/** Forms of numbers at the beginning of a paragraph, the outer before the inner (GB/T 9704-2012 7.3.3). */
const FORMS: readonly RegExp[] = [
  /^\s*第([一二三四五六七八九十]{1,3})部分(?=$|[\s\u3000：:、，]|[\p{Script=Han}]{2})/u,
  /^\s*([一二三四五六七八九十]{1,3})(?:[，。；]?、|[.．](?=[\s\u3000]|[\p{Script=Han}]))/u,
  // A half of the brackets that is lost or of the wrong width is another rule's.
  /^\s*[（(]?([一二三四五六七八九十]{1,3})[）)]/,
  // 第一、…, 第一项：…; not 第一次 and 第一款. 第一，… goes on in one paragraph (inline-lists.ts).
  /^\s*第([一二三四五六七八九十]{1,3})(?:[项点起笔组][，、：:]|组[\s\u3000]|[、])/,
  /^\s*([0-9]{1,2})(?:[.．、](?=[12][0-9]{3}年|[^0-9]|$)|[：:](?=[\p{Script=Han}]))/u,
  /^\s*[（(]([0-9]{1,2})[）)]/,
  /^\s*([0-9]{1,2})[）)](?![0-9])/,
  new RegExp(`^\\s*([${NUMBER_SIGNS}])`),
];
/** 附：, 附件：, 附项：, 随函移送：, 移送材料清单： and the like, with the first number in the same line or not. */
const ATTACHMENTS =
  /^\s*(?:附(?:件|项|注|录|表|图|卷|本|页|送|寄|带|具|随|上)?|随[函文案信卷件本][\p{Script=Han}]{0,8}?|[另并后所]附|移送(?=[^，。]{0,16}[：:]))(?:的|有|以下|下列|移送|附送|材料|文件|物品|证据|案卷|卷宗|资料|清单|目录|如下)*(?:（[^（）]{1,12}）)?\s*(?:[：:]|(?<=附件(?:目录|清单|列表))$)\s*/u;
/** 附件1：…, a line each. */
const NUMBERED_LABEL =
  /^\s*附(?:件|表|图|录)?\s*(?:([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*(?:[：:.．、]|[\s\u3000]+(?=[\p{Script=Han}《]))|[（(]([0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)])/u;
/** Further numbers of a list in one line: 附：1.案卷二册；2.光盘一张。 */
const INLINE: readonly RegExp[] = [
  /(?<=[；;，,。、\s\u3000])([0-9]{1,2})[.．、](?=[^0-9\s]|[12][0-9]{3}年)/g,
  /(?<=[；;，,。、\s\u3000])（([0-9]{1,2})）(?=[^\s])/g,
  /(?<=[；;，,。\s\u3000])（([一二三四五六七八九十]{1,3})）(?=[^\s])/g,
  /(?<=[；;，,。、\s\u3000])([0-9]{1,2})）(?=[^\s])/g,
  /(?<=[；;，,。\s\u3000])([一二三四五六七八九十]{1,3})、/g,
];
/** As the first, but right behind what is told before it: 附件：1、清单2、名单. */
const RUN_ON = /(?<=[\p{Script=Han}）》])([0-9]{1,2})[.．、](?=[\p{Script=Han}《])/gu;
const SIGNS = new RegExp(`([${NUMBER_SIGNS}])`, "g");

interface Numbered {
  readonly form: number;
  readonly number: number;
  /** The number alone. */
  readonly start: number;
  readonly end: number;
}

function numberAt(text: string, start: number, head: number): Numbered | null {
  for (const [form, pattern] of FORMS.entries()) {
    const found = pattern.exec(text.slice(head));
    if (!found) continue;
    const own = found[1] as string;
    const number = numberOf(own);
    const at = start + head + found[0].indexOf(own);
    return number > 0 ? { form, number, start: at, end: at + own.length } : null;
  }
  return null;
}

/** Of a line in the note of attachments: its number, and those that go on in the line where its first one is told. */
function attached(text: string, start: number): Numbered[] {
  const [, plain, bracketed] = NUMBERED_LABEL.exec(text) ?? [];
  const label = plain ?? bracketed;
  if (label !== undefined) {
    const at = start + text.indexOf(label);
    return [{ form: LABELLED, number: numberOf(label), start: at, end: at + label.length }];
  }
  const first = numberAt(text, start, ATTACHMENTS.exec(text)?.[0].length ?? 0);
  if (!first) return [];
  const mark = text.charAt(first.end - start);
  const isBracketed = /[（(]/.test(text.charAt(first.start - start - 1));
  const own = text.slice(first.start - start, first.end - start);
  const isHan = /[一二三四五六七八九十]/.test(own);
  const more = isNumberSign(own) ? SIGNS : isBracketed ? INLINE[isHan ? 2 : 1] : INLINE[isHan ? 4 : mark === "）" ? 3 : 0];
  const all = (pattern: RegExp): Numbered[] =>
    [...text.matchAll(pattern)].flatMap(({ 0: whole, 1: written = "", index }) => {
      const at = start + index + whole.indexOf(written);
      return at <= first.start ? [] : [{ form: first.form, number: numberOf(written), start: at, end: at + written.length }];
    });
  const parted = more ? all(more) : [];
  const runOn = parted.length === 0 && more === INLINE[0] ? all(RUN_ON) : [];
  const rest = runOn[0]?.number === first.number + 1 ? runOn : parted;
  // 光盘1、硬盘2 is no list: what goes on in a line begins with the number that is due, or the one after.
  return rest.every(({ number }) => number > 0 && number <= first.number + rest.length + 2) ? [first, ...rest] : [first];
}

const LABELLED = FORMS.length;
const FAR = 2_000;
/** Lines at the end in which a document is signed. */
const LAST_LINES = 14;
/** 一、 */
const HEADING = 1;
/** Headings, not lists: two that are first one behind the other are none of two lists. */
const OUTER = 2;
const written = (number: number, { start, end }: Pick<Numbered, "start" | "end">, text: string): string =>
  numberLike(number, text.slice(start, end));

interface Gap {
  readonly inAttachments: boolean;
  readonly hit: RuleHit;
}

/** A number goes on from the last of its form, until a number of an outer form begins anew. The first of a form may be any: a part may be quoted. */
function* gapsIn(document: CheckedDocument): Generator<Gap> {
  const { paragraphs, text: whole } = document;
  const isWhole = isOfOffice(document);
  let isFirst = true;
  const last: (number | null)[] = Array.from({ length: FORMS.length + 1 }, () => null);
  let [inAttachments, isSigned] = [false, false];
  // The one that is due begins a line, with a bracket that is not closed: another rule tells it.
  const isBroken = (numbered: Numbered, before: number): boolean =>
    new RegExp(`\\n\\s*[（(]${written(before + 1, numbered, whole)}(?![）)])`).test(
      whole.slice(Math.max(0, numbered.start - FAR), numbered.start),
    );
  /** The number of the last heading before a list of what is sent along. */
  let heading: number | null = null;
  for (const [at, { text, start }] of paragraphs.entries()) {
    const isLabelled = NUMBERED_LABEL.test(text);
    // Below the day on which a document is signed nothing but what goes along is listed, with a label or without.
    const isBelowDay = isSigned && !inAttachments && numberAt(text, start, 0) !== null;
    if (at >= paragraphs.length - LAST_LINES && isDayAlone(text)) isSigned = true;
    if (ATTACHMENTS.test(text) || ((isLabelled || isBelowDay) && !inAttachments)) {
      if (!inAttachments) heading = last[HEADING] ?? null;
      inAttachments = true;
      last.fill(null);
    } else if (inAttachments && heading !== null && last[HEADING] === null && numberAt(text, start, 0)?.form === HEADING) {
      inAttachments = false;
      last.fill(null);
      last[HEADING] = heading;
    }
    const numbers = inAttachments ? attached(text, start) : [numberAt(text, start, 0)].filter((each) => each !== null);
    for (const numbered of numbers) {
      const { form, number } = numbered;
      // A document begins with its first heading.
      const before = last[form] ?? (form === HEADING && isFirst && isWhole && number > 1 ? 0 : null);
      if (form === HEADING) isFirst = false;
      if (
        before !== null &&
        number !== before + 1 &&
        (number !== 1 || (before === 1 && (inAttachments ? form !== LABELLED : form <= OUTER || whole.charAt(numbered.end) === "组"))) &&
        !isBroken(numbered, before)
      ) {
        const due = written(before + 1, numbered, whole);
        const reason = {
          zh:
            before === 0
              ? `序号不连续：第一个应当是 ${due}`
              : `序号不连续：前一个是 ${written(before, numbered, whole)}，这里应当是 ${due}`,
          en: `the number before is ${before}: ${before + 1} is due here`,
        };
        yield { inAttachments, hit: { start: numbered.start, end: numbered.end, suggestion: due, reason } };
      }
      last[form] = number;
      if (form !== LABELLED) last.fill(null, form + 1, FORMS.length);
    }
  }
}

const gaps = readOnce((document): readonly Gap[] => [...gapsIn(document)]);
const gapsOf = (document: CheckedDocument, isOfAttachments: boolean): RuleHit[] =>
  gaps(document).flatMap(({ inAttachments, hit }) => (inAttachments === isOfAttachments ? [hit] : []));

function isDayAlone(text: string): boolean {
  const line = text.trim();
  return line.length < 24 && line.endsWith("日") && writtenDaysIn(line).some(({ start, end }) => start === 0 && end === line.length);
}

export const SEQUENCE_RULES: readonly DocumentRule[] = [
  {
    id: "heading-sequence",
    title: { zh: "层次序数不连续", en: "Numbers of headings not in sequence" },
    severity: "error",
    source: "GB/T 9704-2012 7.3.3",
    find: (document) => firstAt([...gapsOf(document, false), ...inlineGaps(document)]),
  },
  {
    id: "attachment-sequence",
    title: { zh: "附件序号不连续", en: "Numbers of attachments not in sequence" },
    severity: "error",
    source: "GB/T 9704-2012 7.3.4",
    find: (document) => gapsOf(document, true),
  },
];
