import type { DatasetSchema, QualityRule, QualitySeverity } from "@yuejian/contracts";

/** Pairs of days of which the first cannot come after the second, wherever a dataset has both. */
const DAYS_IN_ORDER: readonly (readonly [string, string])[] = [
  ["starts_on", "ends_on"],
  ["valid_from", "valid_to"],
  ["from_day", "to_day"],
  ["from_month", "to_month"],
  ["insured_from", "insured_to"],
  ["entitled_from", "entitled_to"],
  ["measure_from", "measure_to"],
  ["admitted_on", "discharged_on"],
  ["admitted_on", "released_on"],
  ["hired_on", "left_on"],
  ["appointed_on", "left_on"],
  ["filed_on", "closed_on"],
  ["founded_on", "ended_on"],
  ["occurred_on", "reported_on"],
  ["died_on", "reported_on"],
  ["committed_on", "judged_on"],
  ["judged_on", "effective_on"],
  ["image_before", "image_after"],
];

/** Days of what has happened when it is told. */
const PAST_DAYS: ReadonlySet<string> = new Set([
  "born_on",
  "died_on",
  "committed_on",
  "occurred_on",
  "reported_on",
  "judged_on",
  "received_on",
]);

/** Rows set aside that are borne before it counts as broken. */
const SET_ASIDE = 0.01;
const FRESH_DAYS = 366;
const ROW_CHANGE_PERCENT = 50;

/** What the data dictionary itself says about a dataset, as rules; ids stay the same while the dictionary does. */
export function defaultRules(schema: DatasetSchema): QualityRule[] {
  const rules: QualityRule[] = [];
  const add = (severity: QualitySeverity, of: string, check: QualityRule["check"], tolerance = 0): void => {
    rules.push({ id: of === "" ? check.kind : `${check.kind}:${of}`, severity, tolerance, check });
  };
  const key = schema.recordKey ?? [];
  if (key.length > 0) add("error", key.join("+"), { kind: "unique", columns: key });
  for (const { name: column, required, allowed, semantic, type } of schema.columns) {
    if (required) add(key.includes(column) ? "block" : "error", column, { kind: "not-null", column });
    if (allowed) add("error", column, { kind: "allowed", column, values: allowed });
    if (semantic === "resident-id" || semantic === "credit-code") add("error", column, { kind: "check-digit", column });
    if (type === "date" && PAST_DAYS.has(column)) add("error", column, { kind: "not-future", column });
    else if (type === "date") add("warn", column, { kind: "range", column, least: "1900-01-01", greatest: "2100-12-31" });
    if (type === "amount" && semantic === "money") add("warn", column, { kind: "range", column, least: "0" });
  }
  const has = (name: string): boolean => schema.columns.some((column) => column.name === name && column.type === "date");
  for (const [earlier, later] of DAYS_IN_ORDER)
    if (has(earlier) && has(later)) add("warn", `${earlier}+${later}`, { kind: "date-order", earlier, later });
  add("warn", "", { kind: "accepted" }, SET_ASIDE);
  add("info", "", { kind: "fresh", days: FRESH_DAYS });
  add("info", "", { kind: "row-change", percent: ROW_CHANGE_PERCENT });
  return rules;
}
