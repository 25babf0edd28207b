import type * as parserTypes from "libpg-query";
import { LONGEST, refused, requireOwnName, type Statement } from "../read-statement.ts";
import { FUNCTIONS, NODES, OPERATORS, REFUSED_PARTS, TABLE_FUNCTIONS, TIMES, TYPES } from "./allowed.ts";
import { readPlainText } from "./plain-text.ts";

export interface PostgresStatement extends Statement {
  /** As the server gets it. */
  readonly sql: string;
}

type Node = Readonly<Record<string, unknown>>;

/** Nested deeper, the tree could not be walked. */
const DEEPEST = 500;

/** As `readStatement`, in PostgreSQL's SQL and with PostgreSQL's own parser. QUERY_REFUSED */
export async function readPostgresStatement(text: string, tables: ReadonlySet<string>): Promise<PostgresStatement> {
  if (text.length > LONGEST) throw refused(`超过 ${LONGEST} 个字符`, `it is longer than ${LONGEST} characters`);
  const { sql, parameters } = readPlainText(text);
  requireShallow(sql);
  const parser = await import("libpg-query");
  await parser.loadModule();
  const statements = parsed(parser, sql);
  if (statements.length !== 1) throw refused("一次只能执行一条 SELECT", "exactly one SELECT can be run");
  const [select] = statements;
  if (select?.["SelectStmt"] === undefined) throw refused("只能执行 SELECT", "only SELECT can be run");
  const nodes = nodesOf(select);
  const own = new Set(nodes.flatMap(([tag, node]) => (tag === "CommonTableExpr" ? [String(node["ctename"])] : [])));
  for (const name of own) requireOwnName(name, tables);
  const known = new Set([...tables, ...own]);
  const found = { tables: new Set<string>(), columns: new Set<string>(), compared: new Set<string>() };
  const relations = new Set(known);
  for (const [tag, node] of nodes) {
    requireAllowed(tag, node, known);
    if (tag === "RangeVar" && !own.has(String(node["relname"]))) found.tables.add(String(node["relname"]));
    const alias = (node["alias"] as { readonly aliasname?: string } | undefined)?.aliasname;
    if (alias !== undefined) relations.add(alias);
  }
  let hasStar = false;
  for (const [tag, node] of nodes) {
    const column = tag === "ColumnRef" ? columnOf({ ColumnRef: node }) : null;
    if (column !== null) found.columns.add(column);
    // A relation's name alone is its whole row.
    if (tag === "A_Star" || node["isNatural"] === true || (column !== null && relations.has(column))) hasStar = true;
    for (const name of (node["usingClause"] as unknown[] | undefined) ?? []) found.columns.add(textOf(name).toLowerCase());
    if (tag === "A_Expr") for (const each of comparedWithValue(node)) found.compared.add(each);
  }
  return { ...found, hasStar, parameters, sql };
}

function parsed({ parseSync, hasSqlDetails }: typeof parserTypes, sql: string): readonly Node[] {
  try {
    return ((parseSync(sql) as { stmts?: { stmt: Node }[] }).stmts ?? []).map(({ stmt }) => stmt);
  } catch (cause) {
    const reason = hasSqlDetails(cause) ? (cause.sqlDetails?.message ?? cause.message) : "it is nested too deeply";
    throw refused(`PostgreSQL 的语法有误：${reason}`, `it has an error in PostgreSQL's syntax: ${reason}`);
  }
}

function nodesOf(select: Node): (readonly [string, Node])[] {
  try {
    return [...everyNode(select)];
  } catch (cause) {
    if (cause instanceof RangeError) throw refused("嵌套太深", "it is nested too deeply");
    throw cause;
  }
}

function requireShallow(sql: string): void {
  let depth = 0;
  for (const sign of sql) {
    if (sign === "(" || sign === "[") depth++;
    else if (sign === ")" || sign === "]") depth--;
    if (depth > DEEPEST) throw refused("嵌套太深", "it is nested too deeply");
  }
}

function requireAllowed(tag: string, node: Node, names: ReadonlySet<string>): void {
  if (!NODES.has(tag)) throw refused(`不能使用 ${tag}`, `${tag} cannot be used`);
  if (Object.keys(node).some((part) => REFUSED_PARTS.has(part)))
    throw typeof node["relname"] === "string" ? noDataset(node["relname"]) : refused("只能执行 SELECT", "only SELECT can be run");
  const type = (node["typeName"] as Node | undefined)?.["names"];
  if (type !== undefined) requireListed(type, TYPES, (name) => refused(`不能使用类型 ${name}`, `the type ${name} cannot be used`));
  if (tag === "RangeVar" && !names.has(String(node["relname"]))) throw noDataset(String(node["relname"]));
  if (tag === "FuncCall")
    requireListed(node["funcname"], FUNCTIONS, (name) => refused(`不能使用函数 ${name}`, `the function ${name} cannot be used`));
  if (tag === "A_Expr" && !String(node["kind"]).includes("BETWEEN"))
    requireListed(node["name"], OPERATORS, (name) => refused(`不能使用运算符 ${name}`, `the operator ${name} cannot be used`));
  if (node["operName"] !== undefined)
    requireListed(node["operName"], OPERATORS, (name) => refused(`不能使用运算符 ${name}`, `the operator ${name} cannot be used`));
  if (tag === "SQLValueFunction" && !TIMES.test(String(node["op"])))
    throw refused("不能读取服务器的信息", "what is the server's own cannot be read");
  if (tag === "RangeFunction")
    for (const call of callsOf(node))
      requireListed(call, TABLE_FUNCTIONS, (name) => refused(`不能使用表函数 ${name}`, `the table function ${name} cannot be used`));
}

function noDataset(name: string) {
  return refused(`没有数据集 ${name}`, `there is no dataset ${name}`);
}

/** Names of the functions that stand where a table stands; one that is no call has none and is refused. */
function callsOf(node: Node): unknown[] {
  const functions = (node["functions"] as { List?: { items?: Node[] } }[] | undefined) ?? [];
  return functions.map(({ List: list }) => (list?.items?.[0]?.["FuncCall"] as Node | undefined)?.["funcname"]);
}

/** One name, or `pg_catalog.name`, as the parser writes its own words; a person cannot write that (see `readPlainText`). */
function requireListed(names: unknown, allowed: ReadonlySet<string>, because: (name: string) => Error): void {
  const parts = Array.isArray(names) ? names.map(textOf) : [""];
  const name = parts.at(-1) ?? "";
  const isOwn = parts.length === 1 || (parts.length === 2 && parts[0] === "pg_catalog");
  if (!isOwn || !allowed.has(name)) throw because(parts.join("."));
}

function textOf(node: unknown): string {
  return (node as { readonly String?: { readonly sval?: string } } | undefined)?.String?.sval ?? "";
}

function columnOf(node: unknown): string | null {
  const fields = ((node as Node | undefined)?.["ColumnRef"] as Node | undefined)?.["fields"];
  const last = Array.isArray(fields) ? (fields.at(-1) as Node) : undefined;
  return last?.["String"] === undefined ? null : textOf(last).toLowerCase();
}

/** Columns of a comparison whose other side is a value. */
function comparedWithValue({ lexpr, rexpr }: Node): string[] {
  const sides = [lexpr, ...(((rexpr as Node | undefined)?.["List"] as { items?: unknown[] } | undefined)?.items ?? [rexpr])];
  const isValue = (side: unknown): boolean => {
    const node = (side ?? {}) as Node;
    return node["A_Const"] !== undefined || node["ParamRef"] !== undefined || isCastOf(node, isValue);
  };
  return sides.some(isValue) ? sides.flatMap((side) => columnOf(side) ?? []) : [];
}

function isCastOf(node: Node, is: (side: unknown) => boolean): boolean {
  const cast = node["TypeCast"] as Node | undefined;
  return cast !== undefined && is(cast["arg"]);
}

/** Nodes with their tags: what begins with a capital is a node, all else a part of one. */
function* everyNode(value: unknown, tag = ""): Generator<readonly [string, Node]> {
  if (Array.isArray(value)) {
    for (const item of value) yield* everyNode(item);
  } else if (value !== null && typeof value === "object") {
    const node = value as Node;
    const tags = Object.keys(node);
    const isTagged = tags.length === 1 && /^[A-Z]/.test(tags[0] ?? "");
    if (isTagged) return yield* everyNode(node[tags[0] ?? ""], tags[0]);
    yield [tag === "" ? "SelectStmt" : tag, node];
    for (const member of Object.values(node)) yield* everyNode(member);
  }
}
