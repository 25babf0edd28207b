import type { Relation } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";
import { replacedColumns, unreplaced } from "../served-sentences.ts";
import { ADULT_PLACES, OFFENCES, OTHER_MATTERS } from "./offences.ts";

const {
  addDays,
  coalesce,
  column,
  equal,
  filter,
  flag,
  greater,
  integer,
  isIn,
  isNotNull,
  isNull,
  join,
  matchingWord,
  not,
  or,
  parameter,
  project,
  rank,
  source,
  unequal,
  text,
} = rule;

export const inputColumns = {
  judgments: ["judgment_number", "court", "defendant_id", "charge", "judged_on", "effective_on", "sentence", "is_minor"],
  replaced: replacedColumns,
  staff: [
    "school_name",
    "school_code",
    "school_kind",
    "person_name",
    "person_id",
    "position",
    "hired_on",
    "left_on",
    "checked_on",
    "office",
  ],
} as const;

/** Convictions of adults for the offences of article 62; those of minors are sealed (Criminal Procedure Law 286). Exempt from punishment is convicted. */
const convicted = filter(
  project(
    filter(
      source("judgments", inputColumns.judgments),
      unequal(column("sentence"), text("acquitted")),
      not(coalesce(column("is_minor"), flag(false))),
    ),
    {
      judgment_number: column("judgment_number"),
      court: column("court"),
      defendant_id: column("defendant_id"),
      charge: column("charge"),
      offence: matchingWord(column("charge"), OFFENCES, OTHER_MATTERS),
      // Where the day is not recorded, the end of the time for an appeal.
      effective_on: coalesce(column("effective_on"), addDays(column("judged_on"), parameter("appeal_days"))),
    },
  ),
  isNotNull(column("offence")),
);

const standing = unreplaced(convicted);

const staff = filter(source("school-staff", inputColumns.staff), not(isIn(column("school_kind"), ADULT_PLACES)));

/** Still or again at work among minors after the conviction took effect. */
const employed = join(staff, standing, {
  prefix: "j_",
  on: { person_id: "defendant_id" },
  // Whoever left by then, with the days that a dismissal may take, was not kept on.
  where: or(isNull(column("left_on")), greater(column("left_on"), addDays(column("j_effective_on"), parameter("grace_days")))),
});

/** One row a person: the employment that goes on, then the latest; the earliest conviction. */
const first = filter(
  rank(employed, {
    partition: ["person_id"],
    order: [rule.descending("hired_on"), rule.ascending("j_effective_on"), rule.ascending("school_code")],
    as: "place",
  }),
  equal(column("place"), integer(1)),
);

export const schoolEmploymentBansRule: Relation = project(first, {
  person_id: column("person_id"),
  person_name: column("person_name"),
  school_name: column("school_name"),
  school_kind: column("school_kind"),
  position: column("position"),
  hired_on: column("hired_on"),
  left_on: column("left_on"),
  checked_on: column("checked_on"),
  office: column("office"),
  judgment_number: column("j_judgment_number"),
  court: column("j_court"),
  charge: column("j_charge"),
  offence: column("j_offence"),
  effective_on: column("j_effective_on"),
});
