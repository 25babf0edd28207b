import type { Text } from "@yuejian/contracts";
import type { Accuracy, Rate } from "@yuejian/contracts/api";
import { type Interval, recallOf, shareOf } from "@yuejian/workbench";
import { sql } from "kysely";
import type { Reading } from "../store/index.ts";

/** Share of the decided leads that people confirmed. */
export function precisionRate(confirmed: number, decided: number): Rate | null {
  return rateOf(shareOf(confirmed, decided), {
    zh: `已作出决定的 ${decided} 条线索中，${confirmed} 条经人核实（含已立案）；区间为 95% 置信区间`,
    en: `${confirmed} of ${decided} decided leads were verified by a person (filed ones included); 95% interval`,
  });
}

interface Decided {
  readonly version: string;
  readonly confirmed: number;
  readonly dismissed: number;
  readonly undecided: number;
}

interface Sampled {
  readonly version: string;
  readonly run: string;
  readonly unflagged: number;
  readonly flagged: number;
  readonly missed: number;
  readonly clear: number;
  readonly cannotTell: number;
}

/** Precision and recall of a model, per version. A lead counts for the version that found it first; recall for the newest run that was sampled, since
 *  it is a share of that run's population. */
export async function accuracyOf(db: Reading, model: string): Promise<Accuracy> {
  const decided = await decidedBy(db, model);
  const sampled = await sampledBy(db, model);
  const versions = [...new Set([...decided, ...sampled].map(({ version }) => version))].sort(byVersion);
  const total = decided.reduce((sum, each) => ({ confirmed: sum.confirmed + each.confirmed, dismissed: sum.dismissed + each.dismissed }), {
    confirmed: 0,
    dismissed: 0,
  });
  return {
    model,
    precision: precisionRate(total.confirmed, total.confirmed + total.dismissed),
    versions: versions.map((version) => {
      const { confirmed, dismissed, undecided } = decided.find((each) => each.version === version) ?? {
        confirmed: 0,
        dismissed: 0,
        undecided: 0,
      };
      const sample = sampled.find((each) => each.version === version) ?? null;
      const checked = sample ? sample.missed + sample.clear : 0;
      return {
        version,
        confirmed,
        dismissed,
        undecided,
        precision: precisionRate(confirmed, confirmed + dismissed),
        checked,
        missed: sample?.missed ?? 0,
        cannotTell: sample?.cannotTell ?? 0,
        missRate: sample ? missRate(sample, checked) : null,
        ...recall({ confirmed, dismissed }, sample, checked),
      };
    }),
  };
}

function missRate({ missed, unflagged }: Sampled, checked: number): Rate | null {
  return rateOf(shareOf(missed, checked), {
    zh: `未命中的 ${unflagged} 个对象中抽查了 ${checked} 个（不含无法判断的），${missed} 个本应命中；区间为 95% 置信区间`,
    en: `Of ${unflagged} unflagged subjects ${checked} were checked (without those that could not be told), ${missed} should have been flagged; 95% interval`,
  });
}

function recall(
  { confirmed, dismissed }: Pick<Decided, "confirmed" | "dismissed">,
  sample: Sampled | null,
  checked: number,
): { recall: Rate | null; recallUnknown: Text | null } {
  const unknown = (zh: string, en: string) => ({ recall: null, recallUnknown: { zh, en } });
  if (!sample) return unknown("还没有抽查未命中的对象", "No unflagged subjects were sampled yet");
  if (checked === 0) return unknown("抽查还没有可用的结论", "The sample has no verdict yet that counts");
  if (confirmed + dismissed === 0) return unknown("还没有一条线索作出决定", "No lead is decided yet");
  const { flagged, unflagged, missed } = sample;
  const interval = recallOf({ flagged, confirmed, decided: confirmed + dismissed, unflagged, missed, checked });
  if (!interval)
    return unknown(
      "没有一条线索属实，抽查也未发现遗漏，无从估计",
      "No lead was confirmed and no miss was found: there is nothing to be a share of",
    );
  const of = {
    zh: `命中 ${flagged} 个对象，按已决定的 ${confirmed}/${confirmed + dismissed} 属实推算；未命中 ${unflagged} 个，按抽查 ${missed}/${checked} 遗漏推算。召回率为前者占两者之和的比例，区间由两个 97.5% 区间的最坏端合成（合计不低于 95%）`,
    en: `${flagged} subjects were flagged, of which ${confirmed}/${confirmed + dismissed} decided ones hold; ${unflagged} were not, of which ${missed}/${checked} checked ones were missed. Recall is the first share of both together; the interval joins the worst ends of two 97.5% intervals (at least 95% in all)`,
  };
  return { recall: rateOf(interval, of), recallUnknown: null };
}

function rateOf(interval: Interval | null, of: Text): Rate | null {
  return interval && { rate: interval.rate, low: interval.low, high: interval.high, of };
}

async function decidedBy(db: Reading, model: string): Promise<Decided[]> {
  const { rows } = await sql<{
    version: string;
    status: string;
    leads: number;
  }>`select runs.model_version as version, leads.status, count(*) as leads
    from leads join runs on runs.id = leads.first_run where leads.model = ${model} group by runs.model_version, leads.status`.execute(db);
  return [...Map.groupBy(rows, ({ version }) => version)].map(([version, of]) => {
    const count = (...statuses: string[]) =>
      of.filter(({ status }) => statuses.includes(status)).reduce((sum, { leads }) => sum + leads, 0);
    return { version, confirmed: count("verified", "filed"), dismissed: count("dismissed"), undecided: count("new", "assigned") };
  });
}

/** The newest sampled run of each version, all its samples together. */
async function sampledBy(db: Reading, model: string): Promise<Sampled[]> {
  const { rows } = await sql<{ version: string; run: string; unflagged: number; verdict: string | null; checks: number }>`
    select samples.model_version as version, samples.run, max(samples.unflagged) as unflagged, checks.verdict, count(checks.id) as checks
    from samples left join checks on checks.sample = samples.id
    where samples.model = ${model} and samples.status = 'drawn'
    group by samples.model_version, samples.run, checks.verdict order by samples.run desc`.execute(db);
  const newest = new Map<string, string>();
  for (const { version, run } of rows) if (!newest.has(version)) newest.set(version, run);
  const sampled: Sampled[] = [];
  for (const [version, run] of newest) {
    const of = rows.filter((row) => row.run === run);
    const count = (verdict: string) => of.filter((row) => row.verdict === verdict).reduce((sum, { checks }) => sum + checks, 0);
    const { flagged } = await db
      .selectFrom("findings")
      .select(sql<number>`count(distinct subject)`.as("flagged"))
      .where("run", "=", run)
      .executeTakeFirstOrThrow();
    sampled.push({
      version,
      run,
      unflagged: of[0]?.unflagged ?? 0,
      flagged,
      missed: count("should-have-been-flagged"),
      clear: count("nothing-found"),
      cannotTell: count("cannot-tell"),
    });
  }
  return sampled;
}

/** Newest first. */
function byVersion(left: string, right: string): number {
  const [one, other] = [left, right].map((version) => version.split(".").map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (other?.[at] ?? 0) - (one?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
