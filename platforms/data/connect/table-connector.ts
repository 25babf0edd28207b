import { type TableSettings, YuejianError } from "@yuejian/contracts";
import type { Connector, LookOrder } from "./connector.ts";
import { portionsOf } from "./portions.ts";
import { checkTable } from "./settings-checks.ts";
import { ROWS_PER_BATCH, type TableColumn, type TableReader, type TableRequest, tablePieces } from "./table-rows.ts";

export type ConnectOrder = Pick<LookOrder<TableSettings>, "settings" | "secret">;

/** A connection that reads and changes nothing. */
export interface OpenTable {
  readonly reader: TableReader;
  /** Does not throw, and breaks off what is being read. */
  readonly close: () => void | Promise<void>;
}

/** What a kind of database does in its own way. `refused`: its codes for who may not come in or look. */
export interface TableDatabase {
  readonly connect: (order: ConnectOrder) => Promise<OpenTable>;
  readonly refused: ReadonlySet<string>;
}

/** Tables and views of a database: rows are read in one read-only view, every value as a text. */
export function tableConnector({ connect, refused }: TableDatabase): Connector<TableSettings> {
  const failureOf = (cause: unknown, source: string): unknown => {
    if (cause instanceof YuejianError || !(cause instanceof Error) || cause instanceof TypeError || cause instanceof RangeError)
      return cause;
    const code = "code" in cause ? String(cause.code) : "";
    const parameters = { source, reason: `${code} ${cause.message}`.trim() };
    return new YuejianError(refused.has(code) ? "SOURCE_ACCESS_REFUSED" : "SOURCE_UNREACHABLE", parameters, { cause });
  };
  const connected = async ({ name, signal, ...order }: ConnectOrder & Pick<LookOrder, "name" | "signal">): Promise<OpenTable> => {
    signal.throwIfAborted();
    try {
      return await connect(order);
    } catch (cause) {
      throw failureOf(cause, name);
    }
  };
  return {
    check: checkTable,
    async *portions(order) {
      const { name, folder, report, settings, signal } = order;
      const table = await connected(order);
      const stop = (): void => void table.close();
      signal.addEventListener("abort", stop);
      try {
        yield* portionsOf(tablePieces(table.reader, order), { name, folder, report, rows: settings.rowsPerBatch ?? ROWS_PER_BATCH });
      } catch (cause) {
        throw failureOf(cause, name);
      } finally {
        signal.removeEventListener("abort", stop);
        await table.close();
      }
    },
    async look(order) {
      const { reader, close } = await connected(order);
      try {
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
        await close();
      }
    },
  };
}

/** How a kind of database writes what `selection` is made of. `bound`: the one value that is bound, in the type of the cursor. */
export interface TableWords {
  readonly table: string;
  readonly quoted: (name: string) => string;
  readonly cell: (name: string) => string;
  readonly bound: (cursor: TableColumn) => string;
}

export function selection(
  { columns, cursor, from, order, limit }: TableRequest,
  { table, quoted, cell, bound }: TableWords,
): { text: string; values: string[] } {
  const by = [...new Set([...(cursor ? [cursor.name] : []), ...order])].map(quoted);
  const parts = [`SELECT ${columns.map(cell).join(", ")} FROM ${table}`];
  if (cursor)
    parts.push(
      from ? `WHERE ${quoted(cursor.name)} ${from.isAfter ? ">" : ">="} ${bound(cursor)}` : `WHERE ${quoted(cursor.name)} IS NOT NULL`,
    );
  if (by.length > 0) parts.push(`ORDER BY ${by.join(", ")}`);
  if (limit !== null) parts.push(`LIMIT ${limit}`);
  return { text: parts.join(" "), values: from ? [from.value] : [] };
}
