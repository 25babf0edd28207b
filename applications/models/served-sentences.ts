import type { Relation, Scalar } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";

const { absent, addMonths, choose, coalesce, column, equal, filter, isIn, isNotNull, join, project, rank, source, text } = rule;

export const stayColumns = ["person_id", "judgment_number", "ends_on", "released_on", "release_kind"] as const;
export const overturnedColumns = ["person_id", "judgment_number", "release_kind"] as const;
export const replacedColumns = ["original_number", "defendant_id"] as const;

/** Judgments that no later judgment replaced for the same defendant; the later one counts by itself. */
export function unreplaced(judgments: Relation): Relation {
  return absent(judgments, source("judgments", replacedColumns), {
    prefix: "n_",
    on: { judgment_number: "original_number", defendant_id: "defendant_id" },
  });
}

/** Unreplaced judgments whose prisoner was not released because they were overturned. */
export function standing(judgments: Relation): Relation {
  const overturned = filter(source("sentence-execution", overturnedColumns), equal(column("release_kind"), text("overturned")));
  return absent(unreplaced(judgments), overturned, {
    prefix: "o_",
    on: { defendant_id: "person_id", judgment_number: "judgment_number" },
  });
}

/** Where a sentence was served in several places, the last stay ends it. */
const lastStay = filter(
  rank(
    filter(
      source("sentence-execution", stayColumns),
      isNotNull(column("judgment_number")),
      isIn(coalesce(column("release_kind"), text("served")), ["served", "parole", "medical"]),
    ),
    { partition: ["person_id", "judgment_number"], order: [rule.descending("ends_on")], as: "place" },
  ),
  equal(column("place"), rule.integer(1)),
);

/** Day of the release on record; on parole and medical release, and while the stay goes on, the end of the term; where no stay is recorded, the term
 *  counted from the day the judgment took effect, which custody before it can only bring forward. */
const endOfTerm: Scalar = coalesce(
  choose(equal(column("s_release_kind"), text("served")), column("s_released_on"), column("s_ends_on")),
  column("s_ends_on"),
  addMonths(coalesce(column("effective_on"), column("judged_on")), column("sentence_months")),
);

/** Judgments with the columns `keep` and `ended_on`, the day on which the principal penalty was or will be served (null where nothing tells). They
 *  need defendant_id, judgment_number, judged_on, effective_on and sentence_months. */
export function withEndOfTerm(judgments: Relation, keep: readonly string[]): Relation {
  const stayed = join(judgments, lastStay, {
    kind: "left",
    prefix: "s_",
    on: { defendant_id: "person_id", judgment_number: "judgment_number" },
  });
  return project(stayed, { ...Object.fromEntries(keep.map((name) => [name, column(name)])), ended_on: endOfTerm });
}
