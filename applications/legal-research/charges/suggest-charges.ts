import { rankerScores } from "../search/question-model.ts";
import type { ChargeModel } from "./charge-model.ts";
import { cueText, type FoundCue } from "./cues.ts";
import { CHARGE_SIGNALS, type ChargeSignals, chargeSignals } from "./signals.ts";

/** A charge that a text may be about. */
export interface SuggestedCharge {
  /** Number in `CHARGES`. */
  readonly charge: number;
  /** That it is one of the text's charges. */
  readonly probability: number;
  /** What speaks for it, the heaviest first, with its places in the text. */
  readonly cues: readonly {
    readonly text: string;
    readonly weight: number;
    readonly spans: readonly { readonly start: number; readonly end: number }[];
  }[];
  /** Share of the leading charge's words that this charge has; 1: it leads. */
  readonly wordShare: number;
}

export interface ChargeSuggestions {
  /** The likeliest first. */
  readonly charges: readonly SuggestedCharge[];
  /** How many of them, from the first, the model would name; 0: it cannot tell. */
  readonly named: number;
}

/** Below this probability of the likeliest charge nothing is named. */
const FLOOR = 0.35;
/** A second and further charge is named from this probability on. */
const FURTHER = 0.35;

/** Signals of the odds, beside the bias. */
export const ODDS_SIGNALS = [
  "gap",
  "share",
  "second",
  "third",
  "later",
  "strongest-cue",
  "best-sentence",
  "sentences-led-share",
  "word-share-of-best-part",
  "cues",
  "no-crime",
] as const;
const [CUES, STRONGEST, BEST, LED, BEST_PART] = (
  ["cues", "strongest-cue", "best-sentence", "sentences-led-share", "word-share-of-best-part"] as const
).map((name) => CHARGE_SIGNALS.indexOf(name)) as [number, number, number, number, number];
const WORD_SHARE = CHARGE_SIGNALS.indexOf("word-share");

/** The charges that a text of facts may be about: a reason to look, never a finding. */
export function suggestCharges(model: ChargeModel, text: string, limit = 10): ChargeSuggestions {
  return suggestFromSignals(model, chargeSignals(model, text), limit);
}

export function suggestFromSignals(model: ChargeModel, signals: ChargeSignals, limit: number): ChargeSuggestions {
  const charges = orderCharges(model.ranker, signals)
    .slice(0, limit)
    .map(({ row, odds }): SuggestedCharge => {
      const charge = signals.charges[row] as number;
      return {
        charge,
        probability: probabilityOf(model.odds, odds),
        cues: cuesOf(model, signals.cues, charge),
        wordShare: signals.features[row * CHARGE_SIGNALS.length + WORD_SHARE] as number,
      };
    })
    .toSorted((one, other) => other.probability - one.probability);
  return { charges, named: countNamed(charges.map(({ probability }) => probability)) };
}

/** How many charges are named, from their probabilities, the highest first. */
function countNamed(probabilities: readonly number[]): number {
  if ((probabilities[0] ?? 0) < FLOOR) return 0;
  return Math.max(1, probabilities.filter((probability) => probability >= FURTHER).length);
}

export interface OrderedCharge {
  /** Row of the signals. */
  readonly row: number;
  /** `ODDS_SIGNALS` of it. */
  readonly odds: readonly number[];
}

/** Candidates by the ranker, the likeliest first, with what the odds are told from. */
export function orderCharges(ranker: ChargeModel["ranker"], { features, noCrime }: ChargeSignals): OrderedCharge[] {
  const width = CHARGE_SIGNALS.length;
  const scores = [...rankerScores(ranker, features)];
  const most = Math.max(...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
  return [...scores.keys()]
    .toSorted((one, other) => (scores[other] as number) - (scores[one] as number))
    .map((row, rank) => {
      const gap = (scores[row] as number) - most;
      const of = (signal: number): number => features[row * width + signal] as number;
      const odds = [
        gap,
        Math.exp(gap) / total,
        rank === 1 ? 1 : 0,
        rank === 2 ? 1 : 0,
        rank > 2 ? 1 : 0,
        of(STRONGEST),
        of(BEST),
        of(LED),
        of(BEST_PART),
        of(CUES),
        noCrime,
      ];
      return { row, odds };
    });
}

export function probabilityOf(weights: Float32Array, signals: readonly number[]): number {
  const sum = signals.reduce((total, signal, at) => total + signal * (weights[at + 1] as number), weights[0] as number);
  return 1 / (1 + Math.exp(-sum));
}

function cuesOf(model: ChargeModel, cues: readonly FoundCue[], charge: number): SuggestedCharge["cues"] {
  const byCue = new Map<number, { start: number; end: number }[]>();
  for (const { cue, charge: of, spans } of cues) if (of === charge) byCue.set(cue, [...(byCue.get(cue) ?? []), ...spans]);
  return [...byCue]
    .map(([cue, spans]) => ({ text: cueText(cue), weight: model.cueWeights[cue] as number, spans }))
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
}
