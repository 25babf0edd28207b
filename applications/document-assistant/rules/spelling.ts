import type { SpellingLine } from "@yuejian/text";
import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

function* hits({ paragraphs }: CheckedDocument, { spelling }: CheckContext): Generator<RuleHit> {
  for (const [at, { start }] of paragraphs.entries())
    for (const edit of spelling?.[at] ?? [])
      yield {
        start: start + edit.start,
        end: start + edit.end,
        suggestion: edit.meant,
        probability: edit.probability,
        reason: {
          zh: `可能是“${edit.meant}”（把握 ${Math.round(edit.probability * 100)}%）`,
          en: `probably “${edit.meant}” (${Math.round(edit.probability * 100)} % sure)`,
        },
      };
}

/** The paragraphs as a speller is asked of them: names of people are not corrected, wherever they stand. */
export function linesToSpell(document: CheckedDocument): SpellingLine[] {
  const names = new Set(factsOf(document).names.map(({ name }) => name));
  return document.paragraphs.map(({ text }) => ({ text, isProtected: protectedIn(names, text) }));
}

function protectedIn(names: ReadonlySet<string>, text: string): (offset: number) => boolean {
  const spans = [...names].flatMap((name) =>
    [...text.matchAll(new RegExp(name, "g"))].map(({ index }) => [index, index + name.length] as const),
  );
  return (offset) => spans.some(([from, to]) => from <= offset && offset < to);
}

export const SPELLING_RULES: readonly DocumentRule[] = [
  { id: "spelling", title: { zh: "错别字", en: "Spelling" }, severity: "warning", source: null, find: hits },
];
