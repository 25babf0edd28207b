import { type Relation, type Scalar, YuejianError } from "@yuejian/contracts";
import { RULE_LIMITS } from "./limits.ts";
import { scalarsOf } from "./scalars.ts";

/** What is known of a dataset's columns, for judging how often a value can occur. */
export interface ColumnFacts {
  /** Columns that together name one record, or null. */
  readonly recordKey: readonly string[] | null;
  /** Columns whose values tell things apart: numbers of persons and papers, names, addresses. Days, amounts, codes and flags repeat. */
  readonly telling: readonly string[];
}

/** - telling: one value stands in few rows
 *  - repeating: one value can stand in a large share of the rows
 *  - constant: all rows have the same value */
type Spread = "telling" | "repeating" | "constant";

interface Growth {
  /** How many times the number of the sources' rows multiplies with itself: 0 for constant tables, 1 for a dataset. */
  readonly degree: number;
  readonly spreads: ReadonlyMap<string, Spread>;
  /** Sets of columns of which every combination stands in at most one row. */
  readonly keys: readonly ReadonlySet<string>[];
}

/** Refuses, as RULE_UNBOUNDED with the place, a rule whose rows could multiply without bound: a join both of whose sides can have many rows for one
 *  value of everything it compares (a constant, a flag, a day, an amount), and joins of many with many that follow one another more
 *  than RULE_LIMITS.multiplications times. A rule that `checkRule` accepts; a dataset without facts has no key and only repeating columns. */
export function checkGrowth(relation: Relation, facts: Readonly<Record<string, ColumnFacts>>): void {
  growthOf(relation, facts, "rule");
}

function growthOf(relation: Relation, facts: Readonly<Record<string, ColumnFacts>>, where: string): Growth {
  const inside = (name: string, part: Relation) => growthOf(part, facts, `${where}.${name}`);
  switch (relation.op) {
    case "source": {
      const known = Object.hasOwn(facts, relation.dataset) ? facts[relation.dataset] : undefined;
      const spreads = relation.columns.map((name) => [name, known?.telling.includes(name) ? "telling" : "repeating"] as const);
      const hasKey = known?.recordKey?.every((name) => relation.columns.includes(name)) === true;
      return { degree: 1, spreads: new Map(spreads), keys: hasKey ? [new Set(known?.recordKey)] : [] };
    }
    case "values":
      return { degree: 0, spreads: new Map(Object.keys(relation.columns).map((name) => [name, "repeating"])), keys: [] };
    case "filter": {
      const from = inside("from", relation.from);
      const fixed = fixedColumns(relation.where);
      const spreads = new Map(Array.from(from.spreads, ([name, spread]) => [name, fixed.has(name) ? ("constant" as const) : spread]));
      return { ...from, spreads, keys: from.keys.map((key) => key.difference(fixed)) };
    }
    case "project": {
      const from = inside("from", relation.from);
      const entries = Object.entries(relation.columns);
      const keptAs = new Map(entries.flatMap(([name, scalar]) => (scalar.op === "column" ? [[scalar.name, name] as const] : [])));
      return {
        degree: from.degree,
        spreads: new Map(entries.map(([name, scalar]) => [name, spreadOf(scalar, from.spreads)])),
        keys: from.keys.flatMap((key) => {
          const renamed = [...key].map((name) => keptAs.get(name));
          return renamed.every((name) => name !== undefined) ? [new Set(renamed)] : [];
        }),
      };
    }
    case "join":
      return joined(relation, { left: inside("left", relation.left), right: inside("right", relation.right), where });
    case "absent":
      inside("right", relation.right);
      return inside("left", relation.left);
    case "group": {
      const from = inside("from", relation.from);
      const spreads = new Map<string, Spread>(relation.by.map((name) => [name, from.spreads.get(name) ?? "repeating"]));
      for (const [name, aggregate] of Object.entries(relation.aggregates)) {
        const ofRows = aggregate.fn === "min" || aggregate.fn === "max";
        spreads.set(name, ofRows ? spreadOf(aggregate.of, from.spreads) : "repeating");
      }
      return { degree: Math.min(from.degree, 1), spreads, keys: [new Set(relation.by)] };
    }
    case "rank": {
      const from = inside("from", relation.from);
      const key = new Set([...relation.partition, relation.as]);
      return { ...from, spreads: new Map(from.spreads).set(relation.as, "repeating"), keys: [...from.keys, key] };
    }
    case "sequence": {
      const from = inside("from", relation.from);
      const added = Object.entries(relation.previous).map(([name, of]) => [name, from.spreads.get(of) ?? "repeating"] as const);
      return { ...from, spreads: new Map([...from.spreads, ...added]) };
    }
    case "connect": {
      const from = inside("from", relation.from);
      return { ...from, spreads: new Map(from.spreads).set(relation.as, "telling") };
    }
    case "union": {
      const parts = relation.parts.map((part, index) => inside(`parts[${index}]`, part));
      const names = [...(parts[0]?.spreads.keys() ?? [])];
      const isTelling = (name: string) => parts.every((part) => part.spreads.get(name) === "telling");
      return {
        degree: Math.max(...parts.map((part) => part.degree)),
        spreads: new Map(names.map((name) => [name, isTelling(name) ? "telling" : "repeating"])),
        keys: [],
      };
    }
  }
}

function joined(
  relation: Extract<Relation, { op: "join" }>,
  { left, right, where }: { readonly left: Growth; readonly right: Growth; readonly where: string },
): Growth {
  const names = { left: new Set(relation.on.map((pair) => pair.left)), right: new Set(relation.on.map((pair) => pair.right)) };
  const isUnique = {
    left: left.keys.some((key) => key.isSubsetOf(names.left)),
    right: right.keys.some((key) => key.isSubsetOf(names.right)),
  };
  const isSmall = left.degree === 0 || right.degree === 0;
  const isTelling = relation.on.some((pair) => left.spreads.get(pair.left) === "telling" && right.spreads.get(pair.right) === "telling");
  if (!isUnique.left && !isUnique.right && !isSmall && !isTelling) {
    throw unbounded(
      `${where}.on`,
      `both sides can have many rows for one ${[...names.left].join(", ")}; compare also a column that tells rows apart, or group one side by what is compared`,
    );
  }
  const prefixed = (name: string) => relation.prefix + name;
  const spreads = new Map([...left.spreads, ...Array.from(right.spreads, ([name, spread]) => [prefixed(name), spread] as const)]);
  const rightKeys = right.keys.map((key) => new Set([...key].map(prefixed)));
  if (isUnique.right) return { degree: left.degree, spreads, keys: left.keys };
  if (isUnique.left && relation.kind === "inner") return { degree: right.degree, spreads, keys: rightKeys };
  const degree = isUnique.left ? Math.max(left.degree, right.degree) : left.degree + right.degree;
  if (degree > RULE_LIMITS.multiplications)
    throw unbounded(where, `rows multiply ${degree} times, more than ${RULE_LIMITS.multiplications}; group before joining again`);
  const keys = left.keys.flatMap((key) => rightKeys.map((other) => key.union(other)));
  return { degree, spreads, keys: keys.slice(0, 4) };
}

/** Columns that a condition holds to one value. */
function fixedColumns(where: Scalar): ReadonlySet<string> {
  if (where.op === "and") return where.of.reduce((all, part) => all.union(fixedColumns(part)), new Set<string>());
  if (where.op !== "equal") return new Set();
  const [left, right] = [where.left, where.right];
  const isFixed = (scalar: Scalar) => scalar.op === "literal" || scalar.op === "parameter";
  if (left.op === "column" && isFixed(right)) return new Set([left.name]);
  return right.op === "column" && isFixed(left) ? new Set([right.name]) : new Set();
}

function spreadOf(scalar: Scalar, columns: ReadonlyMap<string, Spread>): Spread {
  if (scalar.op === "column") return columns.get(scalar.name) ?? "repeating";
  if (scalar.op === "literal" || scalar.op === "parameter") return "constant";
  const parts = (scalar.op === "if" ? [scalar.then, scalar.else] : scalarsOf(scalar)).map((part) => spreadOf(part, columns));
  // One telling part makes a text tell apart; of alternatives each has to.
  if (scalar.op === "concat" && parts.includes("telling")) return "telling";
  if ((scalar.op === "coalesce" || scalar.op === "if") && parts.every((part) => part === "telling")) return "telling";
  return scalar.op !== "if" && parts.every((part) => part === "constant") ? "constant" : "repeating";
}

function unbounded(where: string, reason: string): YuejianError {
  return new YuejianError("RULE_UNBOUNDED", { where, reason });
}
