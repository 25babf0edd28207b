import { DuckDBInstance } from "@duckdb/node-api";
import { Client } from "pg";
import { emptyDatabase } from "../postgres/empty-database.ts";

/** A real engine of the lake, empty, for tests. */
export interface Engine {
  readonly dialect: "duckdb" | "postgresql";
  /** Rows as the driver gives them: 64-bit integers as bigint (DuckDB) or text (PostgreSQL). */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

export async function openDuckdb(): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  return {
    dialect: "duckdb",
    query: async (sql) => (await connection.runAndReadAll(sql)).getRowObjects(),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export async function openPostgres(): Promise<Engine> {
  const database = await emptyDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  return {
    dialect: "postgresql",
    query: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    close: async () => {
      await client.end();
      await database.drop();
    },
  };
}

/** One table with these rows as a query in parentheses; `types` are SQL types by column. */
export function tableOf(
  rows: readonly Readonly<Record<string, string | number | boolean | null>>[],
  types: Readonly<Record<string, string>>,
): string {
  const columns = Object.entries(types).map(([name, type]) => `CAST("${name}" AS ${type}) AS "${name}"`);
  const cell = (value: string | number | boolean | null | undefined) =>
    value === null || value === undefined ? "CAST(NULL AS TEXT)" : `'${String(value).replaceAll("'", "''")}'`;
  const names = Object.keys(types);
  const lines = (rows.length > 0 ? rows : [{}]).map(
    (row: Readonly<Record<string, string | number | boolean | null>>) => `(${names.map((name) => cell(row[name])).join(", ")})`,
  );
  const quoted = names.map((name) => `"${name}"`).join(", ");
  return `(SELECT ${columns.join(", ")} FROM (VALUES ${lines.join(", ")}) AS "given" (${quoted})${rows.length > 0 ? "" : " WHERE FALSE"})`;
}
