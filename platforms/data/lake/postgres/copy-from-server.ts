import { createWriteStream, rmSync } from "node:fs";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { types as known } from "pg";
import copyStreams from "pg-copy-streams";
import { Engine } from "../../engine/engine.ts";
import { quoteName, quoteText } from "../../engine/sql-text.ts";
import { copyToParquet } from "../duckdb-ground.ts";
import { failure, type LakeConnection } from "./connection.ts";

const { BOOL, INT2, INT4, INT8, TEXT, UUID } = known.builtins as Readonly<Record<keyof typeof known.builtins, number>>;

const STORED = new Map([
  [BOOL, "BOOLEAN"],
  [INT2, "SMALLINT"],
  [INT4, "INTEGER"],
  [INT8, "BIGINT"],
  [TEXT, "VARCHAR"],
  [UUID, "UUID"],
]);

/** Writes what a statement of the product itself finds into a Parquet file: the server sends text, the engine beside it packs it. */
export async function copyFromServer(connection: LakeConnection, sql: string, path: string): Promise<void> {
  const { fields } = await connection.select(`SELECT * FROM (${sql}) found LIMIT 0`);
  const columns = fields.map(({ name, dataTypeID }) => {
    const type = STORED.get(dataTypeID);
    if (type === undefined) throw new RangeError(`${name}: a column of this type is not copied`);
    return { name, type };
  });
  const text = `${path}.csv`;
  const engine = await Engine.open({ scratchFolder: dirname(path), files: [], folders: [dirname(path)], subject: "lake", threads: 1 });
  try {
    await pipeline(connection.client.query(copyStreams.to(`COPY (${sql}) TO STDOUT (FORMAT csv)`)), createWriteStream(text)).catch(
      (cause: unknown) => {
        throw failure(cause);
      },
    );
    const types = columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(type)}`);
    // An empty text comes in quotes, a missing one without.
    const how = "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false";
    await engine.run(
      copyToParquet(
        `SELECT ${columns.map(({ name }) => quoteName(name)).join(", ")} FROM read_csv(${quoteText(text)}, ${how}, columns = {${types.join(", ")}}, new_line = '\\n', parallel = false, max_line_size = 16777216)`,
        path,
      ),
    );
  } finally {
    engine.close();
    rmSync(text, { force: true });
  }
}
