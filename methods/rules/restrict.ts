import { type Relation, type Scalar, YuejianError } from "@yuejian/contracts";
import * as rule from "./build.ts";
import { columnNames } from "./lineage.ts";
import { columnsIn, replaceColumns } from "./scalars.ts";

/** The rule for some subjects only: its rows are exactly the rule's rows whose `subjectKey` (a text column of the result) is one of `subjects`, with the same
 *  references. The condition is moved towards the sources as far as it cannot change which rows come out, so that an engine or an extract reads little.
 *  It goes through `filter`, `project` (expressions included) and `union`; through `join` and `absent` to the side that has its columns, and over
 *  equal keys to the other; through `group`, `rank` and `sequence` when it only concerns their keys. Elsewhere it stays above. */
export function restrictToSubjects(relation: Relation, subjectKey: string, subjects: readonly string[]): Relation {
  if (!columnNames(relation).includes(subjectKey))
    throw new YuejianError("RULE_MALFORMED", { where: "rule", reason: `the result has no column ${subjectKey}` });
  const none = subjects.length === 0;
  return restrict(relation, none ? rule.flag(false) : rule.isIn(rule.column(subjectKey), subjects));
}

/** Rows of the relation for which the condition is true: a condition on one text column. */
export function restrict(relation: Relation, condition: Scalar): Relation {
  const above = () => rule.filter(relation, condition);
  const concernsOnly = (names: readonly string[]) => columnsIn(condition).every((name) => names.includes(name));
  switch (relation.op) {
    case "source":
    case "values":
    // Which group a row is in depends on rows of other subjects.
    case "connect":
      return above();
    case "filter":
      return { ...relation, from: restrict(relation.from, condition) };
    case "project": {
      const moved = replaceColumns(condition, (name) => relation.columns[name] ?? null);
      return moved ? { ...relation, from: restrict(relation.from, moved) } : above();
    }
    case "group":
      return concernsOnly(relation.by) ? { ...relation, from: restrict(relation.from, condition) } : above();
    case "rank":
    case "sequence":
      return concernsOnly(relation.partition) ? { ...relation, from: restrict(relation.from, condition) } : above();
    case "union":
      return { ...relation, parts: relation.parts.map((part) => restrict(part, condition)) };
    case "join":
    case "absent":
      return restrictSides(relation, condition) ?? above();
  }
}

type TwoSided = Extract<Relation, { op: "join" | "absent" }>;

/** Restricts the side that has all columns of the condition, and the other where equal keys carry the condition over. Null when neither has them. */
function restrictSides(relation: TwoSided, condition: Scalar): Relation | null {
  const left = new Set(columnNames(relation.left));
  const { on, prefix } = relation;
  const keyOfRight = (name: string) => on.find((pair) => prefix + pair.right === name)?.left;
  const keyOfLeft = (name: string) => on.find((pair) => pair.left === name)?.right;
  // A left join's right-hand columns are null in unmatched rows, where the left-hand key is not.
  const isInner = relation.op === "join" && relation.kind === "inner";
  const onLeft = replaceColumns(condition, (name) => asColumn(left.has(name) ? name : isInner ? keyOfRight(name) : undefined));
  const onRight = replaceColumns(condition, (name) => {
    if (left.has(name)) return asColumn(keyOfLeft(name));
    return isInner ? asColumn(name.slice(prefix.length)) : null;
  });
  if (!onLeft && !onRight) return null;
  return {
    ...relation,
    left: onLeft ? restrict(relation.left, onLeft) : relation.left,
    right: onRight ? restrict(relation.right, onRight) : relation.right,
  };
}

function asColumn(name: string | undefined): Scalar | null {
  return name === undefined ? null : rule.column(name);
}
