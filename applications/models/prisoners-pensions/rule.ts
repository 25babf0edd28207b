import type { Relation } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";
import { recoveryColumns, unrecovered } from "../pensions.ts";

const {
  absent,
  addDays,
  addMonths,
  and,
  atLeast,
  atMost,
  coalesce,
  column,
  equal,
  filter,
  group,
  integer,
  isIn,
  isNull,
  join,
  max,
  min,
  or,
  project,
  source,
} = rule;

export const inputColumns = {
  execution: ["person_id", "judgment_number", "institution", "admitted_on", "ends_on", "released_on"],
  judgments: ["judgment_number", "defendant_id", "sentence", "judged_on"],
  payments: ["person_name", "person_id", "scheme", "paid_for", "amount", "office"],
  recoveries: recoveryColumns,
  correction: ["person_id", "starts_on", "ends_on"],
} as const;

/** Stays in prison or detention centre; where no release is recorded, to the end of the sentence. */
const stays = project(source("sentence-execution", inputColumns.execution), {
  person_id: column("person_id"),
  judgment_number: column("judgment_number"),
  institution: column("institution"),
  admitted_on: column("admitted_on"),
  until: coalesce(column("released_on"), column("ends_on")),
});

const custodial = filter(source("judgments", inputColumns.judgments), isIn(column("sentence"), ["life", "imprisonment", "detention"]));

/** Stays that execute a custodial sentence of the same person; rosters do not always name the judgment. */
const served = join(stays, custodial, {
  prefix: "j_",
  on: { person_id: "defendant_id" },
  where: and(
    or(isNull(column("judgment_number")), equal(column("judgment_number"), column("j_judgment_number"))),
    atMost(column("j_judged_on"), column("until")),
  ),
});

const lastDayOfMonthPaid = addDays(addMonths(column("paid_for"), integer(1)), integer(-1));

/** Payments for months of which every day lies in one stay. */
const paidInside = join(source("pension-payments", inputColumns.payments), served, {
  prefix: "s_",
  on: { person_id: "person_id" },
  where: and(atMost(column("s_admitted_on"), column("paid_for")), atLeast(column("s_until"), lastDayOfMonthPaid)),
});

/** Nobody under community correction on any day of the month: probation, parole and temporary execution outside prison keep the pension. */
const unlawful = absent(unrecovered(paidInside), source("community-correction", inputColumns.correction), {
  prefix: "c_",
  on: { person_id: "person_id" },
  where: and(atMost(column("c_starts_on"), lastDayOfMonthPaid), atLeast(column("c_ends_on"), column("paid_for"))),
});

/** Each payment once, though several stays or judgments may match it. */
const payments = group(unlawful, ["person_id", "paid_for", "scheme"], {
  person_name: max(column("person_name")),
  office: max(column("office")),
  amount: max(column("amount")),
  judgment_number: max(column("s_j_judgment_number")),
  institution: max(column("s_institution")),
  admitted_on: min(column("s_admitted_on")),
  until: max(column("s_until")),
});

const persons = group(payments, ["person_id"], {
  person_name: max(column("person_name")),
  office: max(column("office")),
  judgment_number: max(column("judgment_number")),
  institution: max(column("institution")),
  admitted_on: min(column("admitted_on")),
  until: max(column("until")),
  months: rule.countDistinct(column("paid_for")),
  amount: rule.sum(column("amount")),
  first_month: min(column("paid_for")),
  last_month: max(column("paid_for")),
});

export const prisonersPensionsRule: Relation = filter(persons, atLeast(column("months"), rule.parameter("least_months")));
