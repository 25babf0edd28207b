import type { Relation } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";

const { and, column, equal, filter, flag, isIn, or, project, source, text } = rule;

/** What a lead shows and what decides. */
export const inputColumns = [
  "violation",
  "name",
  "method",
  "class",
  "confidence",
  "is_large",
  "area_mu",
  "area_error_mu",
  "area_element",
  "changed_after",
  "changed_by",
  "parcels",
  "approvals_to_check",
  "longitude",
  "latitude",
  "images_to",
  "office",
] as const;

const shown = inputColumns.filter((name) => name !== "is_large");

/** A series tells a harvest from a loss after four abnormal dates: two or three are recorded and wait. Two images never tell more than «possible»: there
 *  the size decides. */
export const farmlandRule: Relation = project(
  filter(
    source("farmland-violations", [...inputColumns]),
    or(
      isIn(column("confidence"), ["probable", "confirmed"]),
      and(equal(column("method"), text("pair")), equal(column("is_large"), flag(true))),
    ),
  ),
  Object.fromEntries(shown.map((name) => [name, column(name)])),
);
