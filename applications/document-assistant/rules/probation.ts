import type { LegalNumber, Text } from "@yuejian/contracts";
import { legalNumberHistory } from "@yuejian/deadlines";

/** As the law stands: the last entry of a number. */
const newest = (id: string): LegalNumber => legalNumberHistory(id).at(-1) as LegalNumber;

/** Why a sentence cannot be suspended for so long, in months (刑法 72, 73); null: it can, or the probation is not told. */
export function probationAgainst(kind: "有期徒刑" | "拘役", months: number, probation: number): Text | null {
  if (months === 0) return null;
  const of = kind === "拘役" ? "detention" : "fixed-term";
  const [least, most, limit] = [newest(`probation.${of}-least`), newest(`probation.${of}-most`), newest("probation.sentence-most")];
  if (of === "fixed-term" && months > limit.value)
    return {
      zh: `缓刑只适用于拘役和 ${limit.value / 12} 年以下有期徒刑（刑法${limit.article}）`,
      en: `only sentences of at most ${limit.value} months can be suspended (Criminal Law 72)`,
    };
  if (probation === 0 || (probation >= Math.max(months, least.value) && probation <= most.value)) return null;
  return {
    zh: `${kind}的缓刑考验期为原判刑期以上、${most.value / 12} 年以下，不少于 ${least.value} 个月（刑法${most.article}）`,
    en: `the probation is at least the sentence and ${least.value} months, at most ${most.value} (Criminal Law 73)`,
  };
}

/** The least and the most that a probation of imprisonment may be, in months. */
export const probationOfImprisonment = (): readonly [LegalNumber, LegalNumber] => [
  newest("probation.fixed-term-least"),
  newest("probation.fixed-term-most"),
];
