import type { City } from "../../city.ts";
import { type Day, isoOf, lastOfMonth } from "../../days.ts";
import { type Judgment, type Stay, writeJudgment, writeStay } from "../../justice.ts";
import { drawAmount, type Recovery, type Scheme, writePension, writeRecovery } from "../../pensions.ts";
import type { Person } from "../../people.ts";
import type { Random } from "../../random.ts";
import type { Planted } from "../family.ts";

/** A term served by a pensioner against the months of the pension files. `from`: index of the month of admission; `whole`: months wholly
 *  inside; then the month of release, or none when the term still runs. */
export interface Term {
  readonly admittedOn: Day;
  readonly endsOn: Day;
  readonly releasedOn: Day | null;
  readonly judgedOn: Day;
  readonly kind: Stay["kind"];
  readonly isOpen: boolean;
}

export function drawTerm(
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

export function month(city: City, index: number): Day {
  const value = city.pensionMonths[index];
  if (value === undefined) throw new RangeError(`the pension files have no month ${index}`);
  return value;
}

/** Months whose every day lies in the stay; first days. */
export function wholeMonths(city: City, from: Day, to: Day): Day[] {
  return city.pensionMonths.filter((first) => first >= from && lastOfMonth(first) <= to);
}

export const served = (city: City, term: Term): Day[] => wholeMonths(city, term.admittedOn, term.releasedOn ?? term.endsOn);

export function writeTermJudgment(
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

export interface Draft {
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

export function writePrisoner(city: City, random: Random, draft: Draft): Planted {
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

export interface Payments {
  readonly scheme: Scheme;
  readonly amount: number;
  readonly pays: (paidFor: Day) => boolean;
  readonly paidOn?: ((paidFor: Day) => Day | undefined) | undefined;
  readonly idText?: string | undefined;
}

export function pay(city: City, person: Person, { scheme, amount, pays, paidOn, idText }: Payments): void {
  const months = city.pensionMonths.filter(pays).map((paidFor) => {
    const day = paidOn?.(paidFor);
    return day === undefined ? { paidFor } : { paidFor, paidOn: day };
  });
  writePension(city, person, { scheme, amount, months, ...(idText === undefined ? {} : { idText }) }, "clean");
}

export function planted(person: Person, why: string, { months, amount }: { months: readonly Day[]; amount: number }): Planted {
  const found = months.length === 0 ? {} : { months: months.map(isoOf), amountFen: months.length * amount };
  return { subject: person.id, keys: { person_id: person.id }, office: person.district.office, why, ...found };
}

export const outside = (term: Term) => (paidFor: Day) =>
  paidFor <= term.admittedOn || (term.releasedOn !== null && lastOfMonth(paidFor) >= term.releasedOn);
