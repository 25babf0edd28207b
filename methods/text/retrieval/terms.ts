/** What is counted of a text: single Chinese characters, pairs of neighbouring ones, and whole words of Latin letters or digits.
 *  A term is a number below 2³²: a character its code, a pair both codes, a word from 0xE0000000 on (its own hash, no Chinese pair begins there). */
export type TermKey = number;

const HAN_FROM = 0x34_00;
const HAN_TO = 0x9f_ff;
const WORDS_FROM = 0xe0_00_00_00;

/** Calls `take(term, at, length)` for every term of a folded text, in order. */
export function eachTerm(folded: string, take: (term: TermKey, at: number, length: number) => void): void {
  let before = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (code >= HAN_FROM && code <= HAN_TO) {
      if (before !== 0) take(((before << 16) | code) >>> 0, at - 1, 2);
      take(code, at, 1);
      before = code;
      continue;
    }
    before = 0;
    if (!isWord(code)) continue;
    const from = at;
    let hash = 0x81_1c_9d_c5;
    while (at < folded.length && isWord(folded.charCodeAt(at))) {
      hash = Math.imul(hash ^ folded.charCodeAt(at), 0x01_00_01_93);
      at += 1;
    }
    take((WORDS_FROM | (hash >>> 4)) >>> 0, from, at - from);
    at -= 1;
  }
}

/** Whether a term is a single Chinese character. */
export const isCharacter = (term: TermKey): boolean => term < 0x1_00_00;
/** Whether a term is a pair of Chinese characters. */
export const isPair = (term: TermKey): boolean => term >= 0x1_00_00 && term < WORDS_FROM;

/** A character or pair as text; words have none, only their hash. */
export function termText(term: TermKey): string {
  if (isCharacter(term)) return String.fromCharCode(term);
  return isPair(term) ? String.fromCharCode(term >>> 16, term & 0xff_ff) : "";
}

const isWord = (code: number): boolean => (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);

/** How often each term occurs. */
export function countTerms(folded: string): Map<TermKey, number> {
  const counts = new Map<TermKey, number>();
  eachTerm(folded, (term) => counts.set(term, (counts.get(term) ?? 0) + 1));
  return counts;
}
