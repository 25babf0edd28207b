import { fileURLToPath } from "node:url";
import {
  CaseIndex,
  type CaseLikeness,
  type ChargedText,
  type ChargeModel,
  LIKENESS_WEIGHTS,
  portraitOf,
  suggestCharges,
  trainChargeModel,
} from "@yuejian/legal-research";
import { countTerms, foldText, type TextIndex, TextIndexBuilder } from "@yuejian/text";
import { chargedTexts, readAnswered, readCriminalLaw, readHeldOut } from "./charges/read-material.ts";
import { CHARGE_TRAINING } from "./charges/settings.ts";
import { task } from "./harness.ts";
import { halves, type InternalQuestion, internalQuestions } from "./like-cases/internal-set.ts";

const DATA = fileURLToPath(new URL("../../shared/data/", import.meta.url));
const TOP = 10;
const BM25 = { k1: 1.2, b: 0.75 };

type Details = Record<string, number | string>;
type Ranking = (question: InternalQuestion) => number[];

interface Material {
  readonly cases: readonly ChargedText[];
  /** Of the cases with an even and an odd number, each without the other. */
  readonly models: readonly [ChargeModel, ChargeModel];
}

/** The charges of a question are told by a model that was made without its half of the cases. */
function readMaterial(): Material {
  const { cases: all } = chargedTexts(
    ["3_1", "3_2"].flatMap((name) => readAnswered(`${DATA}text/lexeval/${name}.json`)),
    readHeldOut(`${DATA}text/lawbench-dev/3-3.first100.json`).map(({ text }) => text),
  );
  const cases = all.filter(({ charges }) => charges.size > 0);
  const none = all.filter(({ charges }) => charges.size === 0);
  const articles = readCriminalLaw(`${DATA}laws/just-laws`);
  const [even, odd] = [0, 1].map((parity) =>
    trainChargeModel([...cases.filter((_, at) => at % 2 === parity), ...none], { ...CHARGE_TRAINING, articles, origin: "" }),
  ) as [ChargeModel, ChargeModel];
  return { cases, models: [odd, even] };
}

/** Like cases, on the internal test set: `node bench/like-cases-task.ts development|held-out|speed`. */
function measure(part: string): Details {
  const { cases, models } = readMaterial();
  const questions = internalQuestions(cases).filter(({ isHeldOut }) => isHeldOut === (part === "held-out"));
  const index = new CaseIndex();
  for (const [at, { text, charges }] of cases.entries())
    index.add({ id: String(at), charges: [...charges], portrait: portraitOf(text) }, text);
  const asked = questions.map((question) => {
    const portrait = portraitOf(question.text);
    const charges = new Map(
      suggestCharges(models[question.id % 2] as ChargeModel, question.text).charges.map(({ charge, probability }) => [charge, probability]),
    );
    return { question, portrait, charges };
  });
  const details: Details = { cases: cases.length, questions: questions.length };
  const plain = plainIndex(cases.map(({ text }) => text));
  const plainScores = judge(questions, ({ id, text }) => rank(plain, text).filter((one) => one !== id));
  note(details, "bm25", plainScores);
  const ours = (weights: CaseLikeness): ReturnType<typeof judge> =>
    judge(questions, (question) => {
      const { portrait, charges } = asked[questions.indexOf(question)]!;
      return index.find({ portrait, charges }, (id) => id !== String(question.id), weights).map(({ id }) => Number(id));
    });
  note(details, "likeness", ours(LIKENESS_WEIGHTS));
  if (part === "development")
    for (const [name, weights] of Object.entries(variants())) details[name] = Object.values(ours(weights)).join(" ");
  // The second half of a text is to be found with its first half.
  const secondHalves = cases.map(({ text }) => halves(text)[1]);
  const halfIndex = new CaseIndex();
  for (const [at, text] of secondHalves.entries())
    halfIndex.add({ id: String(at), charges: [...cases[at]!.charges], portrait: portraitOf(text) }, text);
  const plainHalves = plainIndex(secondHalves);
  const withHalf = asked.filter(({ question }) => (secondHalves[question.id] as string).length > 40);
  details["halves"] = withHalf.length;
  details["halfBm25First10"] = mean(
    withHalf.map(({ question }) => (rank(plainHalves, question.text).slice(0, TOP).includes(question.id) ? 1 : 0)),
  );
  details["halfLikenessFirst10"] = mean(
    withHalf.map(({ question, portrait, charges }) =>
      halfIndex
        .find({ portrait, charges }, () => true)
        .slice(0, TOP)
        .some(({ id }) => Number(id) === question.id)
        ? 1
        : 0,
    ),
  );
  return details;
}

const [MANY, FINDS] = [10_000, 100];

/** The texts again and again to ten thousand: how long their index takes, and a question. */
function speed(): Details {
  const texts = ["3_1", "3_2"].flatMap((name) => readAnswered(`${DATA}text/lexeval/${name}.json`)).map(({ text }) => text);
  const index = new CaseIndex();
  const begun = performance.now();
  for (let at = 0; at < MANY; at += 1) {
    const text = texts[at % texts.length] as string;
    index.add({ id: String(at), charges: [at % 50], portrait: portraitOf(text) }, text);
  }
  const ask = (at: number): void => {
    const portrait = portraitOf(texts[at % texts.length] as string);
    index.find({ portrait, charges: new Map([[at % 50, 0.9]]) }, () => true);
  };
  ask(0);
  const built = performance.now() - begun;
  const taken = Array.from({ length: FINDS }, (_, at) => {
    const from = performance.now();
    ask(at);
    return performance.now() - from;
  }).toSorted((one, other) => one - other);
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    cases: MANY,
    builtMilliseconds: round(built),
    medianMilliseconds: round(taken[FINDS / 2] as number),
    p95Milliseconds: round(taken[FINDS * 0.95] as number),
  };
}

function variants(): Record<string, CaseLikeness> {
  const of = (change: Partial<CaseLikeness>): CaseLikeness => ({ ...LIKENESS_WEIGHTS, ...change });
  return {
    "words alone": { words: 1, charge: 0, amount: 0, step: 0, circumstances: 0 },
    "charge 0.3": of({ charge: 0.3 }),
    "charge 1": of({ charge: 1 }),
    "charge 1.5": of({ charge: 1.5 }),
    "amount 0": of({ amount: 0 }),
    "amount 0.3": of({ amount: 0.3 }),
    "circumstances 0": of({ circumstances: 0 }),
    "circumstances 0.3": of({ circumstances: 0.3 }),
    "charge 1, amount 0.3, circumstances 0.3": of({ charge: 1, amount: 0.3, circumstances: 0.3 }),
    "charge 1.5, amount 0.4, circumstances 0.4": of({ charge: 1.5, amount: 0.4, circumstances: 0.4 }),
  };
}

function plainIndex(texts: readonly string[]): TextIndex {
  const builder = new TextIndexBuilder();
  for (const text of texts) builder.add(foldText(text));
  return builder.build();
}

function rank(index: TextIndex, text: string): number[] {
  const scores = new Float32Array(index.documents);
  index.score(
    [...countTerms(foldText(text))].map(([term, weight]) => ({ term, weight })),
    scores,
    BM25,
  );
  return [...scores.keys()].toSorted((one, other) => (scores[other] as number) - (scores[one] as number));
}

/** Share of the first ten with a common charge, and nDCG of the first ten by gains. */
function judge(questions: readonly InternalQuestion[], ranking: Ranking): { precision: number; ndcg: number } {
  const judged = questions.map((question) => {
    const gains = ranking(question)
      .slice(0, TOP)
      .map((id) => question.gains.get(id) ?? 0);
    const ideal = [...question.gains.values()].toSorted((one, other) => other - one).slice(0, TOP);
    return {
      precision: gains.filter((gain) => gain > 0).length / Math.min(TOP, ideal.length),
      ndcg: discounted(gains) / discounted(ideal),
    };
  });
  return { precision: mean(judged.map(({ precision }) => precision)), ndcg: mean(judged.map(({ ndcg }) => ndcg)) };
}

const discounted = (gains: readonly number[]): number => gains.reduce((sum, gain, at) => sum + (2 ** gain - 1) / Math.log2(at + 2), 0);

const mean = (values: readonly number[]): number =>
  Math.round((values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)) * 1000) / 1000;

function note(details: Details, name: string, { precision, ndcg }: { precision: number; ndcg: number }): void {
  details[`${name}PrecisionAt10`] = precision;
  details[`${name}NdcgAt10`] = ndcg;
}

await task(async ([part = ""]) => {
  const begun = performance.now();
  const details = part === "speed" ? speed() : measure(part);
  return { seconds: Math.round(performance.now() - begun) / 1000, details };
});
