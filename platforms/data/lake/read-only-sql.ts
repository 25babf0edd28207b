import { YuejianError } from "@yuejian/contracts";
import type { Engine } from "../engine/engine.ts";

/** Functions that may stand where a table stands in a person's query. */
const TABLE_FUNCTIONS = new Set(["range", "generate_series", "unnest"]);
/** Functions that read settings, variables or other objects than the query's rows. */
const REFUSED_FUNCTIONS =
  /^(?:getenv|getvariable|current_setting|query|query_table|read_|glob$|sniff_|parquet_|duckdb_|pragma_|sqlite_|set_|nextval|currval|add_parquet_key|which_secret|write_log)/;

/** Lets through one SELECT over the named tables and its own common table expressions, nothing else: no files, no settings, no other statement.
 *  The engine's own parser decides what the text says; the rest is refused with REQUEST_INVALID. */
export async function requireReadOnly(engine: Engine, sql: string, tables: ReadonlySet<string>): Promise<void> {
  const [row] = await engine.rows("SELECT CAST(json_serialize_sql($1::VARCHAR) AS VARCHAR)", [sql]);
  const parsed = JSON.parse(String(row?.[0])) as { error: boolean; error_message?: string; statements?: { node: unknown }[] };
  if (parsed.error) throw refused(parsed.error_message ?? "only SELECT can be run");
  if (parsed.statements?.length !== 1) throw refused("exactly one SELECT can be run");
  const names = new Set([...tables].map((name) => name.toLowerCase()));
  const nodes = [...everyNode(parsed.statements[0]?.node)];
  for (const node of nodes) for (const name of commonTables(node)) names.add(name.toLowerCase());
  for (const node of nodes) requireAllowed(node, names);
}

type Node = Readonly<Record<string, unknown>>;

function requireAllowed(node: Node, names: ReadonlySet<string>): void {
  if (node["type"] === "BASE_TABLE") {
    const name = String(node["table_name"]).toLowerCase();
    const isQualified =
      ![undefined, null, "", "main"].includes(node["schema_name"] as string) ||
      ![undefined, null, ""].includes(node["catalog_name"] as string);
    if (isQualified || !names.has(name)) throw refused(`there is no dataset ${String(node["table_name"])}`);
  }
  if (node["type"] === "TABLE_FUNCTION") {
    const name = String((node["function"] as Node | undefined)?.["function_name"]).toLowerCase();
    if (!TABLE_FUNCTIONS.has(name)) throw refused(`the table function ${name} cannot be used`);
  }
  if (node["type"] === "SHOW_REF" || node["type"] === "COLUMN_DATA") throw refused("only SELECT can be run");
  if (typeof node["function_name"] === "string" && REFUSED_FUNCTIONS.test(node["function_name"].toLowerCase()))
    throw refused(`the function ${node["function_name"]} cannot be used`);
}

function* commonTables(node: Node): Generator<string> {
  const map = (node["cte_map"] as { map?: { key: string }[] } | undefined)?.map ?? [];
  for (const { key } of map) yield key;
}

function* everyNode(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* everyNode(item);
  } else if (value !== null && typeof value === "object") {
    yield value as Node;
    for (const member of Object.values(value)) yield* everyNode(member);
  }
}

function refused(reason: string): YuejianError {
  return new YuejianError("REQUEST_INVALID", { where: "sql", reason });
}
