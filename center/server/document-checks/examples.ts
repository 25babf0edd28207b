import type { DocumentFinding, FindingDecision, FindingSeverity } from "@yuejian/contracts";
import { documentOf, namesIn } from "@yuejian/document-assistant";
import { withoutPersons } from "@yuejian/legal-research";
import type { Scope } from "../policy/index.ts";
import { within } from "../policy/index.ts";
import type { Reading } from "../store/index.ts";

/** A decided finding without anything of a person: neither who decided nor, as far as rules find them, whom the text is about. */
export interface DecidedExample {
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly kind: string;
  readonly month: string;
  readonly probability: number | null;
  readonly decision: FindingDecision;
  /** Words around it, what stands there and what was proposed; null: erased, of a case, or of a rule that looks at numbers and names. */
  readonly words: { readonly before: string; readonly text: string; readonly after: string; readonly suggestion: string | null } | null;
}

/** Rules whose findings are words and marks, not numbers, names or days. Others are exported as counts. */
const OF_WORDS = /^(?:punctuation-|bracket-|word-|wording-|unit-|term-|invisible-|spelling$|characters?-)/;
/** Characters on each side. */
const AROUND = 16;

export interface ExamplesFilter {
  readonly scope: Pick<Scope, "offices">;
  /** Months of the documents, `YYYY-MM`, both included. */
  readonly from: string;
  readonly to: string;
  readonly rule?: string | undefined;
  readonly kind?: string | undefined;
  readonly decision?: FindingDecision | undefined;
  /** A part of them, the newest documents first; all, the oldest first, when not given. */
  readonly page?: { readonly offset: number; readonly limit: number };
}

export async function countExamples(db: Reading, filter: ExamplesFilter): Promise<number> {
  const { count } = await decided(db, filter)
    .select((build) => build.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

function decided(db: Reading, { scope, from, to, rule, kind, decision }: ExamplesFilter) {
  let query = db
    .selectFrom("document_findings")
    .innerJoin("document_checks", "document_checks.id", "document_findings.check_id")
    .where("document_findings.decision", "is not", null)
    .where("document_findings.counts", "=", 1)
    .where("document_checks.month", ">=", from)
    .where("document_checks.month", "<=", to)
    .where(within("document_checks.office", scope.offices));
  if (rule !== undefined) query = query.where("document_findings.rule", "=", rule);
  if (kind !== undefined) query = query.where("document_checks.kind", "=", kind);
  if (decision !== undefined) query = query.where("document_findings.decision", "=", decision);
  return query;
}

/** What people decided of findings in documents of these months, the newest word on each, in the offices of the scope. */
export async function decidedExamples(db: Reading, filter: ExamplesFilter): Promise<DecidedExample[]> {
  const all = decided(db, filter)
    .select([
      "document_findings.check_id",
      "document_findings.rule",
      "document_findings.severity",
      "document_findings.probability",
      "document_findings.content",
      "document_findings.decision",
      "document_checks.kind",
      "document_checks.month",
      "document_checks.case_id",
      "document_checks.handled_case",
    ])
    .orderBy("document_checks.id", filter.page ? "desc" : "asc")
    .orderBy("document_findings.position");
  const rows = await (filter.page ? all.limit(filter.page.limit).offset(filter.page.offset) : all).execute();
  const examples: DecidedExample[] = [];
  let [open, text] = ["", ""];
  for (const {
    check_id: check,
    case_id: caseId,
    handled_case: handledCase,
    content,
    rule,
    severity,
    kind,
    month,
    probability,
    decision,
  } of rows) {
    const isWorded = content !== null && caseId === null && handledCase === null && OF_WORDS.test(rule);
    if (isWorded && check !== open) [open, text] = [check, await maskedText(db, check)];
    examples.push({
      rule,
      severity,
      kind,
      month,
      probability: probability === null ? null : Number(probability),
      decision: decision ?? "rejected",
      words: isWorded ? wordsOf(text, JSON.parse(content) as DocumentFinding) : null,
    });
  }
  return examples;
}

/** The same length, so that places stay: names that the text tells as people's, and every number of four digits or more, are struck out. */
async function maskedText(db: Reading, check: string): Promise<string> {
  const { paragraphs } = await db.selectFrom("document_checks").select("paragraphs").where("id", "=", check).executeTakeFirstOrThrow();
  const document = documentOf(JSON.parse(paragraphs ?? "[]") as string[]);
  let masked = withoutPersons(document.text);
  for (const { name } of namesIn(document.text)) masked = masked.replaceAll(name, "某".repeat(name.length));
  return masked.replaceAll(/\d{4,}/g, (number) => "＊".repeat(number.length));
}

function wordsOf(text: string, { start, end, suggestion }: DocumentFinding): DecidedExample["words"] {
  return {
    before: text.slice(Math.max(0, start - AROUND), start),
    text: text.slice(start, end),
    after: text.slice(end, end + AROUND),
    suggestion,
  };
}
