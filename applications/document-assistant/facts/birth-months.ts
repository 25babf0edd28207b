import { isoDate } from "@yuejian/identifiers";
import { type Head, ownerAt } from "./heads.ts";
import type { NamedPlace } from "./names.ts";

/** A birth of which the month is told and no day. */
export interface MonthOfBirth {
  readonly name: string | null;
  /** ISO; its first and its last day. */
  readonly on: string;
  readonly until: string;
  readonly start: number;
  readonly end: number;
}

const MONTH = /(?<![0-9])((?:19|20)[0-9]{2})\s?(?:年\s?([0-9]{1,2})\s?月(?!\s?[0-9]{1,2}\s?日)|[./-]([0-9]{1,2})(?![0-9./-]))/g;
const BEFORE = /(?:出生于|(?<![发产])生于|出生(?:年月|日期|时间)?|生日)[为是系：:　\s]*$/;
const BEHIND = /^\s?(?:出生(?!医学|证明|登记)|生(?=[，,。；;、（）()\s]|于|人))/;

/** 1985年3月生, 出生年月：1985.03 */
export function monthsOfBirthIn(
  text: string,
  around: { readonly heads: readonly Head[]; readonly names: readonly NamedPlace[] },
): MonthOfBirth[] {
  return [...text.matchAll(MONTH)].flatMap(({ index: start, 0: written, 1: year = "", 2: inFull, 3: inShort }) => {
    const [month, end] = [Number(inFull ?? inShort), start + written.length];
    const isTold = BEHIND.test(text.slice(end, end + 6)) || BEFORE.test(text.slice(Math.max(0, start - 12), start));
    if (!isTold || month < 1 || month > 12) return [];
    const last = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
    const name = ownerAt(text, around, start)?.name ?? null;
    return { name, on: isoDate(Number(year), month, 1), until: isoDate(Number(year), month, last), start, end };
  });
}
