import type { TermKey } from "@yuejian/text";
import type { Ranker } from "../search/question-model.ts";
import { CHARGES } from "./charge-table.ts";

/** Number, after all charges, of what texts of no crime hold. */
export const NO_CRIME = CHARGES.length;

/** What was learned from cases whose charges are known. It holds no case: only how words weigh. */
export interface ChargeModel extends LearnedWords {
  /** Orders candidates of one text. */
  readonly ranker: Ranker;
  /** From the order's signals to the probability that a charge is one of the text's: bias, then one weight for each of `ODDS_SIGNALS`. */
  readonly odds: Float32Array;
  /** What it was trained on, in words. */
  readonly origin: string;
}

export interface LearnedWords {
  /** How much each cue (by its number) speaks for its charge, above 0. */
  readonly cueWeights: Float32Array;
  /** log of the share of each charge before a text is looked at. */
  readonly shares: Float32Array;
  /** Pair of characters → charges it speaks for, and how much (above 0); `NO_CRIME` stands for texts of no crime. */
  readonly pairs: ReadonlyMap<TermKey, { readonly charges: Uint16Array; readonly weights: Float32Array }>;
}
