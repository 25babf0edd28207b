import type { SlipFinder } from "@yuejian/text";
import { withEdits } from "@yuejian/text";
import type { TaughtLine } from "./learn-slips.ts";

/** By what was planted: lines, how many are found (an edit, but perhaps not the right one) and mended as they were meant. By source of right lines: changes for 10,000 characters. */
export function measureSlips(lines: readonly TaughtLine[], finder: SlipFinder): Record<string, string> {
  const sums = new Map<string, { lines: number; characters: number; edits: number; told: number; mended: number }>();
  for (const { written, meant, slip, source } of lines) {
    const key = slip === "right" || slip === "replaced" ? `${slip} ${source}` : slip;
    const sum = sums.get(key) ?? { lines: 0, characters: 0, edits: 0, told: 0, mended: 0 };
    sums.set(key, sum);
    const edits = finder.edits({ text: written });
    sum.lines += 1;
    sum.characters += written.length;
    sum.edits += edits.length;
    if (edits.length > 0) sum.told += 1;
    if (edits.length > 0 && withEdits(written, edits) === meant) sum.mended += 1;
  }
  return Object.fromEntries(
    [...sums].map(([key, { lines: all, characters, edits, told, mended }]) => [
      key,
      key.includes(" ")
        ? `${edits} edits in ${all} lines, ${Math.round((edits / characters) * 1e6) / 100} for 10,000 characters`
        : `${all} lines: recall ${Math.round((1000 * mended) / all) / 1000}, precision ${Math.round((1000 * mended) / Math.max(1, told)) / 1000}`,
    ]),
  );
}
