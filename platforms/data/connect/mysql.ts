import type { TableSettings } from "@yuejian/contracts";
import type mysql from "mysql2";
import { type ConnectOrder, type OpenTable, selection, tableConnector } from "./table-connector.ts";
import type { TableColumn, TableReader } from "./table-rows.ts";

const CHUNK = 2_000;
const CONNECT_MS = 15_000;

/** Tables and views of MySQL and MariaDB, streamed in one transaction that sees one state. Every value comes as the text that the server sends, bytes as
 *  hexadecimal. */
export const mysqlConnector = tableConnector({
  connect,
  refused: new Set([
    "ER_ACCESS_DENIED_ERROR",
    "ER_DBACCESS_DENIED_ERROR",
    "ER_BAD_DB_ERROR",
    "ER_TABLEACCESS_DENIED_ERROR",
    "ER_COLUMNACCESS_DENIED_ERROR",
  ]),
});

async function connect({ settings, secret }: ConnectOrder): Promise<OpenTable> {
  // Loaded by the first load of such a table, not by every command.
  const { createConnection } = await import("mysql2");
  const { host, port = 3306, database, user, tls } = settings;
  const connection = createConnection({
    host,
    port,
    database,
    user,
    password: secret ?? "",
    ...(tls ? { ssl: { rejectUnauthorized: true } } : {}),
    connectTimeout: CONNECT_MS,
    charset: "utf8mb4",
    // A hostile server could otherwise ask for files of this machine.
    flags: ["-LOCAL_FILES"],
    dateStrings: true,
    jsonStrings: true,
    typeCast: textOf,
  });
  connection.on("error", () => {});
  try {
    await new Promise<void>((resolve, reject) => connection.connect((cause) => (cause ? reject(cause) : resolve())));
    await ask(connection, "SET SESSION time_zone = '+08:00'");
    await ask(connection, "SET SESSION TRANSACTION READ ONLY");
    return { reader: readerOf(connection, settings), close: () => connection.destroy() };
  } catch (cause) {
    connection.destroy();
    throw cause;
  }
}

const NUMBERS = new Set(["TINY", "SHORT", "LONG", "INT24", "LONGLONG", "FLOAT", "DOUBLE", "DECIMAL", "NEWDECIMAL", "YEAR"]);

/** As the server wrote it, numbers with all their digits. Bytes, bits and shapes have no text. */
function textOf(field: mysql.TypeCastField, next: mysql.TypeCastNext): string | null {
  if (NUMBERS.has(field.type)) return field.string("ascii");
  const value: unknown = field.type === "BIT" || field.type === "GEOMETRY" ? field.buffer() : next();
  if (value === null || typeof value === "string") return value;
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : JSON.stringify(value);
}

function ask(connection: mysql.Connection, text: string, values: string[] = []): Promise<unknown[][]> {
  return new Promise((resolve, reject) =>
    connection.query({ sql: text, rowsAsArray: true }, values, (cause, rows) => (cause ? reject(cause) : resolve(rows as unknown[][]))),
  );
}

function readerOf(connection: mysql.Connection, { database, table }: TableSettings): TableReader {
  return {
    async columns() {
      const rows = await ask(
        connection,
        "SELECT COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION",
        [database, table],
      );
      return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
    },
    async *rows(request) {
      await ask(connection, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      await ask(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
      const words = { table: `${quoted(database)}.${quoted(table)}`, quoted, cell: quoted, bound: castOf };
      const { text, values } = selection(request, words);
      const stream = connection.query({ sql: text, rowsAsArray: true }, values).stream({ highWaterMark: CHUNK });
      let chunk: (string | null)[][] = [];
      for await (const row of stream) {
        chunk.push(row as (string | null)[]);
        if (chunk.length < CHUNK) continue;
        yield chunk;
        chunk = [];
      }
      if (chunk.length > 0) yield chunk;
      await ask(connection, "ROLLBACK");
    },
  };
}

/** Compared in the column's own type: as texts or as floating numbers, large numbers would be taken for equal. */
function castOf({ type }: TableColumn): string {
  if (/^(tiny|small|medium|big)?int/i.test(type)) return `CAST(? AS ${/unsigned/i.test(type) ? "UNSIGNED" : "SIGNED"})`;
  if (/^(decimal|numeric)/i.test(type)) return "CAST(? AS DECIMAL(65, 30))";
  if (/^(datetime|timestamp)/i.test(type)) return "CAST(? AS DATETIME(6))";
  if (/^date/i.test(type)) return "CAST(? AS DATE)";
  return "?";
}

function quoted(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}
