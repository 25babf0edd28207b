import type { Relation } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";
import { recoveryColumns, unrecovered } from "../pensions.ts";

const { atLeast, column, countDistinct, filter, greater, group, join, max, min, source, sum } = rule;

export const inputColumns = {
  deaths: ["person_id", "died_on", "reported_by"],
  payments: ["person_name", "person_id", "scheme", "paid_for", "amount", "office"],
  recoveries: recoveryColumns,
} as const;

/** One row a person, though several agencies report the death. Where their days differ the latest one counts: the later month is the safe one. */
const dead = group(source("deaths", inputColumns.deaths), ["person_id"], {
  died_on: max(column("died_on")),
  reporters: countDistinct(column("reported_by")),
});

/** Payments for months that begin after the day of death; the month of death itself is due. */
const paidAfter = join(source("pension-payments", inputColumns.payments), dead, {
  prefix: "d_",
  on: { person_id: "person_id" },
  where: greater(column("paid_for"), column("d_died_on")),
});

/** Each payment once, should a source deliver it twice. */
const payments = group(unrecovered(paidAfter), ["person_id", "paid_for", "scheme"], {
  person_name: max(column("person_name")),
  office: max(column("office")),
  amount: max(column("amount")),
  died_on: max(column("d_died_on")),
  reporters: max(column("d_reporters")),
});

const persons = group(payments, ["person_id"], {
  person_name: max(column("person_name")),
  office: max(column("office")),
  died_on: max(column("died_on")),
  reporters: max(column("reporters")),
  months: countDistinct(column("paid_for")),
  amount: sum(column("amount")),
  first_month: min(column("paid_for")),
  last_month: max(column("paid_for")),
});

export const deadPensionersRule: Relation = filter(persons, atLeast(column("months"), rule.parameter("least_months")));
