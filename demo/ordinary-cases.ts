import type { City } from "./city.ts";
import { addMonths } from "./days.ts";
import { effectiveOn, type Judgment, writeCorrection, writeCustody, writeJudgment, writeStay } from "./justice.ts";
import type { Person } from "./people.ts";
import { Random, Weighted } from "./random.ts";

interface ChargeHabit {
  readonly name: string;
  /** Usual fine in hundreds of yuan, lawful in every case; null: none is imposed. */
  readonly fine: readonly [number, number] | null;
  readonly months: readonly [number, number];
  readonly detentionShare: number;
  readonly probationShare: number;
  /** Usual amount involved in yuan. */
  readonly amount: readonly [number, number] | null;
}

const CHARGES = new Weighted<ChargeHabit>(
  (
    [
      ["危险驾驶罪", 25, [20, 100], [1, 4], 1, 0.6, null],
      ["盗窃罪", 21, [10, 200], [6, 40], 0.3, 0.3, [2_000, 60_000]],
      ["故意伤害罪", 9, null, [6, 36], 0.1, 0.4, null],
      ["诈骗罪", 11, [30, 500], [6, 72], 0.05, 0.3, [5_000, 400_000]],
      ["交通肇事罪", 5, null, [8, 36], 0, 0.7, null],
      ["寻衅滋事罪", 5, null, [6, 24], 0.1, 0.3, null],
      ["开设赌场罪", 5, [50, 500], [6, 36], 0.05, 0.5, [10_000, 300_000]],
      ["走私、贩卖、运输、制造毒品罪", 5, [20, 200], [6, 96], 0, 0.02, null],
      ["容留他人吸毒罪", 2, [20, 80], [6, 14], 0.2, 0.2, null],
      ["掩饰、隐瞒犯罪所得、犯罪所得收益罪", 5, [20, 200], [6, 30], 0.1, 0.6, [3_000, 100_000]],
      ["帮助信息网络犯罪活动罪", 6, [30, 200], [6, 18], 0.1, 0.5, [5_000, 500_000]],
      ["敲诈勒索罪", 2, [20, 200], [6, 36], 0.1, 0.3, [2_000, 50_000]],
      ["非法捕捞水产品罪", 3, [20, 60], [3, 10], 0.6, 0.6, null],
      ["职务侵占罪", 2, [100, 500], [8, 48], 0, 0.4, [30_000, 900_000]],
      ["受贿罪", 1, [1_000, 5_000], [12, 120], 0, 0.2, [30_000, 3_000_000]],
    ] as const
  ).map(([name, weight, fine, months, detentionShare, probationShare, amount]) => [
    { name, fine, months, detentionShare, probationShare, amount },
    weight,
  ]),
);

/** An ordinary, lawful case from custody to release: every fine is at or above its floor, nobody in it draws a pension, community
 *  correction is reached in time, and nobody has a second judgment. */
export function writeOrdinaryCase(city: City, person: Person, number: number): void {
  const random = new Random(city.seed, 3, number);
  const habit = CHARGES.draw(random);
  const judgedOn = city.asOf - random.between(12, 8 * 365);
  const isDetention = random.chance(habit.detentionShare);
  const isControl = !isDetention && random.chance(0.01);
  const [least, greatest] = habit.months;
  const months = isDetention ? random.between(1, 6) : Math.max(isControl ? 3 : 6, random.between(least, greatest));
  const isProbation = !isControl && months <= 36 && random.chance(habit.probationShare);
  const judgment: Judgment = {
    charge: habit.name,
    judgedOn,
    sentence: isDetention ? "detention" : isControl ? "control" : "imprisonment",
    months,
    probationMonths: isProbation ? Math.min(60, Math.max(isDetention ? 2 : 12, months + random.between(0, 12))) : null,
    fine: habit.fine ? Math.max(habit.name === "敲诈勒索罪" ? 20 : 10, random.between(habit.fine[0], habit.fine[1])) * 10_000 : null,
    amountInvolved: habit.amount ? random.between(habit.amount[0], habit.amount[1]) * 100 : null,
    isMitigated: random.chance(0.02),
    byIntermediateCourt: months >= 60 && random.chance(0.4),
  };
  const judgmentNumber = writeJudgment(city, person, judgment, "as-it-comes");
  writeServing(city, person, { judgment, judgmentNumber, random });
}

function writeServing(
  city: City,
  person: Person,
  { judgment, judgmentNumber, random }: { judgment: Judgment; judgmentNumber: string; random: Random },
): void {
  const { judgedOn, charge } = judgment;
  const months = judgment.months ?? 0;
  const effective = effectiveOn(judgedOn);
  const isOutside = judgment.sentence === "control" || judgment.probationMonths;
  const wasInCustody = random.chance(isOutside ? 0.5 : 0.92);
  const enteredOn = judgedOn - random.between(40, 200);
  if (isOutside) {
    if (wasInCustody)
      writeCustody(
        city,
        person,
        { charge, enteredOn, leftOn: enteredOn + random.between(7, 37), measure: "detained", leaveKind: "bail" },
        "as-it-comes",
      );
    if (effective + 10 > city.asOf) return;
    writeCorrection(
      city,
      person,
      {
        judgmentNumber,
        kind: judgment.sentence === "control" ? "control" : "probation",
        startsOn: effective,
        endsOn: addMonths(effective, judgment.probationMonths ?? months) - 1,
        arrivedOn: effective + random.between(1, 9),
      },
      "as-it-comes",
    );
    return;
  }
  const countsFrom = wasInCustody ? enteredOn : effective;
  const endsOn = addMonths(countsFrom, months) - 1;
  const goesToPrison = endsOn - effective > 90;
  const admittedOn = goesToPrison ? effective + random.between(5, 30) : effective;
  const isServing = endsOn > admittedOn && admittedOn <= city.asOf;
  if (wasInCustody) {
    const leftOn = isServing ? admittedOn : endsOn > effective ? null : Math.max(endsOn, judgedOn);
    const leaveKind = leftOn === null ? null : isServing && goesToPrison ? "transferred" : "served";
    writeCustody(city, person, { charge, enteredOn, leftOn, measure: "arrested", leaveKind }, "as-it-comes");
  }
  if (!isServing) return;
  const paroleOn = admittedOn + Math.floor((endsOn - admittedOn) * 0.7);
  const isParoled = goesToPrison && months >= 24 && paroleOn < city.asOf - 10 && random.chance(0.08);
  const releasedOn = isParoled ? paroleOn : endsOn <= city.asOf ? endsOn : null;
  writeStay(
    city,
    person,
    {
      judgmentNumber,
      kind: goesToPrison ? "prison" : "detention-centre",
      admittedOn,
      endsOn,
      releasedOn,
      releaseKind: isParoled ? "parole" : releasedOn === null ? null : "served",
    },
    "as-it-comes",
  );
  if (isParoled) {
    const arrivedOn = paroleOn + random.between(1, 7);
    writeCorrection(city, person, { judgmentNumber, kind: "parole", startsOn: paroleOn, endsOn, arrivedOn }, "as-it-comes");
  }
}
