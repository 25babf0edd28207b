import { readFileSync } from "node:fs";
import { type AnsweredQuestion, Matcher, type PassageTable, type QuestionModel, rankerScores, readQuery } from "@yuejian/legal-research";
import type { NumberedQuestion } from "./read-material.ts";
import { TRAINING } from "./settings.ts";

export interface Quality {
  readonly questions: number;
  readonly ndcgAt10: number;
  readonly recallAt10: number;
  readonly recallAt100: number;
}

/** Questions that nothing was chosen by, apart from those that served for choosing. */
export function splitQuestions(labelled: readonly NumberedQuestion[]): { development: NumberedQuestion[]; heldOut: NumberedQuestion[] } {
  const ids = new Set((JSON.parse(readFileSync(new URL("held-out.json", import.meta.url), "utf8")) as { ids: number[] }).ids);
  return { development: labelled.filter(({ id }) => !ids.has(id)), heldOut: labelled.filter(({ id }) => ids.has(id)) };
}

export type Ranking = (question: string) => readonly number[];

/** Passages for a question as the product ranks them. */
export function rankingOf(table: PassageTable, model: QuestionModel): Ranking {
  const matcher = new Matcher(table, model);
  return (question) => {
    const { passages, features } = matcher.find(readQuery(question), TRAINING.candidates);
    const scores = rankerScores(model.ranker, features);
    return [...passages]
      .map((passage, row) => [passage, scores[row] as number] as const)
      .sort((one, other) => other[1] - one[1])
      .map(([passage]) => passage);
  };
}

/** Means over the questions; wordings of one article count as one. */
export function judge(table: PassageTable, questions: readonly AnsweredQuestion[], ranking: Ranking): Quality {
  let [ndcg, ten, hundred] = [0, 0, 0];
  for (const { text, answers } of questions) {
    const right = new Set(answers.map((passage) => table.passages[passage]!.group));
    const groups: number[] = [];
    for (const passage of ranking(text)) {
      const { group } = table.passages[passage]!;
      if (!groups.includes(group)) groups.push(group);
      if (groups.length === 100) break;
    }
    let gain = 0;
    for (const [at, group] of groups.slice(0, 10).entries()) if (right.has(group)) gain += 1 / Math.log2(at + 2);
    let ideal = 0;
    for (let at = 0; at < Math.min(10, right.size); at += 1) ideal += 1 / Math.log2(at + 2);
    ndcg += gain / ideal;
    ten += groups.slice(0, 10).filter((group) => right.has(group)).length / right.size;
    hundred += groups.filter((group) => right.has(group)).length / right.size;
  }
  const mean = (sum: number): number => Math.round((sum / questions.length) * 10_000) / 10_000;
  return { questions: questions.length, ndcgAt10: mean(ndcg), recallAt10: mean(ten), recallAt100: mean(hundred) };
}
