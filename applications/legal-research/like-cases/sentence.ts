import { readMonths } from "@yuejian/identifiers";

export const PENALTIES = {
  death: { zh: "死刑", en: "death" },
  life: { zh: "无期徒刑", en: "life imprisonment" },
  imprisonment: { zh: "有期徒刑", en: "imprisonment" },
  detention: { zh: "拘役", en: "criminal detention" },
  control: { zh: "管制", en: "public surveillance" },
  exempt: { zh: "免予刑事处罚", en: "exempt from punishment" },
} as const;
export type Penalty = keyof typeof PENALTIES;

export interface Sentence {
  readonly penalty: Penalty;
  /** Of imprisonment, detention and control; else null. */
  readonly months: number | null;
  readonly isSuspended: boolean;
}

const TERM = /(有期徒刑|拘役|管制)([〇零一二两三四五六七八九十百\d年月个又半]+)/g;
const KINDS = { 有期徒刑: "imprisonment", 拘役: "detention", 管制: "control" } as const;
const DISPOSITION = /(?:判决|裁定|裁判)(?:如下|结果)|主文/;

/** Without a disposition the end of the text is looked at. */
const LAST_PART = 600;
/** Earlier sentences, and what is only proposed. */
const NOT_THIS = /(?:曾|前科|因)[^。；;]*(?:判处|刑满)[^。；;]*|建议[^。；;]*判处[^。；;]*/g;

/** The sentence that a text of a judgment, or a cell 刑期, tells; of several the joined one (决定执行), else the longest. Null: none is told. */
export function readSentence(text: string, isCell = false): Sentence | null {
  const from = isCell ? 0 : text.search(DISPOSITION);
  const told = from < 0 ? text.slice(-LAST_PART).replaceAll(NOT_THIS, "") : text.slice(from);
  const joined = /决定执行([^。；;]{1,40})/.exec(told)?.[1] ?? told;
  if (!isCell && !/判处|决定执行|免予刑事处罚|犯[^。；]{1,40}罪/.test(told)) return null;
  const isSuspended = /缓刑|宣告缓期/.test(told);
  if (/死刑/.test(joined)) return { penalty: "death", months: null, isSuspended: /缓期二年|缓期2年/.test(told) };
  if (/无期徒刑/.test(joined)) return { penalty: "life", months: null, isSuspended: false };
  const terms = [...joined.matchAll(TERM)].flatMap((match): Sentence[] => {
    const read = readMonths(match[2] as string);
    return "value" in read ? [{ penalty: KINDS[match[1] as keyof typeof KINDS], months: Number(read.value), isSuspended }] : [];
  });
  const longest = terms.toSorted((one, other) => (other.months ?? 0) - (one.months ?? 0))[0];
  if (longest) return longest;
  if (/免予刑事处罚|免除处罚/.test(told)) return { penalty: "exempt", months: null, isSuspended: false };
  if (!isCell) return null;
  const months = readMonths(text.trim());
  return "value" in months ? { penalty: "imprisonment", months: Number(months.value), isSuspended: false } : null;
}

/** Terms of fewer cases than this are listed one by one: no distribution is told of them. */
export const LEAST_CASES = 10;

/** In months. */
export interface SentenceSpread {
  readonly count: number;
  readonly lowest: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly highest: number;
}

/** How the terms of cases lie; null for fewer than `LEAST_CASES`. */
export function spreadOf(months: readonly number[]): SentenceSpread | null {
  if (months.length < LEAST_CASES) return null;
  const sorted = months.toSorted((one, other) => one - other);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
    return Math.round((low + (high - low) * (place - Math.floor(place))) * 10) / 10;
  };
  return { count: sorted.length, lowest: at(0), lowerQuartile: at(0.25), median: at(0.5), upperQuartile: at(0.75), highest: at(1) };
}
