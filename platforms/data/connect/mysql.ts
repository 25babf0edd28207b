import { type TableSettings, YuejianError } from "@yuejian/contracts";
import mysql from "mysql2";
import type { Connector, LookOrder } from "./connector.ts";
import { portionsOf } from "./portions.ts";
import { checkTable } from "./settings-checks.ts";
import { ROWS_PER_BATCH, type TableColumn, type TableReader, type TableRequest, tablePieces } from "./table-rows.ts";

const CHUNK = 2_000;
const CONNECT_MS = 15_000;

/** Tables and views of MySQL and MariaDB, streamed in one read-only transaction that sees one state. Every value comes as the text that the server
 *  sends, bytes as hexadecimal. */
export const mysqlConnector: Connector<TableSettings> = {
  check: checkTable,
  async *portions(order) {
    const connection = await connected(order);
    const stop = (): void => connection.destroy();
    order.signal.addEventListener("abort", stop);
    try {
      const { name, folder, report, settings } = order;
      const pieces = tablePieces(readerOf(connection, settings), order);
      yield* portionsOf(pieces, { name, folder, report, rows: settings.rowsPerBatch ?? ROWS_PER_BATCH });
    } catch (cause) {
      throw failureOf(cause, order.name);
    } finally {
      order.signal.removeEventListener("abort", stop);
      connection.destroy();
    }
  },
  async look(order) {
    const connection = await connected(order);
    try {
      const reader = readerOf(connection, order.settings);
      const columns = await reader.columns();
      if (columns.length === 0) throw new YuejianError("SOURCE_TABLE_UNKNOWN", { source: order.name, table: order.settings.table });
      const names = columns.map(({ name }) => name);
      const rows: (string | null)[][] = [];
      for await (const chunk of reader.rows({ columns: names, cursor: null, from: null, order: [], limit: order.rows }))
        rows.push(...chunk.map((row) => [...row]));
      return { columns: names, types: columns.map(({ type }) => type), rows };
    } catch (cause) {
      throw failureOf(cause, order.name);
    } finally {
      connection.destroy();
    }
  },
};

async function connected({ name, settings, secret, signal }: Pick<LookOrder<TableSettings>, "name" | "settings" | "secret" | "signal">) {
  signal.throwIfAborted();
  const { host, port = 3306, database, user, tls } = settings;
  const connection = mysql.createConnection({
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
    return connection;
  } catch (cause) {
    connection.destroy();
    throw failureOf(cause, name);
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
      const { text, values } = selection(`${quoted(database)}.${quoted(table)}`, request);
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

function selection(table: string, { columns, cursor, from, order, limit }: TableRequest): { text: string; values: string[] } {
  const by = [...new Set([...(cursor ? [cursor.name] : []), ...order])].map(quoted);
  const where = cursor === null ? "" : from === null ? ` WHERE ${quoted(cursor.name)} IS NOT NULL` : "";
  const after = cursor && from ? ` WHERE ${quoted(cursor.name)} ${from.isAfter ? ">" : ">="} ${castOf(cursor)}` : "";
  const text = `SELECT ${columns.map(quoted).join(", ")} FROM ${table}${where}${after}${by.length > 0 ? ` ORDER BY ${by.join(", ")}` : ""}${limit === null ? "" : ` LIMIT ${limit}`}`;
  return { text, values: from ? [from.value] : [] };
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

const REFUSED = new Set([
  "ER_ACCESS_DENIED_ERROR",
  "ER_DBACCESS_DENIED_ERROR",
  "ER_BAD_DB_ERROR",
  "ER_TABLEACCESS_DENIED_ERROR",
  "ER_COLUMNACCESS_DENIED_ERROR",
]);

function failureOf(cause: unknown, source: string): unknown {
  if (cause instanceof YuejianError || !(cause instanceof Error) || cause instanceof TypeError || cause instanceof RangeError) return cause;
  const code = "code" in cause ? String(cause.code) : "";
  const parameters = { source, reason: `${code} ${cause.message}`.trim() };
  if (REFUSED.has(code)) return new YuejianError("SOURCE_ACCESS_REFUSED", parameters, { cause });
  return new YuejianError("SOURCE_UNREACHABLE", parameters, { cause });
}
