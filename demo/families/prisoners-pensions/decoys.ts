import type { City } from "../../city.ts";
import { addMonths, lastOfMonth } from "../../days.ts";
import { effectiveOn, type Judgment, writeCorrection, writeJudgment, writeStay } from "../../justice.ts";
import { drawAmount, type Recovery } from "../../pensions.ts";
import type { Random } from "../../random.ts";
import type { Family, Planted } from "../family.ts";
import { drawTerm, month, outside, pay, planted, served, type Term, writePrisoner, writeTermJudgment } from "./terms.ts";

export const PRISONERS_PENSIONS_DECOYS: readonly Family[] = [
  {
    name: "probation",
    kind: "decoy",
    perStandardCity: 5,
    make: (city, random) =>
      outsidePrison(city, random, {
        kind: "probation",
        sentence: "imprisonment",
        months: 12,
        probationMonths: 24,
        why: "缓刑考验期间养老金照发合法",
      }),
  },
  {
    name: "control",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) =>
      outsidePrison(city, random, {
        kind: "control",
        sentence: "control",
        months: 18,
        probationMonths: null,
        why: "管制期间养老金照发合法",
      }),
  },
  {
    name: "parole",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) => releasedEarly(city, random, "parole", "假释后恢复发放，服刑期间已停发"),
  },
  {
    name: "medical-release",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) => releasedEarly(city, random, "medical", "暂予监外执行期间照发合法，在监期间已停发"),
  },
  {
    name: "overturned",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => releasedEarly(city, random, "overturned", "再审改判提前释放，之后发放合法"),
  },
  {
    name: "months-of-admission-and-release",
    kind: "decoy",
    perStandardCity: 4,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: random.between(2, 8) });
      return writePrisoner(city, random, { term, pays: outside(term), unlawful: [], why: "仅收监当月和释放当月有发放，整月已停" });
    },
  },
  {
    name: "no-whole-month",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const first = month(city, random.between(2, 13));
      const next = addMonths(first, 1);
      const releasedOn = lastOfMonth(next) - 1;
      const term: Term = {
        admittedOn: first + 1,
        endsOn: releasedOn,
        releasedOn,
        judgedOn: first - 10,
        kind: "detention-centre",
        isOpen: false,
      };
      return writePrisoner(city, random, { term, unlawful: [], why: "二日收监、次月末前一日释放，没有整月" });
    },
  },
  {
    name: "stopped-in-time",
    kind: "decoy",
    perStandardCity: 4,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: random.between(3, 9) });
      const inside = served(city, term);
      return writePrisoner(city, random, {
        term,
        pays: outside(term),
        unlawful: [],
        recoveries: () => [
          { kind: "stopped", from: inside[0] ?? 0, to: inside.at(-1) ?? null, amount: null, decidedOn: term.admittedOn + 3 },
        ],
        why: "服刑期间已停发并有停发记录",
      });
    },
  },
  {
    name: "recovered-in-full",
    kind: "decoy",
    perStandardCity: 5,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: random.between(3, 9) });
      const inside = served(city, term);
      const isOpenEnded = random.chance(0.3);
      return writePrisoner(city, random, {
        term,
        unlawful: [],
        recoveries: (amount) => [
          {
            kind: "recovered",
            from: inside[0] ?? 0,
            to: isOpenEnded ? null : (inside.at(-1) ?? null),
            amount: amount * inside.length,
            decidedOn: city.asOf - 15,
          },
        ],
        why: "服刑期间发放的已全部追回",
      });
    },
  },
  {
    name: "recovered-in-two-steps",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: 6 });
      const inside = served(city, term);
      const part =
        (from: number, to: number, days: number) =>
        (amount: number): Recovery => ({
          kind: "recovered",
          from: inside[from] ?? 0,
          to: inside[to] ?? null,
          amount: amount * (to - from + 1),
          decidedOn: city.asOf - days,
        });
      return writePrisoner(city, random, {
        term,
        unlawful: [],
        recoveries: (amount) => [part(0, 2, 40)(amount), part(3, 5, 12)(amount)],
        why: "分两次追回，合起来覆盖全部月份",
      });
    },
  },
  {
    name: "namesake",
    kind: "decoy",
    perStandardCity: 4,
    make: (city, random) => {
      const pensioner = city.take("pensioner");
      const prisoner = city.rename(city.take("veteran"), pensioner.name);
      const term = drawTerm(city, random, { whole: random.between(3, 9) });
      const judgmentNumber = writeTermJudgment(city, prisoner, term, random);
      writeStay(city, prisoner, { ...term, judgmentNumber, releaseKind: "served" }, "clean");
      const amount = drawAmount(random, "employees");
      pay(city, pensioner, { scheme: "employees", amount, pays: () => true });
      return planted(pensioner, "服刑的是同名的另一人", { months: [], amount });
    },
  },
  {
    name: "served-before-retirement",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const releasedOn = month(city, 0) - random.between(40, 900);
      const term: Term = {
        admittedOn: releasedOn - 500,
        endsOn: releasedOn,
        releasedOn,
        judgedOn: releasedOn - 530,
        kind: "prison",
        isOpen: false,
      };
      return writePrisoner(city, random, { term, unlawful: [], why: "服刑在发放之前已经结束" });
    },
  },
  {
    name: "earlier-month-paid-late",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: 5 });
      const paidLate = city.pensionMonths.findLast((each) => lastOfMonth(each) < term.admittedOn) ?? month(city, 0);
      return writePrisoner(city, random, {
        term,
        pays: outside(term),
        paidOn: (paidFor) => (paidFor === paidLate ? term.admittedOn + 40 : undefined),
        unlawful: [],
        why: "收监前月份的养老金在服刑期间补发，所属月份不在服刑期内",
      });
    },
  },
  {
    name: "release-not-recorded",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: 4 });
      return writePrisoner(city, random, {
        term: { ...term, releasedOn: null },
        pays: outside(term),
        unlawful: [],
        why: "出监日期缺失但刑期已满，刑满后的发放合法",
      });
    },
  },
];

function outsidePrison(
  city: City,
  random: Random,
  {
    kind,
    sentence,
    months,
    probationMonths,
    why,
  }: { kind: "probation" | "control"; sentence: Judgment["sentence"]; months: number; probationMonths: number | null; why: string },
): Planted {
  const person = city.take("pensioner");
  const judgedOn = month(city, random.between(0, 8)) + random.between(0, 20);
  const judgmentNumber = writeJudgment(city, person, { charge: "交通肇事罪", judgedOn, sentence, months, probationMonths }, "clean");
  const startsOn = effectiveOn(judgedOn);
  writeCorrection(
    city,
    person,
    { judgmentNumber, kind, startsOn, endsOn: addMonths(startsOn, probationMonths ?? months) - 1, arrivedOn: startsOn + 4 },
    "clean",
  );
  const amount = drawAmount(random, "employees");
  pay(city, person, { scheme: "employees", amount, pays: () => true });
  return planted(person, why, { months: [], amount });
}

/** Left prison long before the end of the sentence; paid before admission and again from the month of release. */
function releasedEarly(city: City, random: Random, releaseKind: "parole" | "medical" | "overturned", why: string): Planted {
  const term = { ...drawTerm(city, random, { whole: random.between(2, 5) }) };
  const endsOn = city.asOf + random.between(100, 800);
  return writePrisoner(city, random, {
    term: { ...term, endsOn },
    pays: outside(term),
    unlawful: [],
    stays: (person, judgmentNumber) => {
      const releasedOn = term.releasedOn ?? term.endsOn;
      writeStay(city, person, { judgmentNumber, kind: "prison", admittedOn: term.admittedOn, endsOn, releasedOn, releaseKind }, "clean");
      if (releaseKind !== "overturned")
        writeCorrection(
          city,
          person,
          { judgmentNumber, kind: releaseKind, startsOn: releasedOn, endsOn, arrivedOn: releasedOn + 3 },
          "clean",
        );
    },
    why,
  });
}
