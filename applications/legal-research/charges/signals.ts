import { eachTerm, foldText, isPair, type TermKey } from "@yuejian/text";
import { type LearnedWords, NO_CRIME } from "./charge-model.ts";
import { articleOf, CHARGES } from "./charge-table.ts";
import { type FoundCue, findCues } from "./cues.ts";

/** What is known of a charge for a text, in this order. */
export const CHARGE_SIGNALS = [
  "cues",
  "cue-share",
  "strongest-cue",
  "cues-counted",
  "sentences-led",
  "sentences-led-share",
  "best-sentence",
  "words",
  "word-share",
  "word-share-of-best-part",
  "parts-led",
  "share-before",
  "named",
] as const;

export interface ChargeSignals {
  /** Candidates, numbers of `CHARGES`. */
  readonly charges: Uint16Array;
  /** Row by row, `CHARGE_SIGNALS.length` each. */
  readonly features: Float32Array;
  readonly cues: readonly FoundCue[];
  /** Words of texts of no crime against those of the leading charge: 1 where they weigh the same. */
  readonly noCrime: number;
}

/** Characters of a part that is looked at by itself, how far parts lie apart at the least, and how many there are at the most. */
const [PART, PART_STEP, PARTS] = [160, 80, 12];
/** Charges taken for their words alone. */
const LIKELY = 12;

const CHARGES_OF = new Map<string, number[]>();
for (const [charge, { articles }] of CHARGES.entries())
  for (const article of new Set(articles.map(articleOf))) CHARGES_OF.set(article, [...(CHARGES_OF.get(article) ?? []), charge]);
/** Charges under an article (264, 133-1). */
export const chargesOfArticle = (article: string): readonly number[] => CHARGES_OF.get(article) ?? [];

/** The charges that anything speaks for, and what. */
export function chargeSignals(learned: LearnedWords, text: string): ChargeSignals {
  const folded = foldText(text);
  const cues = findCues(text);
  const ofCues = cueScores(learned.cueWeights, cues);
  const ofWords = wordScores(learned, folded);
  const charges = Uint16Array.from([...new Set([...ofCues.sums.keys(), ...ofWords.likely])].toSorted((one, other) => one - other));
  const features = new Float32Array(charges.length * CHARGE_SIGNALS.length);
  for (const [row, charge] of charges.entries()) {
    const sum = ofCues.sums.get(charge) ?? 0;
    const led = ofCues.led.get(charge) ?? 0;
    const whole = ofWords.whole[charge] as number;
    features.set(
      [
        Math.log1p(sum),
        sum / Math.max(1e-6, ofCues.most),
        ofCues.strongest.get(charge) ?? 0,
        Math.log1p(ofCues.counts.get(charge) ?? 0),
        Math.log1p(led),
        led / Math.max(1, ofCues.sentences),
        ofCues.best.get(charge) ?? 0,
        Math.log1p(whole),
        whole / ofWords.most,
        ofWords.bestPart[charge] as number,
        ofWords.led[charge] as number,
        learned.shares[charge] as number,
        folded.includes(`${foldText(CHARGES[charge]!.name)}罪`) ? 1 : 0,
      ],
      row * CHARGE_SIGNALS.length,
    );
  }
  return { charges, features, cues, noCrime: ofWords.noCrime };
}

interface CueScores {
  /** Charge → weights of its cues, each once. */
  readonly sums: Map<number, number>;
  readonly strongest: Map<number, number>;
  readonly counts: Map<number, number>;
  /** Charge → sentences in which no other charge has more. */
  readonly led: Map<number, number>;
  readonly best: Map<number, number>;
  readonly sentences: number;
  readonly most: number;
}

function cueScores(weights: Float32Array, cues: readonly FoundCue[]): CueScores {
  const [sums, strongest, counts] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  const [led, best] = [new Map<number, number>(), new Map<number, number>()];
  const bySentence = new Map<number, Map<number, number>>();
  const seen = new Set<number>();
  for (const { cue, charge, sentence } of cues) {
    const weight = weights[cue] as number;
    const of = bySentence.get(sentence) ?? new Map<number, number>();
    bySentence.set(sentence, of);
    of.set(charge, (of.get(charge) ?? 0) + weight);
    if (seen.has(cue)) continue;
    seen.add(cue);
    sums.set(charge, (sums.get(charge) ?? 0) + weight);
    counts.set(charge, (counts.get(charge) ?? 0) + 1);
    strongest.set(charge, Math.max(strongest.get(charge) ?? 0, weight));
  }
  for (const of of bySentence.values()) {
    const most = Math.max(...of.values());
    for (const [charge, value] of of) {
      if (value === most) led.set(charge, (led.get(charge) ?? 0) + 1);
      best.set(charge, Math.max(best.get(charge) ?? 0, value));
    }
  }
  return { sums, strongest, counts, led, best, sentences: bySentence.size, most: Math.max(0, ...sums.values()) };
}

interface WordScores {
  readonly whole: Float32Array;
  readonly most: number;
  /** Share of the leading charge's score, in the part where it is highest. */
  readonly bestPart: Float32Array;
  /** Share of the parts in which the charge leads. */
  readonly led: Float32Array;
  readonly likely: readonly number[];
  readonly noCrime: number;
}

function wordScores(learned: LearnedWords, folded: string): WordScores {
  const { scores: whole, noCrime } = scoreWords(learned, folded);
  const bestPart = new Float32Array(CHARGES.length);
  const led = new Float32Array(CHARGES.length);
  const parts = partsOf(folded);
  for (const part of parts) {
    const scores = parts.length === 1 ? whole : scoreWords(learned, part).scores;
    const most = Math.max(1e-6, ...scores);
    for (const [charge, score] of scores.entries()) {
      bestPart[charge] = Math.max(bestPart[charge] as number, score / most);
      if (score === most) led[charge]! += 1 / parts.length;
    }
  }
  const most = Math.max(1e-6, ...whole);
  return { whole, most, bestPart, led, likely: [...new Set([...top(whole, LIKELY), ...top(bestPart, LIKELY)])], noCrime: noCrime / most };
}

function scoreWords({ pairs }: LearnedWords, folded: string): { scores: Float32Array; noCrime: number } {
  const scores = new Float32Array(CHARGES.length + 1);
  for (const pair of pairsOf(folded)) {
    const known = pairs.get(pair);
    if (known) for (const [at, charge] of known.charges.entries()) scores[charge]! += known.weights[at] as number;
  }
  return { scores: scores.subarray(0, NO_CRIME), noCrime: scores[NO_CRIME] as number };
}

/** Pairs of characters of a folded text. */
export function pairsOf(folded: string): ReadonlySet<TermKey> {
  const pairs = new Set<TermKey>();
  eachTerm(folded, (term) => isPair(term) && pairs.add(term));
  return pairs;
}

function partsOf(folded: string): string[] {
  if (folded.length <= PART * 1.5) return [folded];
  const step = Math.max(PART_STEP, Math.ceil(folded.length / PARTS));
  const parts: string[] = [];
  for (let at = 0; at + PART / 2 < folded.length; at += step) parts.push(folded.slice(at, at + Math.max(PART, step)));
  return parts;
}

function top(values: Float32Array, count: number): number[] {
  return [...values.keys()]
    .filter((at) => (values[at] as number) > 0)
    .toSorted((one, other) => (values[other] as number) - (values[one] as number))
    .slice(0, count);
}
