import { errorKey, type SpellingKnowledge } from "./candidates.ts";
import { confusables, type LookAlikes, type ReadingsOf } from "./confusable.ts";
import { countedForm, lineOf } from "./counted-line.ts";
import { Characters, NgramTable } from "./ngram-table.ts";

/** Characters with how often runs of them occur in right texts. */
export interface CountedTexts {
  readonly characters: Characters;
  readonly table: NgramTable;
}

/** Counted texts with their lines, each with its marks: a table tells the runs of lines, but does not list its own. */
export interface CountedLines extends CountedTexts {
  readonly lines: readonly (readonly number[])[];
}

export interface KnowledgeSources {
  readonly counted: CountedTexts;
  /** Words of the language with their frequency. */
  readonly words: Iterable<readonly [word: string, count: number]>;
  readonly readingsOf: ReadingsOf;
  readonly lookAlikes: LookAlikes;
  /** Two characters, the written and the meant, and how often that was so. */
  readonly errors: Iterable<readonly [written: string, meant: string, count: number]>;
}

/** Longest word of the lexicon that is looked up. */
const LONGEST_WORD = 5;
const SHORTEST_LINE = 4;

/** Counts right texts, a line each: statutes, the office's own documents. A line that occurs twice counts once. `least`: runs that occur less often are left out. */
export function countTexts(lines: Iterable<string>, least = 1): CountedLines {
  const characters = new Characters();
  const counted: number[][] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    const text = line.replaceAll(/[\s#>*`|_]/g, "");
    if (text.length < SHORTEST_LINE || seen.has(text)) continue;
    seen.add(text);
    for (const character of text) characters.add(countedForm(character));
    counted.push(lineOf(characters, text));
  }
  const table = NgramTable.ofLines(counted);
  return { characters, table: least > 1 ? table.withoutRare(counted, least) : table, lines: counted };
}

/** What a speller knows of the language. Characters that the counted texts lack are added to theirs. */
export function spellingKnowledge({
  counted: { characters, table },
  words,
  readingsOf,
  lookAlikes,
  errors,
}: KnowledgeSources): SpellingKnowledge {
  const lexicon: [number[], number][] = [];
  let wordsTotal = 0;
  for (const [word, count] of words) {
    const { length } = Array.from(word);
    if (length > LONGEST_WORD) continue;
    wordsTotal += count;
    lexicon.push([Array.from(word, (character) => characters.add(character)), count]);
  }
  const known = new Map<number, number>();
  for (const [written, meant, count] of errors) known.set(errorKey(characters.add(written), characters.add(meant)), Math.log1p(count));
  for (const [character, others] of lookAlikes) for (const each of [character, ...others.map(([other]) => other)]) characters.add(each);
  return {
    table,
    lexicon: NgramTable.ofWords(lexicon),
    wordsTotal,
    confusables: confusables(characters, { readingsOf, lookAlikes }),
    isHan: Uint8Array.from({ length: characters.size }, (_, number) => (/^\p{Script=Han}$/u.test(characters.textOf(number)) ? 1 : 0)),
    knownErrors: known,
    homophones: homophonesOf(lexicon, (character) => readingsOf(characters.textOf(character))),
  };
}

/** A word that occurs more seldom is not taken for one that is meant; so many are remembered for one sound. */
const LEAST_MEANT = 30;
const MOST_OF_ONE_SOUND = 8;

/** Words of two characters by those of the same sound that share no character with them, the most frequent first. */
function homophonesOf(
  lexicon: readonly (readonly [word: readonly number[], count: number])[],
  readingsOf: (character: number) => readonly string[],
): Map<number, number[]> {
  const syllables = new Map<number, string[]>();
  const syllablesOf = (character: number): string[] => {
    const known = syllables.get(character) ?? [...new Set(readingsOf(character).map((reading) => reading.replace(/\d/, "")))];
    syllables.set(character, known);
    return known;
  };
  const bySound = new Map<string, number[]>();
  const soundsOf = ([first = 0, second = 0]: readonly number[]): string[] =>
    syllablesOf(first).flatMap((one) => syllablesOf(second).map((other) => `${one} ${other}`));
  const pairs = lexicon.filter(([word]) => word.length === 2).sort(([, one], [, other]) => other - one);
  for (const [word, count] of pairs) {
    if (count < LEAST_MEANT) break;
    for (const sound of soundsOf(word)) {
      const words = bySound.get(sound) ?? [];
      bySound.set(sound, words);
      words.push(errorKey(word[0] as number, word[1] as number));
    }
  }
  const found = new Map<number, number[]>();
  for (const [word] of pairs) {
    const others = new Set(soundsOf(word).flatMap((sound) => bySound.get(sound) ?? []));
    const apart = [...others].filter((other) => Math.floor(other / 65_536) !== word[0] && other % 65_536 !== word[1]);
    if (apart.length > 0) found.set(errorKey(word[0] as number, word[1] as number), apart.slice(0, MOST_OF_ONE_SOUND));
  }
  return found;
}
