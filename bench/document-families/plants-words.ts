import type { Random } from "../../demo/random.ts";
import { type Draft, type PlantedDraft, paragraph, piecesOf } from "./draft.ts";
import { changed, inProse, type Plant } from "./plant.ts";

interface Words {
  readonly CONFUSED: readonly (readonly [right: string, wrong: string])[];
  readonly OUTDATED: readonly (readonly [sentence: string, term: string, today: string])[];
}

/** The name that a person has at another stage of the case. */
const ROLES: Readonly<Record<string, readonly [right: string, wrong: string]>> = {
  "review-report": ["犯罪嫌疑人", "被告人"],
  indictment: ["被告人", "犯罪嫌疑人"],
  "non-prosecution-decision": ["被不起诉人", "被告人"],
  "sentencing-proposal": ["被告人", "犯罪嫌疑人"],
};

const otherRole: Plant = (draft, random) => {
  const role = ROLES[draft.kind];
  return role ? inProse("role-before-indictment", new RegExp(role[0], "g"), () => role[1])(draft, random) : null;
};

/** A paragraph more, before the signatures. */
function outdated(draft: Draft, random: Random, words: Words): PlantedDraft | null {
  const [sentence, term, today] = random.pick(words.OUTDATED);
  const last = draft.paragraphs.findLastIndex(({ style }) => style === "body");
  if (last < 0) return null;
  const spoilt = {
    ...draft,
    paragraphs: [...draft.paragraphs.slice(0, last), paragraph("body", sentence), ...draft.paragraphs.slice(last)],
  };
  const from = sentence.indexOf(term);
  return changed(spoilt, { kind: "wording-outdated", at: [last, 0], text: sentence, span: [from, from + term.length], right: today });
}

/** Faults of wording; their words are those of the half. */
export function wordPlants(words: Words): readonly Plant[] {
  return [
    (draft, random) => {
      const prose = piecesOf(draft, ({ slot }, style) => slot === undefined && style !== "title").map(({ piece }) => piece.text);
      const at = words.CONFUSED.filter(([right]) => prose.some((text) => text.includes(right)));
      if (at.length === 0) return null;
      const [right, wrong] = random.pick(at);
      return inProse("wording-confused", new RegExp(right, "g"), () => wrong)(draft, random);
    },
    (draft, random) => outdated(draft, random, words),
    otherRole,
  ];
}
