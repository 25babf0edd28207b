import type { TableSettings } from "@yuejian/contracts";
import { Client } from "pg";
import { quoteName } from "../engine/sql-text.ts";
import { type ConnectOrder, type OpenTable, selection, tableConnector } from "./table-connector.ts";
import type { TableReader } from "./table-rows.ts";

const FETCH = 2_000;
const CONNECT_MS = 15_000;
/** A source that says nothing for so long has broken off. */
const SILENCE_MS = 120_000;

/** Tables and views of PostgreSQL, read in one transaction that sees one state. Every value comes as the text PostgreSQL writes. */
export const postgresConnector = tableConnector({ connect, refused: new Set(["28000", "28P01", "3D000", "42501"]) });

async function connect({ settings, secret }: ConnectOrder): Promise<OpenTable> {
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
  const close = (): Promise<void> => client.end().catch(() => {});
  try {
    await client.connect();
    // Times as they are stored, whatever the server's or the user's taste.
    await client.query("SET DateStyle = 'ISO, YMD'");
    await client.query("SET TimeZone = 'Asia/Shanghai'");
    await client.query("SET extra_float_digits = 1");
    return { reader: readerOf(client, settings), close };
  } catch (cause) {
    await close();
    throw cause;
  }
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
        const { text, values } = selection(request, {
          table: `${quoteName(schema)}.${quoteName(table)}`,
          quoted: quoteName,
          cell: (name) => `${quoteName(name)}::text`,
          bound: ({ type }) => `$1::text::${type}`,
        });
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
