import type { CheckedDocument } from "../document.ts";
import type { CheckContext, DocumentRule, JudgedCitation, RuleHit } from "../rule.ts";

/** Between a citation and the words it is quoted for. */
const INTRODUCES = /^(?:第[^。“”\n]{1,12}[款项])?(?:中|的|明确|作出)?(?:规定|载明|指出|明文规定)?(?:了|的是|的)?[：:，,]?$/;
/** Behind a quotation the citation stands in brackets. */
const BEHIND = /^”?[（(]$/;
/** A shorter quotation may be a word of the writer's. */
const SHORTEST = 4;
/** Share of the characters that may differ: with more it is no quotation of this article. */
const MOST_DIFFERING = 0.34;
/** Characters of a quotation that are compared, and of an article: a passage, no code. */
const LONGEST_QUOTATION = 1_200;
const LONGEST_ARTICLE = 6_000;

interface Letters {
  readonly text: string;
  /** Of each character its offset in what it was taken from. */
  readonly at: readonly number[];
}

/** Characters and figures alone: marks and spaces differ from print to print. */
function lettersOf(text: string): Letters {
  const at: number[] = [];
  let letters = "";
  for (const found of text.matchAll(/[\p{Script=Han}0-9A-Za-z]/gu)) {
    at.push(...Array.from({ length: found[0].length }, (_, index) => found.index + index));
    letters += found[0];
  }
  return { text: letters, at };
}

interface Difference {
  /** In the quotation. */
  readonly from: number;
  readonly to: number;
  /** In the article. */
  readonly meant: string;
}

/** Where a quotation differs from the stretch of the article that is nearest to it; null: no stretch is near. */
function differences(quoted: string, article: string): Difference[] | null {
  if (article.includes(quoted)) return [];
  const [rows, columns] = [quoted.length + 1, article.length + 1];
  const cost = new Uint16Array(rows * columns);
  for (let row = 1; row < rows; row += 1) {
    cost[row * columns] = row;
    for (let column = 1; column < columns; column += 1) {
      const same = quoted.charCodeAt(row - 1) === article.charCodeAt(column - 1) ? 0 : 1;
      cost[row * columns + column] = Math.min(
        (cost[(row - 1) * columns + column - 1] as number) + same,
        (cost[(row - 1) * columns + column] as number) + 1,
        (cost[row * columns + column - 1] as number) + 1,
      );
    }
  }
  let column = 0;
  for (let each = 0; each < columns; each += 1)
    if ((cost[(rows - 1) * columns + each] as number) < (cost[(rows - 1) * columns + column] as number)) column = each;
  const least = cost[(rows - 1) * columns + column] as number;
  if (least > quoted.length * MOST_DIFFERING || (quoted.length < 6 && least > 1)) return null;
  const found: { from: number; to: number; meant: string }[] = [];
  let row = rows - 1;
  while (row > 0) {
    const here = cost[row * columns + column] as number;
    const isSame = column > 0 && quoted.charCodeAt(row - 1) === article.charCodeAt(column - 1);
    const diagonal = column > 0 ? (cost[(row - 1) * columns + column - 1] as number) : Number.POSITIVE_INFINITY;
    if (isSame && diagonal === here) {
      row -= 1;
      column -= 1;
      continue;
    }
    const last = found.at(-1);
    const open = last && last.from === row ? last : { from: row, to: row, meant: "" };
    if (open !== last) found.push(open);
    if (diagonal + 1 === here) {
      open.meant = article.charAt(column - 1) + open.meant;
      open.from = row - 1;
      row -= 1;
      column -= 1;
    } else if ((cost[(row - 1) * columns + column] as number) + 1 === here) {
      open.from = row - 1;
      row -= 1;
    } else {
      open.meant = article.charAt(column - 1) + open.meant;
      column -= 1;
    }
  }
  return found.reverse();
}

interface Quotation {
  readonly start: number;
  readonly text: string;
}

/** The words in quotation marks that a citation introduces, or that it follows in brackets. */
function quotationOf({ text }: CheckedDocument, { start, end }: JudgedCitation): Quotation | null {
  const open = text.indexOf("“", end);
  if (open >= 0 && open - end < 24 && INTRODUCES.test(text.slice(end, open))) {
    const close = closing(text, open);
    return close < 0 ? null : { start: open + 1, text: text.slice(open + 1, close) };
  }
  const before = text.slice(Math.max(0, start - 3), start);
  const mark = text.lastIndexOf("”", start);
  if (mark < 0 || start - mark > 3 || !BEHIND.test(before.slice(before.lastIndexOf("”")))) return null;
  const begin = text.lastIndexOf("“", mark);
  return begin < 0 || text.slice(begin, mark).includes("\n") ? null : { start: begin + 1, text: text.slice(begin + 1, mark) };
}

/** The mark that closes a quotation, which may hold others. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length && at - open < 2 * LONGEST_QUOTATION; at += 1) {
    if (text.charAt(at) === "“") depth += 1;
    else if (text.charAt(at) === "”" && --depth === 0) return at;
  }
  return -1;
}

function* altered(document: CheckedDocument, { citations }: CheckContext): Generator<RuleHit> {
  const done = new Set<number>();
  for (const citation of citations?.all ?? []) {
    const { wording, law } = citation;
    if (citation.state !== "resolved" || wording == null || wording.length > LONGEST_ARTICLE) continue;
    const quotation = quotationOf(document, citation);
    if (!quotation || done.has(quotation.start)) continue;
    done.add(quotation.start);
    const article = lettersOf(wording).text;
    // What was left out of a quotation is marked by an ellipsis: each part is a quotation of its own.
    let offset = quotation.start;
    for (const part of quotation.text.split(/(……|\.\.\.|…)/)) {
      const start = offset;
      offset += part.length;
      const quoted = lettersOf(part);
      if (quoted.text.length < SHORTEST || quoted.text.length > LONGEST_QUOTATION) continue;
      for (const { from, to, meant } of differences(quoted.text, article) ?? []) {
        // Where characters are missing, those beside the gap are told with what stands between them.
        const isGap = from === to;
        const [first, last] = isGap ? [Math.max(0, from - 1), Math.min(from, quoted.at.length - 1)] : [from, to - 1];
        const [begin, stop] = [start + (quoted.at[first] ?? 0), start + (quoted.at[last] ?? 0) + 1];
        const kept = part.slice(quoted.at[first], (quoted.at[last] ?? 0) + 1);
        const at = from === 0 ? 0 : from >= quoted.at.length ? kept.length : kept.length - 1;
        yield {
          start: begin,
          end: stop,
          suggestion: isGap ? kept.slice(0, at) + meant + kept.slice(at) : meant,
          reason: {
            zh: `引文与《${law ?? ""}》该条文字不一致：条文${meant === "" ? "没有这几个字" : `为“${meant}”`}`,
            en: `the article of ${law ?? ""} has ${meant === "" ? "nothing here" : `“${meant}” here`}`,
          },
        };
      }
    }
  }
}

export const QUOTATION_RULES: readonly DocumentRule[] = [
  {
    id: "quotation-altered",
    title: { zh: "引文与条文不一致", en: "Quotation that differs from the article" },
    severity: "error",
    source: null,
    find: altered,
  },
];
