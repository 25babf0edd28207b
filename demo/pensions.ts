import type { City } from "./city.ts";
import { type Day, firstOfMonth } from "./days.ts";
import { writeDeath } from "./deaths.ts";
import type { Manner } from "./justice.ts";
import type { Person } from "./people.ts";
import { Random } from "./random.ts";
import type { SourceFileKey } from "./source-files.ts";

export type Scheme = "employees" | "residents" | "institutions";

const FILES: Readonly<Record<Scheme, SourceFileKey>> = {
  employees: "pensionsEmployees",
  residents: "pensionsResidents",
  institutions: "pensionsInstitutions",
};

/** Monthly pensions of the schemes in yuan. */
const LEVELS: Readonly<Record<Scheme, readonly [number, number]>> = {
  employees: [1_850, 5_200],
  residents: [148, 310],
  institutions: [3_900, 8_800],
};

export interface PensionPlan {
  readonly scheme: Scheme;
  /** Fen a month. */
  readonly amount: number;
  /** The months paid, as first days, with the day of payment where it is not the usual one. */
  readonly months: readonly { readonly paidFor: Day; readonly paidOn?: Day }[];
  /** The id as the source has it, where it differs from the person's own. */
  readonly idText?: string;
}

export function drawAmount(random: Random, scheme: Scheme): number {
  const [least, greatest] = LEVELS[scheme];
  return random.between(least * 100, greatest * 100);
}

export function writePension(city: City, person: Person, plan: PensionPlan, manner: Manner): void {
  for (const { paidFor, paidOn } of plan.months)
    city.write(
      FILES[plan.scheme],
      {
        person_name: person.name,
        person_id: plan.idText ?? person.id,
        scheme: plan.scheme,
        paid_for: paidFor,
        amount: plan.amount,
        paid_on: paidOn ?? paidFor + 9,
        office: person.district.office,
      },
      manner,
    );
}

export interface Recovery {
  readonly kind: "stopped" | "recovered";
  readonly from: Day;
  /** Null: until further notice. */
  readonly to: Day | null;
  readonly amount: number | null;
  readonly decidedOn: Day;
}

export function writeRecovery(city: City, person: Person, recovery: Recovery): void {
  city.write(
    "pensionRecoveries",
    {
      person_name: person.name,
      person_id: person.id,
      kind: recovery.kind,
      from_month: recovery.from,
      to_month: recovery.to,
      amount: recovery.amount,
      decided_on: recovery.decidedOn,
      office: person.district.office,
    },
    "clean",
  );
}

/** An ordinary pensioner: paid each month from retirement to the month of death, at the latest to the last month of the files. */
export function writeOrdinaryPensioner(city: City, person: Person, number: number): void {
  const random = new Random(city.seed, 4, number);
  const lot = random.next();
  const scheme: Scheme = lot < 0.5 ? "employees" : lot < 0.88 ? "residents" : "institutions";
  const [first, last] = [city.pensionMonths[0] ?? 0, city.pensionMonths.at(-1) ?? 0];
  const diedOn = random.chance(0.05) ? random.between(first, city.asOf - 3) : null;
  const until = diedOn === null ? last : firstOfMonth(diedOn);
  const months = city.pensionMonths.filter((month) => month <= until).map((paidFor) => ({ paidFor }));
  writePension(city, person, { scheme, amount: drawAmount(random, scheme), months }, "as-it-comes");
  if (diedOn === null) return;
  writeDeath(city, person, { diedOn, random, manner: "as-it-comes" });
  if (random.chance(0.3) && until < last)
    writeRecovery(city, person, { kind: "stopped", from: until, to: null, amount: null, decidedOn: diedOn + random.between(5, 25) });
}
