import { canonicalJson, type Relation, type Scalar, type SourceRelation, type SupervisionModel, type Text } from "@yuejian/contracts";

/** Everybody that a model looks at: a relation of one column, `subject`, over the datasets that its subjects come from, without the rule's conditions. */
export type SubjectSource = { readonly relation: Relation; readonly datasets: readonly SourceRelation[] } | { readonly unknown: Text };

const SUBJECT = "subject";

/** Follows the subject's column through the rule down to the datasets, leaving every condition out. Where it is computed from rows together (a sum, a
 *  connected group) or from several datasets at once there is no such relation: the population cannot be determined, which is an answer. */
export function subjectSource({ manifest, rule }: Pick<SupervisionModel, "manifest" | "rule">): SubjectSource {
  const traced = trace(rule, { op: "column", name: manifest.subjectKey });
  if (traced === null) {
    return {
      unknown: {
        zh: "对象由多行或多个数据集合成，无法确定被检查对象的总体",
        en: "Its subjects are put together from several rows or datasets; how many were looked at cannot be determined",
      },
    };
  }
  const parts = [...new Map(traced.map((part) => [canonicalJson(part), part])).values()];
  const [only] = parts;
  return { relation: parts.length === 1 && only ? only : { op: "union", parts }, datasets: parts.map(({ from }) => from) };
}

interface Part extends Extract<Relation, { op: "project" }> {
  readonly from: SourceRelation;
}

function trace(relation: Relation, subject: Scalar): Part[] | null {
  const used = columnsIn(subject);
  switch (relation.op) {
    case "source":
      return [{ op: "project", from: { ...relation, columns: used }, columns: { [SUBJECT]: subject } }];
    case "values":
      return null;
    case "project": {
      const inner = replaced(subject, (name) => relation.columns[name] ?? null);
      return inner && trace(relation.from, inner);
    }
    case "filter":
      return trace(relation.from, subject);
    case "rank":
    case "connect":
      return used.includes(relation.as) ? null : trace(relation.from, subject);
    case "sequence":
      return used.some((name) => Object.hasOwn(relation.previous, name)) ? null : trace(relation.from, subject);
    case "group":
      return used.every((name) => relation.by.includes(name)) ? trace(relation.from, subject) : null;
    case "absent":
      return trace(relation.left, subject);
    case "join":
      return traceJoin(relation, subject, used);
    case "union": {
      const parts = relation.parts.map((part) => trace(part, subject));
      return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
    }
  }
}

/** A subject that one side gives is that side's. Of columns that are joined on, the left side's stand for both. */
function traceJoin({ left, right, prefix }: Extract<Relation, { op: "join" }>, subject: Scalar, used: readonly string[]): Part[] | null {
  if (used.every((name) => !name.startsWith(prefix))) return trace(left, subject);
  if (!used.every((name) => name.startsWith(prefix))) return null;
  const inner = replaced(subject, (name) => ({ op: "column", name: name.slice(prefix.length) }));
  return inner && trace(right, inner);
}

function columnsIn(scalar: Scalar): string[] {
  const names = new Set<string>();
  replaced(scalar, (name) => {
    names.add(name);
    return { op: "column", name };
  });
  return [...names].sort();
}

/** The expression with every column put by another expression; null where one has none. */
function replaced(scalar: Scalar, by: (name: string) => Scalar | null): Scalar | null {
  let isWhole = true;
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== "object" || node === null) return node;
    const { op, name } = node as { op?: unknown; name?: unknown };
    if (op === "column" && typeof name === "string") {
      const other = by(name);
      if (other === null) isWhole = false;
      return other;
    }
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value)]));
  };
  const result = walk(scalar) as Scalar;
  return isWhole ? result : null;
}
