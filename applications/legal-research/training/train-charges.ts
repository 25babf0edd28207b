import { foldText, type TermKey } from "@yuejian/text";
import { type ChargeModel, type LearnedWords, NO_CRIME } from "../charges/charge-model.ts";
import { articleOf, CHARGES } from "../charges/charge-table.ts";
import { CUE_COUNT, cueCharge, findCues } from "../charges/cues.ts";
import { CHARGE_SIGNALS, type ChargeSignals, chargeSignals, pairsOf } from "../charges/signals.ts";
import { type ChargeSuggestions, ODDS_SIGNALS, orderCharges, probabilityOf, suggestFromSignals } from "../charges/suggest-charges.ts";
import type { Ranker } from "../search/question-model.ts";
import { type RankerOptions, trainRanker } from "./ranker.ts";

/** A text and its charges, numbers of `CHARGES`; none: it is of no crime. */
export interface ChargedText {
  readonly text: string;
  readonly charges: ReadonlySet<number>;
}

/** A cue is taken to occur in this share of its charge's texts until texts tell; worth so many texts. */
const [EXPECTED, EXPECTED_TEXTS] = [0.25, 4];
const OUTSIDE = 0.3;
/** Texts that the text of an article is worth, and texts that speak for what all texts hold. */
const [ARTICLE_TEXTS, BACKGROUND] = [1.5, 0.5];
const LEAST_WEIGHT = 0.5;

/** Article (264, 133-1) → its text. */
export type ArticleTexts = ReadonlyMap<string, string>;

function learnWords(cases: readonly ChargedText[], articles: ArticleTexts): LearnedWords {
  const counts = new Float64Array(CHARGES.length);
  for (const { charges } of cases) for (const charge of charges) counts[charge]! += 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const balance = cases.map(({ charges }) => 1 / Math.sqrt(Math.max(1, ...[...charges].map((charge) => counts[charge] as number))));
  const strangers = cases.filter(({ charges }) => charges.size === 0).length;
  for (const [at, { charges }] of cases.entries()) if (charges.size === 0) balance[at] = 1 / Math.sqrt(strangers);
  return {
    cueWeights: weighCues(cases, balance),
    shares: Float32Array.from(counts, (count) => Math.log((count + 0.5) / (total + 0.5 * CHARGES.length))),
    pairs: weighPairs(cases, balance, articles),
  };
}

function weighCues(cases: readonly ChargedText[], balance: readonly number[]): Float32Array {
  const [inside, outside] = [new Float64Array(CUE_COUNT), new Float64Array(CUE_COUNT)];
  const all = balance.reduce((sum, share) => sum + share, 0);
  const ofCharge = new Float64Array(CHARGES.length);
  for (const [at, { text, charges }] of cases.entries()) {
    const share = balance[at] as number;
    for (const charge of charges) ofCharge[charge]! += share;
    for (const cue of new Set(findCues(text).map((found) => found.cue)))
      if (charges.has(cueCharge(cue))) inside[cue]! += share;
      else outside[cue]! += share;
  }
  return Float32Array.from({ length: CUE_COUNT }, (_, cue) => {
    const own = ofCharge[cueCharge(cue)] as number;
    const within = ((inside[cue] as number) + EXPECTED * EXPECTED_TEXTS) / (own + EXPECTED_TEXTS);
    const without = ((outside[cue] as number) + OUTSIDE) / (all - own + 1);
    return Math.max(0, Math.log(within / without));
  });
}

/** How much oftener a pair stands in the texts of a charge than in all: the log of the quotient, smoothed by what all texts hold. */
function weighPairs(cases: readonly ChargedText[], balance: readonly number[], articles: ArticleTexts): LearnedWords["pairs"] {
  const background = new Map<TermKey, number>();
  let all = 0;
  const held = Array.from({ length: CHARGES.length + 1 }, () => new Map<TermKey, number>());
  const sizes = new Float64Array(CHARGES.length + 1);
  const add = (charge: number, pairs: ReadonlySet<TermKey>, weight: number): void => {
    const counts = held[charge] as Map<TermKey, number>;
    sizes[charge]! += weight;
    for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + weight);
  };
  for (const [at, { text, charges }] of cases.entries()) {
    const pairs = pairsOf(foldText(text));
    const share = balance[at] as number;
    all += share;
    for (const pair of pairs) background.set(pair, (background.get(pair) ?? 0) + share);
    for (const charge of charges.size === 0 ? [NO_CRIME] : charges) add(charge, pairs, 1);
  }
  for (const [charge, { name, articles: of }] of CHARGES.entries()) {
    const text = [...new Set(of.map(articleOf))].map((article) => articles.get(article) ?? "").join("\n");
    add(charge, pairsOf(foldText(`${name}\n${text}`)), ARTICLE_TEXTS);
  }
  const learned = new Map<TermKey, { charges: number[]; weights: number[] }>();
  for (const [charge, counts] of held.entries())
    for (const [pair, count] of counts) {
      const share = ((background.get(pair) ?? 0) + 0.1) / (all + 1);
      const weight = Math.log((count + BACKGROUND * share) / (((sizes[charge] as number) + BACKGROUND) * share));
      if (weight < LEAST_WEIGHT) continue;
      const of = learned.get(pair) ?? { charges: [], weights: [] };
      learned.set(pair, of);
      of.charges.push(charge);
      of.weights.push(weight);
    }
  return new Map(
    [...learned].map(([pair, { charges, weights }]) => [pair, { charges: Uint16Array.from(charges), weights: Float32Array.from(weights) }]),
  );
}

/** A case, the sentence of one that tells most, or two cases put together. */
export type TextKind = "whole" | "short" | "joined";

/** A text with its signals as a model sees them that was made without its fold. */
export interface SignalledText extends ChargedText {
  readonly signals: ChargeSignals;
  readonly fold: number;
  readonly kind: TextKind;
}

/** Every text, and texts of two cases put together (few cases at hand have several charges), each seen by a model that does not know it. */
function signalTexts(cases: readonly ChargedText[], articles: ArticleTexts, folds: number): SignalledText[] {
  return Array.from({ length: folds }, (_, fold) => {
    const learned = learnWords(
      cases.filter((__, at) => at % folds !== fold),
      articles,
    );
    const own = cases.filter((__, at) => at % folds === fold);
    const signalled = (one: ChargedText, kind: TextKind): SignalledText => ({
      ...one,
      fold,
      kind,
      signals: chargeSignals(learned, one.text),
    });
    return [
      ...own.map((one) => signalled(one, "whole")),
      ...shortTexts(own).map((one) => signalled(one, "short")),
      ...joinTexts(own).map((one) => signalled(one, "joined")),
    ];
  }).flat();
}

/** Of each case the sentence that has most cues of its charges: people ask in few words too. */
function shortTexts(cases: readonly ChargedText[]): ChargedText[] {
  return cases.flatMap(({ text, charges }) => {
    const told = text.split(/(?<=[。；\n])/).map((sentence) => {
      const cues = new Set(findCues(sentence).flatMap(({ cue, charge }) => (charges.has(charge) ? [cue] : [])));
      return { text: sentence, cues: cues.size };
    });
    const best = told.toSorted((one, other) => other.cues - one.cues)[0];
    return told.length < 2 || !best || best.cues === 0 ? [] : [{ text: best.text, charges }];
  });
}

/** Each case with the next one of another charge, as one text with the charges of both. */
function joinTexts(cases: readonly ChargedText[]): ChargedText[] {
  const criminal = cases.filter(({ charges }) => charges.size > 0);
  return criminal.flatMap((one, at) => {
    const other = criminal.slice(at + 1).find(({ charges }) => ![...charges].some((charge) => one.charges.has(charge)));
    return other ? [{ text: `${one.text}\n${other.text}`, charges: new Set([...one.charges, ...other.charges]) }] : [];
  });
}

function trainChargeRanker(texts: readonly SignalledText[], options: RankerOptions): Ranker {
  return trainRanker(
    CHARGE_SIGNALS,
    texts.map(({ charges, signals }) => ({
      features: signals.features,
      answers: new Set([...signals.charges.entries()].flatMap(([row, charge]) => (charges.has(charge) ? [row] : []))),
    })),
    options,
  );
}

const ODDS_ROUNDS = 400;
const ODDS_STEP = 0.2;
/** Candidates of a text from which the odds are learned. */
const ODDS_CANDIDATES = 8;

/** Logistic regression: whether a candidate is one of the text's charges, by rankers that do not know the text (`ranker` of its fold). */
function trainOdds(texts: readonly SignalledText[], ranker: (fold: number) => Ranker): Float32Array {
  const rows = texts.flatMap(({ charges, signals, fold }) =>
    orderCharges(ranker(fold), signals)
      .slice(0, ODDS_CANDIDATES)
      .map(({ row, odds }) => ({ odds, isRight: charges.has(signals.charges[row] as number) })),
  );
  const size = ODDS_SIGNALS.length + 1;
  const weights = new Float32Array(size);
  const squares = new Float64Array(size).fill(1e-6);
  for (let round = 0; round < ODDS_ROUNDS; round += 1) {
    const gradient = new Float64Array(size);
    for (const { odds, isRight } of rows) {
      const slope = (probabilityOf(weights, odds) - (isRight ? 1 : 0)) / rows.length;
      gradient[0]! += slope;
      for (const [at, signal] of odds.entries()) gradient[at + 1]! += slope * signal;
    }
    for (let at = 0; at < size; at += 1) {
      squares[at]! += (gradient[at] as number) ** 2;
      weights[at]! -= (ODDS_STEP * (gradient[at] as number)) / Math.sqrt(squares[at] as number);
    }
  }
  return weights;
}

/** A text and what a model says of it that does not know it. */
export interface CheckedText {
  readonly charges: ReadonlySet<number>;
  readonly suggestions: ChargeSuggestions;
  readonly kind: TextKind;
}

/** Cross-validation over the folds: words, ranker and odds all learned without the fold that they judge. */
export function crossCheckCharges(cases: readonly ChargedText[], { articles, folds, ranker }: ChargeTraining): CheckedText[] {
  const texts = signalTexts(cases, articles, folds);
  const without = rankersWithout(texts, folds, ranker);
  return Array.from({ length: folds }, (_, fold) => {
    const odds = trainOdds(
      texts.filter((text) => text.fold !== fold),
      (of) => without[of] as Ranker,
    );
    const learned = { ...learnWords([], new Map()), ranker: without[fold] as Ranker, odds, origin: "" };
    return texts
      .filter((text) => text.fold === fold)
      .map(({ charges, signals, kind }) => ({ charges, kind, suggestions: suggestFromSignals(learned, signals, 10) }));
  }).flat();
}

function rankersWithout(texts: readonly SignalledText[], folds: number, options: RankerOptions): Ranker[] {
  return Array.from({ length: folds }, (_, fold) =>
    trainChargeRanker(
      texts.filter((text) => text.fold !== fold),
      options,
    ),
  );
}

/** A model of all cases. */
export function trainChargeModel(cases: readonly ChargedText[], { articles, folds, ranker, origin }: ChargeTraining): ChargeModel {
  const texts = signalTexts(cases, articles, folds);
  const without = rankersWithout(texts, folds, ranker);
  return {
    ...learnWords(cases, articles),
    ranker: trainChargeRanker(texts, ranker),
    odds: trainOdds(texts, (fold) => without[fold] as Ranker),
    origin,
  };
}

export interface ChargeTraining {
  readonly articles: ArticleTexts;
  readonly folds: number;
  readonly ranker: RankerOptions;
  /** What the cases are, in words. */
  readonly origin: string;
}
