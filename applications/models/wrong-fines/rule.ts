import type { Relation } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";
import { chargeFloors, generalFloors } from "./floors.ts";

const {
  and,
  atLeast,
  coalesce,
  column,
  equal,
  filter,
  flag,
  greater,
  isIn,
  isNull,
  join,
  less,
  not,
  or,
  project,
  rank,
  source,
  text,
  union,
  yuan,
} = rule;

const JUDGMENT_COLUMNS = [
  "judgment_number",
  "court",
  "defendant_name",
  "defendant_id",
  "charge",
  "judged_on",
  "sentence",
  "fine",
  "office",
] as const;

export const judgmentColumns = [...JUDGMENT_COLUMNS, "is_minor", "is_mitigated"];

const keep = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, column(name)]));

/** Judgments with a fine that has to keep to a floor. Sources write 0 where no fine was imposed. */
const fined = project(
  filter(
    source("judgments", judgmentColumns),
    greater(column("fine"), yuan(0)),
    isIn(column("sentence"), ["life", "imprisonment", "detention", "control", "fine_only"]),
    not(coalesce(column("is_mitigated"), flag(false))),
  ),
  {
    subject: rule.concat(column("judgment_number"), text(" "), column("defendant_id")),
    ...keep(JUDGMENT_COLUMNS),
    person_kind: rule.choose(coalesce(column("is_minor"), flag(false)), text("minor"), text("adult")),
  },
);

const inForce = and(
  atLeast(column("judged_on"), column("f_valid_from")),
  or(isNull(column("f_valid_until")), less(column("judged_on"), column("f_valid_until"))),
);

/** Judgments below a floor, with that floor. */
function below(judgments: Relation, floors: Relation, key: string): Relation {
  const matched = join(judgments, floors, {
    prefix: "f_",
    on: { [key]: key },
    where: and(inForce, less(column("fine"), column("f_floor"))),
  });
  return project(matched, {
    subject: column("subject"),
    ...keep(JUDGMENT_COLUMNS),
    person_kind: column("person_kind"),
    floor: column("f_floor"),
    law: column("f_law"),
    article: column("f_article"),
    valid_from: column("f_valid_from"),
  });
}

const adults = filter(fined, equal(column("person_kind"), text("adult")));

/** The highest floor that the fine misses; of equal ones the one of the newer, special rule. */
const highest = filter(
  rank(union(below(adults, chargeFloors, "charge"), below(fined, generalFloors, "person_kind")), {
    partition: ["subject"],
    order: [rule.descending("floor"), rule.descending("valid_from")],
    as: "place",
  }),
  equal(column("place"), rule.integer(1)),
);

export const wrongFinesRule: Relation = project(highest, {
  ...keep(["subject", ...JUDGMENT_COLUMNS, "person_kind", "floor", "law", "article"]),
});
