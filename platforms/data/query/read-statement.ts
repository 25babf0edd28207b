import { YuejianError } from "@yuejian/contracts";
import type { Engine } from "../engine/engine.ts";
import { ALLOWED_FUNCTIONS, TABLE_FUNCTIONS } from "./allowed-functions.ts";

/** Characters of a query; longer ones are made by programs. */
export const LONGEST = 60_000;

/** What a person's SELECT names. */
export interface Statement {
  /** Tables that are none of its own common table expressions, in lower case. */
  readonly tables: ReadonlySet<string>;
  /** Last parts of the columns it names, in lower case. */
  readonly columns: ReadonlySet<string>;
  /** A `*` asks for all columns of something. */
  readonly hasStar: boolean;
  /** Names of its `$parameters`. */
  readonly parameters: readonly string[];
  /** Columns, in lower case, that are compared with a value that stands in the text or is a parameter. */
  readonly compared: ReadonlySet<string>;
}

/** Reads a text with the engine's own parser and lets through one SELECT over the named tables and its own common table expressions, nothing
 *  else: no files, no settings, no other statement, no function that is not on the list. The rest is QUERY_REFUSED. */
export async function readStatement(engine: Engine, sql: string, tables: ReadonlySet<string>): Promise<Statement> {
  if (sql.length > LONGEST) throw refused(`超过 ${LONGEST} 个字符`, `it is longer than ${LONGEST} characters`);
  const [row] = await engine.rows("SELECT CAST(json_serialize_sql($1::VARCHAR) AS VARCHAR)", [sql]);
  const parsed = JSON.parse(String(row?.[0])) as Parsed;
  if (parsed.error) throw refusedByParser(parsed);
  if (parsed.statements?.length !== 1) throw refused("一次只能执行一条 SELECT", "exactly one SELECT can be run");
  const nodes = [...everyNode(parsed.statements[0]?.node)];
  const own = new Set(nodes.flatMap(commonTables));
  for (const name of own) requireOwnName(name, tables);
  const known = new Set([...tables, ...own]);
  const found = { tables: new Set<string>(), columns: new Set<string>(), compared: new Set<string>() };
  let hasStar = false;
  for (const node of nodes) {
    requireAllowed(node, known);
    if (node["type"] === "BASE_TABLE") {
      const name = String(node["table_name"]).toLowerCase();
      if (!own.has(name)) found.tables.add(name);
    }
    const column = columnOf(node);
    if (column !== null) found.columns.add(column);
    for (const name of (node["using_columns"] as string[] | undefined) ?? []) found.columns.add(name.toLowerCase());
    if (node["class"] === "STAR" || node["ref_type"] === "NATURAL") hasStar = true;
    for (const each of comparedWithValue(node)) found.compared.add(each);
  }
  const parameters = (parsed.statements[0]?.named_param_map ?? []).map(({ key }) => key);
  return { ...found, hasStar, parameters };
}

interface Parsed {
  readonly error: boolean;
  readonly error_type?: string;
  readonly error_message?: string;
  readonly statements?: readonly { readonly node: unknown; readonly named_param_map?: readonly { readonly key: string }[] }[];
}

type Node = Readonly<Record<string, unknown>>;

function refusedByParser({ error_type: type, error_message: message = "" }: Parsed): YuejianError {
  if (type === "parser" || type === "syntax") return refused(`语法有误：${message}`, `it has an error: ${message}`);
  return refused("只能执行 SELECT", "only SELECT can be run");
}

/** A name that nothing else can answer to: outside its own scope it must not reach a table, a view of the catalogue or a file. */
export function requireOwnName(name: string, tables: ReadonlySet<string>): void {
  if (tables.has(name)) throw refused(`WITH 的名称 ${name} 与数据集重名`, `WITH cannot be named as the dataset ${name}`);
  if (!/^[\p{L}][\p{L}\p{N}_]*$/u.test(name) || /^(?:duckdb|sqlite|pg|pragma|information_schema|sealed_|superseded_)/.test(name))
    throw refused(`WITH 的名称 ${name} 不能使用`, `WITH cannot be named ${name}`);
}

function requireAllowed(node: Node, names: ReadonlySet<string>): void {
  const { type } = node;
  if (type === "BASE_TABLE") {
    const name = String(node["table_name"]);
    const isQualified = !isOneOf(node["schema_name"], ["", "main"]) || !isOneOf(node["catalog_name"], [""]);
    if (isQualified || !names.has(name.toLowerCase())) throw refused(`没有数据集 ${name}`, `there is no dataset ${name}`);
    if (node["at_clause"]) throw refused("不支持 AT", "AT is not supported");
  }
  if (type === "TABLE_FUNCTION") {
    const name = String((node["function"] as Node | undefined)?.["function_name"]).toLowerCase();
    if (!TABLE_FUNCTIONS.has(name)) throw refused(`不能使用表函数 ${name}`, `the table function ${name} cannot be used`);
  }
  if (type === "SHOW_REF" || type === "COLUMN_DATA" || type === "BOUND_TABLE_REF" || type === "DELIM_GET")
    throw refused("只能执行 SELECT", "only SELECT can be run");
  const name = node["function_name"];
  if (typeof name === "string") {
    const isQualified = !isOneOf(node["schema"], ["", "main"]) || !isOneOf(node["catalog"], ["", "system"]);
    if (isQualified || !ALLOWED_FUNCTIONS.has(name.toLowerCase()))
      throw refused(`不能使用函数 ${name}`, `the function ${name} cannot be used`);
  }
}

function isOneOf(value: unknown, allowed: readonly string[]): boolean {
  return value === undefined || value === null || (typeof value === "string" && allowed.includes(value));
}

function columnOf(node: unknown): string | null {
  const names = (node as Node | null)?.["column_names"];
  return Array.isArray(names) ? String(names.at(-1)).toLowerCase() : null;
}

/** Columns of a comparison whose other side is a value. */
function comparedWithValue(node: Node): string[] {
  const sides =
    node["class"] === "COMPARISON"
      ? [node["left"], node["right"]]
      : node["type"] === "COMPARE_IN" || ["~~", "~~*", "!~~", "!~~*", "contains", "starts_with"].includes(String(node["function_name"]))
        ? ((node["children"] as unknown[] | undefined) ?? [])
        : [];
  const hasValue = sides.some((side) => ["CONSTANT", "PARAMETER"].includes(String((side as Node | null)?.["class"])));
  return hasValue ? sides.flatMap((side) => columnOf(side) ?? []) : [];
}

function commonTables(node: Node): string[] {
  const map = (node["cte_map"] as { map?: readonly { readonly key: string }[] } | undefined)?.map ?? [];
  return map.map(({ key }) => key.toLowerCase());
}

function* everyNode(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* everyNode(item);
  } else if (value !== null && typeof value === "object") {
    yield value as Node;
    for (const member of Object.values(value)) yield* everyNode(member);
  }
}

export function refused(zh: string, en: string): YuejianError {
  return new YuejianError("QUERY_REFUSED", { reason: en, reason_zh: zh, reason_en: en });
}
