import type { EntityConstraint, EntityKind, EntityVerdict, MentionRef } from "@yuejian/contracts";
import type { Reading, Row } from "../store/index.ts";

export interface DecidedRecords {
  readonly left: readonly MentionRef[];
  readonly right: readonly MentionRef[];
}

export const recordsOf = (row: Pick<Row<"entity_decisions">, "records">): DecidedRecords => JSON.parse(row.records) as DecidedRecords;

/** Decisions that were not taken back, oldest first. */
export function activeDecisions(db: Reading): Promise<Row<"entity_decisions">[]> {
  return db.selectFrom("entity_decisions").selectAll().where("undone_at", "is", null).orderBy("id").execute();
}

/** What a decision says of pairs. A merge holds all records together; a split keeps those on the left together and apart from those on the
 *  right. «Cannot tell» says nothing. */
export function constraintsOf({
  id,
  kind,
  verdict,
  records,
}: {
  readonly id: string;
  readonly kind: string;
  readonly verdict: string;
  readonly records: DecidedRecords;
}): EntityConstraint[] {
  const said = verdict as EntityVerdict;
  if (said === "unsure") return [];
  const pair = (left: MentionRef, right: MentionRef, as: "same" | "different"): EntityConstraint => ({
    decision: id,
    kind: kind as EntityKind,
    left,
    right,
    verdict: as,
  });
  const [first, ...others] = records.left;
  if (first === undefined) return [];
  if (said === "same") return [...others, ...records.right].map((each) => pair(first, each, "same"));
  return [
    ...others.map((each) => pair(first, each, "same")),
    ...records.left.flatMap((left) => records.right.map((right) => pair(left, right, "different"))),
  ];
}

export async function readConstraints(db: Reading): Promise<EntityConstraint[]> {
  return (await activeDecisions(db)).flatMap((row) => constraintsOf({ ...row, records: recordsOf(row) }));
}
