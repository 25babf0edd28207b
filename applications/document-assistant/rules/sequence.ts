import { readHanNumber, writeHanNumber } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

/** Forms of numbers at the beginning of a paragraph, the outer before the inner (GB/T 9704-2012 7.3.3). */
const FORMS: readonly { readonly pattern: RegExp; readonly isHan: boolean }[] = [
  { pattern: /^\s*([一二三四五六七八九十]{1,3})[，。；]?、/, isHan: true },
  { pattern: /^\s*（([一二三四五六七八九十]{1,3})）/, isHan: true },
  { pattern: /^\s*([0-9]{1,2})[.．、](?=[12][0-9]{3}年|[^0-9]|$)/, isHan: false },
  { pattern: /^\s*（([0-9]{1,2})）/, isHan: false },
];
/** 附：, 附件：, 附项： and the like, with the first number in the same line or not. */
const ATTACHMENTS = /^\s*附(?:件|项|注|录|送材料)?(?:清单|目录|材料)?\s*[：:]\s*/;

interface Numbered {
  readonly form: number;
  readonly number: number;
  /** The number alone. */
  readonly start: number;
  readonly end: number;
}

function numberAt(text: string, start: number): Numbered | null {
  const head = ATTACHMENTS.exec(text)?.[0].length ?? 0;
  for (const [form, { pattern, isHan }] of FORMS.entries()) {
    const found = pattern.exec(text.slice(head));
    if (!found) continue;
    const written = found[1] as string;
    const number = isHan ? Number(readHanNumber(written) ?? 0n) : Number(written);
    const at = start + head + found[0].indexOf(written);
    return number > 0 ? { form, number, start: at, end: at + written.length } : null;
  }
  return null;
}

const written = (number: number, isHan: boolean): string => (isHan ? writeHanNumber(number) : String(number));

/** A number goes on from the last of its form, until a number of an outer form begins anew. The first of a form may be any: a part may be quoted. */
function* gaps({ paragraphs }: CheckedDocument, isWanted: (inAttachments: boolean) => boolean): Generator<RuleHit> {
  const last: (number | null)[] = FORMS.map(() => null);
  let inAttachments = false;
  for (const { text, start } of paragraphs) {
    const begins = ATTACHMENTS.test(text);
    if (begins) {
      inAttachments = true;
      last.fill(null);
    }
    const numbered = numberAt(text, start);
    if (!numbered) continue;
    const { form, number } = numbered;
    const before = last[form] ?? null;
    if (before !== null && number !== before + 1 && (number !== 1 || (inAttachments && before === 1)) && isWanted(inAttachments)) {
      const due = written(before + 1, FORMS[form]?.isHan ?? false);
      yield {
        start: numbered.start,
        end: numbered.end,
        suggestion: due,
        reason: {
          zh: `序号不连续：前一个是 ${written(before, FORMS[form]?.isHan ?? false)}，这里应当是 ${due}`,
          en: `the number before is ${before}: ${before + 1} is due here`,
        },
      };
    }
    last[form] = number;
    last.fill(null, form + 1);
  }
}

export const SEQUENCE_RULES: readonly DocumentRule[] = [
  {
    id: "heading-sequence",
    title: { zh: "层次序数不连续", en: "Numbers of headings not in sequence" },
    severity: "error",
    source: "GB/T 9704-2012 7.3.3",
    find: (document) => gaps(document, (inAttachments) => !inAttachments),
  },
  {
    id: "attachment-sequence",
    title: { zh: "附件序号不连续", en: "Numbers of attachments not in sequence" },
    severity: "error",
    source: "GB/T 9704-2012 7.3.4",
    find: (document) => gaps(document, (inAttachments) => inAttachments),
  },
];
