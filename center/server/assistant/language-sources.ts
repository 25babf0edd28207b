import { pinyin } from "pinyin-pro";

/** Readings of a character, the tone as a digit. */
export const readingsOf = (character: string): string[] => pinyin(character, { multiple: true, type: "array", toneType: "num" });

/** Where the segmenter's lexicon lies: word, frequency and kind in a line. */
export const LEXICON = new URL(import.meta.resolve("@node-rs/jieba/dict.txt"));

/** Words of the lexicon with their frequency. */
export function* lexiconWords(lexicon: string): Generator<readonly [word: string, count: number]> {
  for (const line of lexicon.split("\n")) {
    const end = line.indexOf(" ");
    if (end > 0) yield [line.slice(0, end), Number.parseInt(line.slice(end + 1), 10) + 1];
  }
}
