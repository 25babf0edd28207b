import type { DocumentCaseRecord, DocumentFormat, DocumentRuleInfo, Text } from "@yuejian/contracts";
import type { CitationState, CitedBy, SpellingEdit } from "@yuejian/text";
import type { CheckedDocument } from "./document.ts";

/** What the checks may look at beside the document; without it the rules that need it say nothing. */
export interface CheckContext {
  /** Every citation of the text, judged by the law of a day (ISO). */
  readonly citations: { readonly on: string; readonly all: readonly JudgedCitation[] } | null;
  /** The document is to be published. */
  readonly isForPublication?: boolean | undefined;
  /** Corrections of each paragraph (`linesToSpell`), in their order. */
  readonly spelling: readonly (readonly SpellingEdit[])[] | null;
  /** What the house, the business system or a file knows of the case; left out: nothing is compared. */
  readonly records?: readonly DocumentCaseRecord[] | undefined;
  /** How the file sets its text; null or left out: it is no Word file. */
  readonly format?: DocumentFormat | null | undefined;
  /** What the other documents of the case tell. */
  readonly others?: DocumentCaseRecord | null | undefined;
}

/** A citation and whether it holds. Offsets as in the text of the document. */
export interface JudgedCitation {
  readonly start: number;
  readonly end: number;
  readonly state: CitationState;
  /** `named`: by the name of the law; `carried`: by a law that was named before. */
  readonly by: CitedBy;
  /** Name of the law, where it is known. */
  readonly law: string | null;
  /** Names that may be meant. */
  readonly meant: readonly string[];
  readonly repealed: { readonly on: string; readonly by: string } | null;
  /** Text of what is meant in the wording of the day, as it was imported; null or left out: not at hand. */
  readonly wording?: string | null | undefined;
}

/** What a rule finds; the rest of a finding comes from the rule and the text. */
export interface RuleHit {
  readonly start: number;
  readonly end: number;
  readonly suggestion: string | null;
  /** Of a statistical rule: that the suggestion is right. */
  readonly probability?: number;
  readonly reason: Text;
}

export interface DocumentRule extends DocumentRuleInfo {
  /** Hits in the order of the text. */
  find(document: CheckedDocument, context: CheckContext): Iterable<RuleHit>;
}

/** As `matchAll`, which makes a pattern anew for each text: dear where many patterns are looked for in many paragraphs. */
function* matchesIn(text: string, pattern: RegExp): Generator<RegExpExecArray> {
  for (let from = 0; ; ) {
    pattern.lastIndex = from;
    const found = pattern.exec(text);
    if (!found) return;
    // Whoever takes the match may use the pattern too.
    from = found[0] === "" ? pattern.lastIndex + 1 : pattern.lastIndex;
    yield found;
  }
}

/** Every match of a global pattern within the paragraphs. `hit` gives null where a match is right after all. */
export function* matches(
  { paragraphs }: CheckedDocument,
  pattern: RegExp,
  hit: (
    found: RegExpExecArray,
    text: string,
  ) => { readonly from?: number; readonly to?: number; readonly suggestion: string | null; readonly reason: Text } | null,
): Generator<RuleHit> {
  for (const { text, start } of paragraphs)
    for (const found of matchesIn(text, pattern)) {
      const judged = hit(found, text);
      if (!judged) continue;
      const { from = 0, to = found[0].length, suggestion, reason } = judged;
      yield { start: start + found.index + from, end: start + found.index + to, suggestion, reason };
    }
}

/** Of hits that overlap the one told first. */
export function apart(hits: Iterable<RuleHit>): RuleHit[] {
  const kept: RuleHit[] = [];
  for (const hit of hits) if (!kept.some(({ start, end }) => start < hit.end && hit.start < end)) kept.push(hit);
  return kept;
}

/** Of hits that begin at one place the one told first, in the order of the text. */
export function firstAt(hits: Iterable<RuleHit>): RuleHit[] {
  const first = new Map<number, RuleHit>();
  for (const hit of hits) if (!first.has(hit.start)) first.set(hit.start, hit);
  return [...first.values()].sort((one, other) => one.start - other.start);
}
