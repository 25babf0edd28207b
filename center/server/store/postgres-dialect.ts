import { CompiledQuery, PostgresDialect } from "kysely";
import { types as builtinTypes, Pool, TypeOverrides } from "pg";

/** 64-bit integers as numbers: every count and id of ours is far below 2^53. */
const types = new TypeOverrides();
types.setTypeParser(builtinTypes.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`the integer ${text} does not fit`);
  return value;
});

/** Two pools over one database: the second refuses to write. */
export function postgresDialects(url: string): { writer: PostgresDialect; reader: PostgresDialect } {
  return {
    // Acknowledged means on disk, whatever the server's default is.
    writer: dialect(url, 6, "SET synchronous_commit = on"),
    reader: dialect(url, 10, "SET default_transaction_read_only = on"),
  };
}

function dialect(url: string, max: number, setting: string): PostgresDialect {
  const pool = new Pool({ connectionString: url, max, types, application_name: "yuejian", connectionTimeoutMillis: 30_000 });
  // An idle connection that the server ends is replaced at the next use.
  pool.on("error", () => {});
  return new PostgresDialect({
    pool,
    onCreateConnection: async (connection) => {
      await connection.executeQuery(CompiledQuery.raw(setting));
    },
  });
}
