import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

function* hits(document: CheckedDocument, { spelling }: CheckContext): Generator<RuleHit> {
  if (!spelling) return;
  const names = new Set(factsOf(document).names.map(({ name }) => name));
  for (const { text, start } of document.paragraphs)
    for (const edit of spelling.speller.edits(text, { ...spelling.bars, isProtected: protectedIn(names, text) }))
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

/** Names of people are not corrected, wherever they stand. */
function protectedIn(names: ReadonlySet<string>, text: string): (offset: number) => boolean {
  const spans = [...names].flatMap((name) =>
    [...text.matchAll(new RegExp(name, "g"))].map(({ index }) => [index, index + name.length] as const),
  );
  return (offset) => spans.some(([from, to]) => from <= offset && offset < to);
}

export const SPELLING_RULES: readonly DocumentRule[] = [
  { id: "spelling", title: { zh: "错别字", en: "Spelling" }, severity: "warning", source: null, find: hits },
];
