/** Marks that end a sentence, or a part of one that stands for itself. */
const END = /[。；;！？\n]/;
/** No sentence is looked through further than this. */
const LONGEST = 400;

/** Where the sentence begins that holds a place. */
export function sentenceStart(text: string, at: number): number {
  for (let from = at; from > Math.max(0, at - LONGEST); from -= 1) if (END.test(text.charAt(from - 1))) return from;
  return Math.max(0, at - LONGEST);
}

/** Where it ends, without its mark. */
export function sentenceEnd(text: string, at: number): number {
  const length = text.slice(at, at + LONGEST).search(END);
  return length < 0 ? Math.min(text.length, at + LONGEST) : at + length;
}

/** Behind the last of some marks before a place. */
export const startOf = (text: string, at: number, marks: string): number =>
  Math.max(...Array.from(marks, (mark) => text.lastIndexOf(mark, at - 1))) + 1;

/** What stands before a place in its clause, as far back as `reach`. */
export const clauseBefore = (text: string, at: number, reach: number): string =>
  /[^，。；：\n（、]*$/.exec(text.slice(Math.max(0, at - reach), at))?.[0] ?? "";

/** A line with what stands in brackets, which tells something besides, blanked in its place. */
export const unbracketed = (text: string): string => text.replaceAll(/（[^（）\n]*）/g, (inner) => "　".repeat(inner.length));

/** Every two characters that stand side by side. */
export const pairsOf = (text: string): string[] => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));

/** The line that holds a place. */
export function lineAround(text: string, at: number): readonly [from: number, to: number] {
  const end = text.indexOf("\n", at);
  return [startOf(text, at, "\n"), end < 0 ? text.length : end];
}

/** What stands in the sentence before a place. */
export const beforeOf = (text: string, at: number): string => text.slice(sentenceStart(text, at), at);

/** What stands in the sentence behind a place. */
export const afterOf = (text: string, at: number): string => text.slice(at, sentenceEnd(text, at));

const CLOSES: Readonly<Record<string, string>> = { "《": "》", "“": "”" };

/** Whether a place stands within one of these marks in its line. */
export function isQuoted(text: string, at: number, marks: string): boolean {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return Array.from(marks).some((mark) => line.lastIndexOf(mark) > line.lastIndexOf(CLOSES[mark] ?? mark));
}
