import { readFileSync } from "node:fs";
import { type JudgedSlips, judgeSlips, PLANTED_SLIPS, type PlantedSlip, SlipPlanter, trainSlips } from "@yuejian/document-assistant";
import { LEXICON, lexiconWords, readingsOf } from "@yuejian/server/assistant";
import {
  type Characters,
  countTexts,
  oddsOf,
  SLIP_KINDS,
  SlipCandidates,
  type SlipJudges,
  type SlipKind,
  spellingKnowledge,
} from "@yuejian/text";
import { LEAST_COUNTED } from "./learn.ts";
import { readLookAlikes } from "./read-material.ts";
import { type SlipLine, useOf } from "./slip-material.ts";

/** What was done to a line: nothing, a character taken for another as it stood among the examples, or a slip. */
export interface TaughtLine extends SlipLine {
  readonly slip: PlantedSlip | "right" | "replaced";
}

export interface SlipLanguage {
  readonly characters: Characters;
  readonly candidates: SlipCandidates;
  readonly isWord: (word: string) => boolean;
}

/** What right lines and the lexicon tell. */
export function slipLanguage(lines: readonly string[]): SlipLanguage {
  const words = [...lexiconWords(readFileSync(LEXICON, "utf8"))];
  const counted = countTexts(lines, LEAST_COUNTED);
  const knowledge = spellingKnowledge({ counted, words, readingsOf, lookAlikes: readLookAlikes(), errors: [] });
  const known = new Set(words.map(([word]) => word));
  const { characters } = counted;
  return { characters, candidates: new SlipCandidates({ characters, knowledge }), isWord: (word) => known.has(word) };
}

/** How often each slip is planted, for one another. */
const SHARES: Readonly<Record<PlantedSlip, number>> = {
  missing: 4,
  doubled: 1,
  "word-doubled": 1,
  stray: 2,
  swapped: 2,
  "words-swapped": 1,
};

/** Every line as it was written, and right ones once with a slip (twice where they are no statutes). */
export function withPlanted(
  lines: readonly SlipLine[],
  { isWord, seed }: { readonly isWord: (word: string) => boolean; readonly seed: number },
): TaughtLine[] {
  const planter = new SlipPlanter({ lines: lines.filter((_, at) => at % 5 === 0).map(({ meant }) => meant), isWord, seed });
  const turns = PLANTED_SLIPS.flatMap((slip) => Array.from({ length: SHARES[slip] }, () => slip));
  let turn = 0;
  return lines.flatMap((line): TaughtLine[] => {
    const own: TaughtLine = { ...line, slip: line.written === line.meant ? "right" : "replaced" };
    if (own.slip === "replaced") return [own];
    const planted = Array.from({ length: line.source === "statutes" ? 1 : 2 }, (): TaughtLine[] => {
      const slip = turns[turn++ % turns.length] as PlantedSlip;
      const written = planter.plant(line.meant, slip);
      return written === null ? [] : [{ ...line, written, slip }];
    });
    return [own, ...planted.flat()];
  });
}

/** False alarms of a kind for 10,000 characters of right lines that may be: of statutes and other texts, and of sentences. */
const MOST_FALSE_ALARMS = 0.15;
const LEAST_BAR = 0.5;

export interface SlipQuality {
  readonly bar: number;
  /** Right lines changed, for 10,000 characters. */
  readonly statutesFalse: number;
  readonly sentencesFalse: number;
  /** Of planted slips that are among the candidates. */
  readonly recall: number;
  readonly precision: number;
}

/** Trees of what was taught, and bars by lines that they were not taught, with what these let through there. */
export function learnSlips(
  lines: readonly TaughtLine[],
  language: SlipLanguage,
): { readonly judges: SlipJudges; readonly quality: Readonly<Record<SlipKind, SlipQuality>> } {
  const of = (use: "taught" | "choice") => lines.filter((line) => useOf(line) === use);
  const [taught, choice] = [judgeSlips(of("taught"), language), of("choice")];
  const chosenBy = judgeSlips(choice, language);
  const found = SLIP_KINDS.map((kind) => {
    const trees = trainSlips(taught[kind]);
    const odds = Float64Array.from(chosenBy[kind].evidence, (evidence) => oddsOf(trees, evidence));
    return { kind, trees, quality: chooseBar(choice, chosenBy[kind], odds) };
  });
  return {
    judges: Object.fromEntries(found.map(({ kind, trees, quality: { bar } }) => [kind, { trees, bar }])) as unknown as SlipJudges,
    quality: Object.fromEntries(found.map(({ kind, quality }) => [kind, quality])) as unknown as Record<SlipKind, SlipQuality>,
  };
}

const isStatute = ({ source }: SlipLine): boolean => source === "statutes" || source === "texts";

/** The lowest bar at which no more than so many right lines of statutes, and of sentences, would be changed. */
function chooseBar(lines: readonly TaughtLine[], { lines: numbers, holds }: JudgedSlips, odds: Float64Array): SlipQuality {
  const highest = new Float64Array(lines.length).fill(-Infinity);
  const right = new Uint8Array(lines.length);
  for (const [row, number] of numbers.entries())
    if ((odds[row] as number) > (highest[number] as number)) [highest[number], right[number]] = [odds[row] as number, holds[row] ? 1 : 0];
  const falseOf = (group: readonly number[]) => {
    const characters = group.reduce((sum, number) => sum + (lines[number] as TaughtLine).meant.length, 0);
    const sorted = group.map((number) => highest[number] as number).sort((one, other) => other - one);
    return { sorted, characters, bar: sorted[Math.floor((MOST_FALSE_ALARMS * characters) / 10_000)] ?? -Infinity };
  };
  const rightLines = [...lines.keys()].filter((number) => lines[number]?.slip === "right");
  const statutes = falseOf(rightLines.filter((number) => isStatute(lines[number] as TaughtLine)));
  const sentences = falseOf(rightLines.filter((number) => !isStatute(lines[number] as TaughtLine)));
  const least = Math.max(Math.log(LEAST_BAR / (1 - LEAST_BAR)), statutes.bar + 1e-6, sentences.bar + 1e-6);
  const rate = ({ sorted, characters }: typeof statutes) =>
    Math.round((sorted.filter((each) => each >= least).length / characters) * 1e6) / 100;
  const planted = [...lines.keys()].filter((number) => right[number] === 1 || lines[number]?.slip !== "right");
  const told = planted.filter((number) => (highest[number] as number) >= least);
  const hits = told.filter((number) => right[number] === 1).length;
  const due = new Set(numbers.filter((_, row) => holds[row]));
  return {
    bar: Math.round(1e5 / (1 + Math.exp(-least))) / 1e5,
    statutesFalse: rate(statutes),
    sentencesFalse: rate(sentences),
    recall: Math.round((1000 * hits) / Math.max(1, due.size)) / 1000,
    precision: Math.round((1000 * hits) / Math.max(1, told.length)) / 1000,
  };
}
