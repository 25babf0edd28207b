/** Share of the characters that may differ: with more it is no quotation of this article. */
const MOST_DIFFERING = 0.34;

export interface Letters {
  readonly text: string;
  /** Of each character its offset in what it was taken from. */
  readonly at: readonly number[];
}

/** Characters and figures alone: marks and spaces differ from print to print. */
export function lettersOf(text: string): Letters {
  const at: number[] = [];
  let letters = "";
  for (const found of text.matchAll(/[\p{Script=Han}0-9A-Za-z]/gu)) {
    at.push(...Array.from({ length: found[0].length }, (_, index) => found.index + index));
    letters += found[0];
  }
  return { text: letters, at };
}

/** Pairs of characters that a quotation has to share with the article before they are compared in full. */
const LEAST_SHARED = 0.25;

function shared(quoted: string, article: string): number {
  if (quoted.length < 2) return 1;
  let count = 0;
  for (let at = 0; at + 2 <= quoted.length; at += 1) if (article.includes(quoted.slice(at, at + 2))) count += 1;
  return count / (quoted.length - 1);
}

export interface Difference {
  /** In the quotation. */
  readonly from: number;
  readonly to: number;
  /** In the article. */
  readonly meant: string;
}

/** Where a quotation differs from the stretch of the article that is nearest to it; null: no stretch is near. */
export function differences(quoted: string, article: string, most = MOST_DIFFERING): Difference[] | null {
  if (article.includes(quoted)) return [];
  if (shared(quoted, article) < LEAST_SHARED) return null;
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
  // A last character that differs stands for another rather than for none.
  if (quoted.at(-1) !== article.charAt(column - 1) && cost[(rows - 1) * columns + column + 1] === least && column + 1 < columns)
    column += 1;
  if (least > quoted.length * most || (quoted.length < 6 && least > 1)) return null;
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

/** Characters that differ, on either side. */
export const extentOf = (found: readonly Difference[]): number =>
  found.reduce((sum, { from, to, meant }) => sum + Math.max(to - from, meant.length), 0);
