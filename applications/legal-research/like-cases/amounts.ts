import { readAmount } from "@yuejian/identifiers";

export interface FoundAmount {
  readonly yuan: number;
  readonly start: number;
  readonly end: number;
}

/** Step of the law that a text itself names. */
export const AMOUNT_STEPS = {
  large: { zh: "数额较大", en: "amount relatively large" },
  huge: { zh: "数额巨大", en: "amount huge" },
  extreme: { zh: "数额特别巨大", en: "amount especially huge" },
} as const;
export type AmountStep = keyof typeof AMOUNT_STEPS;

const AMOUNT =
  /(?:\d[\d,，]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+)\s*(?:余|多)?(?:亿|千万|百万|万|千|百)?(?:余|多)?元/g;
/** Sums of what was done, before an amount. */
const TOTAL = /(?:共计|合计|总计|累计|总价值|总额|共价值|数额|金额|骗取|窃得|涉案)[^。；]{0,12}$/;
/** Amounts of something else than the act. */
const OTHER = /(?:罚金|退赔|退赃|退还|赔偿|保证金|罚款|工资|月薪|注册资本|诉讼费|抚慰金|医疗费)[^，。；]{0,10}$/;
const BEFORE = 24;

/** The amount that a text is about: the largest that it calls a sum, else the largest that is no fine, compensation or the like; null: none. */
export function mainAmount(text: string): FoundAmount | null {
  let [sum, largest]: [FoundAmount | null, FoundAmount | null] = [null, null];
  for (const match of text.matchAll(AMOUNT)) {
    const read = readAmount(match[0].replaceAll("，", ",").replaceAll(/[余多\s]/g, ""));
    if (!("value" in read) || read.value <= 0n) continue;
    const before = text.slice(Math.max(0, match.index - BEFORE), match.index);
    if (OTHER.test(before)) continue;
    const found = { yuan: Number(read.value) / 100, start: match.index, end: match.index + match[0].length };
    if (TOTAL.test(before) && found.yuan > (sum?.yuan ?? 0)) sum = found;
    if (found.yuan > (largest?.yuan ?? 0)) largest = found;
  }
  return sum ?? largest;
}

/** The highest step that a text names. */
export function amountStep(text: string): AmountStep | null {
  if (/数额特别巨大/.test(text)) return "extreme";
  if (/数额巨大/.test(text)) return "huge";
  return /数额较大/.test(text) ? "large" : null;
}
