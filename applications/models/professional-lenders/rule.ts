import type { Relation } from "@yuejian/contracts";
import { legalNumber } from "@yuejian/deadlines";
import { rule } from "@yuejian/rules";

const {
  addMonths,
  and,
  atLeast,
  atMost,
  choose,
  coalesce,
  column,
  contains,
  countDistinct,
  equal,
  filter,
  flag,
  greater,
  group,
  integer,
  isNotNull,
  join,
  literal,
  max,
  min,
  multiply,
  parameter,
  project,
  rank,
  sequence,
  source,
  sum,
  text,
} = rule;

export const inputColumns = {
  suits: [
    "case_number",
    "court",
    "cause",
    "plaintiff_kind",
    "plaintiff_name",
    "plaintiff_id",
    "defendant_name",
    "defendant_id",
    "defendant_code",
    "amount_claimed",
    "filed_on",
    "outcome",
    "is_default",
    "office",
  ],
} as const;

/** From how many loans within the window lending is a trade (法发〔2019〕24号, 1). The rule looks back that many rows, so it is part of the rule. */
const LEAST_SUITS: number = legalNumber("lending.suits-within-two-years", "2026-01-01");

/** Suits of natural persons over private loans, one row a defendant; banks and licensed lenders are organisations. */
const loans = filter(
  source("civil-suits", inputColumns.suits),
  equal(column("plaintiff_kind"), text("person")),
  isNotNull(column("plaintiff_id")),
  contains(column("cause"), text("民间借贷")),
);

/** One row a suit: several defendants of one suit are one loan. */
const suits = group(loans, ["plaintiff_id", "case_number"], { filed_on: min(column("filed_on")) });

/** Days on which the tenth suit of a window was filed, with the day of the first. */
const dense = filter(
  sequence(suits, {
    partition: ["plaintiff_id"],
    order: [rule.ascending("filed_on"), rule.ascending("case_number")],
    previous: { window_from: "filed_on" },
    back: LEAST_SUITS - 1,
  }),
  atMost(column("filed_on"), addMonths(column("window_from"), multiply(parameter("window_years"), integer(12)))),
);

/** Windows that end with such a day; two suits of one day end one window. */
const windows = group(
  project(dense, {
    plaintiff_id: column("plaintiff_id"),
    until: column("filed_on"),
    since: addMonths(column("filed_on"), multiply(parameter("window_years"), integer(-12))),
  }),
  ["plaintiff_id", "until", "since"],
  {},
);

const caseNumber = column("s_case_number");
const inWindow = join(windows, loans, {
  prefix: "s_",
  on: { plaintiff_id: "plaintiff_id" },
  where: and(atLeast(column("s_filed_on"), column("since")), atMost(column("s_filed_on"), column("until"))),
});

const counted = group(inWindow, ["plaintiff_id", "until"], {
  plaintiff_name: max(column("s_plaintiff_name")),
  office: max(column("s_office")),
  courts: countDistinct(column("s_court")),
  suits: countDistinct(caseNumber),
  // Counting passes over nulls: suits judged in absence only.
  defaults: countDistinct(
    choose(
      and(coalesce(column("s_is_default"), flag(false)), equal(column("s_outcome"), text("judgment"))),
      caseNumber,
      literal("text", null),
    ),
  ),
  debtors: countDistinct(coalesce(column("s_defendant_id"), column("s_defendant_code"), column("s_defendant_name"))),
  first_on: min(column("s_filed_on")),
  last_on: max(column("s_filed_on")),
});

/** Against many, not a few; more than the given share of the suits judged without the defendant. */
const suspicious = filter(
  counted,
  atLeast(column("suits"), integer(LEAST_SUITS)),
  atLeast(column("debtors"), parameter("least_debtors")),
  greater(multiply(column("defaults"), integer(100)), multiply(column("suits"), parameter("default_percent"))),
);

/** The window with most suits explains the finding. */
const densest = filter(
  rank(suspicious, {
    partition: ["plaintiff_id"],
    order: [rule.descending("suits"), rule.descending("defaults"), rule.ascending("until")],
    as: "place",
  }),
  equal(column("place"), integer(1)),
);

/** What was claimed in the window, once a suit. */
const claims = group(
  group(
    join(densest, loans, {
      prefix: "c_",
      on: { plaintiff_id: "plaintiff_id" },
      where: and(atLeast(column("c_filed_on"), column("first_on")), atMost(column("c_filed_on"), column("last_on"))),
    }),
    ["plaintiff_id", "c_case_number"],
    { claimed: max(column("c_amount_claimed")) },
  ),
  ["plaintiff_id"],
  { claimed: sum(column("claimed")) },
);

export const professionalLendersRule: Relation = project(
  join(densest, claims, { kind: "left", prefix: "a_", on: { plaintiff_id: "plaintiff_id" } }),
  {
    plaintiff_id: column("plaintiff_id"),
    plaintiff_name: column("plaintiff_name"),
    office: column("office"),
    suits: column("suits"),
    defaults: column("defaults"),
    debtors: column("debtors"),
    courts: column("courts"),
    first_on: column("first_on"),
    last_on: column("last_on"),
    claimed: column("a_claimed"),
  },
);
