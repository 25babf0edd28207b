import { type ColumnType, type Relation, YuejianError } from "@yuejian/contracts";
import { malformed, mismatch, requireOfType, type Scope, scalarType } from "./check-scalar.ts";
import { COLUMN_NAME, RULE_LIMITS } from "./limits.ts";

/** What a rule may read: per dataset the declared columns with their types, and the parameters with theirs. */
export interface RuleContext {
  readonly datasets: Readonly<Record<string, Readonly<Record<string, ColumnType>>>>;
  readonly parameters: Readonly<Record<string, ColumnType>>;
}

export interface ResultColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** Columns of the result, in order. Throws RULE_MALFORMED, RULE_TYPE_MISMATCH, RULE_COLUMN_UNDECLARED or RULE_UNBOUNDED with the path of the first fault. */
export function checkRule(relation: Relation, context: RuleContext): readonly ResultColumn[] {
  return Array.from(columnsOf(relation, context, "rule"), ([name, type]) => ({ name, type }));
}

type Columns = Map<string, ColumnType>;

/** Names and types of a relation's columns, in order; checks everything below it. */
function columnsOf(relation: Relation, context: RuleContext, where: string): Columns {
  const parameters = new Map(Object.entries(context.parameters));
  const inside = (name: string, part: Relation) => columnsOf(part, context, `${where}.${name}`);
  switch (relation.op) {
    case "source":
      return sourceColumns(relation, context, where);
    case "values":
      return valuesColumns(relation, where);
    case "filter": {
      const columns = inside("from", relation.from);
      requireCondition(relation.where, { columns, parameters }, `${where}.where`);
      return columns;
    }
    case "project": {
      const columns = inside("from", relation.from);
      const result: Columns = new Map();
      for (const [name, scalar] of Object.entries(relation.columns)) {
        add(result, name, scalarType(scalar, { columns, parameters }, `${where}.columns.${name}`), `${where}.columns`);
      }
      return some(result, `${where}.columns`);
    }
    case "join":
    case "absent":
      return joinColumns(relation, context, where);
    case "group": {
      const columns = inside("from", relation.from);
      if (relation.by.length === 0) malformed(`${where}.by`, "needs at least one column");
      const result: Columns = new Map();
      for (const name of relation.by) add(result, name, existing(columns, name, `${where}.by`), `${where}.by`);
      for (const [name, aggregate] of Object.entries(relation.aggregates)) {
        add(result, name, aggregateType(aggregate, { columns, parameters }, `${where}.aggregates.${name}`), `${where}.aggregates`);
      }
      return result;
    }
    case "rank":
    case "sequence": {
      const columns = inside("from", relation.from);
      if (relation.order.length === 0) malformed(`${where}.order`, "needs at least one column");
      for (const name of relation.partition) existing(columns, name, `${where}.partition`);
      for (const { column } of relation.order) existing(columns, column, `${where}.order`);
      const result = new Map(columns);
      if (relation.op === "rank") return add(result, relation.as, "integer", `${where}.as`);
      if (relation.back !== undefined) wholeBetween(relation.back, RULE_LIMITS.back, `${where}.back`);
      for (const [name, of] of Object.entries(relation.previous)) {
        add(result, name, existing(columns, of, `${where}.previous.${name}`), `${where}.previous`);
      }
      return result;
    }
    case "connect": {
      const columns = inside("from", relation.from);
      for (const end of ["left", "right"] as const) {
        const type = existing(columns, relation[end], `${where}.${end}`);
        if (type !== "text") mismatch(`${where}.${end}`, "text", type);
      }
      wholeBetween(relation.steps, RULE_LIMITS.steps, `${where}.steps`);
      return add(columns, relation.as, "text", `${where}.as`);
    }
    case "union":
      return unionColumns(
        relation.parts.map((part, index) => columnsOf(part, context, `${where}.parts[${index}]`)),
        where,
      );
  }
}

function sourceColumns(relation: Extract<Relation, { op: "source" }>, context: RuleContext, where: string): Columns {
  const { dataset } = relation;
  const declared = Object.hasOwn(context.datasets, dataset) ? context.datasets[dataset] : undefined;
  const result: Columns = new Map();
  for (const column of relation.columns) {
    const type = declared && Object.hasOwn(declared, column) ? declared[column] : undefined;
    if (!type) throw new YuejianError("RULE_COLUMN_UNDECLARED", { where, dataset, column });
    add(result, column, type, `${where}.columns`);
  }
  return some(result, `${where}.columns`);
}

function valuesColumns(relation: Extract<Relation, { op: "values" }>, where: string): Columns {
  const result: Columns = new Map();
  for (const [name, type] of Object.entries(relation.columns)) add(result, name, type, `${where}.columns`);
  const types = [...result.values()];
  for (const [index, row] of relation.rows.entries()) {
    if (row.length !== types.length) malformed(`${where}.rows[${index}]`, `has ${row.length} cells for ${types.length} columns`);
    for (const [position, type] of types.entries()) requireOfType(row[position] ?? null, type, `${where}.rows[${index}][${position}]`);
  }
  return some(result, `${where}.columns`);
}

function joinColumns(relation: Extract<Relation, { op: "join" | "absent" }>, context: RuleContext, where: string): Columns {
  const left = columnsOf(relation.left, context, `${where}.left`);
  const right = columnsOf(relation.right, context, `${where}.right`);
  if (relation.on.length === 0) throw new YuejianError("RULE_UNBOUNDED", { where, reason: "it compares no columns for equality" });
  for (const [index, pair] of relation.on.entries()) {
    const at = `${where}.on[${index}]`;
    const [expected, actual] = [existing(left, pair.left, `${at}.left`), existing(right, pair.right, `${at}.right`)];
    if (expected !== actual) mismatch(at, expected, actual);
  }
  const both = new Map(left);
  for (const [name, type] of right) add(both, relation.prefix + name, type, `${where}.prefix`);
  if (relation.where)
    requireCondition(relation.where, { columns: both, parameters: new Map(Object.entries(context.parameters)) }, `${where}.where`);
  return relation.op === "join" ? both : left;
}

function unionColumns(parts: readonly Columns[], where: string): Columns {
  const [first, ...others] = parts;
  if (!first || others.length === 0) return malformed(`${where}.parts`, "needs at least two parts");
  for (const [index, part] of others.entries()) {
    const at = `${where}.parts[${index + 1}]`;
    for (const name of part.keys()) if (!first.has(name)) malformed(at, `the first part has no column ${name}`);
    for (const [name, type] of first) {
      const actual = existing(part, name, at);
      if (actual !== type) mismatch(at, `${type} for ${name}`, actual);
    }
  }
  return first;
}

function aggregateType(aggregate: Extract<Relation, { op: "group" }>["aggregates"][string], scope: Scope, where: string): ColumnType {
  if (aggregate.fn === "count") return "integer";
  const type = scalarType(aggregate.of, scope, `${where}.of`);
  switch (aggregate.fn) {
    case "count-distinct":
      return "integer";
    case "sum":
      // Sums of binary fractions depend on the order of the rows, which a relation does not have.
      if (type !== "integer" && type !== "amount") mismatch(`${where}.of`, "integer or amount", type);
      return type;
    case "min":
    case "max":
      if (type === "boolean") mismatch(`${where}.of`, "an ordered type", type);
      return type;
  }
}

function wholeBetween(value: number, most: number, where: string): void {
  if (!Number.isSafeInteger(value) || value < 1 || value > most) malformed(where, `must be a whole number from 1 to ${most}`);
}

function requireCondition(scalar: Parameters<typeof scalarType>[0], scope: Scope, where: string): void {
  const type = scalarType(scalar, scope, where);
  if (type !== "boolean") mismatch(where, "boolean", type);
}

function existing(columns: Columns, name: string, where: string): ColumnType {
  return columns.get(name) ?? malformed(where, `there is no column ${name}`);
}

function add(columns: Columns, name: string, type: ColumnType, where: string): Columns {
  if (!COLUMN_NAME.test(name)) malformed(where, `${JSON.stringify(name.slice(0, 70))} is not a column name (${COLUMN_NAME.source})`);
  if (columns.has(name)) malformed(where, `the column ${name} occurs twice`);
  return columns.set(name, type);
}

function some(columns: Columns, where: string): Columns {
  return columns.size === 0 ? malformed(where, "needs at least one column") : columns;
}
