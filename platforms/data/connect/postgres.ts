import { type TableSettings, YuejianError } from "@yuejian/contracts";
import { Client } from "pg";
import { quoteName } from "../engine/sql-text.ts";
import type { Connector, LookOrder } from "./connector.ts";
import { portionsOf } from "./portions.ts";
import { checkTable } from "./settings-checks.ts";
import { ROWS_PER_BATCH, type TableColumn, type TableReader, type TableRequest, tablePieces } from "./table-rows.ts";

const FETCH = 2_000;
const CONNECT_MS = 15_000;
/** A source that says nothing for so long has broken off. */
const SILENCE_MS = 120_000;

/** Tables and views of PostgreSQL, read in one read-only transaction that sees one state. Every value comes as the text PostgreSQL writes. */
export const postgresConnector: Connector<TableSettings> = {
  check: checkTable,
  async *portions(order) {
    const client = await connected(order);
    const stop = (): void => void closed(client);
    order.signal.addEventListener("abort", stop);
    try {
      const { name, folder, report, settings } = order;
      const pieces = tablePieces(readerOf(client, settings), order);
      yield* named(portionsOf(pieces, { name, folder, report, rows: settings.rowsPerBatch ?? ROWS_PER_BATCH }), order);
    } finally {
      order.signal.removeEventListener("abort", stop);
      await closed(client);
    }
  },
  async look(order) {
    const client = await connected(order);
    try {
      const reader = readerOf(client, order.settings);
      const columns = await reader.columns();
      if (columns.length === 0) throw new YuejianError("SOURCE_TABLE_UNKNOWN", { source: order.name, table: order.settings.table });
      const rows: (string | null)[][] = [];
      const names = columns.map(({ name }) => name);
      for await (const chunk of reader.rows({ columns: names, cursor: null, from: null, order: [], limit: order.rows }))
        rows.push(...chunk.map((row) => [...row]));
      return { columns: names, types: columns.map(({ type }) => type), rows };
    } catch (cause) {
      throw failureOf(cause, order.name);
    } finally {
      await closed(client);
    }
  },
};

async function connected({ name, settings, secret, signal }: Pick<LookOrder<TableSettings>, "name" | "settings" | "secret" | "signal">) {
  signal.throwIfAborted();
  const { host, port = 5432, database, user, tls } = settings;
  const client = new Client({
    host,
    port,
    database,
    user,
    ...(secret === null ? {} : { password: secret }),
    ...(tls ? { ssl: { rejectUnauthorized: true } } : {}),
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: SILENCE_MS,
    application_name: "yuejian",
    options: "-c default_transaction_read_only=on",
  });
  // A connection that breaks is noticed by the next query.
  client.on("error", () => {});
  try {
    await client.connect();
    // Times as they are stored, whatever the server's or the user's taste.
    await client.query("SET DateStyle = 'ISO, YMD'");
    await client.query("SET TimeZone = 'Asia/Shanghai'");
    await client.query("SET extra_float_digits = 1");
    return client;
  } catch (cause) {
    await closed(client);
    throw failureOf(cause, name);
  }
}

async function closed(client: Client): Promise<void> {
  await client.end().catch(() => {});
}

function readerOf(client: Client, { schema = "public", table }: TableSettings): TableReader {
  return {
    async columns() {
      const { rows } = await client.query<{ name: string; type: string }>(
        `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
           FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
        [schema, table],
      );
      return rows;
    },
    async *rows(request) {
      await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      try {
        const { text, values } = selection(`${quoteName(schema)}.${quoteName(table)}`, request);
        await client.query(`DECLARE source_rows NO SCROLL CURSOR FOR ${text}`, values);
        for (;;) {
          const { rows } = await client.query<(string | null)[]>({ text: `FETCH ${FETCH} FROM source_rows`, rowMode: "array" });
          if (rows.length === 0) return;
          yield rows;
        }
      } finally {
        await client.query("ROLLBACK").catch(() => {});
      }
    },
  };
}

function selection(table: string, { columns, cursor, from, order, limit }: TableRequest): { text: string; values: string[] } {
  const cells = columns.map((name) => `${quoteName(name)}::text`).join(", ");
  const by = [...new Set([...(cursor ? [cursor.name] : []), ...order])].map(quoteName);
  const type = (column: TableColumn): string => column.type;
  const where = cursor === null ? "" : from === null ? ` WHERE ${quoteName(cursor.name)} IS NOT NULL` : "";
  const after = cursor && from ? ` WHERE ${quoteName(cursor.name)} ${from.isAfter ? ">" : ">="} $1::text::${type(cursor)}` : "";
  const text = `SELECT ${cells} FROM ${table}${where}${after}${by.length > 0 ? ` ORDER BY ${by.join(", ")}` : ""}${limit === null ? "" : ` LIMIT ${limit}`}`;
  return { text, values: from ? [from.value] : [] };
}

async function* named<Each>(portions: AsyncGenerator<Each>, { name }: { name: string }): AsyncGenerator<Each> {
  try {
    yield* portions;
  } catch (cause) {
    throw failureOf(cause, name);
  }
}

const REFUSED = new Set(["28000", "28P01", "3D000", "42501"]);

function failureOf(cause: unknown, source: string): unknown {
  if (cause instanceof YuejianError || !(cause instanceof Error) || cause instanceof TypeError || cause instanceof RangeError) return cause;
  const code = "code" in cause ? String(cause.code) : "";
  const parameters = { source, reason: `${code} ${cause.message}`.trim() };
  if (REFUSED.has(code)) return new YuejianError("SOURCE_ACCESS_REFUSED", parameters, { cause });
  return new YuejianError("SOURCE_UNREACHABLE", parameters, { cause });
}
