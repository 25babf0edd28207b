import type { Relation, Scalar } from "@yuejian/contracts";
import * as rule from "./build.ts";
import { columnNames } from "./lineage.ts";
import { restrict } from "./restrict.ts";
import { columnsIn, replaceColumns } from "./scalars.ts";

/** A column of a rule's result by which the rule falls apart: its rows with one value of it come, at every place where the rule reads a dataset, from the rows
 *  with that same value alone. So of new rows it is known which of the rule's rows they can change, without running the rule over all. */
export interface Pivot {
  /** Column of the result. */
  readonly column: string;
  readonly places: readonly PivotPlace[];
}

/** One place where the rule reads a dataset. */
export interface PivotPlace {
  readonly dataset: string;
  /** Over the dataset's columns: the pivot's value of a row. */
  readonly key: Scalar;
  /** Over the dataset's columns: rows for which one of these is not true do not count at this place. */
  readonly where: readonly Scalar[];
  /** Whether the rule has no row for a value that no row has at this place. */
  readonly isRequired: boolean;
}

/** A rule that has no pivot, and a dataset that it reads beyond any single value. */
export interface NoPivot {
  readonly dataset: string;
}

const MARK = "\u0000pivot";

/** Rules are data that does not change; what follows from one is worked out once. */
const known = new WeakMap<Relation, Map<string, Pivot | NoPivot>>();

/** The pivot of a rule; one that is a column of every dataset goes before one that is put together from several. `subjectKey`: the result column that names subjects; rows without a subject are no findings, so that a row of a dataset without
 *  the pivot's value must not be able to name one. */
export function pivotOf(relation: Relation, subjectKey: string): Pivot | NoPivot {
  const ofRule = known.get(relation) ?? new Map<string, Pivot | NoPivot>();
  known.set(relation, ofRule);
  const pivot = ofRule.get(subjectKey) ?? findPivot(relation, subjectKey);
  ofRule.set(subjectKey, pivot);
  return pivot;
}

function findPivot(relation: Relation, subjectKey: string): Pivot | NoPivot {
  let none: NoPivot | null = null;
  let compound: Pivot | null = null;
  for (const column of [subjectKey, ...columnNames(relation).filter((name) => name !== subjectKey)]) {
    if (!needs(relation, subjectKey, column)) continue;
    const places: PivotPlace[] = [];
    const missing = visit(restrict(relation, rule.isIn(rule.column(column), [MARK])), { where: [], isRequired: true, places });
    if (missing === null && places.length > 0) {
      if (places.every(({ key }) => key.op === "column")) return { column, places };
      compound ??= { column, places };
    }
    none ??= missing === null ? null : { dataset: missing };
  }
  return compound ?? none ?? { dataset: "" };
}

interface Walk {
  /** What is asked above, as far as it is asked of single rows of the relation. */
  readonly where: readonly Scalar[];
  readonly isRequired: boolean;
  readonly places: PivotPlace[];
}

/** Collects the places; gives the dataset of the first that the mark did not reach. */
function visit(relation: Relation, walk: Walk): string | null {
  const below = (from: Relation, change: Partial<Walk> = {}): string | null => visit(from, { ...walk, where: [], ...change });
  switch (relation.op) {
    case "source":
      return relation.dataset;
    case "values":
      return null;
    case "filter": {
      const { from, where } = relation;
      if (from.op === "source" && isMark(where)) {
        walk.places.push({ dataset: from.dataset, key: where.of, where: walk.where, isRequired: walk.isRequired });
        return null;
      }
      return visit(from, isMark(where) ? walk : { ...walk, where: [...walk.where, ...conjuncts(where)] });
    }
    case "project": {
      const moved = walk.where.flatMap((each) => replaceColumns(each, (name) => relation.columns[name] ?? null) ?? []);
      return visit(relation.from, { ...walk, where: moved });
    }
    // Other conditions above these are asked of what several rows make together.
    case "group":
      return below(relation.from, { where: onlyOf(walk.where, (name) => relation.by.includes(name)) });
    case "rank":
      return below(relation.from, { where: onlyOf(walk.where, (name) => name !== relation.as && relation.partition.includes(name)) });
    case "sequence": {
      const isKept = (name: string): boolean => relation.partition.includes(name) && !Object.hasOwn(relation.previous, name);
      return below(relation.from, { where: onlyOf(walk.where, isKept) });
    }
    case "connect":
      return below(relation.from);
    case "union":
      return first(relation.parts, (part) => visit(part, { ...walk, isRequired: walk.isRequired && relation.parts.length === 1 }));
    case "join":
    case "absent":
      return visitSides(relation, walk);
  }
}

/** Each side with the conditions that concern it alone: those above, and of the pairs. */
function visitSides(relation: Extract<Relation, { op: "join" | "absent" }>, walk: Walk): string | null {
  const { left, right, prefix } = relation;
  const names = new Set(columnNames(left));
  const ofPairs = relation.where === undefined ? [] : conjuncts(relation.where);
  const isInner = relation.op === "join" && relation.kind === "inner";
  const onLeft = onlyOf(isInner ? [...walk.where, ...ofPairs] : walk.where, (name) => names.has(name));
  const onRight = (isInner ? [...walk.where, ...ofPairs] : ofPairs).flatMap(
    (each) =>
      replaceColumns(each, (name) => (!names.has(name) && name.startsWith(prefix) ? rule.column(name.slice(prefix.length)) : null)) ?? [],
  );
  return visit(left, { ...walk, where: onLeft }) ?? visit(right, { ...walk, where: onRight, isRequired: walk.isRequired && isInner });
}

/** Conditions that all hold where this one does. */
function conjuncts(where: Scalar): readonly Scalar[] {
  return where.op === "and" ? where.of.flatMap(conjuncts) : [where];
}

function onlyOf(where: readonly Scalar[], isKept: (name: string) => boolean): Scalar[] {
  return where.filter((each) => columnsIn(each).every(isKept));
}

function isMark(where: Scalar): where is Extract<Scalar, { op: "in" }> {
  return where.op === "in" && where.values.length === 1 && where.values[0] === MARK;
}

function first(parts: readonly Relation[], visitPart: (part: Relation) => string | null): string | null {
  for (const part of parts) {
    const missing = visitPart(part);
    if (missing !== null) return missing;
  }
  return null;
}

/** Whether `subject` is null wherever `column` is: it is the same column, or a text put together from it. */
function needs(relation: Relation, subject: string, column: string): boolean {
  if (subject === column) return true;
  switch (relation.op) {
    case "source":
    case "values":
      return false;
    case "filter":
    case "rank":
      return needs(relation.from, subject, column);
    case "sequence":
      return ![subject, column].some((name) => Object.hasOwn(relation.previous, name)) && needs(relation.from, subject, column);
    case "connect":
      return ![subject, column].includes(relation.as) && needs(relation.from, subject, column);
    case "group":
      return [subject, column].every((name) => relation.by.includes(name)) && needs(relation.from, subject, column);
    case "absent":
      return needs(relation.left, subject, column);
    case "union":
      return relation.parts.every((part) => needs(part, subject, column));
    case "join": {
      const left = columnNames(relation.left);
      return left.includes(subject) && left.includes(column) && needs(relation.left, subject, column);
    }
    case "project": {
      const [of, from] = [relation.columns[subject], relation.columns[column]];
      if (from?.op !== "column" || !of) return false;
      if (of.op === "column") return needs(relation.from, of.name, from.name);
      return of.op === "concat" && of.of.some((part) => part.op === "column" && part.name === from.name);
    }
  }
}
