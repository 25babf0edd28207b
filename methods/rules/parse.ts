import { type Aggregate, type ColumnType, type Order, type Relation, type Scalar, YuejianError } from "@yuejian/contracts";
import { COLUMN_NAME, DATASET_NAME, PREFIX, RULE_LIMITS } from "./limits.ts";
import { COLUMN_TYPES, type Value } from "./value.ts";

/** Reads a rule from parsed JSON that anybody may have written. Unknown operations and fields, names that are no names and anything over
 *  RULE_LIMITS are refused as RULE_MALFORMED with the path of the fault. Types are the business of `checkRule`. */
export function parseRule(value: unknown): Relation {
  return new Reader().relation(value, "rule", 0);
}

type Fields = Readonly<Record<string, unknown>>;

function refuse(where: string, reason: string): never {
  throw new YuejianError("RULE_MALFORMED", { where, reason });
}

class Reader {
  private nodes = 0;

  relation(value: unknown, where: string, depth: number): Relation {
    const fields = this.node(value, where, depth);
    const inner = (name: string) => this.relation(fields[name], `${where}.${name}`, depth + 1);
    const op = fields["op"];
    switch (op) {
      case "source":
        only(fields, where, ["dataset", "columns"]);
        return {
          op,
          dataset: text(fields["dataset"], `${where}.dataset`, DATASET_NAME),
          columns: list(fields["columns"], `${where}.columns`, RULE_LIMITS.columns, columnName),
        };
      case "values":
        only(fields, where, ["columns", "rows"]);
        return this.values(fields, where);
      case "filter":
        only(fields, where, ["from", "where"]);
        return { op, from: inner("from"), where: this.scalar(fields["where"], `${where}.where`) };
      case "project":
        only(fields, where, ["from", "columns"]);
        return { op, from: inner("from"), columns: record(fields["columns"], `${where}.columns`, (each, at) => this.scalar(each, at)) };
      case "join":
      case "absent": {
        only(fields, where, ["left", "right", "prefix", "on", ...(op === "join" ? ["kind"] : [])], ["where"]);
        const kind = fields["kind"];
        if (op === "join" && kind !== "inner" && kind !== "left") refuse(`${where}.kind`, "must be inner or left");
        return {
          op,
          ...(op === "join" ? { kind: kind as "inner" | "left" } : {}),
          left: inner("left"),
          right: inner("right"),
          prefix: text(fields["prefix"], `${where}.prefix`, PREFIX),
          on: list(fields["on"], `${where}.on`, RULE_LIMITS.columns, pair),
          ...(fields["where"] === undefined ? {} : { where: this.scalar(fields["where"], `${where}.where`) }),
        } as Relation;
      }
      case "group":
        only(fields, where, ["from", "by", "aggregates"]);
        return {
          op,
          from: inner("from"),
          by: list(fields["by"], `${where}.by`, RULE_LIMITS.columns, columnName),
          aggregates: record(fields["aggregates"], `${where}.aggregates`, (each, at) => this.aggregate(each, at)),
        };
      case "rank":
        only(fields, where, ["from", "partition", "order", "as"]);
        return { op, from: inner("from"), ...window(fields, where), as: columnName(fields["as"], `${where}.as`) };
      case "sequence":
        only(fields, where, ["from", "partition", "order", "previous"], ["back"]);
        return {
          op,
          from: inner("from"),
          ...window(fields, where),
          previous: record(fields["previous"], `${where}.previous`, columnName),
          ...(fields["back"] === undefined ? {} : { back: number(fields["back"], `${where}.back`) }),
        };
      case "connect":
        only(fields, where, ["from", "left", "right", "steps", "as"]);
        return {
          op,
          from: inner("from"),
          left: columnName(fields["left"], `${where}.left`),
          right: columnName(fields["right"], `${where}.right`),
          steps: number(fields["steps"], `${where}.steps`),
          as: columnName(fields["as"], `${where}.as`),
        };
      case "union":
        only(fields, where, ["parts"]);
        return { op, parts: list(fields["parts"], `${where}.parts`, 50, (part, at) => this.relation(part, at, depth + 1)) };
      default:
        return refuse(`${where}.op`, `there is no operation ${short(op)}`);
    }
  }

  scalar(value: unknown, where: string, depth = 0): Scalar {
    const fields = this.node(value, where, depth);
    const inner = (name: string) => this.scalar(fields[name], `${where}.${name}`, depth + 1);
    const several = (name: string) =>
      list(fields[name], `${where}.${name}`, RULE_LIMITS.values, (each, at) => this.scalar(each, at, depth + 1));
    const op = fields["op"];
    switch (op) {
      case "column":
      case "parameter":
        only(fields, where, ["name"]);
        return { op, name: columnName(fields["name"], `${where}.name`) };
      case "literal":
        only(fields, where, ["type", "value"]);
        return { op, type: columnType(fields["type"], `${where}.type`), value: cell(fields["value"], `${where}.value`) };
      case "equal":
      case "unequal":
      case "less":
      case "at-most":
      case "greater":
      case "at-least":
      case "add":
      case "subtract":
      case "multiply":
        only(fields, where, ["left", "right"]);
        return { op, left: inner("left"), right: inner("right") };
      case "and":
      case "or":
      case "coalesce":
      case "concat":
        only(fields, where, ["of"]);
        return { op, of: several("of") };
      case "not":
      case "is-null":
      case "is-not-null":
      case "first-of-month":
      case "year-of":
      case "month-of":
      case "day-text":
      case "length":
        only(fields, where, ["of"]);
        return { op, of: inner("of") };
      case "in":
        only(fields, where, ["of", "values"]);
        return { op, of: inner("of"), values: list(fields["values"], `${where}.values`, RULE_LIMITS.values, textOrNumber) };
      case "if":
        only(fields, where, ["when", "then", "else"]);
        return { op, when: inner("when"), then: inner("then"), else: inner("else") };
      case "days-between":
        only(fields, where, ["from", "to"]);
        return { op, from: inner("from"), to: inner("to") };
      case "add-days":
      case "add-months":
        only(fields, where, ["to", "count"]);
        return { op, to: inner("to"), count: inner("count") };
      case "contains":
      case "starts-with":
        only(fields, where, ["text", "part"]);
        return { op, text: inner("text"), part: inner("part") };
      case "matching-word":
        only(fields, where, ["text", "words", "unless"]);
        return {
          op,
          text: inner("text"),
          words: list(fields["words"], `${where}.words`, RULE_LIMITS.words, word),
          unless: list(fields["unless"], `${where}.unless`, RULE_LIMITS.words, word),
        };
      default:
        return refuse(`${where}.op`, `there is no operation ${short(op)}`);
    }
  }

  private aggregate(value: unknown, where: string): Aggregate {
    const fields = this.node(value, where, 0);
    const fn = fields["fn"];
    switch (fn) {
      case "count":
        only(fields, where, [], [], "fn");
        return { fn };
      case "count-distinct":
      case "sum":
      case "min":
      case "max":
        only(fields, where, ["of"], [], "fn");
        return { fn, of: this.scalar(fields["of"], `${where}.of`) };
      default:
        return refuse(`${where}.fn`, `there is no aggregate ${short(fn)}`);
    }
  }

  private values(fields: Fields, where: string): Relation {
    const columns = record(fields["columns"], `${where}.columns`, columnType);
    const width = Object.keys(columns).length;
    const rows = list(fields["rows"], `${where}.rows`, RULE_LIMITS.cells, (row, at) => {
      const cells = list(row, at, RULE_LIMITS.columns, cell);
      if (cells.length !== width) refuse(at, `has ${cells.length} cells for ${width} columns`);
      return cells;
    });
    if (rows.length * width > RULE_LIMITS.cells) refuse(`${where}.rows`, `more than ${RULE_LIMITS.cells} cells`);
    return { op: "values", columns, rows };
  }

  private node(value: unknown, where: string, depth: number): Fields {
    if (depth > RULE_LIMITS.depth) refuse(where, `nested deeper than ${RULE_LIMITS.depth}`);
    if (++this.nodes > RULE_LIMITS.nodes) refuse(where, `more than ${RULE_LIMITS.nodes} nodes`);
    return object(value, where);
  }
}

function window(fields: Fields, where: string): { partition: readonly string[]; order: readonly Order[] } {
  return {
    partition: list(fields["partition"], `${where}.partition`, RULE_LIMITS.columns, columnName),
    order: list(fields["order"], `${where}.order`, RULE_LIMITS.columns, (value, at) => {
      const order = object(value, at);
      only(order, at, ["column", "direction"], [], null);
      const direction = order["direction"];
      if (direction !== "ascending" && direction !== "descending") return refuse(`${at}.direction`, "must be ascending or descending");
      return { column: columnName(order["column"], `${at}.column`), direction };
    }),
  };
}

function pair(value: unknown, where: string): { left: string; right: string } {
  const fields = object(value, where);
  only(fields, where, ["left", "right"], [], null);
  return { left: columnName(fields["left"], `${where}.left`), right: columnName(fields["right"], `${where}.right`) };
}

function object(value: unknown, where: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(where, "must be an object");
  return value as Fields;
}

/** Refuses missing and unknown fields. `tag` is the field that names the kind of node. */
function only(fields: Fields, where: string, needed: readonly string[], optional: readonly string[] = [], tag: string | null = "op"): void {
  for (const name of needed) if (!Object.hasOwn(fields, name)) refuse(where, `the field ${name} is missing`);
  for (const name of Object.keys(fields)) {
    if (name !== tag && !needed.includes(name) && !optional.includes(name)) refuse(where, `there is no field ${short(name)} here`);
  }
}

function list<Item>(value: unknown, where: string, limit: number, read: (item: unknown, where: string) => Item): readonly Item[] {
  if (!Array.isArray(value)) return refuse(where, "must be a list");
  if (value.length > limit) return refuse(where, `more than ${limit} items`);
  // A list with holes is read as one with undefined items, which no reader accepts.
  return Array.from(value, (item: unknown, index) => read(item, `${where}[${index}]`));
}

function record<Item>(value: unknown, where: string, read: (item: unknown, where: string) => Item): Readonly<Record<string, Item>> {
  const entries = Object.entries(object(value, where));
  if (entries.length > RULE_LIMITS.columns) return refuse(where, `more than ${RULE_LIMITS.columns} columns`);
  return Object.fromEntries(entries.map(([name, item]) => [columnName(name, where), read(item, `${where}.${short(name)}`)]));
}

function text(value: unknown, where: string, pattern: RegExp): string {
  if (typeof value !== "string" || !pattern.test(value)) return refuse(where, `${short(value)} is not a name (${pattern.source})`);
  return value;
}

function columnName(value: unknown, where: string): string {
  return text(value, where, COLUMN_NAME);
}

function columnType(value: unknown, where: string): ColumnType {
  return COLUMN_TYPES.find((type) => type === value) ?? refuse(where, `there is no column type ${short(value)}`);
}

function cell(value: unknown, where: string): Value {
  if (value === null || typeof value === "boolean") return value;
  return textOrNumber(value, where);
}

function textOrNumber(value: unknown, where: string): string | number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value !== "string") return refuse(where, `${short(value)} is not a value`);
  if (value.length > RULE_LIMITS.text) return refuse(where, `longer than ${RULE_LIMITS.text}`);
  return value;
}

function word(value: unknown, where: string): string {
  const read = textOrNumber(value, where);
  return typeof read === "string" ? read : refuse(where, `${short(value)} is not a word`);
}

function number(value: unknown, where: string): number {
  return typeof value === "number" && Number.isFinite(value) ? value : refuse(where, `${short(value)} is not a number`);
}

/** A piece of hostile input for a message. */
function short(value: unknown): string {
  return typeof value === "string"
    ? JSON.stringify(value.slice(0, 40))
    : typeof value === "number"
      ? String(value)
      : `a value of type ${typeof value}`;
}
