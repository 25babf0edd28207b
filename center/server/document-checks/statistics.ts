import type { DocumentStage } from "@yuejian/contracts";
import { type ErrorRate, errorRate } from "@yuejian/document-assistant";
import { sql } from "kysely";
import { within } from "../policy/index.ts";
import type { Reading } from "../store/index.ts";

/** One document as the figures see it. Errors are findings that are wrong by rule or probably, and that nobody rejected. */
interface CountedCheck {
  readonly office: string;
  readonly month: string;
  readonly kind: string;
  readonly stage: DocumentStage;
  readonly actor: string;
  readonly source: string;
  readonly characters: number;
  readonly errors: number;
  readonly accepted: number;
  readonly rejected: number;
}

export interface ErrorCell {
  readonly month: string;
  readonly kind: string;
  readonly stage: DocumentStage;
  readonly documents: number;
  readonly characters: number;
  readonly errors: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly rate: ErrorRate;
}

export interface ErrorStatistics {
  readonly cells: readonly ErrorCell[];
  /** Of what is shown, by stage. */
  readonly totals: readonly Omit<ErrorCell, "month" | "kind">[];
  /** The same by month, the oldest first, and by kind: what the cells add up to, each with the interval of its own documents. */
  readonly months: readonly Omit<ErrorCell, "kind">[];
  readonly kinds: readonly Omit<ErrorCell, "month">[];
  /** Documents of cells that fewer than three people wrote: their figures would be a person's. They are in no sum. */
  readonly withheld: number;
}

export interface StatisticsFilter {
  readonly offices: readonly string[] | "all";
  /** Months, `YYYY-MM`, both included. */
  readonly from: string;
  readonly to: string;
}

export const LEAST_PEOPLE = 3;

/** Errors for 10,000 characters by kind and month, of documents checked the first time. */
export async function errorStatistics(db: Reading, filter: StatisticsFilter): Promise<ErrorStatistics> {
  const groups = Map.groupBy(await countedChecks(db, filter), ({ month, kind, stage }) => `${month} ${kind} ${stage}`);
  const shown = [...groups.values()].filter(hasEnoughPeople);
  const withheld = [...groups.values()].filter((checks) => !hasEnoughPeople(checks)).reduce((sum, checks) => sum + checks.length, 0);
  const cells = shown.flatMap((checks) => {
    const [first] = checks;
    return first ? [{ month: first.month, kind: first.kind, ...summed(first.stage, checks) }] : [];
  });
  const all = shown.flat();
  const totals = (["draft", "final"] as const).flatMap((stage) => {
    const own = all.filter((each) => each.stage === stage);
    return own.length === 0 ? [] : [summed(stage, own)];
  });
  const by = <Key extends "month" | "kind">(key: Key) =>
    [...Map.groupBy(all, (each) => `${each[key]} ${each.stage}`).values()].flatMap((checks) => {
      const [first] = checks;
      return first
        ? [{ [key]: first[key], ...summed(first.stage, checks) } as Record<Key, string> & Omit<ErrorCell, "month" | "kind">]
        : [];
    });
  return {
    cells: cells.toSorted((one, other) => (one.month < other.month ? 1 : one.month > other.month ? -1 : 0)),
    totals,
    months: by("month").toSorted((one, other) => (one.month < other.month ? -1 : one.month > other.month ? 1 : 0)),
    kinds: by("kind").toSorted((one, other) => other.characters - one.characters),
    withheld,
  };
}

/** Another system, or a watched folder, stands for the people who use it. */
function hasEnoughPeople(checks: readonly CountedCheck[]): boolean {
  return (
    checks.some(({ source }) => source === "system" || source === "folder") ||
    new Set(checks.map(({ actor }) => actor)).size >= LEAST_PEOPLE
  );
}

export async function countedChecks(db: Reading, { offices, from, to }: StatisticsFilter): Promise<CountedCheck[]> {
  const { rows } = await sql<CountedCheck>`
    select document_checks.office, document_checks.month, document_checks.kind, document_checks.stage, document_checks.actor, document_checks.source, document_checks.characters,
      cast(sum(case when document_findings.severity in ('error', 'warning') and coalesce(document_findings.decision, '') <> 'rejected' then 1 else 0 end) as bigint) as errors,
      cast(sum(case when document_findings.decision = 'accepted' then 1 else 0 end) as bigint) as accepted,
      cast(sum(case when document_findings.decision = 'rejected' then 1 else 0 end) as bigint) as rejected
    from document_checks left join document_findings on document_findings.check_id = document_checks.id
    where document_checks.is_first = 1 and document_checks.month >= ${from} and document_checks.month <= ${to} and ${within("document_checks.office", offices)}
    group by document_checks.id, document_checks.office, document_checks.month, document_checks.kind, document_checks.stage, document_checks.actor, document_checks.source, document_checks.characters
    order by document_checks.month, document_checks.kind`.execute(db);
  return rows;
}

function summed(stage: DocumentStage, checks: readonly CountedCheck[]) {
  const sum = (of: (check: CountedCheck) => number) => checks.reduce((total, check) => total + of(check), 0);
  const counts = {
    errors: sum(({ errors }) => errors),
    accepted: sum(({ accepted }) => accepted),
    rejected: sum(({ rejected }) => rejected),
  };
  return { stage, documents: checks.length, characters: sum(({ characters }) => characters), ...counts, rate: errorRate(checks) };
}
