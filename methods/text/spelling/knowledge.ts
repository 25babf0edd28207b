import { errorKey, type SpellingKnowledge } from "./candidates.ts";
import { confusables, type LookAlikes, type ReadingsOf } from "./confusable.ts";
import { countedForm, lineOf } from "./counted-line.ts";
import { Homophones } from "./homophones.ts";
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
    const parts = Array.from(word);
    if (parts.length > LONGEST_WORD) continue;
    wordsTotal += count;
    lexicon.push([parts.map((character) => characters.add(character)), count]);
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
    homophones: new Homophones(lexicon, (character) => readingsOf(characters.textOf(character))),
  };
}
