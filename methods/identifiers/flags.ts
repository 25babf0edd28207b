import type { Reading } from "./reading.ts";

const YES = new Set(["是", "有", "对", "真", "yes", "y", "true", "t", "1", "√", "✓", "✔"]);
const NO = new Set(["否", "无", "不是", "没有", "错", "假", "no", "n", "false", "f", "0", "×", "✗", "✘"]);

/** Reads yes or no as `true`/`false`. */
export function readFlag(text: string): Reading<"true" | "false"> {
  const word = text.toLowerCase();
  if (YES.has(word)) return { value: "true" };
  if (NO.has(word)) return { value: "false" };
  return { code: "flag-unreadable" };
}
