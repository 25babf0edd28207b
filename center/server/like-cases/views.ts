import type { JudgmentImportView, JudgmentView } from "@yuejian/contracts/api";
import { portraitOf, type Sentence } from "@yuejian/legal-research";
import type { Row } from "../store/index.ts";
import { circumstanceViews, sentenceView } from "./find-like-cases.ts";
import { REFUSALS, type RefusedJudgment } from "./read-judgments.ts";

export function judgmentView(row: Row<"judgments">): JudgmentView {
  const { id, office, number, title, court, decided_on: decidedOn, charges, sentence, text } = row;
  const portrait = portraitOf(text);
  return {
    id,
    office,
    number,
    title,
    court,
    decidedOn,
    charges: (JSON.parse(charges) as string[]).map((name) => `${name}罪`),
    sentence: sentence === null ? null : sentenceView(JSON.parse(sentence) as Sentence),
    text,
    circumstances: circumstanceViews(portrait),
    amount: portrait.amount,
  };
}

export function judgmentImportView(row: Row<"judgment_imports">): JudgmentImportView {
  const { id, file, office, at, rows, added, changed, same, refused, refusals } = row;
  return {
    id,
    file,
    office,
    at,
    rows,
    added,
    changed,
    same,
    refused,
    refusals: (JSON.parse(refusals) as RefusedJudgment[]).map(({ row: number, line, reason }) => ({
      row: number,
      line,
      code: reason,
      text: REFUSALS[reason],
    })),
  };
}
