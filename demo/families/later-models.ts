import type { City } from "../city.ts";
import { addMonths, type Day, firstOfMonth, isoOf } from "../days.ts";
import { writeEnterprise } from "../enterprises.ts";
import { effectiveOn, writeCorrection, writeJudgment, writeStay } from "../justice.ts";
import { drawAmount, writeDeath, writePension, writeRecovery } from "../pensions.ts";
import type { Random } from "../random.ts";
import type { Family, Planted } from "./family.ts";

/** Model 3: pensions paid for months after the month of death. */
export const DEAD_PENSIONERS: readonly Family[] = [
  deadPensioner("paid-after-death", "plant", 4, "死亡次月以后仍在发放", { monthsAfter: [2, 8] }),
  deadPensioner("month-of-death", "decoy", 3, "只发到死亡当月", { monthsAfter: [0, 0] }),
  deadPensioner("recovered-after-death", "decoy", 3, "死亡后多发的已全部追回", { monthsAfter: [2, 5], isRecovered: true }),
];

function deadPensioner(
  name: string,
  kind: Family["kind"],
  perStandardCity: number,
  why: string,
  { monthsAfter, isRecovered = false }: { monthsAfter: readonly [number, number]; isRecovered?: boolean },
): Family {
  return {
    name,
    kind,
    perStandardCity,
    make: (city, random) => {
      const person = city.take("oldPensioner");
      const deathMonth = random.between(1, 8);
      const diedOn = (city.pensionMonths[deathMonth] ?? 0) + random.between(1, 26);
      const lastPaid = addMonths(firstOfMonth(diedOn), random.between(monthsAfter[0], monthsAfter[1]));
      const amount = drawAmount(random, "employees");
      const months = city.pensionMonths.filter((each) => each <= lastPaid);
      const after = months.filter((each) => each > diedOn);
      writePension(city, person, { scheme: "employees", amount, months: months.map((paidFor) => ({ paidFor })) }, "clean");
      writeDeath(city, person, { diedOn, random, manner: "clean" });
      if (isRecovered)
        writeRecovery(city, person, {
          kind: "recovered",
          from: after[0] ?? 0,
          to: lastPaid,
          amount: amount * after.length,
          decidedOn: city.asOf - 30,
        });
      const base: Planted = { subject: person.id, keys: { person_id: person.id }, office: person.district.office, why };
      return kind === "plant" ? { ...base, months: after.map(isoOf), amountFen: amount * after.length } : base;
    },
  };
}

/** Model 14: legal representatives barred by a conviction (Company Law 178: five years after the sentence was served). */
export const BARRED_DIRECTORS: readonly Family[] = [
  barredDirector("within-five-years", "plant", 2, {
    charge: "职务侵占罪",
    yearsAgo: [1, 4],
    why: "侵占财产被判刑，执行期满未逾五年仍任法定代表人",
  }),
  barredDirector("after-five-years", "decoy", 2, { charge: "职务侵占罪", yearsAgo: [6, 8], why: "执行期满已逾五年" }),
  barredDirector("other-offence", "decoy", 2, { charge: "交通肇事罪", yearsAgo: [1, 4], why: "所犯之罪不在公司法第一百七十八条之列" }),
];

function barredDirector(
  name: string,
  kind: Family["kind"],
  perStandardCity: number,
  { charge, yearsAgo, why }: { charge: string; yearsAgo: readonly [number, number]; why: string },
): Family {
  return {
    name,
    kind,
    perStandardCity,
    make: (city, random) => {
      const person = city.take("veteran");
      const releasedOn = city.asOf - random.between(yearsAgo[0] * 365, yearsAgo[1] * 365);
      writeServedTerm(city, random, { person, charge, releasedOn, months: 12 });
      writeEnterprise(city, person, {
        number: city.nextDocument(),
        manner: "clean",
        enterprise: { status: "active", foundedOn: releasedOn - 4_000 },
      });
      return { subject: person.id, keys: { person_id: person.id }, office: person.district.office, why };
    },
  };
}

function writeServedTerm(
  city: City,
  random: Random,
  { person, charge, releasedOn, months }: { person: ReturnType<City["take"]>; charge: string; releasedOn: Day; months: number },
): void {
  const judgedOn = addMonths(releasedOn, -months) + 60;
  const fine = charge === "交通肇事罪" ? null : random.between(30, 200) * 10_000;
  const judgmentNumber = writeJudgment(city, person, { charge, judgedOn, sentence: "imprisonment", months, fine }, "clean");
  const admittedOn = effectiveOn(judgedOn) + 10;
  writeStay(city, person, { judgmentNumber, kind: "prison", admittedOn, endsOn: releasedOn, releasedOn, releaseKind: "served" }, "clean");
}

/** Model 16: arrival at community correction more than ten days after the judgment took effect. */
export const LATE_REPORTING: readonly Family[] = [
  lateReporting("late", "plant", 4, [11, 60], "判决生效十日后才报到"),
  lateReporting("tenth-day", "decoy", 3, [10, 10], "第十日报到，未超期"),
];

function lateReporting(name: string, kind: Family["kind"], perStandardCity: number, days: readonly [number, number], why: string): Family {
  return {
    name,
    kind,
    perStandardCity,
    make: (city, random) => {
      const person = city.take("convict");
      const judgedOn = city.asOf - random.between(120, 900);
      const judgmentNumber = writeJudgment(
        city,
        person,
        { charge: "交通肇事罪", judgedOn, sentence: "imprisonment", months: 12, probationMonths: 18 },
        "clean",
      );
      const startsOn = effectiveOn(judgedOn);
      const arrivedOn = startsOn + random.between(days[0], days[1]);
      writeCorrection(
        city,
        person,
        { judgmentNumber, kind: "probation", startsOn, endsOn: addMonths(startsOn, 18) - 1, arrivedOn },
        "clean",
      );
      return {
        subject: judgmentNumber,
        keys: { person_id: person.id, judgment_number: judgmentNumber },
        office: person.district.office,
        why,
      };
    },
  };
}

/** Model 22: probation for a recidivist (Criminal Law 65 and 74: a prior term of imprisonment that ended less than five years before). */
export const RECIDIVISTS: readonly Family[] = [
  recidivist("within-five-years", "plant", 3, [400, 1_500], "前罪有期徒刑执行完毕五年内再犯应判有期徒刑之罪，却适用缓刑"),
  recidivist("after-five-years", "decoy", 2, [1_900, 2_400], "前罪执行完毕已逾五年，不构成累犯"),
];

function recidivist(name: string, kind: Family["kind"], perStandardCity: number, days: readonly [number, number], why: string): Family {
  return {
    name,
    kind,
    perStandardCity,
    make: (city, random) => {
      const person = city.take("veteran");
      const judgedOn = city.asOf - random.between(60, 500);
      const committedAbout = judgedOn - 120;
      writeServedTerm(city, random, {
        person,
        charge: "盗窃罪",
        releasedOn: committedAbout - random.between(days[0], days[1] - 200),
        months: 10,
      });
      const judgmentNumber = writeJudgment(
        city,
        person,
        { charge: "诈骗罪", judgedOn, sentence: "imprisonment", months: 10, probationMonths: 14, fine: 500_000, amountInvolved: 800_000 },
        "clean",
      );
      const startsOn = effectiveOn(judgedOn);
      writeCorrection(
        city,
        person,
        { judgmentNumber, kind: "probation", startsOn, endsOn: addMonths(startsOn, 14) - 1, arrivedOn: startsOn + 5 },
        "clean",
      );
      return {
        subject: judgmentNumber,
        keys: { person_id: person.id, judgment_number: judgmentNumber },
        office: person.district.office,
        why,
      };
    },
  };
}
