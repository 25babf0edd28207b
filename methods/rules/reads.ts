import type { Relation, Scalar } from "@yuejian/contracts";
import { type Interpretation, interpretRule } from "./interpret.ts";
import { columnNames } from "./lineage.ts";
import type { Value } from "./value.ts";

/** One place where a rule reads a dataset, and what of it matters for these rows. */
export interface SourceRead {
  readonly dataset: string;
  /** `absent`: below the right side of an absence, so that the result rests on rows not being there. */
  readonly presence: "present" | "absent";
  /** Each for itself says which rows can matter at all: those whose column has one of the values. None: every row of the dataset may matter. */
  readonly keys: readonly ReadKey[];
}

export interface ReadKey {
  readonly column: string;
  /** Canonical texts (record-commitment), sorted, without repeats. */
  readonly values: readonly string[];
}

/** What a rule probes, place by place in the order of the rule, when it runs over the given rows: from conditions above a source, and from the keys of the
 *  rows that meet it in a join or an absence. A row that is left out by one of the keys cannot change the result as long as the rows on the other side
 *  stay the same. Give it a rule restricted to a subject. */
export function readsOf(relation: Relation, interpretation: Interpretation): readonly SourceRead[] {
  const reads: SourceRead[] = [];
  visit(relation, { presence: "present", keys: [] }, { interpretation, reads });
  return reads;
}

interface Demand {
  readonly presence: SourceRead["presence"];
  /** In the names of the relation's own columns. */
  readonly keys: readonly ReadKey[];
}

interface Walk {
  readonly interpretation: Interpretation;
  readonly reads: SourceRead[];
}

function visit(relation: Relation, demand: Demand, walk: Walk): void {
  const through = (from: Relation, keys: readonly ReadKey[]): void => visit(from, { ...demand, keys }, walk);
  switch (relation.op) {
    case "source":
      walk.reads.push({ dataset: relation.dataset, presence: demand.presence, keys: distinct(demand.keys) });
      return;
    case "values":
      return;
    case "filter":
      return through(relation.from, [...demand.keys, ...conditions(relation.where)]);
    case "project":
      return through(
        relation.from,
        demand.keys.flatMap(({ column, values }) => {
          const from = relation.columns[column];
          return from?.op === "column" ? [{ column: from.name, values }] : [];
        }),
      );
    case "group":
      return through(relation.from, ofColumns(demand.keys, relation.by));
    case "rank":
    case "sequence":
      return through(relation.from, ofColumns(demand.keys, relation.partition));
    case "connect":
      // A row may be reached over rows with any key.
      return through(relation.from, []);
    case "union":
      for (const part of relation.parts) through(part, demand.keys);
      return;
    case "join":
    case "absent":
      return visitSides(relation, demand, walk);
  }
}

function visitSides(relation: Extract<Relation, { op: "join" | "absent" }>, demand: Demand, walk: Walk): void {
  const { left, right, on, prefix } = relation;
  const names = columnNames(left);
  const ofLeft = ofColumns(demand.keys, names);
  const ofRight = demand.keys.flatMap(({ column, values }) =>
    !names.includes(column) && column.startsWith(prefix) ? [{ column: column.slice(prefix.length), values }] : [],
  );
  const carried = on.flatMap((pair) =>
    ofLeft.filter(({ column }) => column === pair.left).map(({ values }) => ({ column: pair.right, values })),
  );
  // Only an inner join loses left rows for what stands on the right.
  const isInner = relation.op === "join" && relation.kind === "inner";
  const back = isInner
    ? on.flatMap((pair) => ofRight.filter(({ column }) => column === pair.right).map(({ values }) => ({ column: pair.left, values })))
    : [];
  visit(left, { ...demand, keys: [...ofLeft, ...back] }, walk);
  const rows = interpretRule(left, walk.interpretation).rows;
  const met = on.map((pair) => ({ column: pair.right, values: texts(rows.map(({ values }) => values[pair.left] ?? null)) }));
  const presence = relation.op === "absent" ? "absent" : demand.presence;
  visit(right, { presence, keys: [...met, ...carried, ...(isInner ? ofRight : [])] }, walk);
}

function ofColumns(keys: readonly ReadKey[], columns: readonly string[]): readonly ReadKey[] {
  return keys.filter(({ column }) => columns.includes(column));
}

/** Conditions that fix a column to some values, of those that must all hold. */
function conditions(where: Scalar): readonly ReadKey[] {
  if (where.op === "and") return where.of.flatMap(conditions);
  if (where.op === "in" && where.of.op === "column") return [{ column: where.of.name, values: texts(where.values) }];
  if (where.op !== "equal") return [];
  const [column, literal] = where.left.op === "column" ? [where.left, where.right] : [where.right, where.left];
  return column.op === "column" && literal.op === "literal" ? [{ column: column.name, values: texts([literal.value]) }] : [];
}

function texts(values: readonly Value[]): string[] {
  return [...new Set(values.filter((value) => value !== null).map(String))].sort();
}

function distinct(keys: readonly ReadKey[]): readonly ReadKey[] {
  return keys.filter(
    (key, at) => keys.findIndex((each) => each.column === key.column && String(each.values) === String(key.values)) === at,
  );
}
