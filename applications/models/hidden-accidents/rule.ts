import type { Relation, Scalar } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";
import { ACCIDENT_WORDS, DENIED_CAUSES, NO_ACCIDENT, OTHER_CAUSES } from "./words.ts";

const {
  absent,
  addDays,
  and,
  atLeast,
  atMost,
  choose,
  column,
  concat,
  countDistinct,
  dayText,
  daysBetween,
  equal,
  filter,
  greater,
  group,
  integer,
  isIn,
  isNull,
  join,
  literal,
  matchesAny,
  max,
  min,
  not,
  or,
  parameter,
  project,
  sequence,
  source,
  text,
  unequal,
  union,
} = rule;

export const inputColumns = {
  claims: ["claim_number", "person_id", "enterprise_name", "credit_code", "injured_on", "cause_kind", "severity", "decision", "office"],
  calls: ["call_number", "called_on", "site_kind", "enterprise_name", "cause_kind", "condition", "complaint", "office"],
  deaths: ["person_id", "died_on", "cause", "died_at", "employer_name", "office"],
  enterprises: ["credit_code", "enterprise_name"],
  reports: ["credit_code", "occurred_on", "reported_on"],
} as const;

const isAccident = (words: Scalar): Scalar =>
  and(matchesAny(words, ACCIDENT_WORDS, NO_ACCIDENT), not(matchesAny(words, OTHER_CAUSES, DENIED_CAUSES)));

/** Names that belong to one enterprise only: with two of one name nobody can tell which. */
const named = filter(
  group(source("enterprises", inputColumns.enterprises), ["enterprise_name"], {
    credit_code: max(column("credit_code")),
    holders: countDistinct(column("credit_code")),
  }),
  equal(column("holders"), integer(1)),
);

/** Deaths and serious injuries by accident at work, as claims to be recognised as injured at work tell them; a claim that was refused tells nothing, one
 *  that was withdrawn may have been bought off. */
const claimed = project(
  filter(
    source("work-injury-claims", inputColumns.claims),
    equal(column("cause_kind"), text("at_work")),
    isIn(column("severity"), ["fatal", "serious"]),
    unequal(column("decision"), text("refused")),
  ),
  {
    credit_code: column("credit_code"),
    enterprise_name: column("enterprise_name"),
    day: column("injured_on"),
    kind: text("claim"),
    number: concat(text("claim "), column("claim_number")),
    is_fatal: choose(equal(column("severity"), text("fatal")), integer(1), integer(0)),
    office: column("office"),
  },
);

/** Ambulances to places of work for people dead or in danger of life by what is coded, or else described, as an accident. */
const called = project(
  join(
    filter(
      source("ambulance-calls", inputColumns.calls),
      equal(column("site_kind"), text("workplace")),
      isIn(column("condition"), ["died", "critical"]),
      or(
        and(
          isIn(column("cause_kind"), ["fall", "struck", "machinery", "lifting", "collapse", "electric", "burn", "poisoning", "drowning"]),
          not(matchesAny(column("complaint"), OTHER_CAUSES, DENIED_CAUSES)),
        ),
        and(equal(column("cause_kind"), text("other")), isAccident(column("complaint"))),
      ),
    ),
    named,
    { prefix: "e_", on: { enterprise_name: "enterprise_name" } },
  ),
  {
    credit_code: column("e_credit_code"),
    enterprise_name: column("enterprise_name"),
    day: column("called_on"),
    kind: text("call"),
    number: concat(text("call "), column("call_number")),
    is_fatal: choose(equal(column("condition"), text("died")), integer(1), integer(0)),
    office: column("office"),
  },
);

/** Deaths at places of work whose cause tells an accident; several agencies report one death. */
const died = project(
  join(filter(source("deaths", inputColumns.deaths), equal(column("died_at"), text("workplace")), isAccident(column("cause"))), named, {
    prefix: "e_",
    on: { employer_name: "enterprise_name" },
  }),
  {
    credit_code: column("e_credit_code"),
    enterprise_name: column("employer_name"),
    day: column("died_on"),
    kind: text("death"),
    number: concat(text("death "), column("person_id")),
    is_fatal: integer(1),
    office: column("office"),
  },
);

const incidents = union(claimed, called, died);

const dayBefore = addDays(column("day"), integer(-1));
const dayAfter = addDays(column("day"), integer(1));

/** Days one apart are one accident, which has the earliest day: a call may pass midnight. */
const firstDays = project(
  filter(
    sequence(group(incidents, ["credit_code", "day"], {}), {
      partition: ["credit_code"],
      order: [rule.ascending("day")],
      previous: { before: "day" },
    }),
    or(isNull(column("before")), greater(daysBetween(column("before"), column("day")), integer(1))),
  ),
  { credit_code: column("credit_code"), day: column("day") },
);

const ofKind = (kind: string) => countDistinct(choose(equal(column("i_kind"), text(kind)), column("i_number"), literal("text", null)));

const accidents = group(
  join(firstDays, incidents, {
    prefix: "i_",
    on: { credit_code: "credit_code" },
    where: and(atLeast(column("i_day"), column("day")), atMost(column("i_day"), dayAfter)),
  }),
  ["credit_code", "day"],
  {
    enterprise_name: max(column("i_enterprise_name")),
    office: max(column("i_office")),
    claims: ofKind("claim"),
    calls: ofKind("call"),
    deaths: ofKind("death"),
    is_fatal: max(column("i_is_fatal")),
  },
);

const isOfThisAccident = and(atLeast(column("r_occurred_on"), dayBefore), atMost(column("r_occurred_on"), dayAfter));

/** Nobody reported by the next day: within one hour of knowing, which may pass midnight (Order 493, article 9). */
const unreported = absent(accidents, source("accident-reports", inputColumns.reports), {
  prefix: "r_",
  on: { credit_code: "credit_code" },
  where: and(isOfThisAccident, atMost(column("r_reported_on"), addDays(column("r_occurred_on"), parameter("report_days")))),
});

/** A report that came later is told: it is late, not hidden for ever. */
const lateReports = group(
  join(unreported, source("accident-reports", inputColumns.reports), {
    prefix: "r_",
    on: { credit_code: "credit_code" },
    where: isOfThisAccident,
  }),
  ["credit_code", "day"],
  { reported_on: min(column("r_reported_on")) },
);

export const hiddenAccidentsRule: Relation = project(
  join(unreported, lateReports, { kind: "left", prefix: "l_", on: { credit_code: "credit_code", day: "day" } }),
  {
    subject: concat(column("credit_code"), text(" "), dayText(column("day"))),
    credit_code: column("credit_code"),
    enterprise_name: column("enterprise_name"),
    occurred_on: column("day"),
    is_fatal: equal(column("is_fatal"), integer(1)),
    claims: column("claims"),
    calls: column("calls"),
    deaths: column("deaths"),
    reported_on: column("l_reported_on"),
    office: column("office"),
  },
);
