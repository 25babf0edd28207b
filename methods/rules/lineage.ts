import type { ModelInput, Relation, Scalar } from "@yuejian/contracts";
import { scalarsOf } from "./scalars.ts";

export interface SourceColumn {
  readonly dataset: string;
  readonly column: string;
}

type Lineage = Map<string, Set<string>>;

/** For each result column the source columns from which its values come; conditions are not counted. The relation must be a rule that `checkRule` accepts. */
export function columnsUsed(relation: Relation): Readonly<Record<string, readonly SourceColumn[]>> {
  return Object.fromEntries(
    Array.from(lineage(relation), ([name, sources]) => [
      name,
      [...sources].sort().map((source) => {
        const [dataset = "", column = ""] = source.split(" ");
        return { dataset, column };
      }),
    ]),
  );
}

/** Names of the result columns, in order. The relation need not be a rule: what is wrong in it is the business of `checkRule`. */
export function columnNames(relation: Relation): readonly string[] {
  return [...lineage(relation).keys()];
}

/** Datasets that the rule reads, with their columns, in order of first use; once as present and once as absent when used both ways. */
export function inputsOf(relation: Relation): readonly ModelInput[] {
  const inputs = new Map<string, { dataset: string; presence: ModelInput["presence"]; columns: Set<string> }>();
  const visit = (part: Relation, presence: ModelInput["presence"]): void => {
    if (part.op === "source") {
      const key = `${part.dataset} ${presence}`;
      const input = inputs.get(key) ?? { dataset: part.dataset, presence, columns: new Set<string>() };
      for (const name of part.columns) input.columns.add(name);
      inputs.set(key, input);
    } else if (part.op === "absent") {
      visit(part.left, presence);
      visit(part.right, "absent");
    } else {
      for (const child of relationsOf(part)) visit(child, presence);
    }
  };
  visit(relation, "present");
  return Array.from(inputs.values(), (input) => ({ ...input, columns: [...input.columns] }));
}

/** Relations directly below. */
function relationsOf(relation: Relation): readonly Relation[] {
  switch (relation.op) {
    case "source":
    case "values":
      return [];
    case "filter":
    case "project":
    case "group":
    case "rank":
    case "sequence":
    case "connect":
      return [relation.from];
    case "join":
    case "absent":
      return [relation.left, relation.right];
    case "union":
      return relation.parts;
  }
}

function lineage(relation: Relation): Lineage {
  switch (relation.op) {
    case "source":
      return new Map(relation.columns.map((name) => [name, new Set([`${relation.dataset} ${name}`])]));
    case "values":
      return new Map(Object.keys(relation.columns).map((name) => [name, new Set()]));
    case "filter":
      return lineage(relation.from);
    case "project": {
      const from = lineage(relation.from);
      return new Map(Object.entries(relation.columns).map(([name, scalar]) => [name, sources(scalar, from)]));
    }
    case "join": {
      const both = lineage(relation.left);
      for (const [name, of] of lineage(relation.right)) both.set(relation.prefix + name, of);
      return both;
    }
    case "absent":
      return lineage(relation.left);
    case "group": {
      const from = lineage(relation.from);
      const result: Lineage = new Map(relation.by.map((name) => [name, from.get(name) ?? new Set()]));
      for (const [name, aggregate] of Object.entries(relation.aggregates)) {
        result.set(name, aggregate.fn === "count" ? new Set() : sources(aggregate.of, from));
      }
      return result;
    }
    case "rank":
      return lineage(relation.from).set(relation.as, new Set());
    case "sequence": {
      const from = lineage(relation.from);
      for (const [name, of] of Object.entries(relation.previous)) from.set(name, from.get(of) ?? new Set());
      return from;
    }
    case "connect": {
      const from = lineage(relation.from);
      const [left, right] = [from.get(relation.left), from.get(relation.right)];
      return from.set(relation.as, (left ?? new Set<string>()).union(right ?? new Set()));
    }
    case "union": {
      const result: Lineage = new Map();
      for (const part of relation.parts) {
        for (const [name, of] of lineage(part)) result.set(name, (result.get(name) ?? new Set()).union(of));
      }
      return result;
    }
  }
}

function sources(scalar: Scalar, from: Lineage): Set<string> {
  if (scalar.op === "column") return from.get(scalar.name) ?? new Set();
  return scalarsOf(scalar).reduce((all, part) => all.union(sources(part, from)), new Set<string>());
}
