export interface Quotation {
  /** Of the words, without their marks. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** False: the words stand behind 规定： without marks. */
  readonly isMarked: boolean;
}

const CLOSING: Readonly<Record<string, string>> = { "“": "”", "「": "」", "『": "』", '"': '"' };
/** Two quotations are never told in more characters. */
const LONGEST = 2_400;

/** The mark that closes a quotation, which may hold others; each paragraph of a long one may open anew. */
function closing(text: string, open: number): number {
  const [opens, closes] = [text.charAt(open), CLOSING[text.charAt(open)]];
  let depth = 1;
  for (let at = open + 1; at < text.length && at - open < LONGEST; at += 1) {
    const mark = text.charAt(at);
    if (mark === closes) {
      depth -= 1;
      if (depth === 0) return at;
    } else if (mark === opens && !/\n\s*$/.test(text.slice(Math.max(0, at - 4), at))) depth += 1;
    else if (mark === "\n" && opens === '"') return -1;
  }
  return -1;
}

const TOLD = /^(?:第[^。“”\n]{1,12}[款项])?(?:中|的|明确|作出|同时|也)?(?:规定|载明|指出|明文规定)(?:了|的是|的)?(?:如下)?[：:]\s*$/;

/** Words in quotation marks, the outermost of each; and what follows 第…条规定： without marks, a sentence each. */
export function quotationsIn(text: string, cited: readonly { readonly end: number }[]): Quotation[] {
  const found: Quotation[] = [];
  for (const { 0: mark, index } of text.matchAll(/[“「『"]/g)) {
    if (index < (found.at(-1)?.end ?? 0) || mark === "") continue;
    const end = closing(text, index);
    if (end > index) found.push({ start: index + 1, end, text: text.slice(index + 1, end), isMarked: true });
  }
  for (const { end } of cited) {
    const told = /^[^“”「"\n]{0,24}?[：:]\s*/.exec(text.slice(end, end + 40))?.[0];
    if (told === undefined || !TOLD.test(told) || /["“「『]/.test(text.charAt(end + told.length))) continue;
    let start = end + told.length;
    for (const sentence of /^[^\n]+/.exec(text.slice(start, start + LONGEST))?.[0].match(/[^。]+。?/g) ?? []) {
      found.push({ start, end: start + sentence.length, text: sentence, isMarked: false });
      start += sentence.length;
    }
  }
  return found;
}
