import { stripVTControlCharacters } from "node:util";
import type { Locale, Text } from "@yuejian/contracts";

/** Where a command's results and messages go. */
export interface Output {
  readonly locale: Locale;
  readonly isJson: boolean;
  /** One result: the document with --json, else the lines for people. */
  result(document: unknown, lines: () => readonly string[]): void;
  /** Progress and messages, to stderr. */
  note(text: Text | string): void;
  /** Overwrites the line of progress on a terminal; thinned out elsewhere. */
  progress(text: string): void;
}

export function createOutput(locale: Locale, isJson: boolean): Output {
  let lastProgress = 0;
  let isLineOpen = false;
  const closeLine = () => {
    if (isLineOpen) process.stderr.write("\n");
    isLineOpen = false;
  };
  return {
    locale,
    isJson,
    result(document, lines) {
      closeLine();
      process.stdout.write(
        isJson
          ? `${JSON.stringify(document)}\n`
          : lines()
              .map((line) => `${line}\n`)
              .join(""),
      );
    },
    note(text) {
      closeLine();
      process.stderr.write(`${typeof text === "string" ? text : text[locale]}\n`);
    },
    progress(text) {
      const now = Date.now();
      if (process.stderr.isTTY) {
        process.stderr.write(`\r\u001b[2K${text}`);
        isLineOpen = true;
      } else if (now - lastProgress > 2000) {
        lastProgress = now;
        process.stderr.write(`${text}\n`);
      }
    },
  };
}

/** How a check ended; a point where nothing was checked: the words say why. */
export function markOf({ ok, isSettled }: { readonly ok: boolean; readonly isSettled: boolean }): string {
  return ok ? (isSettled ? "✓" : "·") : "✗";
}

/** Columns padded to equal width; wide characters count twice. */
export function table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string[] {
  const cells = [head, ...rows].map((row) => row.map((cell) => String(cell ?? "–")));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ""))));
  return cells.map((row) =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - width(cell)))
      .join("  ")
      .trimEnd(),
  );
}

function width(text: string): number {
  let columns = 0;
  for (const character of stripVTControlCharacters(text))
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(
      character,
    )
      ? 2
      : 1;
  return columns;
}
