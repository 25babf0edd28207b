/** A piece of text on a page; lengths in one unit, y downwards. */
export interface PlacedText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of the line that the characters stand on. */
  readonly base: number;
  readonly height: number;
  /** 0 to 1; null: read, not recognised. */
  readonly confidence: number | null;
}

export interface PageLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly height: number;
  readonly base: number;
  /** Of each character of the text, how sure it was recognised; null: read. */
  readonly confidences: readonly (number | null)[];
}

/** Pieces put into lines from the top to the bottom, those of a line from left to right. Between Chinese characters stands no space; where a gap is wider than a
 *  character an ideographic one stands, and between Latin words a plain one. */
export function linesOf(pieces: readonly PlacedText[]): PageLine[] {
  const rows: PlacedText[][] = [];
  for (const piece of pieces.filter(({ text }) => text !== "").toSorted((one, other) => one.base - other.base)) {
    const row = rows.at(-1);
    const [first] = row ?? [];
    if (row && first && Math.abs(first.base - piece.base) < 0.5 * Math.max(first.height, piece.height)) row.push(piece);
    else rows.push([piece]);
  }
  return rows.flatMap((row) => lineOf(row.toSorted((one, other) => one.left - other.left)) ?? []);
}

function lineOf(row: readonly PlacedText[]): PageLine | null {
  let text = "";
  const confidences: (number | null)[] = [];
  let end: number | null = null;
  for (const { text: piece, left, right, height, confidence } of row) {
    const trimmed = piece.replaceAll(/(?<=[^\x20-\x7e]) +(?=[^\x20-\x7e])/g, "");
    if (trimmed.trim() === "" && !/　/.test(trimmed)) continue;
    const gap = end === null ? 0 : left - end;
    const isLatin = /[\x21-\x7e]$/.test(text) && /^[\x21-\x7e]/.test(trimmed);
    // Recognised words have boxes of their ink: what looks like a gap before a mark is none.
    const between = /[\s　]$/.test(text)
      ? ""
      : gap > (confidence === null ? 1.2 : 2.5) * height
        ? "　"
        : isLatin && gap > 0.15 * height
          ? " "
          : "";
    text += between + trimmed;
    confidences.push(...Array.from({ length: between.length + trimmed.length }, () => confidence));
    end = right;
  }
  const [first, last] = [row[0], row.at(-1)];
  if (!first || !last || text.trim() === "") return null;
  const lead = text.length - text.trimStart().length;
  const trimmed = text.trim();
  return {
    text: trimmed,
    left: first.left,
    right: Math.max(...row.map(({ right }) => right)),
    height: Math.max(...row.map(({ height }) => height)),
    base: first.base,
    confidences: confidences.slice(lead, lead + trimmed.length),
  };
}

/** A paragraph of a file that has pages, and where each stretch of it stands. */
export interface PagedParagraph {
  readonly text: string;
  readonly stretches: readonly PagedStretch[];
}

export interface PagedStretch {
  /** Offset in the paragraph at which the line begins. */
  readonly at: number;
  /** From 1. */
  readonly page: number;
  readonly line: number;
  readonly confidences: readonly (number | null)[];
}

export interface Page {
  readonly number: number;
  readonly lines: readonly PageLine[];
}

const PAGE_NUMBER = /^(?:第\s*)?[—\-－–\s]*[0-9]{1,4}(?:\s*\/\s*[0-9]{1,4})?[—\-－–\s]*(?:页.{0,8})?$/;

/** Lines put together to paragraphs: a line that reaches the right edge goes on in the next one, unless that begins further in or with a number of its own. */
export function paragraphsOf(pages: readonly Page[]): PagedParagraph[] {
  const paragraphs: { text: string; stretches: PagedStretch[] }[] = [];
  let isOpen = false;
  for (const { number, lines } of pages) {
    const right = Math.max(0, ...lines.map((line) => line.right));
    const left = Math.min(...lines.map((line) => line.left));
    for (const [index, line] of lines.entries()) {
      // The number of the page at its foot.
      if (PAGE_NUMBER.test(line.text) && index === lines.length - 1) continue;
      const isIndented = line.left > left + 1.2 * line.height;
      const begins =
        isIndented ||
        /^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、][^0-9]|附件?[：:]|[问答][：:])/.test(line.text);
      const last = paragraphs.at(-1);
      const stretch = { page: number, line: index + 1, confidences: line.confidences };
      if (isOpen && last && !begins) {
        const between = /[\x21-\x7e]$/.test(last.text) && /^[A-Za-z]/.test(line.text) ? " " : "";
        last.stretches.push({ ...stretch, at: last.text.length + between.length });
        last.text += between + line.text;
      } else paragraphs.push({ text: line.text, stretches: [{ ...stretch, at: 0 }] });
      isOpen = line.right > right - 2.2 * line.height && !/[。；：]$/.test(line.text) ? true : line.right > right - 1.2 * line.height;
    }
  }
  return paragraphs;
}
