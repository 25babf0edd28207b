import type { DocumentCaseRecord } from "@yuejian/contracts";
import { type CheckContext, checkDocument, documentOf } from "@yuejian/document-assistant";
import { articleText } from "@yuejian/legal-research";
import { canonicalName, findCitations, lawNames, resolveCitation, wordingOf } from "@yuejian/text";
import { directoryOf } from "../law-search/planted-citations.ts";
import { readLawMaterial } from "../law-search/read-material.ts";
import { shared } from "../spelling/read-material.ts";
import { type Draft, draftText } from "./draft.ts";
import type { Quote } from "./families.ts";
import type { Check } from "./judge.ts";

/** The collection holds most laws in one wording: citations are judged by the day of that, not of the act. */
const DAY = "2026-07-01";

/** What checks need besides the text, from the collection of laws. */
export function lawPorts(): { readonly quote: Quote; readonly check: Check } {
  const { laws } = readLawMaterial(shared("laws/just-laws"));
  const directory = directoryOf(laws);
  const names = lawNames(laws.flatMap(({ name, repeals }) => [name, ...repeals]));
  const citationsOf = (text: string): CheckContext["citations"] => ({
    on: DAY,
    all: findCitations(text, { names }).map((citation) => {
      const resolved = resolveCitation(citation, { directory, on: DAY });
      return { start: citation.start, end: citation.end, by: citation.by, ...resolved, wording: wordingOf(directory, resolved) };
    }),
  });
  return {
    quote: (law, article) => {
      const versions = directory.lawsNamed(canonicalName(law))[0]?.versions;
      const found = versions?.at(-1)?.articles.find(({ label }) => label === article);
      return found ? (articleText(found).split("\n")[0] ?? null) : null;
    },
    check: (draft) => {
      const text = draftText(draft);
      const findings = checkDocument(documentOf(text.split("\n")), {
        citations: citationsOf(text),
        isForPublication: draft.isForPublication === true,
        spelling: null,
        records: [recordOf(draft)],
      });
      return draft.isExcerpt ? findings.filter(({ rule }) => rule !== "part-missing") : findings;
    },
  };
}

/** What the business system knows of the case, as the draft has it. */
function recordOf({ record: { suspects, charge, charges, actOn, acceptedOn, days, amount } }: Draft): DocumentCaseRecord {
  return {
    source: { zh: "案件登记", en: "the record of the case" },
    people: suspects.length === 0 ? null : suspects,
    charges: charges ?? (charge === null ? [] : [charge]),
    days: { ...(actOn === null ? {} : { act: [actOn] }), ...(acceptedOn === null ? {} : { accepted: [acceptedOn] }), ...days },
    amount: amount === null ? null : BigInt(amount),
  };
}
