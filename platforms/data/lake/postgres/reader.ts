import { YuejianError } from "@yuejian/contracts";
import type { Cell } from "../../engine/cell.ts";
import { quoteName } from "../../engine/sql-text.ts";
import type { Selected } from "../ground.ts";
import type { LakeConnection } from "./connection.ts";
import { failure } from "./connection.ts";
import { READER_ROLE } from "./table-names.ts";

/** Rows that come at once from the server. */
const PIECE = 2000;

/** A read-only transaction in the role that may read the session's views and nothing else, for SQL that a person wrote. MUST be ended. */
export class Reader {
  readonly #connection: LakeConnection;

  private constructor(connection: LakeConnection) {
    this.#connection = connection;
  }

  /** `tables`: the views that the role may read. LAKE_FAILED when there is no such role and this account may not make it. */
  static async begin(
    connection: LakeConnection,
    { tables, milliseconds }: { tables: ReadonlySet<string>; milliseconds: number },
  ): Promise<Reader> {
    await prepareReader(connection, tables);
    await connection.run("BEGIN READ ONLY");
    await connection.run(`SET LOCAL ROLE ${READER_ROLE}`);
    await connection.run(`SET LOCAL statement_timeout = ${Math.ceil(milliseconds)}`);
    return new Reader(connection);
  }

  /** The plan, without running the statement. */
  async explain(sql: string, values: readonly Cell[]): Promise<unknown> {
    const { rows } = await this.#extended(`EXPLAIN (FORMAT json, VERBOSE) ${sql}`, values);
    return JSON.parse(String(Object.values(rows[0] ?? {})[0]));
  }

  /** A cursor takes one statement that reads. */
  async stream(
    sql: string,
    values: readonly Cell[],
  ): Promise<{ columns: Selected["columns"]; rows: AsyncGenerator<readonly (readonly Cell[])[]> }> {
    await this.#extended(`DECLARE persons NO SCROLL CURSOR FOR ${sql}`, values);
    const connection = this.#connection;
    const first = await connection.select(`FETCH FORWARD ${PIECE} FROM persons`);
    const names = await typeNames(connection, [...new Set(first.fields.map(({ dataTypeID }) => dataTypeID))]);
    const rows = async function* () {
      for (let piece = first.rows; piece.length > 0; piece = (await connection.select(`FETCH FORWARD ${PIECE} FROM persons`)).rows) {
        yield piece;
        if (piece.length < PIECE) return;
      }
    };
    return { columns: first.fields.map(({ name, dataTypeID }) => ({ name, type: names.get(dataTypeID) ?? "" })), rows: rows() };
  }

  async end(): Promise<void> {
    await this.#connection.run("ROLLBACK").catch(() => {});
  }

  /** The extended protocol takes one statement, whatever the text says. */
  async #extended(text: string, values: readonly Cell[]): Promise<{ rows: Record<string, unknown>[] }> {
    const query = { text, values: [...values], queryMode: "extended" };
    return this.#connection.client.query<Record<string, unknown>>(query).catch((cause: unknown) => {
      throw failure(cause);
    });
  }
}

async function prepareReader(connection: LakeConnection, tables: ReadonlySet<string>): Promise<void> {
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

async function typeNames(connection: LakeConnection, types: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await connection.rows("SELECT t, format_type(t, NULL) FROM unnest(CAST(string_to_array($1, ' ') AS oid[])) t", [
    types.join(" "),
  ]);
  return new Map(rows.map(([type, name]) => [Number(type), String(name)]));
}
