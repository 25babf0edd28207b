import type { Relation } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";

const { absent, and, atLeast, atMost, column, isNull, or, source } = rule;

export const recoveryColumns = ["person_id", "from_month", "to_month"] as const;

/** Payments (person_id, paid_for) of which no record says that the month was stopped or paid back; an open end covers everything after it. */
export function unrecovered(payments: Relation): Relation {
  return absent(payments, source("pension-recoveries", recoveryColumns), {
    prefix: "r_",
    on: { person_id: "person_id" },
    where: and(
      atMost(column("r_from_month"), column("paid_for")),
      or(isNull(column("r_to_month")), atLeast(column("r_to_month"), column("paid_for"))),
    ),
  });
}
