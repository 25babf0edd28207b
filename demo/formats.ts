import { type ColumnSchema, YUEYANG_OFFICES } from "@yuejian/contracts";
import { writeHanNumber } from "@yuejian/identifiers";
import { calendarDay, type Day, isoOf } from "./days.ts";
import type { Random } from "./random.ts";

/** A cell before it takes the form of its source: days (and months, as their first day) are `Day` numbers, amounts are fen, codes are the
 *  dictionary's values. A text in a column of another type is written as it stands. */
export type Value = string | number | boolean | null;

export interface Styles {
  readonly day: "iso" | "midnight" | "slash" | "dot" | "chinese" | "compact";
  readonly month: "compact" | "chinese" | "iso";
  readonly money: "plain" | "commas" | "marked" | "wan" | "capitals";
  readonly term: "months" | "chinese" | "figures";
  readonly flag: "是否" | "有无" | "10" | "YN";
  /** Which spelling of a code the source uses, counted from 0; the last one where there are fewer. */
  readonly spelling: number;
  readonly office: "code" | "name" | "short";
  readonly charge: "full" | "short";
  readonly brackets: "full" | "half" | "square";
}

const CAPITALS = "零壹贰叁肆伍陆柒捌玖";

/** Fen in banker's numerals: 1230000 → 壹万贰仟叁佰元整, 53 → 伍角叁分. */
export function capitals(fen: number): string {
  const yuan = Math.floor(fen / 100);
  const [jiao, cents] = [Math.floor(fen / 10) % 10, fen % 10];
  let text = yuan === 0 ? "" : `${capitalInteger(yuan)}元`;
  if (jiao > 0) text += `${CAPITALS.charAt(jiao)}角`;
  else if (cents > 0 && yuan > 0) text += "零";
  if (cents > 0) text += `${CAPITALS.charAt(cents)}分`;
  return cents > 0 ? text : text === "" ? "零元整" : jiao > 0 ? text : `${text}整`;
}

function capitalInteger(value: number): string {
  let text = "";
  let needsZero = false;
  for (const [scale, name] of [
    [100_000_000, "亿"],
    [10_000, "万"],
    [1, ""],
  ] as const) {
    const section = Math.floor(value / scale) % 10_000;
    if (section === 0) {
      needsZero = text !== "";
      continue;
    }
    for (const [unit, mark] of [
      [1000, "仟"],
      [100, "佰"],
      [10, "拾"],
      [1, ""],
    ] as const) {
      const digit = Math.floor(section / unit) % 10;
      if (digit === 0) needsZero = text !== "";
      else {
        text += (needsZero ? "零" : "") + CAPITALS.charAt(digit) + mark;
        needsZero = false;
      }
    }
    text += name;
    needsZero = false;
  }
  return text;
}

export function formatDay(value: Day, style: Styles["day"]): string {
  const iso = isoOf(value);
  switch (style) {
    case "iso":
      return iso;
    case "midnight":
      return `${iso} 00:00:00`;
    case "dot":
      return iso.replaceAll("-", ".");
    case "compact":
      return iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8);
    case "slash":
      return `${iso.slice(0, 4)}/${Number(iso.slice(5, 7))}/${Number(iso.slice(8))}`;
    case "chinese":
      return `${iso.slice(0, 4)}年${Number(iso.slice(5, 7))}月${Number(iso.slice(8))}日`;
    default:
      return style satisfies never;
  }
}

function formatMonth(value: Day, style: Styles["month"]): string {
  const { year, month } = calendarDay(value);
  if (style === "chinese") return `${year}年${month}月`;
  return `${year}${style === "iso" ? "-" : ""}${String(month).padStart(2, "0")}`;
}

/** Yuan with two decimals, exactly. */
function yuan(fen: number): string {
  const whole = Math.floor(fen / 100);
  return `${whole}.${String(fen % 100).padStart(2, "0")}`;
}

function formatMoney(fen: number, style: Styles["money"]): string {
  switch (style) {
    case "plain":
      return fen % 100 === 0 ? String(fen / 100) : yuan(fen);
    case "commas":
      return yuan(fen).replace(/^\d+/, (whole) => whole.replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ","));
    case "marked":
      return `￥${yuan(fen)}`;
    case "wan":
      return `${Math.floor(fen / 1_000_000)}.${String(fen % 1_000_000).padStart(6, "0")}`.replace(/\.?0+$/, "");
    case "capitals":
      return capitals(fen);
    default:
      return style satisfies never;
  }
}

function formatTerm(months: number, style: Styles["term"]): string {
  if (style === "months") return String(months);
  const [years, rest] = [Math.floor(months / 12), months % 12];
  const write = style === "chinese" ? writeHanNumber : String;
  return (years > 0 ? `${write(years)}年` : "") + (rest > 0 || years === 0 ? `${write(rest)}个月` : "");
}

const FLAGS: Readonly<Record<Styles["flag"], readonly [string, string]>> = {
  是否: ["是", "否"],
  有无: ["有", "无"],
  "10": ["1", "0"],
  YN: ["Y", "N"],
};

const OFFICES = new Map(
  YUEYANG_OFFICES.map((office) => [
    office.id,
    { code: office.regionCode, name: office.name.zh, short: office.name.zh.replace("人民检察院", "") } as const,
  ]),
);

const spellingsOf = new WeakMap<ColumnSchema, ReadonlyMap<string, readonly string[]>>();

function spellings(column: ColumnSchema): ReadonlyMap<string, readonly string[]> {
  const known = spellingsOf.get(column);
  if (known) return known;
  const table = new Map<string, string[]>();
  for (const [spelling, value] of Object.entries(column.spellings ?? {})) table.set(value, [...(table.get(value) ?? []), spelling]);
  spellingsOf.set(column, table);
  return table;
}

/** The text of a cell in the ways of its source. */
export function formatCell(value: Value | undefined, column: ColumnSchema, styles: Styles): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return FLAGS[styles.flag][value ? 0 : 1];
  if (typeof value === "number") {
    if (column.type === "date") return column.semantic === "month" ? formatMonth(value, styles.month) : formatDay(value, styles.day);
    if (column.type === "amount") return formatMoney(value, styles.money);
    return column.name.endsWith("_months") ? formatTerm(value, styles.term) : String(value);
  }
  if (column.name === "office") return OFFICES.get(value)?.[styles.office] ?? value;
  if (column.semantic === "charge" && styles.charge === "short") return value.replace(/罪$/, "");
  if (column.semantic === "document-number" && styles.brackets !== "full") {
    const [open, close] = styles.brackets === "half" ? ["(", ")"] : ["[", "]"];
    return value.replace("（", open).replace("）", close);
  }
  if (column.allowed) {
    const known = spellings(column).get(value) ?? [value];
    return known[Math.min(styles.spelling, known.length - 1)] ?? value;
  }
  return value;
}

/** Harmless ways of writing that standardisation takes back: full-width figures, spaces around and inside, a lower-case x. */
export function roughen(text: string, column: ColumnSchema, random: Random): string {
  if (text === "") return text;
  if (column.semantic === "person-name" && /^[\u4E00-\u9FFF]{2}$/.test(text)) return `${text.charAt(0)} ${text.charAt(1)}`;
  if (column.semantic === "resident-id" && text.endsWith("X")) return text.replace("X", "x");
  if (/^\d+$/.test(text) && random.chance(0.5)) return fullWidth(text);
  return random.chance(0.5) ? ` ${text}` : `${text}　`;
}

export function fullWidth(text: string): string {
  return text.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}
