import { HAN_NUMERAL_CLASS, readHanNumber } from "./han-numerals.ts";
import type { Reading } from "./reading.ts";

const UNREADABLE = { code: "amount-unreadable" } as const;

/** Units in which a column of amounts may be delivered, and their worth in fen. */
export const MONEY_UNITS = {
  fen: 1n,
  jiao: 10n,
  yuan: 100n,
  "hundred-yuan": 10_000n,
  "thousand-yuan": 100_000n,
  "wan-yuan": 1_000_000n,
  "million-yuan": 100_000_000n,
  "ten-million-yuan": 1_000_000_000n,
  "yi-yuan": 10_000_000_000n,
} as const;

export type MoneyUnit = keyof typeof MONEY_UNITS;

/** Suffixes as they are written, with their worth in fen. */
const SUFFIXES: Readonly<Record<string, bigint>> = {
  亿: MONEY_UNITS["yi-yuan"],
  千万: MONEY_UNITS["ten-million-yuan"],
  百万: MONEY_UNITS["million-yuan"],
  万: MONEY_UNITS["wan-yuan"],
  千: MONEY_UNITS["thousand-yuan"],
  百: MONEY_UNITS["hundred-yuan"],
  元: MONEY_UNITS.yuan,
  角: MONEY_UNITS.jiao,
  分: MONEY_UNITS.fen,
};

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const PART = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?(亿|千万|百万|万|千|百|元|角|分)(?:元)?/;
const HAN = new RegExp(`^[${HAN_NUMERAL_CLASS}元角分]+$`);

/** Reads an amount, exactly: 1,234.56, ￥3万元, 1.2亿, 3万5千元, 12元5角, 壹万贰仟叁佰元整, 伍角叁分, 三千元, -50, (50), 负五十元.
 *  `unit` is that of bare figures, from the column's heading (罚金（万元）); a unit written in the cell wins. The result is whole fen:
 *  what does not come out even is refused, and so is exponent notation, which has lost digits already. */
export function readAmount(text: string, unit: MoneyUnit = "yuan"): Reading<bigint> {
  if (PLAIN.test(text)) return scaled(text, MONEY_UNITS[unit]);
  let rest = text
    .replaceAll(/[\s\u200C\u200D]/g, "")
    .replaceAll(/[\u2212\u2013\u2014﹣]/g, "-")
    .replaceAll("，", ",")
    .replaceAll(/人民币|[¥￥]|RMB|CNY/gi, "")
    .replaceAll(/[圆圓块]钱?/g, "元")
    .replaceAll("萬", "万")
    .replaceAll("億", "亿")
    .replace(/(?<=[元角分])[整正]$/, "");
  const isParenthesised = /^[(（].*[)）]$/.test(rest);
  if (isParenthesised) rest = rest.slice(1, -1);
  const isSigned = /^[-+负]/.test(rest);
  const isNegative = isParenthesised || rest.startsWith("-") || rest.startsWith("负");
  if (isParenthesised && isSigned) return UNREADABLE;
  if (isSigned) rest = rest.slice(1);
  const magnitude = HAN.test(rest) ? hanAmount(rest, unit) : figureAmount(rest, unit);
  if ("code" in magnitude) return magnitude;
  return checked(isNegative ? -magnitude.value : magnitude.value);
}

/** Figures with units that fall from left to right: 1亿2000万元, 3万5千元, 12元5角3分. */
function figureAmount(text: string, unit: MoneyUnit): Reading<bigint> {
  if (/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(text)) return scaled(text.replaceAll(",", ""), MONEY_UNITS[unit]);
  let rest = text;
  let total = 0n;
  let last: bigint | null = null;
  while (rest !== "") {
    const part = PART.exec(rest) ?? (last === null ? null : /^(\d+)(?:\.(\d+))?()$/.exec(rest));
    if (!part) return UNREADABLE;
    const worth: bigint = part[3] ? (SUFFIXES[part[3]] ?? 0n) : MONEY_UNITS.yuan;
    // 3万5 means 35,000 in speech; in figures it cannot be told.
    if (last !== null && (worth >= last || (!part[3] && last !== MONEY_UNITS.yuan && (part[1]?.length ?? 0) < 4))) return UNREADABLE;
    const value = scaled(`${part[1]?.replaceAll(",", "")}${part[2] ? `.${part[2]}` : ""}`, worth);
    if ("code" in value) return value;
    total += value.value;
    last = worth;
    rest = rest.slice(part[0].length);
  }
  return last === null ? UNREADABLE : { value: total };
}

/** 壹万贰仟叁佰元整, 三千元, 伍角叁分, 一百元零五分; without 元 the numeral counts in the column's unit. */
function hanAmount(text: string, unit: MoneyUnit): Reading<bigint> {
  const parts = /^(?:([^元角分]+)(元?))??(?:零?([^元角分]+)角)?(?:零?([^元角分]+)分)?$/.exec(text);
  if (!parts) return UNREADABLE;
  const [, whole, mark, jiao, fen] = parts;
  if (whole === undefined && jiao === undefined && fen === undefined) return UNREADABLE;
  if (whole !== undefined && mark === "" && (jiao !== undefined || fen !== undefined)) return UNREADABLE;
  let total = 0n;
  if (whole !== undefined) {
    const value = readHanNumber(whole);
    if (value === null) return UNREADABLE;
    total += value * (mark === "元" ? MONEY_UNITS.yuan : MONEY_UNITS[unit]);
  }
  for (const [part, worth] of [
    [jiao, 10n],
    [fen, 1n],
  ] as const) {
    if (part === undefined) continue;
    const value = readHanNumber(part);
    if (value === null || value > 9n) return UNREADABLE;
    total += value * worth;
  }
  return { value: total };
}

function scaled(figures: string, worth: bigint): Reading<bigint> {
  const [whole = "", fraction = ""] = figures.split(".");
  const digits = fraction.replace(/0+$/, "");
  const numerator = BigInt(whole + digits) * worth;
  const denominator = 10n ** BigInt(digits.length);
  return numerator % denominator === 0n ? checked(numerator / denominator) : UNREADABLE;
}

/** Fen stay within what a double holds exactly (90 million million yuan). */
function checked(fen: bigint): Reading<bigint> {
  return fen > BigInt(Number.MAX_SAFE_INTEGER) || fen < -BigInt(Number.MAX_SAFE_INTEGER) ? UNREADABLE : { value: fen };
}
