/** Chinese numerals, everyday (一二三, 〇, 两, 廿, 卅) and banker's (壹贰叁, 大写). */
const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  "○": 0,
  "◯": 0,
  一: 1,
  壹: 1,
  弌: 1,
  二: 2,
  贰: 2,
  貳: 2,
  两: 2,
  兩: 2,
  三: 3,
  叁: 3,
  叄: 3,
  參: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  陸: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const TENS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };

/** Characters of Chinese numerals, for use inside a character class. */
export const HAN_NUMERAL_CLASS = `${Object.keys({ ...DIGITS, ...TENS }).join("")}万萬亿億廿卅`;

/** Digit by digit, as in years: 二〇二四 → "2024"; null when another character occurs. */
export function hanDigits(text: string): string | null {
  let digits = "";
  for (const character of text) {
    const digit = DIGITS[character];
    if (digit === undefined) return null;
    digits += digit;
  }
  return digits === "" ? null : digits;
}

/** 1 … 99 as it is written: 十二, 二十三. */
export function writeHanNumber(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  const head = tens === 0 ? "" : tens === 1 ? "十" : `${WRITTEN.charAt(tens)}十`;
  return head + (ones === 0 && tens > 0 ? "" : WRITTEN.charAt(ones));
}

const WRITTEN = "〇一二三四五六七八九";

/** A numeral by place value: 一万二千三百 → 12300n, 十二 → 12n, 一百零五 → 105n, 三千亿 → 300000000000n. Null unless well formed.
 *  Colloquial shortenings (一百五, 一万二) are refused: writers do not agree on what they mean. */
export function readHanNumber(text: string): bigint | null {
  const parts = /^(?:([^亿億]+)[亿億])?(?:([^万萬亿億]+)[万萬])?([^万萬亿億]*)$/.exec(
    text.replaceAll("廿", "二十").replaceAll("卅", "三十"),
  );
  if (!parts || text === "") return null;
  let total = 0n;
  for (const [position, scale] of [100_000_000n, 10_000n, 1n].entries()) {
    const part = parts[position + 1];
    if (!part) continue;
    const section = readSection(part, total > 0n);
    if (section === null) return null;
    total += BigInt(section) * scale;
  }
  return total;
}

/** Up to four digits by place value. A digit that skips places needs 零 before it, also the first one when a larger part precedes. */
function readSection(text: string, follows: boolean): number | null {
  let sum = 0;
  let digit: number | null = null;
  let lastUnit = follows ? 10_000 : 0;
  let isAfterZero = false;
  for (const character of text) {
    const value = DIGITS[character];
    const unit = TENS[character];
    if (value === 0) {
      if (digit !== null) return null;
      isAfterZero = true;
    } else if (value !== undefined) {
      if (digit !== null) return null;
      digit = value;
    } else if (unit !== undefined) {
      if (lastUnit !== 0 && unit >= lastUnit) return null;
      if (digit === null && unit !== 10) return null;
      sum += (digit ?? 1) * unit;
      digit = null;
      lastUnit = unit;
      isAfterZero = false;
    } else return null;
  }
  if (digit === null) return sum;
  return isAfterZero || lastUnit === 0 || lastUnit === 10 ? sum + digit : null;
}
