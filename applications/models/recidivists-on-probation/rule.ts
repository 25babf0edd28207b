import type { Relation, Scalar } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";
import { overturnedColumns, replacedColumns, standing, stayColumns, withEndOfTerm } from "../served-sentences.ts";
import { NEGLIGENT, SPECIAL } from "./charges.ts";

const {
  addMonths,
  and,
  atMost,
  coalesce,
  column,
  equal,
  filter,
  flag,
  greater,
  integer,
  isIn,
  isNotNull,
  join,
  multiply,
  not,
  or,
  rank,
  source,
  text,
} = rule;

const JUDGMENT_COLUMNS = [
  "judgment_number",
  "court",
  "defendant_name",
  "defendant_id",
  "charge",
  "committed_on",
  "judged_on",
  "effective_on",
  "sentence",
  "sentence_months",
  "probation_months",
  "is_minor",
  "office",
] as const;

export const inputColumns = {
  judgments: JUDGMENT_COLUMNS,
  replaced: replacedColumns,
  stays: stayColumns,
  overturned: overturnedColumns,
} as const;

/** Imprisonment for an intentional crime of an adult, in a judgment that still stands (Criminal Law 65). */
const counted = standing(
  filter(
    source("judgments", inputColumns.judgments),
    isIn(column("sentence"), ["imprisonment", "life"]),
    not(coalesce(column("is_minor"), flag(false))),
    not(isIn(column("charge"), NEGLIGENT)),
    not(rule.contains(column("charge"), text("过失"))),
  ),
);

const probation = coalesce(column("probation_months"), integer(0));

/** New sentences that were suspended on probation. */
const suspended = filter(counted, greater(probation, integer(0)));

/** Earlier sentences that had to be served; one suspended on probation is not «served» when the probation ends. */
const served = filter(
  withEndOfTerm(filter(counted, equal(probation, integer(0))), ["defendant_id", "judgment_number", "charge"]),
  isNotNull(column("ended_on")),
);

/** The day of the act; records that lack it have the day of judgment, which is later. */
const actedOn = coalesce(column("committed_on"), column("judged_on"));
const isSpecial = (charge: Scalar): Scalar => isIn(charge, SPECIAL);
const withinYears = atMost(actedOn, addMonths(column("p_ended_on"), multiply(rule.parameter("years"), integer(12))));

/** New sentences of people who had served an earlier one: within the years of article 65, or at any time for the crimes of article 66. */
const matched = join(suspended, served, {
  prefix: "p_",
  on: { defendant_id: "defendant_id" },
  where: and(greater(actedOn, column("p_ended_on")), or(withinYears, and(isSpecial(column("charge")), isSpecial(column("p_charge"))))),
});

/** The earlier sentence that ended last explains the finding. */
const nearest = filter(
  rank(matched, {
    partition: ["judgment_number", "defendant_id"],
    order: [rule.descending("p_ended_on"), rule.ascending("p_judgment_number")],
    as: "place",
  }),
  equal(column("place"), integer(1)),
);

export const recidivistsOnProbationRule: Relation = rule.project(nearest, {
  subject: rule.concat(column("judgment_number"), text(" "), column("defendant_id")),
  judgment_number: column("judgment_number"),
  court: column("court"),
  person_name: column("defendant_name"),
  person_id: column("defendant_id"),
  charge: column("charge"),
  acted_on: actedOn,
  judged_on: column("judged_on"),
  probation_months: column("probation_months"),
  office: column("office"),
  prior_number: column("p_judgment_number"),
  prior_charge: column("p_charge"),
  ended_on: column("p_ended_on"),
  days_since: rule.daysBetween(column("p_ended_on"), actedOn),
});
