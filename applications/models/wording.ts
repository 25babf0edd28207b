import type { Text } from "@yuejian/contracts";

type Cell = string | number | boolean | null | undefined;

/** An amount of fen as people write it: 800元, 1,234.50 yuan. */
export function amountText(fen: Cell): Text {
  if (typeof fen !== "number") return { zh: "（金额不详）", en: "an unknown amount" };
  const sign = fen < 0 ? "-" : "";
  const [yuan, rest] = [Math.floor(Math.abs(fen) / 100), Math.abs(fen) % 100];
  const cents = rest === 0 ? "" : `.${String(rest).padStart(2, "0")}`;
  const grouped = String(yuan).replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return { zh: `${sign}${yuan}${cents}元`, en: `${sign}${grouped}${cents} yuan` };
}

/** A day YYYY-MM-DD as people write it: 2024年3月5日; in English the ISO form. */
export function dayText(day: Cell): Text {
  const match = typeof day === "string" ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) : null;
  if (!match) return { zh: "（日期不详）", en: "an unknown day" };
  return { zh: `${Number(match[1])}年${Number(match[2])}月${Number(match[3])}日`, en: match[0] };
}

/** The month of a day: 2024年3月, 2024-03. */
export function monthText(day: Cell): Text {
  const match = typeof day === "string" ? /^(\d{4})-(\d{2})-\d{2}$/.exec(day) : null;
  if (!match) return { zh: "（月份不详）", en: "an unknown month" };
  return { zh: `${Number(match[1])}年${Number(match[2])}月`, en: `${match[1]}-${match[2]}` };
}
