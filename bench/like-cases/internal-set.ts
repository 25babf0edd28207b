import { type CasePortrait, type ChargedText, portraitOf } from "@yuejian/legal-research";

/** The internal test set: made by rules from texts whose charges are known, not judged by people. What is asked with is the first half of a text; all other
 *  texts can answer. */
export interface InternalQuestion {
  readonly id: number;
  /** First half of the sentences. */
  readonly text: string;
  /** Number of a case → 1: a charge in common; 1 more: amounts within a factor of two, or none in both; 1 more: half of the circumstances in common, or
   *  none in both. Cases without a common charge gain nothing. */
  readonly gains: ReadonlyMap<number, number>;
  /** Looked at when everything is chosen. */
  readonly isHeldOut: boolean;
}

/** Cases that a charge must have to be asked about, and questions of one charge: else half of them were theft. */
const [LEAST_CASES, MOST_QUESTIONS] = [6, 8];
const WITHIN = 2;
const SHARED = 0.5;

export function internalQuestions(cases: readonly ChargedText[]): InternalQuestion[] {
  const portraits = cases.map(({ text }) => portraitOf(text));
  const ofCharge = new Map<number, number[]>();
  for (const [at, { charges }] of cases.entries())
    for (const charge of charges) ofCharge.set(charge, [...(ofCharge.get(charge) ?? []), at]);
  const asked = [...ofCharge.values()].filter((list) => list.length >= LEAST_CASES).flatMap((list) => list.slice(0, MOST_QUESTIONS));
  return [...new Set(asked)].map((id, at): InternalQuestion => {
    const one = cases[id] as ChargedText;
    const gains = new Map<number, number>();
    for (const [other, { charges }] of cases.entries())
      if (other !== id && [...charges].some((charge) => one.charges.has(charge)))
        gains.set(other, 1 + likeAmounts(portraits[id], portraits[other]) + likeCircumstances(portraits[id], portraits[other]));
    return { id, text: halves(one.text)[0], gains, isHeldOut: at % 2 === 1 };
  });
}

/** The text cut after half of its sentences. */
export function halves(text: string): [string, string] {
  const sentences = text.split(/(?<=[。；\n])/);
  const half = Math.ceil(sentences.length / 2);
  return [sentences.slice(0, half).join(""), sentences.slice(half).join("")];
}

function likeAmounts(one: CasePortrait | undefined, other: CasePortrait | undefined): number {
  const [a, b] = [one?.amount?.yuan, other?.amount?.yuan];
  if (a === undefined || b === undefined) return a === b ? 1 : 0;
  return a / b <= WITHIN && b / a <= WITHIN ? 1 : 0;
}

function likeCircumstances(one: CasePortrait | undefined, other: CasePortrait | undefined): number {
  const [a, b]: readonly [ReadonlySet<string>, ReadonlySet<string>] = [one?.circumstances ?? new Set(), other?.circumstances ?? new Set()];
  const all = new Set([...a, ...b]);
  return all.size === 0 || [...a].filter((circumstance) => b.has(circumstance)).length / all.size >= SHARED ? 1 : 0;
}
