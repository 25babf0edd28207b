import { residentIdCheckCharacter } from "@yuejian/identifiers";
import type { City } from "../city.ts";
import { addMonths, type Day, isoOf, lastOfMonth } from "../days.ts";
import { fullWidth } from "../formats.ts";
import { effectiveOn, type Judgment, type Stay, writeCorrection, writeJudgment, writeStay } from "../justice.ts";
import { drawAmount, type Recovery, type Scheme, writePension, writeRecovery } from "../pensions.ts";
import type { Person } from "../people.ts";
import type { Random } from "../random.ts";
import { transposeSequence, wrongDigit } from "../typing-errors.ts";
import type { Family, Planted } from "./family.ts";

/** A term served by a pensioner against the months of the pension files. `from`: index of the month of admission; `whole`: months wholly
 *  inside; then the month of release, or none when the term still runs. */
interface Term {
  readonly admittedOn: Day;
  readonly endsOn: Day;
  readonly releasedOn: Day | null;
  readonly judgedOn: Day;
  readonly kind: Stay["kind"];
  readonly isOpen: boolean;
}

function drawTerm(
  city: City,
  random: Random,
  { whole, kind = "prison", isOpen = false }: { whole: number; kind?: Stay["kind"]; isOpen?: boolean },
): Term {
  const last = city.pensionMonths.length - 1;
  const from = isOpen ? last - whole : random.between(1, last - whole - 2);
  const admittedOn = month(city, from) + random.between(2, 20);
  const releasedOn = isOpen ? null : month(city, from + whole + 1) + random.between(2, 20);
  return {
    admittedOn,
    endsOn: releasedOn ?? city.asOf + random.between(60, 900),
    releasedOn,
    judgedOn: admittedOn - (kind === "prison" ? random.between(16, 40) : 11),
    kind,
    isOpen,
  };
}

function month(city: City, index: number): Day {
  const value = city.pensionMonths[index];
  if (value === undefined) throw new RangeError(`the pension files have no month ${index}`);
  return value;
}

/** Months whose every day lies in the stay; first days. */
function wholeMonths(city: City, from: Day, to: Day): Day[] {
  return city.pensionMonths.filter((first) => first >= from && lastOfMonth(first) <= to);
}

const served = (city: City, term: Term): Day[] => wholeMonths(city, term.admittedOn, term.releasedOn ?? term.endsOn);

function writeTermJudgment(
  city: City,
  person: Person,
  term: Pick<Term, "judgedOn" | "endsOn" | "kind">,
  random: Random,
  more: Partial<Judgment> = {},
): string {
  const months = Math.max(1, Math.round((term.endsOn - term.judgedOn) / 30.4) + 2);
  const [charge, fine] = random.pick([
    ["诈骗罪", 10_000],
    ["故意伤害罪", null],
    ["盗窃罪", 3_000],
    ["非法捕捞水产品罪", 3_000],
    ["交通肇事罪", null],
  ] as const);
  return writeJudgment(
    city,
    person,
    {
      charge,
      judgedOn: term.judgedOn,
      sentence: term.kind === "prison" ? "imprisonment" : "detention",
      months: term.kind === "prison" ? Math.max(6, months) : Math.min(6, months),
      fine: fine === null ? null : fine * 100,
      ...more,
    },
    "clean",
  );
}

interface Draft {
  readonly term: Term;
  readonly scheme?: Scheme;
  /** Months paid, chosen from all months of the files. */
  readonly pays?: (paidFor: Day) => boolean;
  readonly paidOn?: (paidFor: Day) => Day | undefined;
  /** Months whose payment lacks a ground; none for decoys. */
  readonly unlawful: readonly Day[];
  readonly recoveries?: (amount: number) => readonly Recovery[];
  readonly prisonId?: (id: string) => string;
  readonly pensionId?: (id: string) => string;
  readonly releaseKind?: Stay["releaseKind"];
  /** Writes what stands in the execution files instead of one stay. */
  readonly stays?: (person: Person, judgmentNumber: string) => void;
  readonly judgment?: Partial<Judgment>;
  readonly why: string;
}

function write(city: City, random: Random, draft: Draft): Planted {
  const person = city.take("pensioner");
  const { term } = draft;
  const judgmentNumber = writeTermJudgment(city, person, term, random, draft.judgment);
  if (draft.stays) draft.stays(person, judgmentNumber);
  else
    writeStay(
      city,
      person,
      {
        judgmentNumber,
        kind: term.kind,
        admittedOn: term.admittedOn,
        endsOn: term.endsOn,
        releasedOn: term.releasedOn,
        releaseKind: draft.releaseKind ?? (term.releasedOn === null ? null : "served"),
        ...(draft.prisonId ? { idText: draft.prisonId(person.id) } : {}),
      },
      "clean",
    );
  const scheme = draft.scheme ?? "employees";
  const amount = drawAmount(random, scheme);
  pay(city, person, { scheme, amount, pays: draft.pays ?? (() => true), paidOn: draft.paidOn, idText: draft.pensionId?.(person.id) });
  for (const recovery of draft.recoveries?.(amount) ?? []) writeRecovery(city, person, recovery);
  return planted(person, draft.why, { months: draft.unlawful, amount });
}

interface Payments {
  readonly scheme: Scheme;
  readonly amount: number;
  readonly pays: (paidFor: Day) => boolean;
  readonly paidOn?: ((paidFor: Day) => Day | undefined) | undefined;
  readonly idText?: string | undefined;
}

function pay(city: City, person: Person, { scheme, amount, pays, paidOn, idText }: Payments): void {
  const months = city.pensionMonths.filter(pays).map((paidFor) => {
    const day = paidOn?.(paidFor);
    return day === undefined ? { paidFor } : { paidFor, paidOn: day };
  });
  writePension(city, person, { scheme, amount, months, ...(idText === undefined ? {} : { idText }) }, "clean");
}

function planted(person: Person, why: string, { months, amount }: { months: readonly Day[]; amount: number }): Planted {
  const found = months.length === 0 ? {} : { months: months.map(isoOf), amountFen: months.length * amount };
  return { subject: person.id, keys: { person_id: person.id }, office: person.district.office, why, ...found };
}

/** The id a person bore before: same birth, another sequence number that no one else has. */
export function formerId(id: string): string {
  const digits = id.slice(0, 14) + (Number(id[16]) % 2 === 1 ? "997" : "998");
  return digits + residentIdCheckCharacter(digits);
}

export const shortId = (id: string): string => id.slice(0, 6) + id.slice(8, 17);

const outside = (term: Term) => (paidFor: Day) =>
  paidFor <= term.admittedOn || (term.releasedOn !== null && lastOfMonth(paidFor) >= term.releasedOn);

/** A plant of the plainest shape: paid in every month, nothing stopped or recovered. */
function plain(
  name: string,
  perStandardCity: number,
  why: string,
  shape: (random: Random) => { whole: number; kind?: Stay["kind"]; isOpen?: boolean } & Pick<Draft, "scheme" | "prisonId" | "pensionId">,
  kind: Family["kind"] = "plant",
): Family {
  return {
    name,
    kind,
    perStandardCity,
    make: (city, random) => {
      const { scheme, prisonId, pensionId, ...rest } = shape(random);
      const term = drawTerm(city, random, rest);
      return write(city, random, {
        term,
        unlawful: served(city, term),
        why,
        ...(scheme ? { scheme } : {}),
        ...(prisonId ? { prisonId } : {}),
        ...(pensionId ? { pensionId } : {}),
      });
    },
  };
}

/** Model 1: a pension paid for months wholly inside time served in prison or detention, with no stop or recovery covering them
 *  (劳社厅函〔2001〕44号). */
export const PRISONERS_PENSIONS: readonly Family[] = [
  plain("prison", 5, "有期徒刑服刑期间逐月照发养老金", (random) => ({ whole: random.between(3, 10) })),
  plain("still-serving", 4, "仍在服刑，养老金照发", (random) => ({ whole: random.between(3, 14), isOpen: true })),
  plain("detention", 4, "拘役在看守所执行期间照发养老金", (random) => ({ whole: random.between(1, 3), kind: "detention-centre" })),
  plain("institutions-scheme", 2, "机关事业单位退休人员服刑期间照发养老金", (random) => ({
    whole: random.between(3, 8),
    scheme: "institutions",
  })),
  plain("short-id-in-prison", 3, "监狱登记的是15位旧身份证号，换算后可以对上", (random) => ({
    whole: random.between(3, 8),
    prisonId: shortId,
  })),
  plain("full-width-id-in-prison", 2, "监狱登记的身份证号为全角字符", (random) => ({
    whole: random.between(3, 8),
    prisonId: (id) => fullWidth(id.toLowerCase()),
  })),
  {
    name: "one-whole-month-to-the-day",
    kind: "plant",
    perStandardCity: 2,
    make: (city, random) => {
      const first = month(city, random.between(2, 14));
      const lastDay = lastOfMonth(first);
      const term: Term = {
        admittedOn: first,
        endsOn: lastDay,
        releasedOn: lastDay,
        judgedOn: first - 11,
        kind: "detention-centre",
        isOpen: false,
      };
      return write(city, random, { term, unlawful: [first], why: "月初收监、月末释放，恰好一个整月" });
    },
  },
  {
    name: "stopped-too-late",
    kind: "plant",
    perStandardCity: 3,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: random.between(5, 9) });
      const inside = served(city, term);
      const stoppedFrom = inside[random.between(2, inside.length - 1)] ?? 0;
      return write(city, random, {
        term,
        pays: (paidFor) => paidFor < stoppedFrom || outside(term)(paidFor),
        unlawful: inside.filter((each) => each < stoppedFrom),
        recoveries: () => [{ kind: "stopped", from: stoppedFrom, to: inside.at(-1) ?? null, amount: null, decidedOn: stoppedFrom - 3 }],
        why: "服刑数月后才停发，此前月份未追回",
      });
    },
  },
  {
    name: "recovered-in-part",
    kind: "plant",
    perStandardCity: 3,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: random.between(5, 9) });
      const inside = served(city, term);
      const until = inside[random.between(1, inside.length - 3)] ?? 0;
      const covered = inside.filter((each) => each <= until);
      return write(city, random, {
        term,
        unlawful: inside.filter((each) => each > until),
        recoveries: (amount) => [
          { kind: "recovered", from: inside[0] ?? 0, to: until, amount: amount * covered.length, decidedOn: city.asOf - 20 },
        ],
        why: "只追回了部分月份",
      });
    },
  },
  {
    name: "transferred-between-prisons",
    kind: "plant",
    perStandardCity: 2,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: 7 });
      const moved = addMonths(term.admittedOn, 4);
      const inside = [...wholeMonths(city, term.admittedOn, moved), ...wholeMonths(city, moved, term.releasedOn ?? term.endsOn)];
      return write(city, random, {
        term,
        unlawful: inside,
        stays: (person, judgmentNumber) => {
          const base = { judgmentNumber, kind: term.kind, endsOn: term.endsOn };
          writeStay(
            city,
            person,
            { ...base, admittedOn: term.admittedOn, releasedOn: moved, releaseKind: "transferred", prison: 0 },
            "clean",
          );
          writeStay(city, person, { ...base, admittedOn: moved, releasedOn: term.releasedOn, releaseKind: "served", prison: 1 }, "clean");
        },
        why: "服刑期间调动监狱，两段均照发（调动当月不计入）",
      });
    },
  },
  {
    name: "returned-from-medical-release",
    kind: "plant",
    perStandardCity: 2,
    make: (city, random) => {
      const back = month(city, random.between(8, 11)) + 4;
      const endsOn = month(city, 16) + 10;
      const left = addMonths(city.asOf, -30);
      const term: Term = { admittedOn: back, endsOn, releasedOn: endsOn, judgedOn: left - 400, kind: "prison", isOpen: false };
      return write(city, random, {
        term,
        unlawful: served(city, term),
        stays: (person, judgmentNumber) => {
          writeStay(
            city,
            person,
            { judgmentNumber, kind: "prison", admittedOn: left - 370, endsOn, releasedOn: left, releaseKind: "medical" },
            "clean",
          );
          writeCorrection(
            city,
            person,
            { judgmentNumber, kind: "medical", startsOn: left, endsOn: back - 1, arrivedOn: left + 3 },
            "clean",
          );
          writeStay(
            city,
            person,
            { judgmentNumber, kind: "prison", admittedOn: back, endsOn, releasedOn: endsOn, releaseKind: "served" },
            "clean",
          );
        },
        why: "暂予监外执行后收监，再次服刑期间照发",
      });
    },
  },
  plain(
    "transposed-id-in-prison",
    3,
    "监狱登记的身份证号有两位颠倒，校验不过而被隔离",
    (random) => ({ whole: random.between(3, 8), prisonId: transposeSequence }),
    "plant-needs-linkage",
  ),
  plain(
    "former-id-in-prison",
    4,
    "监狱登记的是变更前的身份证号（校验正确），姓名、出生日期一致",
    (random) => ({ whole: random.between(3, 8), prisonId: formerId }),
    "plant-needs-linkage",
  ),
  plain(
    "wrong-digit-in-pension",
    2,
    "社保登记的身份证号有一位错误，全部发放记录被隔离",
    (random) => ({ whole: random.between(3, 8), pensionId: (id) => wrongDigit(id, 15) }),
    "plant-needs-linkage",
  ),

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
      return write(city, random, { term, pays: outside(term), unlawful: [], why: "仅收监当月和释放当月有发放，整月已停" });
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
      return write(city, random, { term, unlawful: [], why: "二日收监、次月末前一日释放，没有整月" });
    },
  },
  {
    name: "stopped-in-time",
    kind: "decoy",
    perStandardCity: 4,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: random.between(3, 9) });
      const inside = served(city, term);
      return write(city, random, {
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
      return write(city, random, {
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
      return write(city, random, {
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
      return write(city, random, { term, unlawful: [], why: "服刑在发放之前已经结束" });
    },
  },
  {
    name: "earlier-month-paid-late",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: 5 });
      const paidLate = city.pensionMonths.findLast((each) => lastOfMonth(each) < term.admittedOn) ?? month(city, 0);
      return write(city, random, {
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
      return write(city, random, {
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
  return write(city, random, {
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
