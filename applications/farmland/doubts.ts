import type { Text } from "@yuejian/contracts";
import type { SpectralIndex } from "@yuejian/imagery";
import type { Approval } from "./areas.ts";
import type { Scene } from "./scene.ts";

interface PairFacts {
  readonly before: Pick<Scene, "date">;
  readonly after: Pick<Scene, "date">;
  readonly indices: readonly SpectralIndex[];
  /** Null where the method asks for none. */
  readonly correlations: readonly number[] | null;
  readonly changedShare: number;
  /** Of the shared ground: what could be compared at all. */
  readonly comparedShare: number;
  readonly questionable: readonly Pick<Approval, "id">[];
}

/** Images of one season lie at most so many days of the year apart. */
const SAME_SEASON_DAYS = 45;

/** So little of the ground seen on both days is mostly cloud. */
const LEAST_COMPARED = 0.5;
const LEAST_CORRELATION = 0.5;
const MOST_CHANGED = 0.4;

/** A pair that tells nothing that holds: of other seasons, mostly hidden, hardly related, or changed nearly everywhere. Nothing that it shows is large enough to be confirmed. */
export function isDoubtfulPair({
  before,
  after,
  correlations,
  changedShare,
  comparedShare,
}: Omit<PairFacts, "indices" | "questionable">): boolean {
  const apart = before.date === null || after.date === null ? 0 : seasonDistance(before.date, after.date);
  return (
    apart > SAME_SEASON_DAYS ||
    comparedShare < LEAST_COMPARED ||
    changedShare > MOST_CHANGED ||
    (correlations !== null && (correlations.at(-1) ?? 0) < LEAST_CORRELATION)
  );
}

/** What speaks against relying on a comparison of two images. */
export function pairDoubts(facts: PairFacts): readonly Text[] {
  const { before, after, indices, correlations, changedShare, comparedShare, questionable } = facts;
  const doubts: Text[] = [];
  if (isDoubtfulPair(facts))
    doubts.push({
      zh: "这两景影像不可靠：图斑只作记录，不成为线索，也不会确认；请换同季节、少云的影像",
      en: "this pair cannot be relied on: what it shows is recorded, makes no lead and is never confirmed; use clear images of one season",
    });
  if (comparedShare < LEAST_COMPARED)
    doubts.push({
      zh: `两景影像共同范围只有 ${Math.round(100 * comparedShare)} % 可以比较，其余被云遮挡或没有值：看不到的地方不能判断`,
      en: `only ${Math.round(100 * comparedShare)} % of the ground that both images show could be compared, the rest is cloud or without a value: nothing is known of it`,
    });
  if (before.date === null || after.date === null)
    doubts.push({
      zh: "影像日期不明：不能判断审批在变化时是否有效，法定数额按现行规定",
      en: "the dates of the images are not known: whether approvals were valid cannot be judged, and legal numbers are those in force",
    });
  else {
    const apart = seasonDistance(before.date, after.date);
    if (apart > SAME_SEASON_DAYS)
      doubts.push({
        zh: `两景影像的季节相差 ${apart} 天，作物更替也会显示为变化`,
        en: `the images lie ${apart} days of the year apart: crops that come and go show as change, too`,
      });
  }
  if (!indices.includes("mndwi"))
    doubts.push({
      zh: "没有短波红外波段：水体用绿光和近红外判断，建筑指数和裸土指数不可用",
      en: "there is no short-wave infrared band: water is told from green and near infrared, indices of buildings and bare soil are not available",
    });
  if (correlations !== null && (correlations.at(-1) ?? 0) < LEAST_CORRELATION)
    doubts.push({
      zh: "两景影像几乎不相关：可能没有配准、不是同一地区，或大部分被云覆盖",
      en: "the images are hardly related: they may not be registered, show different places, or be mostly cloud",
    });
  if (changedShare > MOST_CHANGED)
    doubts.push({
      zh: `${Math.round(100 * changedShare)} % 的像元被判为变化，阈值不可靠`,
      en: `${Math.round(100 * changedShare)} % of the pixels count as changed: the threshold cannot be relied on`,
    });
  if (questionable.length > 0)
    doubts.push({
      zh: `${questionable.length} 份审批只在两个日期之间的一段时间有效，没有扣除，需人工核对`,
      en: `${questionable.length} approvals were valid for a part of the time between the images; they were not subtracted and have to be checked`,
    });
  return doubts;
}

/** Days of the year between two dates (YYYY-MM-DD). */
export function seasonDistance(first: string, second: string): number {
  const dayOfYear = (date: string) => (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / 86_400_000;
  const apart = Math.abs(dayOfYear(first) - dayOfYear(second));
  return Math.min(apart, 365 - apart);
}
