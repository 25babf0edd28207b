import { precisionOf } from "@yuejian/document-assistant";
import { dayInChina } from "@yuejian/oversight";
import { sql } from "kysely";
import { within } from "../policy/index.ts";
import type { Reading } from "../store/index.ts";
import { LEAST_PEOPLE } from "./statistics.ts";

interface DecidedHour {
  readonly rule: string;
  readonly decision: "accepted" | "rejected";
  readonly actor: string;
  /** Of the decision, in UTC: `YYYY-MM-DDTHH`. */
  readonly hour: string;
  readonly count: number;
}

export interface EvaluationFilter {
  readonly offices: readonly string[] | "all";
  /** Months of the decision, `YYYY-MM`, both included. */
  readonly from: string;
  readonly to: string;
}

export interface EvaluatedRule {
  readonly rule: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly precision: ReturnType<typeof precisionOf>["interval"];
  readonly months: readonly {
    readonly month: string;
    readonly accepted: number;
    readonly rejected: number;
    readonly precision: ReturnType<typeof precisionOf>["interval"];
  }[];
  /** Decisions of months by fewer people than may be shown: their share would be a person's. */
  readonly withheld: number;
}

/** What people decided on each rule, as a whole and by the month of the decision, with Wilson's interval; the least sure rule first. */
export async function evaluateRules(db: Reading, { offices, from, to }: EvaluationFilter): Promise<EvaluatedRule[]> {
  const rows = await db
    .selectFrom("document_findings")
    .innerJoin("document_checks", "document_checks.id", "document_findings.check_id")
    .select((build) => [
      "document_findings.rule",
      "document_findings.decision",
      "document_checks.actor",
      sql<string>`substr(document_findings.decided_at, 1, 13)`.as("hour"),
      build.fn.countAll<number>().as("count"),
    ])
    .where("document_findings.counts", "=", 1)
    .where("document_findings.decision", "is not", null)
    .where("document_findings.decided_at", ">=", beginOf(from))
    .where("document_findings.decided_at", "<", beginOf(monthAfter(to)))
    .where(within("document_checks.office", offices))
    .groupBy([
      "document_findings.rule",
      "document_findings.decision",
      "document_checks.actor",
      sql`substr(document_findings.decided_at, 1, 13)`,
    ])
    .execute();
  const decided = rows.flatMap(({ decision, ...row }) => {
    const month = dayInChina(Date.parse(`${row.hour}:00:00Z`)).slice(0, 7);
    return decision === null ? [] : [{ ...row, decision, month }];
  });
  return [...Map.groupBy(decided, ({ rule }) => rule)]
    .map(([rule, own]): EvaluatedRule => {
      const months = [...Map.groupBy(own, ({ month }) => month)];
      const isShown = (each: readonly DecidedHour[]) => new Set(each.map(({ actor }) => actor)).size >= LEAST_PEOPLE;
      const { accepted, rejected, interval } = precisionOf(countsOf(own));
      return {
        rule,
        accepted,
        rejected,
        precision: interval,
        months: months
          .filter(([, each]) => isShown(each))
          .map(([month, each]) => {
            const { interval: precision, ...counts } = precisionOf(countsOf(each));
            return { month, accepted: counts.accepted, rejected: counts.rejected, precision };
          })
          .toSorted((one, other) => (one.month < other.month ? -1 : 1)),
        withheld: months.filter(([, each]) => !isShown(each)).reduce((sum, [, each]) => sum + all(each), 0),
      };
    })
    .toSorted((one, other) => (one.precision?.high ?? 1) - (other.precision?.high ?? 1) || (one.rule < other.rule ? -1 : 1));
}

/** When a month begins in China. */
const beginOf = (month: string): string => new Date(`${month}-01T00:00:00+08:00`).toISOString();

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

const all = (hours: readonly Pick<DecidedHour, "count">[]): number => hours.reduce((sum, { count }) => sum + count, 0);

const countsOf = (hours: readonly DecidedHour[]) => ({
  accepted: all(hours.filter(({ decision }) => decision === "accepted")),
  rejected: all(hours.filter(({ decision }) => decision === "rejected")),
});

export interface MutedRule {
  readonly office: string;
  readonly rule: string;
  readonly at: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly high: number;
}

/** Rules that are muted in offices now, and by which decisions. */
export async function mutedRules(db: Reading, offices: EvaluationFilter["offices"]): Promise<MutedRule[]> {
  const rows = await db
    .selectFrom("document_rules")
    .select(["office", "rule", "muted_at", "muted_by"])
    .where("muted_at", "is not", null)
    .where(within("document_rules.office", offices))
    .orderBy("muted_at", "desc")
    .execute();
  return rows.flatMap(({ office, rule, muted_at: at, muted_by: by }) =>
    at === null || by === null ? [] : [{ office, rule, at, ...(JSON.parse(by) as Pick<MutedRule, "accepted" | "rejected" | "high">) }],
  );
}
