import type { Relation, Scalar } from "@yuejian/contracts";
import type { ShownColumn } from "../../kit/cells.tsx";

/** What is known of a result column of a rule: its type, and the source column that its values were taken from, if one. */
export interface FindingColumn {
  readonly type: string;
  readonly origin: { readonly dataset: string; readonly column: ShownColumn } | null;
}

type Columns = Readonly<Record<string, FindingColumn>>;

export interface RuleGround {
  /** Columns of a dataset; null while they are not loaded. */
  readonly columnsOf: (dataset: string) => readonly ShownColumn[] | null;
  readonly parameterType: (name: string) => string;
}

/** Follows the columns of a rule from its sources to its result, for showing values in their own units. */
export function findingColumns(relation: Relation, ground: RuleGround): Columns {
  const below = (each: Relation) => findingColumns(each, ground);
  switch (relation.op) {
    case "source":
      return Object.fromEntries(
        (ground.columnsOf(relation.dataset) ?? [])
          .filter((column) => relation.columns.includes(column.name))
          .map((column) => [column.name, { type: column.type, origin: { dataset: relation.dataset, column } }]),
      );
    case "values":
      return mapped(relation.columns, (type) => plain(type));
    case "filter":
      return below(relation.from);
    case "project": {
      const from = below(relation.from);
      return mapped(relation.columns, (scalar) => scalarColumn(scalar, from, ground));
    }
    case "absent":
      return below(relation.left);
    case "join": {
      const right = Object.entries(below(relation.right)).map(([name, column]) => [relation.prefix + name, column] as const);
      return { ...below(relation.left), ...Object.fromEntries(right) };
    }
    case "group": {
      const from = below(relation.from);
      const kept = Object.fromEntries(relation.by.flatMap((name) => (from[name] ? [[name, from[name]]] : [])));
      const counted = mapped(relation.aggregates, (aggregate) =>
        "of" in aggregate && aggregate.fn !== "count-distinct" ? scalarColumn(aggregate.of, from, ground) : plain("integer"),
      );
      return { ...kept, ...counted };
    }
    case "rank":
      return { ...below(relation.from), [relation.as]: plain("integer") };
    case "sequence": {
      const from = below(relation.from);
      return { ...from, ...mapped(relation.previous, (name) => from[name] ?? plain("text")) };
    }
    case "connect":
      return { ...below(relation.from), [relation.as]: plain("text") };
    case "union":
      return relation.parts[0] ? below(relation.parts[0]) : {};
  }
}

const plain = (type: string): FindingColumn => ({ type, origin: null });

function mapped<T>(table: Readonly<Record<string, T>>, each: (value: T) => FindingColumn): Columns {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, each(value)]));
}

function scalarColumn(scalar: Scalar, from: Columns, ground: RuleGround): FindingColumn {
  const of = (each: Scalar) => scalarColumn(each, from, ground);
  switch (scalar.op) {
    case "column":
      return from[scalar.name] ?? plain("text");
    case "literal":
      return plain(scalar.type);
    case "parameter":
      return plain(ground.parameterType(scalar.name));
    case "add":
    case "subtract":
    case "multiply":
      return plain([of(scalar.left).type, of(scalar.right).type].includes("amount") ? "amount" : "integer");
    case "coalesce":
      return scalar.of[0] ? of(scalar.of[0]) : plain("text");
    case "if":
      return of(scalar.then);
    case "add-days":
    case "add-months":
    case "first-of-month":
      return plain("date");
    case "days-between":
    case "year-of":
    case "month-of":
    case "length":
      return plain("integer");
    case "concat":
    case "day-text":
    case "matching-word":
      return plain("text");
    case "equal":
    case "unequal":
    case "less":
    case "at-most":
    case "greater":
    case "at-least":
    case "and":
    case "or":
    case "not":
    case "is-null":
    case "is-not-null":
    case "in":
    case "contains":
    case "starts-with":
      return plain("boolean");
  }
}
