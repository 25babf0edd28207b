import type { City } from "../city.ts";
import { addMonths, type Day } from "../days.ts";
import { effectiveOn, type Judgment, type Stay, writeJudgment, writeStay } from "../justice.ts";
import type { Person } from "../people.ts";
import type { Random } from "../random.ts";

/** Usual fines in fen, lawful for their charges; charges that are not listed bear none. */
const FINES: Readonly<Record<string, number>> = {
  盗窃罪: 500_000,
  诈骗罪: 2_000_000,
  合同诈骗罪: 5_000_000,
  集资诈骗罪: 20_000_000,
  职务侵占罪: 3_000_000,
  挪用资金罪: 3_000_000,
  贪污罪: 20_000_000,
  受贿罪: 20_000_000,
  行贿罪: 10_000_000,
  "虚开增值税专用发票、用于骗取出口退税、抵扣税款发票罪": 10_000_000,
  虚开发票罪: 3_000_000,
  "组织、领导传销活动罪": 10_000_000,
  洗钱罪: 20_000_000,
  非法经营罪: 5_000_000,
  "生产、销售伪劣产品罪": 5_000_000,
  开设赌场罪: 2_000_000,
  危险驾驶罪: 500_000,
};

export const usualFine = (charge: string): number | null => FINES[charge] ?? null;

export interface Sentence {
  readonly person: Person;
  readonly charge: string;
  readonly judgedOn: Day;
  readonly months: number;
  readonly more?: Partial<Judgment>;
}

/** A judgment to imprisonment, planted clean. */
export function convict(city: City, { person, charge, judgedOn, months, more = {} }: Sentence): string {
  return writeJudgment(city, person, { charge, judgedOn, sentence: "imprisonment", months, fine: usualFine(charge), ...more }, "clean");
}

export interface Served {
  readonly person: Person;
  readonly charge: string;
  /** Last day of the sentence. */
  readonly endsOn: Day;
  readonly months: number;
  readonly more?: Partial<Judgment>;
  /** Released before its end, under parole unless said. */
  readonly releasedEarlyOn?: Day;
  readonly earlyRelease?: "parole" | "medical";
  readonly stayIdText?: string;
  readonly institution?: Stay["kind"];
}

/** A term of imprisonment that ended, or ends, on a day: judged after two months of custody, which count; served in prison. */
export function serve(city: City, { person, charge, endsOn, months, more = {}, ...release }: Served): string {
  const { releasedEarlyOn, earlyRelease = "parole", stayIdText, institution = "prison" } = release;
  const judgedOn = addMonths(endsOn, -months) + 60;
  const judgmentNumber = convict(city, { person, charge, judgedOn, months, more });
  const isOver = endsOn <= city.asOf;
  const releasedOn = releasedEarlyOn ?? (isOver ? endsOn : null);
  const releaseKind: Stay["releaseKind"] = releasedEarlyOn !== undefined ? earlyRelease : isOver ? "served" : null;
  writeStay(
    city,
    person,
    {
      judgmentNumber,
      kind: institution,
      admittedOn: effectiveOn(judgedOn) + 10,
      endsOn,
      releasedOn,
      releaseKind,
      ...(stayIdText === undefined ? {} : { idText: stayIdText }),
    },
    "clean",
  );
  return judgmentNumber;
}

/** A retrial that acquits: its judgment replaces the first. */
export function acquitOnRetrial(
  city: City,
  { person, charge, number, on }: { person: Person; charge: string; number: string; on: Day },
): void {
  writeJudgment(city, person, { charge, judgedOn: on, sentence: "acquitted", procedure: "retrial", originalNumber: number }, "clean");
}

export const daysAgo = (city: City, random: Random, [least, greatest]: readonly [number, number]): Day =>
  city.asOf - random.between(least, greatest);
