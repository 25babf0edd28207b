import type { Aggregate, Relation } from "@yuejian/contracts";
import { checkRule, type ResultColumn, type RuleContext } from "./check.ts";
import { requireOfType } from "./check-scalar.ts";
import { compileScalar, type ScalarCompilation } from "./compile-scalar.ts";
import { asResult, asType, type Dialect, literal, quoteName, quoteText, safe } from "./dialect.ts";
import type { Value } from "./value.ts";

export interface Compilation {
  readonly dialect: Dialect;
  readonly context: RuleContext;
  readonly parameters: Readonly<Record<string, Value>>;
  /** A table expression for the dataset that has the given columns and `_ref` (text), trusted SQL: a quoted name or a query in parentheses. */
  readonly source: (dataset: string, columns: readonly string[]) => string;
  /** On a cluster: the column by whose value the rows of a dataset are spread. The table expression then also has `_part`, that value as text and empty for
   *  null, and joins over equal values of such columns say so in it, because the engine joins on one machine only what is equal in that column. */
  readonly partOf?: (dataset: string) => string | null;
}

export interface CompiledRule {
  /** One SELECT without parameters: the columns in order, then `_refs`, the references separated by spaces (`splitRefs`). Dates leave as text. */
  readonly sql: string;
  readonly columns: readonly ResultColumn[];
  /** For each join, in the order of computing: its place and a SELECT of one number that its rows cannot exceed. Each costs as much as what is
   *  below the join, never as much as the join: with them it is found out which join was too much. */
  readonly joins: readonly { readonly where: string; readonly sql: string }[];
  /** For each join and absence, in the order of computing: its place, and whether its rows are met on one machine; otherwise one side moves. */
  readonly meetings: readonly { readonly where: string; readonly isTogether: boolean }[];
}

const REFS = quoteName("_refs");
const PART = quoteName("_part");
const RIGHT_PART = quoteName("_right_part");

/** Compiles a rule to SQL. Faults as in `checkRule`. */
export function compileRule(relation: Relation, compilation: Compilation): CompiledRule {
  const columns = checkRule(relation, compilation.context);
  for (const [name, type] of Object.entries(compilation.context.parameters)) {
    requireOfType(compilation.parameters[name] ?? null, type, `parameter ${name}`);
  }
  const compiler = new Compiler(compilation);
  const result = compiler.relation(relation, "rule");
  const { dialect } = compilation;
  const selected = columns.map(({ name, type }) => `${asResult(quoteName(name), type, dialect)} AS ${quoteName(name)}`);
  const sql = `WITH ${compiler.steps.join(",\n")}\nSELECT ${[...selected, REFS].join(", ")} FROM ${result.name}`;
  return { sql, columns, joins: compiler.joins, meetings: compiler.meetings };
}

/** A common table expression that was written, with its columns; it also has `_refs`. */
interface Step {
  readonly name: string;
  readonly columns: readonly ResultColumn[];
  /** The column whose value spreads the step's rows; the step then also has `_part`. */
  readonly part: string | null;
}

class Compiler {
  readonly steps: string[] = [];
  readonly joins: { where: string; sql: string }[] = [];
  readonly meetings: { where: string; isTogether: boolean }[] = [];
  private readonly compilation: Compilation;
  private readonly known = new Map<string, Step>();

  constructor(compilation: Compilation) {
    this.compilation = compilation;
  }

  /** The same relation in several places of a rule is computed once. By its text: a rule that was read from JSON shares no objects. */
  relation(relation: Relation, where: string): Step {
    const key = JSON.stringify(relation);
    const known = this.known.get(key);
    if (known) return known;
    const step = this.compile(relation, where);
    this.known.set(key, step);
    return step;
  }

  private compile(relation: Relation, where: string): Step {
    const inside = (name: string, part: Relation) => this.relation(part, `${where}.${name}`);
    const columns = checkRule(relation, this.compilation.context);
    const { dialect } = this.compilation;
    switch (relation.op) {
      case "source": {
        const selected = columns.map(({ name, type }) => `${asType(quoteName(name), type, dialect)} AS ${quoteName(name)}`);
        const source = this.compilation.source(relation.dataset, relation.columns);
        const spread = this.compilation.partOf?.(relation.dataset) ?? null;
        const part = spread !== null && relation.columns.includes(spread) ? spread : null;
        const refs = `${asType(quoteName("_ref"), "text", dialect)} AS ${REFS}`;
        return this.step(columns, `SELECT ${[...selected, refs, ...own(part)].join(", ")} FROM ${source} AS "source"`, part);
      }
      case "values":
        return this.step(columns, this.values(relation, columns));
      case "filter": {
        const from = inside("from", relation.from);
        const where = this.scalar(relation.where, from.columns);
        return this.step(columns, `SELECT ${list(columns, from.part)} FROM ${from.name} WHERE ${where}`, from.part);
      }
      case "project": {
        const from = inside("from", relation.from);
        const selected = Object.entries(relation.columns).map(
          ([name, scalar]) => `${this.scalar(scalar, from.columns)} AS ${quoteName(name)}`,
        );
        const kept = Object.entries(relation.columns).find(([, scalar]) => scalar.op === "column" && scalar.name === from.part);
        const part = kept?.[0] ?? null;
        return this.step(columns, `SELECT ${[...selected, REFS, ...own(part)].join(", ")} FROM ${from.name}`, part);
      }
      case "join":
      case "absent": {
        const left = inside("left", relation.left);
        return this.step(columns, this.join(relation, { left, right: inside("right", relation.right), where }), left.part);
      }
      case "group": {
        const from = inside("from", relation.from);
        const by = relation.by.map(quoteName);
        // One value of the column has one `_part`: the groups are the same.
        const part = from.part !== null && relation.by.includes(from.part) ? from.part : null;
        const aggregates = Object.entries(relation.aggregates).map(
          ([name, aggregate]) => `${this.aggregate(aggregate, from.columns)} AS ${quoteName(name)}`,
        );
        // Sorted, because the text of the references breaks ties later.
        const refs = `string_agg(${REFS}, ' ' ORDER BY ${REFS}) AS ${REFS}`;
        const keys = [...by, ...own(part)];
        return this.step(
          columns,
          `SELECT ${[...by, ...aggregates, refs, ...own(part)].join(", ")} FROM ${from.name} GROUP BY ${keys.join(", ")}`,
          part,
        );
      }
      case "rank":
      case "sequence": {
        const from = inside("from", relation.from);
        const over = this.window(relation, from);
        const added =
          relation.op === "rank"
            ? [`row_number() OVER (${over}) AS ${quoteName(relation.as)}`]
            : Object.entries(relation.previous).map(
                ([name, of]) => `lag(${quoteName(of)}, ${relation.back ?? 1}) OVER (${over}) AS ${quoteName(name)}`,
              );
        return this.step(columns, `SELECT ${[list(from.columns, from.part), ...added].join(", ")} FROM ${from.name}`, from.part);
      }
      case "connect":
        return this.step(columns, this.connect(relation, inside("from", relation.from)));
      case "union": {
        const parts = relation.parts.map((part, index) => inside(`parts[${index}]`, part));
        const spread = parts.every(({ part }) => part !== null && part === parts[0]?.part) ? (parts[0]?.part ?? null) : null;
        return this.step(columns, parts.map(({ name }) => `SELECT ${list(columns, spread)} FROM ${name}`).join(" UNION ALL "), spread);
      }
    }
  }

  private step(columns: readonly ResultColumn[], sql: string, part: string | null = null): Step {
    const name = `"step_${this.steps.length + 1}"`;
    this.steps.push(`${name} AS (${sql})`);
    return { name, columns, part };
  }

  private values(relation: Extract<Relation, { op: "values" }>, columns: readonly ResultColumn[]): string {
    const { dialect } = this.compilation;
    const refs = `${asType("''", "text", dialect)} AS ${REFS}`;
    if (relation.rows.length === 0) {
      const nulls = columns.map(({ name, type }) => `${literal(null, type, dialect)} AS ${quoteName(name)}`);
      return `SELECT ${[...nulls, refs].join(", ")} WHERE FALSE`;
    }
    const rows = relation.rows.map(
      (row) => `(${row.map((value) => (value === null ? "CAST(NULL AS TEXT)" : quoteText(String(value)))).join(", ")})`,
    );
    const selected = columns.map(({ name, type }) => `${asType(quoteName(name), type, dialect)} AS ${quoteName(name)}`);
    const names = columns.map(({ name }) => quoteName(name)).join(", ");
    return `SELECT ${[...selected, refs].join(", ")} FROM (VALUES ${rows.join(", ")}) AS "constants" (${names})`;
  }

  private join(
    relation: Extract<Relation, { op: "join" | "absent" }>,
    { left, right, where }: { readonly left: Step; readonly right: Step; readonly where: string },
  ): string {
    if (relation.op === "join") this.joins.push({ where, sql: this.joinBound(relation, left, right) });
    const renamed = right.columns.map(({ name, type }) => ({ name: relation.prefix + name, type }));
    // The right-hand columns get their prefix first, so that the condition can name every column without saying whose it is.
    const other = `(SELECT ${[
      ...right.columns.map(({ name }) => `${quoteName(name)} AS ${quoteName(relation.prefix + name)}`),
      `${REFS} AS "_right"`,
      ...own(right.part).map((name) => `${name} AS ${RIGHT_PART}`),
    ].join(", ")} FROM ${right.name}) AS "right"`;
    const conditions = relation.on.map((pair) => `${quoteName(pair.left)} = ${quoteName(relation.prefix + pair.right)}`);
    const isTogether =
      left.part !== null && right.part !== null && relation.on.some((pair) => pair.left === left.part && pair.right === right.part);
    this.meetings.push({ where, isTogether });
    if (isTogether) conditions.push(`${PART} = ${RIGHT_PART}`);
    if (relation.where) conditions.push(this.scalar(relation.where, [...left.columns, ...renamed]));
    const on = conditions.join(" AND ");
    if (relation.op === "absent") {
      return `SELECT ${list(left.columns, left.part)} FROM ${left.name} WHERE NOT EXISTS (SELECT 1 FROM ${other} WHERE ${on})`;
    }
    const empty = asType("''", "text", this.compilation.dialect);
    const refs = `${REFS} || ' ' || ${relation.kind === "left" ? `COALESCE("_right", ${empty})` : `"_right"`} AS ${REFS}`;
    const names = [...left.columns, ...renamed].map(({ name }) => quoteName(name));
    return `SELECT ${[...names, refs, ...own(left.part)].join(", ")} FROM ${left.name} ${relation.kind === "left" ? "LEFT" : "INNER"} JOIN ${other} ON ${on}`;
  }

  /** How many rows have equal keys on both sides, whatever `where` says. In floating point, which holds any product well enough. */
  private joinBound(relation: Extract<Relation, { op: "join" }>, left: Step, right: Step): string {
    const counted = (step: Step, names: readonly string[]) => {
      const keys = names.map((name, at) => `${quoteName(name)} AS "k${at}"`);
      const by = names.map((_name, at) => String(at + 1));
      return `(SELECT ${keys.join(", ")}, CAST(count(*) AS DOUBLE PRECISION) AS "n" FROM ${step.name} GROUP BY ${by.join(", ")})`;
    };
    const [a, b] = [
      counted(
        left,
        relation.on.map((pair) => pair.left),
      ),
      counted(
        right,
        relation.on.map((pair) => pair.right),
      ),
    ];
    const on = relation.on.map((_pair, at) => `"l"."k${at}" = "r"."k${at}"`).join(" AND ");
    return `WITH ${this.steps.join(",\n")}\nSELECT COALESCE(sum("l"."n" * "r"."n"), 0) AS "rows" FROM ${a} AS "l" INNER JOIN ${b} AS "r" ON ${on}`;
  }

  /** Label propagation, unrolled: every node starts with itself and takes, `steps` times, the least label among its neighbours' and its own. */
  private connect(relation: Extract<Relation, { op: "connect" }>, from: Step): string {
    const [left, right] = [quoteName(relation.left), quoteName(relation.right)];
    const ends = (a: string, b: string) => `SELECT ${a} AS "a", ${b} AS "b" FROM ${from.name} WHERE ${a} IS NOT NULL AND ${b} IS NOT NULL`;
    // UNION without ALL: each edge once, in both directions, and every node its own neighbour.
    const edges = this.step([], [ends(left, right), ends(right, left), ends(left, left), ends(right, right)].join(" UNION "));
    let labels = this.step([], `SELECT "a" AS "node", min("b") AS "label" FROM ${edges.name} GROUP BY "a"`);
    for (let step = 1; step < relation.steps; step++) {
      const joined = `${edges.name} AS "e" INNER JOIN ${labels.name} AS "l" ON "l"."node" = "e"."b"`;
      labels = this.step([], `SELECT "e"."a" AS "node", min("l"."label") AS "label" FROM ${joined} GROUP BY "e"."a"`);
    }
    const ofEnd = (name: string, end: string) => `LEFT JOIN ${labels.name} AS ${name} ON ${name}."node" = ${from.name}.${end}`;
    const selected = [...from.columns.map((column) => column.name), "_refs"].map((name) => `${from.name}.${quoteName(name)}`);
    const least = `LEAST("left_label"."label", "right_label"."label") AS ${quoteName(relation.as)}`;
    return `SELECT ${[...selected, least].join(", ")} FROM ${from.name} ${ofEnd('"left_label"', left)} ${ofEnd('"right_label"', right)}`;
  }

  private aggregate(aggregate: Aggregate, columns: readonly ResultColumn[]): string {
    if (aggregate.fn === "count") return "count(*)";
    const of = this.scalar(aggregate.of, columns);
    switch (aggregate.fn) {
      case "count-distinct":
        return `count(DISTINCT ${of})`;
      case "sum":
        return safe(`sum(${of})`, this.compilation.dialect);
      case "min":
      case "max":
        return `${aggregate.fn}(${of})`;
    }
  }

  private window(relation: Extract<Relation, { op: "rank" | "sequence" }>, { columns, part }: Step): string {
    const order = relation.order.map(
      ({ column, direction }) => `${quoteName(column)} ${direction === "ascending" ? "ASC" : "DESC"} NULLS LAST`,
    );
    order.push(REFS, ...columns.map(({ name }) => `${quoteName(name)} ASC NULLS LAST`));
    const keys = [...relation.partition.map(quoteName), ...(part !== null && relation.partition.includes(part) ? [PART] : [])];
    const partition = keys.length > 0 ? `PARTITION BY ${keys.join(", ")} ` : "";
    return `${partition}ORDER BY ${order.join(", ")}`;
  }

  private scalar(scalar: Parameters<typeof compileScalar>[0], columns: readonly ResultColumn[]): string {
    const { dialect, context, parameters } = this.compilation;
    const scope: ScalarCompilation = {
      dialect,
      columns: new Map(columns.map(({ name, type }) => [name, type])),
      parameters: new Map(Object.entries(context.parameters)),
      values: parameters,
    };
    return compileScalar(scalar, scope);
  }
}

function list(columns: readonly ResultColumn[], part: string | null): string {
  return [...columns.map(({ name }) => quoteName(name)), REFS, ...own(part)].join(", ");
}

function own(part: string | null): string[] {
  return part === null ? [] : [PART];
}
