import { type BusinessLine, canonicalJson, type PatternFamily } from "@yuejian/contracts";
import { type Counted, type FoundPattern, findPatterns, PATTERN_LIMITS, type RuleGroup } from "@yuejian/patterns";
import type { JobHandler } from "../jobs/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import type { PatternSearchJob } from "../work/job-kinds.ts";
import type { Workplace } from "../work/workplace.ts";
import { countedMonths } from "./counted-months.ts";
import { monthName, monthOf } from "./months.ts";

/** What a pattern keeps beside its columns. */
export type PatternNumbers = Pick<
  FoundPattern,
  "expected" | "probability" | "adjusted" | "score" | "dispersion" | "beside" | "course" | "alsoAs"
>;

/** Looks for patterns over the months that have ended, and puts down what was found. What people decided of a pattern stays. Its counts, limits and results are
 *  on the ledger. Result: `{ search, found }`. */
export const findPatternsHandler: JobHandler<Workplace> = async (input, { home, job, progress, fence }) => {
  const { months } = input as unknown as Omit<PatternSearchJob, "actor">;
  const now = new Date(home.clock.now()).toISOString();
  const first = monthOf(now) - months;
  progress.report(0, 2, { zh: "统计线索和案件", en: "Counting leads and cases" });
  const counts = await countedMonths(home.store.db, { first, months });
  const causes = await home.store.db.selectFrom("rule_causes").select(["rule", "cause"]).where("cause", "is not", null).execute();
  progress.report(1, 2, { zh: "与应有数量比较", en: "Comparing with what is to be expected" });
  const result = findPatterns(
    (Object.keys(counts) as PatternFamily[]).map((id) => ({
      id,
      counts: counts[id],
      groups: groupsOf(counts[id], causes),
      periods: months,
    })),
  );
  const lineOf = (rule: string): BusinessLine | null => home.models.get(rule)?.manifest.businessLine ?? null;
  return home.store.write(async (trx) => {
    await fence(trx);
    const known = await trx.selectFrom("pattern_searches").select(["id", "found"]).where("job", "=", job.id).executeTakeFirst();
    if (known) return { search: known.id, found: known.found };
    const id = home.ids.next("pse");
    const found = result.patterns.length;
    const about = { id, at: now, first: monthName(first), months, tests: result.tests };
    const entry = await home.outbox.record(trx, {
      type: "patterns.searched",
      subject: id,
      organisation: job.office,
      content: {
        ...about,
        limits: PATTERN_LIMITS,
        counts: Object.fromEntries(
          Object.entries(counts).map(([family, cells]) => [
            family,
            cells.map(({ unit, rule, period, count }) => [unit, rule, period, count]),
          ]),
        ),
        found: result.patterns.map(({ family, kind, unit, group, from, to, observed }) => ({
          family,
          kind,
          unit,
          group: group.id,
          from: monthName(first + from),
          to: monthName(first + to),
          observed,
        })),
      },
    });
    const search = { id, at: now, actor: job.actor, first_month: about.first, months, tests: result.tests, found, job: job.id };
    await trx
      .insertInto("pattern_searches")
      .values({ ...search, left_out: JSON.stringify(result.leftOut), outbox: entry })
      .execute();
    for (const pattern of result.patterns) await putDown(trx, home, { pattern, first, search: id, now, lineOf });
    return { search: id, found };
  });
};

function groupsOf(counts: readonly Counted[], causes: readonly { rule: string; cause: string | null }[]): RuleGroup[] {
  const rules = [...new Set(counts.map(({ rule }) => rule))].toSorted();
  const byCause = Map.groupBy(
    causes.filter(({ rule }) => rules.includes(rule)),
    ({ cause }) => cause ?? "",
  );
  return [
    ...rules.map((rule) => ({ id: rule, kind: "rule" as const, rules: [rule] })),
    ...[...byCause]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([cause, of]) => ({ id: cause, kind: "cause" as const, rules: of.map(({ rule }) => rule).toSorted() })),
    { id: "all", kind: "all", rules },
  ];
}

interface Found {
  readonly pattern: FoundPattern;
  readonly first: number;
  readonly search: string;
  readonly now: string;
  readonly lineOf: (rule: string) => BusinessLine | null;
}

async function putDown(trx: StoreTransaction, { ids }: Workplace, { pattern, first, search, now, lineOf }: Found): Promise<void> {
  const { family, kind, unit, group, from, to, observed } = pattern;
  const { expected, probability, adjusted, score, dispersion, beside, course, alsoAs } = pattern;
  const content: PatternNumbers = { expected, probability, adjusted, score, dispersion, beside, course, alsoAs };
  const found = {
    rules: JSON.stringify(group.rules),
    lines: JSON.stringify([...new Set(group.rules.map((rule) => lineOf(rule) ?? "unknown"))].toSorted()),
    from_month: monthName(first + from),
    to_month: monthName(first + to),
    observed,
    content: JSON.stringify(content),
    search,
    changed_at: now,
  };
  const key = canonicalJson({ family, kind, unit, groupKind: group.kind, group: group.id });
  const known = await trx.selectFrom("patterns").select(["id", "version"]).where("key", "=", key).executeTakeFirst();
  if (known) {
    await trx
      .updateTable("patterns")
      .set({ ...found, version: known.version + 1 })
      .where("id", "=", known.id)
      .execute();
    return;
  }
  const named = { family: family as PatternFamily, kind, unit, group_kind: group.kind, group_id: group.id };
  await trx
    .insertInto("patterns")
    .values({ id: ids.next("pat"), key, version: 1, ...named, ...found, status: "open" })
    .execute();
}
