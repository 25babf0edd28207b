import { type Aggregate, type Order, type Relation, YuejianError } from "@yuejian/contracts";
import { checkRule, type ResultColumn, type RuleContext } from "./check.ts";
import { type Cells, evaluate, type Named, sumOf } from "./evaluate.ts";
import { RULE_LIMITS } from "./limits.ts";
import { compareText, compareValues, isOfType, type Value } from "./value.ts";

/** A source row: its columns, and `_ref`, the reference that names it. Columns that are not there are null. */
export type SourceRow = Readonly<Record<string, Value>> & { readonly _ref: string };

export interface ResultRow {
  /** In the rule's column order. */
  readonly values: Readonly<Record<string, Value>>;
  /** Sorted, without repeats. */
  readonly refs: readonly string[];
}

export interface RuleResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
}

export interface Interpretation {
  readonly context: RuleContext;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly rows: (dataset: string) => readonly SourceRow[];
  /** Most rows of one relation, RULE_LIMITS.rows when not given: RULE_ROW_BUDGET with its place. */
  readonly rowBudget?: number;
}

/** Evaluates a rule row by row, in memory. Written to be obviously right, not fast: it is the oracle for both compilers and re-executes
 *  small extracts in the browser, and runs models over the few rows that new data concern. Rows of joins that agree in the first column are compared pair by pair. */
export function interpretRule(relation: Relation, interpretation: Interpretation): RuleResult {
  const columns = checkRule(relation, interpretation.context);
  const parameters = new Map<string, Value>();
  for (const [name, type] of Object.entries(interpretation.context.parameters)) {
    parameters.set(name, requireValue(interpretation.parameters[name] ?? null, type, `parameter ${name}`));
  }
  const rows = new Interpreter(interpretation, parameters).rows(relation, "rule");
  return {
    columns,
    rows: rows.map(({ cells, refs }) => ({
      values: Object.fromEntries(columns.map(({ name }) => [name, cells.get(name) ?? null])),
      refs: splitRefs(refs),
    })),
  };
}

/** The references in the text that a compiled rule yields: sorted, without repeats. */
export function splitRefs(text: string): readonly string[] {
  return [...new Set(text.split(" "))].filter((ref) => ref !== "").sort();
}

/** Rules are data that does not change: the text by which a relation is known among others is written once. */
const texts = new WeakMap<Relation, string>();

function textOf(relation: Relation): string {
  const text = texts.get(relation) ?? JSON.stringify(relation);
  texts.set(relation, text);
  return text;
}

/** `refs`: space-separated, built exactly as the compiled rule builds it, because it breaks ties. */
interface Row {
  readonly cells: Cells;
  readonly refs: string;
}

class Interpreter {
  private readonly interpretation: Interpretation;
  private readonly known = new Map<string, readonly Row[]>();
  private readonly parameters: Cells;

  constructor(interpretation: Interpretation, parameters: Cells) {
    this.interpretation = interpretation;
    this.parameters = parameters;
  }

  rows(relation: Relation, where: string): readonly Row[] {
    // The same relation in several places of a rule is computed once.
    const key = textOf(relation);
    const rows = this.known.get(key) ?? this.compute(relation, where);
    this.known.set(key, rows);
    return rows.length > this.budget ? this.stop(where) : rows;
  }

  private get budget(): number {
    return this.interpretation.rowBudget ?? RULE_LIMITS.rows;
  }

  private stop(where: string): never {
    throw new YuejianError("RULE_ROW_BUDGET", { where, limit: this.budget });
  }

  private compute(relation: Relation, where: string): readonly Row[] {
    const inside = (name: string, part: Relation) => this.rows(part, `${where}.${name}`);
    switch (relation.op) {
      case "source":
        return this.source(relation);
      case "values": {
        const names = Object.keys(relation.columns);
        return relation.rows.map((row) => ({ cells: new Map(names.map((name, index) => [name, row[index] ?? null])), refs: "" }));
      }
      case "filter":
        return inside("from", relation.from).filter((row) => evaluate(relation.where, row.cells, this.parameters) === true);
      case "project":
        return inside("from", relation.from).map((row) => ({
          cells: new Map(Object.entries(relation.columns).map(([name, scalar]) => [name, evaluate(scalar, row.cells, this.parameters)])),
          refs: row.refs,
        }));
      case "join":
        return this.join(relation, { left: inside("left", relation.left), right: inside("right", relation.right), where });
      case "absent": {
        const right = inside("right", relation.right);
        const partners = partnersIn(relation, right);
        const isPair = this.pairing(relation);
        return inside("left", relation.left).filter((row) => !partners(row).some((other) => isPair(row, other)));
      }
      case "group":
        return this.group(relation, inside("from", relation.from));
      case "rank":
        return this.window(relation, inside("from", relation.from), (row, position) => new Map(row.cells).set(relation.as, position));
      case "sequence":
        return this.window(relation, inside("from", relation.from), (row, position, sorted) => {
          const cells = new Map(row.cells);
          const earlier = sorted[position - 1 - (relation.back ?? 1)];
          for (const [name, of] of Object.entries(relation.previous)) cells.set(name, earlier?.cells.get(of) ?? null);
          return cells;
        });
      case "connect":
        return this.connect(relation, inside("from", relation.from));
      case "union":
        return relation.parts.flatMap((part, index) => inside(`parts[${index}]`, part));
    }
  }

  private source(relation: Extract<Relation, { op: "source" }>): readonly Row[] {
    const types = this.interpretation.context.datasets[relation.dataset] ?? {};
    const columns = relation.columns.map((name) => ({ name, type: types[name] ?? "text", where: `${relation.dataset}.${name}` }));
    return this.interpretation.rows(relation.dataset).map((row) => ({
      cells: new Map(
        columns.map(({ name, type, where }) => {
          const value = Object.hasOwn(row, name) ? (row[name] ?? null) : null;
          return [name, requireValue(value, type, where)];
        }),
      ),
      refs: row._ref,
    }));
  }

  private join(
    relation: Extract<Relation, { op: "join" }>,
    { left, right, where }: { readonly left: readonly Row[]; readonly right: readonly Row[]; readonly where: string },
  ): readonly Row[] {
    const names = Array.from(checkRule(relation.right, this.interpretation.context), ({ name }) => ({
      name,
      prefixed: relation.prefix + name,
    }));
    const nothing: Cells = new Map(names.map(({ prefixed }) => [prefixed, null]));
    const partners = partnersIn(relation, right);
    const isPair = this.pairing(relation);
    let found = 0;
    return left.flatMap((row) => {
      const matches = partners(row)
        .filter((other) => isPair(row, other))
        .map((other) => {
          const cells = new Map(row.cells);
          for (const { name, prefixed } of names) cells.set(prefixed, other.cells.get(name) ?? null);
          return { cells, refs: `${row.refs} ${other.refs}` };
        });
      // Here and not only when the join is complete: by then the memory would be gone.
      found += matches.length;
      if (found > this.budget) this.stop(where);
      if (matches.length > 0 || relation.kind === "inner") return matches;
      return [{ cells: new Map([...row.cells, ...nothing]), refs: `${row.refs} ` }];
    });
  }

  /** Whether `on` and `where` are true of two rows side by side. */
  private pairing({ on, where, prefix, right }: Extract<Relation, { op: "join" | "absent" }>): (left: Row, right: Row) => boolean {
    const ofRight = new Map(checkRule(right, this.interpretation.context).map(({ name }) => [prefix + name, name]));
    return (left, right) => {
      for (const pair of on) {
        const [a, b] = [left.cells.get(pair.left) ?? null, right.cells.get(pair.right) ?? null];
        if (a === null || b === null || compareValues(a, b) !== 0) return false;
      }
      if (!where) return true;
      const both: Named = {
        get(name) {
          const own = ofRight.get(name);
          return own === undefined ? left.cells.get(name) : right.cells.get(own);
        },
      };
      return evaluate(where, both, this.parameters) === true;
    };
  }

  private group(relation: Extract<Relation, { op: "group" }>, from: readonly Row[]): readonly Row[] {
    return partition(from, relation.by).map((rows) => {
      const cells = new Map<string, Value>(relation.by.map((name) => [name, rows[0]?.cells.get(name) ?? null]));
      for (const [name, aggregate] of Object.entries(relation.aggregates)) cells.set(name, this.aggregate(aggregate, rows));
      const refs = rows.map((row) => row.refs).sort(compareText);
      return { cells, refs: refs.join(" ") };
    });
  }

  private connect(relation: Extract<Relation, { op: "connect" }>, rows: readonly Row[]): readonly Row[] {
    const ends = (row: Row) => [row.cells.get(relation.left) ?? null, row.cells.get(relation.right) ?? null].filter((end) => end !== null);
    const neighbours = new Map<Value, Set<Value>>();
    for (const row of rows) {
      for (const end of ends(row)) neighbours.set(end, (neighbours.get(end) ?? new Set()).union(new Set(ends(row))));
    }
    const least = (values: Iterable<Value>) => [...values].map(String).sort(compareText)[0] ?? null;
    let labels = new Map<Value, Value>(Array.from(neighbours.keys(), (node) => [node, node]));
    for (let step = 0; step < relation.steps; step++) {
      const earlier = labels;
      labels = new Map(
        Array.from(neighbours, ([node, around]) => [
          node,
          least(Array.from(around, (each) => earlier.get(each) ?? null).filter((label) => label !== null)),
        ]),
      );
    }
    return rows.map((row) => {
      const reached = ends(row).map((end) => labels.get(end) ?? null);
      return { cells: new Map(row.cells).set(relation.as, least(reached)), refs: row.refs };
    });
  }

  private aggregate(aggregate: Aggregate, rows: readonly Row[]): Value {
    if (aggregate.fn === "count") return rows.length;
    const values = rows.map((row) => evaluate(aggregate.of, row.cells, this.parameters)).filter((value) => value !== null);
    switch (aggregate.fn) {
      case "count-distinct":
        return new Set(values).size;
      case "sum":
        return values.length === 0 ? null : sumOf(values.map(Number));
      case "min":
        return values.sort(compareValues)[0] ?? null;
      case "max":
        return values.sort(compareValues).at(-1) ?? null;
    }
  }

  private window(
    relation: Extract<Relation, { op: "rank" | "sequence" }>,
    from: readonly Row[],
    cells: (row: Row, position: number, sorted: readonly Row[]) => Cells,
  ): readonly Row[] {
    const columns = checkRule(relation.from, this.interpretation.context).map(({ name }) => name);
    return partition(from, relation.partition).flatMap((rows) => {
      const sorted = [...rows].sort((left, right) => compareRows(left, right, relation.order, columns));
      return sorted.map((row, index) => ({ cells: cells(row, index + 1, sorted), refs: row.refs }));
    });
  }
}

/** Of the right rows those that are worth being compared with a left one: by the first column that must be equal, in their order. */
function partnersIn({ on: [first] }: Extract<Relation, { op: "join" | "absent" }>, right: readonly Row[]): (left: Row) => readonly Row[] {
  if (first === undefined) return () => right;
  const byValue = Map.groupBy(right, ({ cells }) => cells.get(first.right) ?? null);
  return ({ cells }) => byValue.get(cells.get(first.left) ?? null) ?? [];
}

/** Rows with equal values in these columns together, nulls counting as equal. */
function partition(rows: readonly Row[], by: readonly string[]): readonly (readonly Row[])[] {
  const groups = new Map<Value, Row[]>();
  const [only] = by;
  for (const row of rows) {
    const key =
      only !== undefined && by.length === 1 ? (row.cells.get(only) ?? null) : JSON.stringify(by.map((name) => row.cells.get(name) ?? null));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function compareRows(left: Row, right: Row, order: readonly Order[], columns: readonly string[]): number {
  for (const { column, direction } of order) {
    const difference = compareNullsLast(left.cells.get(column) ?? null, right.cells.get(column) ?? null, direction);
    if (difference !== 0) return difference;
  }
  const difference = compareText(left.refs, right.refs);
  if (difference !== 0) return difference;
  for (const column of columns) {
    const difference = compareNullsLast(left.cells.get(column) ?? null, right.cells.get(column) ?? null, "ascending");
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareNullsLast(left: Value, right: Value, direction: Order["direction"]): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
  return direction === "ascending" ? compareValues(left, right) : compareValues(right, left);
}

function requireValue(value: Value, type: ResultColumn["type"], where: string): Value {
  // Minus zero equals zero in both engines and would be told apart by the keys of partitions.
  if (value === 0) return 0;
  if (value === null || isOfType(value, type)) return value;
  throw new YuejianError("RULE_TYPE_MISMATCH", { where, expected: type, actual: typeof value });
}
