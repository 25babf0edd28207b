import type { Relation, Scalar } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";
import { overturnedColumns, replacedColumns, standing, stayColumns, withEndOfTerm } from "../served-sentences.ts";
import { BARRING, NOT_BARRING } from "./charges.ts";

const {
  addMonths,
  and,
  choose,
  coalesce,
  column,
  contains,
  equal,
  filter,
  greater,
  integer,
  isIn,
  isNotNull,
  isNull,
  join,
  less,
  literal,
  multiply,
  or,
  parameter,
  project,
  rank,
  source,
  text,
  union,
} = rule;

const JUDGMENT_COLUMNS = [
  "judgment_number",
  "defendant_id",
  "charge",
  "judged_on",
  "effective_on",
  "sentence",
  "sentence_months",
  "probation_months",
  "deprivation_months",
  "office",
] as const;

export const inputColumns = {
  judgments: JUDGMENT_COLUMNS,
  replaced: replacedColumns,
  stays: stayColumns,
  overturned: overturnedColumns,
  enterprises: ["credit_code", "enterprise_name", "representative_name", "representative_id", "status", "kind", "office"],
  officers: ["credit_code", "person_name", "person_id", "position", "appointed_on", "left_on"],
} as const;

const orNone = (name: string): Scalar => coalesce(column(name), integer(0));
const years = (name: string): Scalar => multiply(parameter(name), integer(12));
const tookEffect = coalesce(column("effective_on"), column("judged_on"));

/** Standing sentences that bar from office (Company Law 178): for crimes of that kind, or with deprivation of political rights for any crime. */
const barring = standing(
  filter(
    source("judgments", inputColumns.judgments),
    isIn(column("sentence"), ["life", "imprisonment", "detention", "control", "fine_only"]),
    or(rule.matchesAny(column("charge"), BARRING, NOT_BARRING), greater(orNone("deprivation_months"), integer(0))),
  ),
);

/** When the bar ends: after probation two years; else five years after the penalty, and the deprivation of rights that follows it, was served. Null
 *  where the penalty has no end on record. A fine alone is served, for this purpose, when the judgment took effect. */
const barUntil = choose(
  greater(orNone("probation_months"), integer(0)),
  addMonths(addMonths(tookEffect, column("probation_months")), years("after_probation_years")),
  addMonths(
    addMonths(choose(equal(column("sentence"), text("fine_only")), tookEffect, column("ended_on")), orNone("deprivation_months")),
    years("bar_years"),
  ),
);

const bars = project(
  filter(
    withEndOfTerm(barring, JUDGMENT_COLUMNS),
    or(isNotNull(column("ended_on")), isIn(column("sentence"), ["fine_only", "life"]), greater(orNone("probation_months"), integer(0))),
  ),
  {
    person_id: column("defendant_id"),
    judgment_number: column("judgment_number"),
    charge: column("charge"),
    took_effect: tookEffect,
    bar_until: barUntil,
  },
);

/** Companies that are active; where the register gives no kind, the name tells. */
const companies = filter(
  source("enterprises", inputColumns.enterprises),
  equal(column("status"), text("active")),
  or(equal(column("kind"), text("company")), and(isNull(column("kind")), contains(column("enterprise_name"), text("公司")))),
);

const companyColumns = (prefix: string) => ({
  credit_code: column("credit_code"),
  enterprise_name: column(`${prefix}enterprise_name`),
  office: column(`${prefix}office`),
});

/** Who holds an office in them now: officers who have not left, and legal representatives, of whom the register gives no day. */
const holders = union(
  project(
    join(
      filter(
        source("enterprise-officers", inputColumns.officers),
        isIn(column("position"), ["director", "supervisor", "senior-manager"]),
        isNull(column("left_on")),
      ),
      companies,
      { prefix: "e_", on: { credit_code: "credit_code" } },
    ),
    {
      person_id: column("person_id"),
      person_name: column("person_name"),
      position: column("position"),
      appointed_on: column("appointed_on"),
      ...companyColumns("e_"),
    },
  ),
  project(filter(companies, isNotNull(column("representative_id"))), {
    person_id: column("representative_id"),
    person_name: coalesce(column("representative_name"), column("representative_id")),
    position: text("representative"),
    appointed_on: literal("date", null),
    ...companyColumns(""),
  }),
);

/** The newest judgment of each office tells how far its data reach. Ranked, not grouped, so that a finding names one row for it and not all. */
const newest = filter(
  rank(source("judgments", inputColumns.judgments), {
    partition: ["office"],
    order: [rule.descending("judged_on"), rule.ascending("judgment_number"), rule.ascending("defendant_id")],
    as: "place",
  }),
  equal(column("place"), integer(1)),
);

const barredNow = join(
  join(holders, bars, {
    prefix: "b_",
    on: { person_id: "person_id" },
    where: or(isNull(column("appointed_on")), isNull(column("b_bar_until")), less(column("appointed_on"), column("b_bar_until"))),
  }),
  newest,
  {
    prefix: "n_",
    on: { office: "office" },
    where: or(isNull(column("b_bar_until")), less(column("n_judged_on"), column("b_bar_until"))),
  },
);

/** Once per person and company: the bar that ends last, the first of their positions. */
const once = filter(
  rank(barredNow, {
    partition: ["person_id", "credit_code"],
    order: [rule.descending("b_bar_until"), rule.ascending("position"), rule.ascending("b_judgment_number")],
    as: "place",
  }),
  equal(column("place"), integer(1)),
);

export const barredDirectorsRule: Relation = project(once, {
  person_id: column("person_id"),
  person_name: column("person_name"),
  credit_code: column("credit_code"),
  enterprise_name: column("enterprise_name"),
  position: column("position"),
  appointed_on: column("appointed_on"),
  judgment_number: column("b_judgment_number"),
  charge: column("b_charge"),
  bar_until: column("b_bar_until"),
  office: column("office"),
});
