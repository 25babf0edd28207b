import { YuejianError } from "@yuejian/contracts";
import type { Cell } from "../../engine/cell.ts";
import { quoteName } from "../../engine/sql-text.ts";
import type { PersonsLimits, Selected } from "../ground.ts";
import { failure, type LakeConnection } from "./connection.ts";
import { requirePlainSelect } from "./persons-sql.ts";
import { READER_ROLE } from "./table-names.ts";

/** The server's own limit comes a little after the session's, which names it better. */
const GRACE_MS = 1000;
const SECONDS = 60;

/** Makes the role that may read the session's datasets and nothing else. LAKE_FAILED when there is none and this account may not make it. */
export async function prepareReader(connection: LakeConnection, tables: ReadonlySet<string>): Promise<void> {
  const [about] = await connection.rows(
    "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1), (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)",
    [READER_ROLE],
  );
  try {
    if (about?.[0] !== true) await connection.run(`CREATE ROLE ${READER_ROLE} NOLOGIN`).catch(unlessMadeMeanwhile);
    if (about?.[1] !== true) {
      const [isMember] = await connection.rows("SELECT pg_has_role(current_user, $1, 'SET')", [READER_ROLE]);
      if (isMember?.[0] !== true) await connection.run(`GRANT ${READER_ROLE} TO CURRENT_USER`);
    }
  } catch (cause) {
    const reason = `the account may neither make nor take the role ${READER_ROLE}; see docs/scale.md`;
    throw new YuejianError("LAKE_FAILED", { reason }, { cause });
  }
  const views = await connection.rows("SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'v'");
  for (const [view] of views)
    if (tables.has(String(view))) await connection.run(`GRANT SELECT ON pg_temp.${quoteName(String(view))} TO ${READER_ROLE}`);
}

function unlessMadeMeanwhile(cause: unknown): void {
  const code = cause instanceof Error && "code" in cause ? cause.code : null;
  if (code !== "42710" && code !== "23505") throw cause;
}

/** Runs a person's SELECT in a read-only transaction of the reader's role. A cursor takes one statement that reads, and gives no more rows than asked for. */
export async function queryAsReader(
  connection: LakeConnection,
  { sql, values }: { sql: string; values: readonly Cell[] },
  { maxRows, seconds }: PersonsLimits,
): Promise<Selected> {
  const plain = requirePlainSelect(sql);
  const timeout = Math.ceil((seconds ?? SECONDS) * 1000) + GRACE_MS;
  await connection.run("BEGIN READ ONLY");
  try {
    await connection.run(`SET LOCAL ROLE ${READER_ROLE}`);
    await connection.run(`SET LOCAL statement_timeout = ${timeout}`);
    // The extended protocol takes one statement, whatever the text says.
    const cursor = { text: `DECLARE persons NO SCROLL CURSOR FOR ${plain}`, values: [...values], queryMode: "extended" };
    await connection.client.query(cursor).catch((cause: unknown) => {
      throw failure(cause);
    });
    const count = Math.min(maxRows + 1, 2_000_000_000);
    const { fields, rows } = await connection.select(`FETCH FORWARD ${count} FROM persons`);
    const names = await typeNames(connection, [...new Set(fields.map(({ dataTypeID }) => dataTypeID))]);
    return {
      columns: fields.map(({ name, dataTypeID }) => ({ name, type: names.get(dataTypeID) ?? "" })),
      rows: rows.slice(0, maxRows),
      isTruncated: rows.length > maxRows,
    };
  } finally {
    await connection.run("ROLLBACK").catch(() => {});
  }
}

async function typeNames(connection: LakeConnection, types: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await connection.rows("SELECT t, format_type(t, NULL) FROM unnest(CAST(string_to_array($1, ' ') AS oid[])) t", [
    types.join(" "),
  ]);
  return new Map(rows.map(([type, name]) => [Number(type), String(name)]));
}
