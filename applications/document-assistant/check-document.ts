import type { DocumentFinding, DocumentRuleInfo } from "@yuejian/contracts";
import { asRead, type CheckedDocument } from "./document.ts";
import type { CheckContext, DocumentRule } from "./rule.ts";
import { AGE_RULES } from "./rules/ages.ts";
import { AMOUNT_RULES } from "./rules/amounts.ts";
import { CALENDAR_RULES } from "./rules/calendar.ts";
import { CHARACTER_RULES } from "./rules/characters.ts";
import { CHARGE_RULES } from "./rules/charges.ts";
import { CITATION_RULES } from "./rules/citations.ts";
import { COURSE_RULES } from "./rules/course.ts";
import { FORMAT_RULES } from "./rules/format.ts";
import { IMPRINT_RULES } from "./rules/imprint.ts";
import { NAME_RULES } from "./rules/names.ts";
import { NUMBER_RULES } from "./rules/numbers.ts";
import { PARTICLE_RULES } from "./rules/particles.ts";
import { PART_RULES } from "./rules/parts.ts";
import { PEOPLE_RULES } from "./rules/people.ts";
import { PLACE_RULES } from "./rules/places.ts";
import { PUBLICATION_RULES } from "./rules/publication.ts";
import { PUNCTUATION_RULES } from "./rules/punctuation.ts";
import { QUOTATION_RULES } from "./rules/quotations.ts";
import { RECORD_RULES } from "./rules/record.ts";
import { RED_HEAD_RULES } from "./rules/red-head.ts";
import { REPEATED_RULES } from "./rules/repeated.ts";
import { SENTENCE_RULES } from "./rules/sentences.ts";
import { SEQUENCE_RULES } from "./rules/sequence.ts";
import { SPELLED_RULES, SPELLING_RULES } from "./rules/spelling.ts";
import { STAGE_RULES } from "./rules/stages.ts";
import { SUM_RULES } from "./rules/sums.ts";
import { TERM_RULES } from "./rules/terms.ts";
import { WORDING_RULES } from "./rules/wording.ts";

const RULES: readonly DocumentRule[] = [
  ...PUNCTUATION_RULES,
  ...CHARACTER_RULES,
  ...NUMBER_RULES,
  ...CALENDAR_RULES,
  ...AMOUNT_RULES,
  ...TERM_RULES,
  ...SUM_RULES,
  ...REPEATED_RULES,
  ...PEOPLE_RULES,
  ...AGE_RULES,
  ...NAME_RULES,
  ...PLACE_RULES,
  ...CHARGE_RULES,
  ...PUBLICATION_RULES,
  ...RECORD_RULES,
  ...COURSE_RULES,
  ...SENTENCE_RULES,
  ...PART_RULES,
  ...STAGE_RULES,
  ...SEQUENCE_RULES,
  ...FORMAT_RULES,
  ...RED_HEAD_RULES,
  ...IMPRINT_RULES,
  ...WORDING_RULES,
  ...PARTICLE_RULES,
  ...CITATION_RULES,
  ...QUOTATION_RULES,
  ...SPELLING_RULES,
];

/** All rules, in the order in which they are shown. */
export const DOCUMENT_RULES: readonly DocumentRuleInfo[] = RULES.map(({ id, title, severity, source }) => ({
  id,
  title,
  severity,
  source,
}));

/** What the rules find in a document, in the order of the text. A statistical finding inside one of a rule that is certain is left out. */
export function checkDocument(
  document: CheckedDocument,
  context: CheckContext,
  isOn: (rule: string) => boolean = () => true,
): DocumentFinding[] {
  const findings: DocumentFinding[] = [];
  const read = asRead(document);
  for (const rule of RULES) {
    if (!isOn(rule.id)) continue;
    for (const { start, end, suggestion, probability, reason } of rule.find(read, context)) {
      if (SPELLED_RULES.has(rule.id) && findings.some((other) => other.start < Math.max(end, start + 1) && start < other.end)) continue;
      findings.push({
        rule: rule.id,
        severity: rule.severity,
        start,
        end,
        text: document.text.slice(start, end),
        suggestion,
        ...(probability === undefined ? {} : { probability }),
        reason,
        source: rule.source,
      });
    }
  }
  return findings.sort((one, other) => one.start - other.start || one.end - other.end);
}
