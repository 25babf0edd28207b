import { type SourceContract, type TableSettings, YuejianError } from "@yuejian/contracts";
import type { Piece, Position } from "./connector.ts";
import { Ties } from "./ties.ts";

/** Rows to a batch of a load by cursor. */
export const ROWS_PER_BATCH = 200_000;
const PIECE_ROWS = 1_000;

export interface TableColumn {
  readonly name: string;
  /** As the database says it. */
  readonly type: string;
}

/** What a kind of database does in its own way. Rows come as texts in the order of `columns`. */
export interface TableReader {
  columns(): Promise<readonly TableColumn[]>;
  /** In one read-only view of the table. `from`: rows at (`isAfter`: above) a value of the cursor, ordered by it. */
  rows(request: TableRequest): AsyncGenerator<readonly (string | null)[][]>;
}

export interface TableRequest {
  readonly columns: readonly string[];
  readonly cursor: TableColumn | null;
  readonly from: { readonly value: string; readonly isAfter: boolean } | null;
  /** Columns that make the order repeatable. */
  readonly order: readonly string[];
  readonly limit: number | null;
}

export interface TableOrder {
  readonly name: string;
  readonly settings: TableSettings;
  readonly contract: SourceContract;
  readonly position: Position | null;
}

/** The rows that are wanted, as lines of JSON: only the contract's columns leave the source. A column that the table has and the contract does not
 *  name is told by its name with no value, so that the intake sees the drift. SOURCE_COLUMN_GONE */
export async function* tablePieces(reader: TableReader, order: TableOrder): AsyncGenerator<Piece> {
  const { settings, contract } = order;
  const found = await reader.columns();
  if (found.length === 0)
    throw new YuejianError("SOURCE_TABLE_UNKNOWN", {
      source: order.name,
      table: [settings.schema, settings.table].filter(Boolean).join("."),
    });
  const names = found.map(({ name }) => name);
  const added = names.filter((name) => !contract.columns.some((column) => column.name === name));
  const gone = contract.columns.filter(({ name, mayBeAbsent }) => !mayBeAbsent && !names.includes(name)).map(({ name }) => name);
  if (gone.length > 0)
    throw new YuejianError("SOURCE_COLUMN_GONE", {
      file: order.name,
      columns: gone.join("、"),
      found: names.join("、"),
      added: added.join("、"),
    });
  const taken = contract.columns.filter(({ name }) => names.includes(name)).map(({ name }) => name);
  const cursor = settings.cursor === undefined ? null : (found.find(({ name }) => name === settings.cursor) ?? null);
  if (settings.cursor !== undefined && cursor === null)
    throw new YuejianError("SOURCE_COLUMN_GONE", { file: order.name, columns: settings.cursor, found: names.join("、"), added: "" });
  const before = cursor === null ? null : (order.position as CursorPosition | null);
  const rows = reader.rows({
    columns: cursor === null || taken.includes(cursor.name) ? taken : [...taken, cursor.name],
    cursor,
    from: before && { value: before.value, isAfter: before.ties === null },
    order: contract.key?.every((name) => names.includes(name)) ? contract.key : [],
    limit: null,
  });
  const untold = Object.fromEntries(added.map((name) => [name, null]));
  const at = cursor === null ? -1 : taken.includes(cursor.name) ? taken.indexOf(cursor.name) : taken.length;
  const line = (row: readonly (string | null)[]): string =>
    JSON.stringify({ ...Object.fromEntries(taken.map((name, place) => [name, row[place] ?? null])), ...untold });
  if (cursor === null) {
    for await (const chunk of rows) yield { lines: chunk.map(line), mayEnd: false, position: null };
    return;
  }
  yield* byCursor(rows, { line, at, before });
}

interface CursorPosition extends Position {
  readonly value: string;
  readonly ties: readonly string[] | null;
}

/** A portion ends only between two values of the cursor. */
async function* byCursor(
  chunks: AsyncGenerator<readonly (string | null)[][]>,
  { line, at, before }: { line: (row: readonly (string | null)[]) => string; at: number; before: CursorPosition | null },
): AsyncGenerator<Piece> {
  const ties = new Ties(before && { value: before.value, ties: before.ties ?? [] });
  let lines: string[] = [];
  const position = (): Position | null => (ties.value === null ? null : { value: ties.value, ties: ties.digests() });
  for await (const chunk of chunks) {
    for (const row of chunk) {
      const value = row[at] ?? null;
      const text = line(row);
      if (value === null || ties.isTaken(value, text)) continue;
      if (value !== ties.value && lines.length >= PIECE_ROWS) {
        yield { lines, mayEnd: true, position: position() };
        lines = [];
      }
      ties.add(value, text);
      lines.push(text);
      if (lines.length < 10 * PIECE_ROWS) continue;
      yield { lines, mayEnd: false, position: null };
      lines = [];
    }
  }
  if (lines.length > 0 || ties.value !== (before?.value ?? null)) yield { lines, mayEnd: true, position: position() };
}
