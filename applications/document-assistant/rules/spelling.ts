import type { Text } from "@yuejian/contracts";
import type { SpellingEdit, SpellingEditKind, SpellingLine } from "@yuejian/text";
import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

const hitsOf = (kind: SpellingEditKind) =>
  function* find({ paragraphs }: CheckedDocument, { spelling }: CheckContext): Generator<RuleHit> {
    for (const [at, { start }] of paragraphs.entries())
      for (const edit of spelling?.[at] ?? []) {
        if (edit.kind !== kind) continue;
        const { zh, en } = reasonOf(edit);
        const sure = Math.round(edit.probability * 100);
        yield {
          start: start + edit.start,
          end: start + edit.end,
          suggestion: edit.meant,
          probability: edit.probability,
          reason: { zh: `${zh}（把握 ${sure}%）`, en: `${en} (${sure} % sure)` },
        };
      }
  };

function reasonOf({ kind, written, meant }: SpellingEdit): { readonly zh: string; readonly en: string } {
  switch (kind) {
    case "replaced":
      return { zh: `可能是“${meant}”`, en: `probably “${meant}”` };
    case "missing":
      return { zh: `这里可能漏了“${meant}”`, en: `“${meant}” is probably missing here` };
    case "surplus":
      return { zh: `可能多了“${written}”`, en: `“${written}” is probably too much` };
    case "swapped":
      return { zh: `次序可能颠倒，应为“${meant}”`, en: `probably out of order: “${meant}”` };
  }
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

export const SPELLING_RULE_OF = {
  replaced: "spelling",
  missing: "character-missing",
  surplus: "character-surplus",
  swapped: "characters-swapped",
} as const satisfies Record<SpellingEditKind, string>;

const TITLES = {
  replaced: { zh: "错别字", en: "Spelling" },
  missing: { zh: "漏字", en: "Character missing" },
  surplus: { zh: "多字", en: "Character too many" },
  swapped: { zh: "字词颠倒", en: "Characters out of order" },
} as const satisfies Record<SpellingEditKind, Text>;

export const SPELLING_RULES: readonly DocumentRule[] = (Object.keys(TITLES) as SpellingEditKind[]).map((kind) => ({
  id: SPELLING_RULE_OF[kind],
  title: TITLES[kind],
  severity: "warning",
  source: null,
  find: hitsOf(kind),
}));

/** Rules that say what a speller found: by probability. */
export const SPELLED_RULES: ReadonlySet<string> = new Set(SPELLING_RULES.map(({ id }) => id));
