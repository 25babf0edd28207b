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
  readonly questionable: readonly Pick<Approval, "id">[];
}

/** Images of one season lie at most so many days of the year apart. */
const SAME_SEASON_DAYS = 45;

/** What speaks against relying on a comparison of two images. */
export function pairDoubts({ before, after, indices, correlations, changedShare, questionable }: PairFacts): readonly Text[] {
  const doubts: Text[] = [];
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
  if (correlations !== null && (correlations.at(-1) ?? 0) < 0.5)
    doubts.push({
      zh: "两景影像几乎不相关：可能没有配准、不是同一地区，或大部分被云覆盖",
      en: "the images are hardly related: they may not be registered, show different places, or be mostly cloud",
    });
  if (changedShare > 0.4)
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
