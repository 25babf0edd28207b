import type { Relation, Scalar } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";
import { NEGLIGENT, SPECIAL } from "./charges.ts";

const {
  absent,
  addMonths,
  and,
  atMost,
  choose,
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
  project,
  rank,
  source,
  text,
} = rule;

export const inputColumns = {
  judgments: [
    "judgment_number",
    "court",
    "defendant_name",
    "defendant_id",
    "charge",
    "judged_on",
    "effective_on",
    "sentence",
    "sentence_months",
    "probation_months",
    "is_minor",
    "office",
  ],
  stays: ["person_id", "judgment_number", "ends_on", "released_on", "release_kind"],
  overturned: ["person_id", "judgment_number", "release_kind"],
} as const;

/** Fixed-term imprisonment or more for an intentional crime of an adult (Criminal Law 65). */
const counted = filter(
  source("judgments", inputColumns.judgments),
  isIn(column("sentence"), ["imprisonment", "life"]),
  not(coalesce(column("is_minor"), flag(false))),
  not(isIn(column("charge"), NEGLIGENT)),
  not(rule.contains(column("charge"), text("过失"))),
);

/** New sentences that were suspended on probation. */
const suspended = filter(counted, greater(coalesce(column("probation_months"), integer(0)), integer(0)));

/** Earlier sentences that had to be served; one suspended on probation is not «served» when the probation ends. */
const unsuspended = filter(counted, equal(coalesce(column("probation_months"), integer(0)), integer(0)));

/** A judgment that was overturned in retrial is no earlier sentence. */
const standing = absent(
  unsuspended,
  filter(source("sentence-execution", inputColumns.overturned), equal(column("release_kind"), text("overturned"))),
  { prefix: "o_", on: { defendant_id: "person_id", judgment_number: "judgment_number" } },
);

/** Where the sentence was served in several places, the last stay ends it. */
const lastStay = filter(
  rank(
    filter(
      source("sentence-execution", inputColumns.stays),
      isNotNull(column("judgment_number")),
      isIn(coalesce(column("release_kind"), text("serving")), ["served", "parole", "medical"]),
    ),
    { partition: ["person_id", "judgment_number"], order: [rule.descending("ends_on")], as: "place" },
  ),
  equal(column("place"), integer(1)),
);

/** Day on which the earlier sentence was served: the release on record; on parole and medical release the end of the term; where no stay is
 *  recorded, the term counted from the day the judgment took effect, which custody before it can only bring forward. */
const served = project(
  join(standing, lastStay, {
    kind: "left",
    prefix: "s_",
    on: { defendant_id: "person_id", judgment_number: "judgment_number" },
  }),
  {
    defendant_id: column("defendant_id"),
    prior_number: column("judgment_number"),
    prior_charge: column("charge"),
    prior_judged_on: column("judged_on"),
    ended_on: coalesce(
      choose(equal(column("s_release_kind"), text("served")), column("s_released_on"), column("s_ends_on")),
      column("s_ends_on"),
      addMonths(coalesce(column("effective_on"), column("judged_on")), column("sentence_months")),
    ),
  },
);

const isSpecial = (charge: Scalar): Scalar => isIn(charge, SPECIAL);
const withinYears = atMost(column("judged_on"), addMonths(column("p_ended_on"), multiply(rule.parameter("years"), integer(12))));

/** New sentences of people who had served an earlier one: within the years of article 65, or at any time for the crimes of article 66. */
const matched = join(suspended, filter(served, isNotNull(column("ended_on"))), {
  prefix: "p_",
  on: { defendant_id: "defendant_id" },
  where: and(
    greater(column("judged_on"), column("p_ended_on")),
    or(withinYears, and(isSpecial(column("charge")), isSpecial(column("p_prior_charge")))),
  ),
});

/** The earlier sentence that ended last explains the finding. */
const nearest = filter(
  rank(matched, {
    partition: ["judgment_number", "defendant_id"],
    order: [rule.descending("p_ended_on"), rule.ascending("p_prior_number")],
    as: "place",
  }),
  equal(column("place"), integer(1)),
);

export const recidivistsOnProbationRule: Relation = project(nearest, {
  subject: rule.concat(column("judgment_number"), text(" "), column("defendant_id")),
  judgment_number: column("judgment_number"),
  court: column("court"),
  person_name: column("defendant_name"),
  person_id: column("defendant_id"),
  charge: column("charge"),
  judged_on: column("judged_on"),
  probation_months: column("probation_months"),
  office: column("office"),
  prior_number: column("p_prior_number"),
  prior_charge: column("p_prior_charge"),
  ended_on: column("p_ended_on"),
  days_since: rule.daysBetween(column("p_ended_on"), column("judged_on")),
});
