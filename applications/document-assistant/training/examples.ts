import {
  Candidates,
  type Characters,
  type Correction,
  errorKey,
  LEAST_LOOKED_AT,
  lineOf,
  SecondLook,
  type SpellingKnowledge,
} from "@yuejian/text";

/** A sentence as it was written and as it was meant, of the same number of characters. */
export interface SpellingExample {
  readonly written: string;
  readonly meant: string;
}

export interface Language {
  readonly characters: Characters;
  /** Counts each meant sentence once, and knows the errors of all examples. */
  readonly knowledge: SpellingKnowledge;
}

/** What is learned from. */
export interface Lesson {
  readonly examples: readonly SpellingExample[];
  readonly language: Language;
}

/** An example is judged as if the tenth it falls into had not been seen; trees are tried out on two tenths after another that they were not taught. */
export const PARTS = 10;
export const TRIALS = 5;

/** A line of an example as it was judged, and which of its corrections hold. */
export interface JudgedLine {
  readonly example: SpellingExample;
  readonly part: number;
  readonly line: readonly number[];
  readonly letters: readonly string[];
  readonly corrections: readonly Correction[];
  readonly holds: readonly boolean[];
}

export const trialOf = ({ part }: Pick<JudgedLine, "part">): number => Math.floor((part * TRIALS) / PARTS);

/** Pairs of characters that were written for one another, with how often. */
export function errorsIn(examples: readonly SpellingExample[]): [written: string, meant: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { written, meant } of examples) {
    const [wrong, right] = [Array.from(written), Array.from(meant)];
    if (wrong.length !== right.length) continue;
    for (const [at, character] of wrong.entries()) {
      const pair = `${character}${right[at]}`;
      if (character !== right[at]) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  return [...counts].map(([pair, count]) => {
    const [wrong = "", right = ""] = Array.from(pair);
    return [wrong, right, count];
  });
}

/** What `judge` finds as if some of the examples had not been seen: neither are their meant sentences counted nor their errors known. One at a time: the table is the same. */
export async function unseen<Result>(
  { examples, language: { characters, knowledge } }: Lesson,
  isLeftOut: (example: SpellingExample) => boolean,
  judge: (knowledge: SpellingKnowledge) => Result | Promise<Result>,
): Promise<Result> {
  const knownErrors = new Map(
    errorsIn(examples.filter((example) => !isLeftOut(example))).map(([written, meant, count]) => [
      errorKey(characters.numberOf(written), characters.numberOf(meant)),
      Math.log1p(count),
    ]),
  );
  const sentences = new Set(examples.filter(isLeftOut).map(({ meant }) => meant));
  const takeBack = knowledge.table.leaveOut([...sentences].map((meant) => lineOf(characters, meant)));
  try {
    return await judge({ ...knowledge, knownErrors });
  } finally {
    takeBack();
  }
}

/** Corrections of the examples, as they stand and after some of several errors were corrected, each judged as if its part had not been seen. `partOf`: the same for all examples of one
 *  meant sentence. */
export async function judgeExamples(lesson: Lesson, partOf: (example: SpellingExample) => number): Promise<JudgedLine[]> {
  const { characters } = lesson.language;
  const judged: JudgedLine[] = [];
  for (let part = 0; part < PARTS; part += 1)
    await unseen(
      lesson,
      (example) => partOf(example) === part,
      (knowledge) => {
        const candidates = new Candidates(knowledge);
        for (const [number, example] of lesson.examples.entries())
          if (partOf(example) === part) judged.push(...judgedLines(example, { number, part, characters, candidates }));
      },
    );
  return judged;
}

function judgedLines(
  example: SpellingExample,
  {
    number,
    part,
    characters,
    candidates,
  }: { readonly number: number; readonly part: number; readonly characters: Characters; readonly candidates: Candidates },
): JudgedLine[] {
  const [letters, meantLetters] = [Array.from(example.written), Array.from(example.meant)];
  const [wrong, right] = [lineOf(characters, example.written), lineOf(characters, example.meant)];
  if (wrong.length !== right.length) return [];
  const places = [...wrong.keys()].filter((at) => wrong[at] !== right[at]);
  const judgedAs = (isMended: (at: number) => boolean): JudgedLine => {
    const line = wrong.map((character, at) => (isMended(at) ? (right[at] as number) : character));
    const corrections = candidates.of(line);
    const holds = corrections.map(({ at, characters: proposed }) =>
      proposed.every((each, index) => each === right[at + index] && each !== line[at + index]),
    );
    return {
      example,
      part,
      line,
      letters: letters.map((letter, at) => (isMended(at + 1) ? (meantLetters[at] as string) : letter)),
      corrections,
      holds,
    };
  };
  const asWritten = judgedAs(() => false);
  return places.length > 1 ? [asWritten, judgedAs((at) => places.includes(at) && (places.indexOf(at) + number) % 2 === 0)] : [asWritten];
}

/** Values of a correction for the second look, and whether it holds. */
export interface SecondRow {
  readonly trial: number;
  readonly evidence: Float32Array;
  readonly holds: boolean;
  readonly isOfRightLine: boolean;
}

/** What a second look finds at judged lines; `oddsOf`: what the first trees tell of a correction, such as were not taught its line. */
export async function lookAgain(
  lesson: Lesson,
  judged: readonly JudgedLine[],
  oddsOf: (line: JudgedLine, correction: Correction) => number,
): Promise<SecondRow[]> {
  const rows: SecondRow[] = [];
  for (let part = 0; part < PARTS; part += 1) {
    const own = judged.filter((line) => line.part === part);
    const left = new Set(own.map(({ example }) => example.meant));
    await unseen(
      lesson,
      ({ meant }) => left.has(meant),
      (knowledge) => {
        const look = new SecondLook(knowledge);
        for (const line of own) {
          const weighed = line.corrections
            .map((correction, at) => ({ correction, odds: oddsOf(line, correction), holds: line.holds[at] as boolean }))
            .filter(({ odds }) => odds >= LEAST_LOOKED_AT);
          const evidence = look.of(line.line, weighed);
          for (const [at, { holds }] of weighed.entries())
            rows.push({
              trial: trialOf(line),
              evidence: evidence[at] as Float32Array,
              holds,
              isOfRightLine: line.example.written === line.example.meant,
            });
        }
      },
    );
  }
  return rows;
}
