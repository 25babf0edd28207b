import { countTerms, eachTerm, foldText, isPair, type TextIndex, TextIndexBuilder, type WeightedTerm } from "@yuejian/text";
import { CIRCUMSTANCES, type Circumstance } from "./circumstances.ts";
import type { CasePortrait } from "./portrait.ts";

/** A case to be compared with. */
export interface IndexedCase {
  readonly id: string;
  /** Numbers of `CHARGES`. */
  readonly charges: readonly number[];
  readonly portrait: Omit<CasePortrait, "facts" | "found">;
}

/** What is looked for. */
export interface CaseQuestion {
  readonly portrait: CasePortrait;
  /** Charge → that it is one of the text's charges. */
  readonly charges: ReadonlyMap<number, number>;
}

/** How alike two cases are, each from 0 to 1. */
export interface CaseLikeness {
  readonly words: number;
  readonly charge: number;
  readonly amount: number;
  readonly step: number;
  readonly circumstances: number;
}

export interface LikeCase {
  readonly id: string;
  readonly score: number;
  readonly likeness: CaseLikeness;
  readonly sharedCharges: readonly number[];
  readonly sharedCircumstances: readonly Circumstance[];
}

/** What each likeness counts; chosen on the development half of the internal test set. */
export const LIKENESS_WEIGHTS: CaseLikeness = { words: 1, charge: 0.6, amount: 0.15, step: 0.05, circumstances: 0.15 };

const BM25 = { k1: 1.2, b: 0.5, mostly: 0.4 };
/** Pairs of the question, the rarest first. */
const QUESTION_TERMS = 220;
const [SHARED_WORDS, LEAST_RUN, LONGEST_RUN] = [8, 3, 12];
/** What about every third case says is no likeness (经审理查明). */
const [LEAST_RARITY, FEW] = [1.1, 20];
const ALL_CIRCUMSTANCES = Object.keys(CIRCUMSTANCES) as Circumstance[];

/** Cases by their facts. Whoever asks gets an index of what they may see: nothing else counts, not even how rare a word is. */
export class CaseIndex {
  readonly #cases: IndexedCase[] = [];
  readonly #builder = new TextIndexBuilder();
  #index: TextIndex | null = null;
  readonly #frequency = new Map<Circumstance, number>();

  add(one: IndexedCase, facts: string): void {
    this.#builder.add(foldText(facts));
    this.#cases.push(one);
    this.#index = null;
    for (const circumstance of one.portrait.circumstances) this.#frequency.set(circumstance, (this.#frequency.get(circumstance) ?? 0) + 1);
  }

  get size(): number {
    return this.#cases.length;
  }

  /** Cases by likeness, the likest first. */
  find(question: CaseQuestion, accepts: (id: string) => boolean, weights: CaseLikeness = LIKENESS_WEIGHTS): LikeCase[] {
    this.#index ??= this.#builder.build();
    const index = this.#index;
    const terms = questionTerms(index, question.portrait.facts);
    const scores = new Float32Array(this.#cases.length);
    index.score(terms, scores, BM25);
    const most = scores.reduce((one, other) => Math.max(one, other), 1e-6);
    return this.#cases
      .flatMap((one, at) => {
        if (!accepts(one.id)) return [];
        const likeness = {
          words: (scores[at] as number) / most,
          charge: Math.max(0, ...one.charges.map((charge) => question.charges.get(charge) ?? 0)),
          amount: amountLikeness(question.portrait.amount?.yuan, one.portrait.amount?.yuan),
          step: question.portrait.step !== null && question.portrait.step === one.portrait.step ? 1 : 0,
          circumstances: this.#circumstanceLikeness(question.portrait.circumstances, one.portrait.circumstances),
        };
        return [{ one, likeness, score: scoreOf(likeness, weights) }];
      })
      .toSorted((first, second) => second.score - first.score)
      .map(({ one, likeness, score }) => ({
        id: one.id,
        score,
        likeness,
        sharedCharges: one.charges.filter((charge) => (question.charges.get(charge) ?? 0) > 0),
        sharedCircumstances: ALL_CIRCUMSTANCES.filter(
          (circumstance) => question.portrait.circumstances.has(circumstance) && one.portrait.circumstances.has(circumstance),
        ),
      }));
  }

  /** Words of a text that other facts hold too, the rarest among the cases first. */
  sharedWords(facts: string, others: string): string[] {
    const held = new Set(countTerms(foldText(others)).keys());
    this.#index ??= this.#builder.build();
    const index = this.#index;
    const runs = new Map<string, number>();
    let run: { start: number; end: number; rarity: number } | null = null;
    const close = (): void => {
      if (run && run.end - run.start >= LEAST_RUN) {
        const text = facts.slice(run.start, Math.min(run.end, run.start + LONGEST_RUN)).replace(/^某+/, "");
        const rarity = run.rarity / Math.max(1, run.end - run.start - 1);
        if ((rarity >= LEAST_RARITY || index.documents < FEW) && text.length >= LEAST_RUN) runs.set(text, rarity);
      }
      run = null;
    };
    eachTerm(foldText(facts), (term, at, length) => {
      if (!isPair(term)) return;
      if (!held.has(term)) return close();
      if (run && at === run.end - 1) run = { start: run.start, end: at + length, rarity: run.rarity + index.rarity(term) };
      else {
        close();
        run = { start: at, end: at + length, rarity: index.rarity(term) };
      }
    });
    close();
    return [...runs]
      .toSorted((one, other) => other[1] - one[1])
      .slice(0, SHARED_WORDS)
      .map(([text]) => text);
  }

  /** Shared ones over all of both, the rare counting more. */
  #circumstanceLikeness(one: ReadonlySet<Circumstance>, other: ReadonlySet<Circumstance>): number {
    let [shared, all] = [0, 0];
    for (const circumstance of ALL_CIRCUMSTANCES) {
      const [has, hasOther] = [one.has(circumstance), other.has(circumstance)];
      if (!has && !hasOther) continue;
      const rarity = Math.log(1 + (this.size + 1) / ((this.#frequency.get(circumstance) ?? 0) + 1));
      all += rarity;
      if (has && hasOther) shared += rarity;
    }
    return all === 0 ? 0 : shared / all;
  }
}

function scoreOf(likeness: CaseLikeness, weights: CaseLikeness): number {
  let [sum, total] = [0, 0];
  for (const key of Object.keys(weights) as (keyof CaseLikeness)[]) {
    sum += likeness[key] * weights[key];
    total += weights[key];
  }
  return sum / total;
}

/** 1: the same; 0: ten times as much, or told by one alone. */
function amountLikeness(one: number | undefined, other: number | undefined): number {
  if (one === undefined || other === undefined) return 0;
  return Math.max(0, 1 - Math.abs(Math.log10(one / other)));
}

function questionTerms(index: TextIndex, facts: string): WeightedTerm[] {
  return [...countTerms(foldText(facts))]
    .map(([term, count]) => ({ term, weight: 1 + Math.log(count), rarity: index.rarity(term) * (1 + Math.log(count)) }))
    .toSorted((one, other) => other.rarity - one.rarity)
    .slice(0, QUESTION_TERMS);
}
