import type { DatasetSchema } from "@yuejian/contracts";
import { type Cell, STORED_TYPES, toCell } from "../engine/cell.ts";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { copyToParquet, selectFrom } from "./duckdb-ground.ts";
import type { DatasetBatches, LakeGround, Selected } from "./ground.ts";
import { type ChosenDataset, type KeptRows, textOf } from "./kept-rows.ts";
import { fromOldToNew } from "./lake-batches.ts";
import { supersededAmong } from "./superseded-among.ts";

/** A few rows, taken from the indexes of their batches instead of the files of rows: what a session shows of them is what it would show of them among
 *  all. Every batch of its datasets MUST have an index; LAKE_FILE_CORRUPT where one lacks a row. */
export class ChosenGround implements LakeGround {
  readonly dialect = "duckdb";
  readonly temporary = "TEMP ";
  readonly #engine: Engine;
  readonly #kept: KeptRows;
  readonly #tables = new Map<string, { readonly table: string; readonly dataset: ChosenDataset }>();

  private constructor(engine: Engine, kept: KeptRows) {
    this.#engine = engine;
    this.#kept = kept;
  }

  /** MUST be closed. `engine`: a connection that this ground closes. */
  static async open(engine: Engine, kept: KeptRows, datasets: readonly ChosenDataset[]): Promise<ChosenGround> {
    const ground = new ChosenGround(engine, kept);
    try {
      for (const [order, dataset] of datasets.entries()) await ground.#take(dataset, `chosen_${order}`);
      return ground;
    } catch (error) {
      ground.close();
      throw error;
    }
  }

  async readBatches(schema: DatasetSchema, ids: readonly string[]): Promise<DatasetBatches> {
    const { batches } = this.#of(schema.id).dataset;
    const wanted = new Set(ids);
    return { schema, batches: fromOldToNew(batches.filter(({ batch }) => wanted.has(batch))) };
  }

  rowsOf({ schema, batches }: DatasetBatches, columns: Parameters<LakeGround["rowsOf"]>[1]): string {
    const cells = ["_row", "_line", "_batch", "_parser", ...columns.map(({ name }) => quoteName(name))];
    const { table, dataset } = this.#of(schema.id);
    // Most batches hold none of the rows.
    const own = batches.filter(({ batch }) => dataset.rows.has(batch)).map(({ batch }) => quoteText(batch));
    return `SELECT ${cells.join(", ")} FROM ${table} WHERE ${own.length === 0 ? "false" : `_batch IN (${own.join(", ")})`}`;
  }

  /** A row is superseded when a later load has its key: looked up, and compared. */
  async createSuperseded(dataset: DatasetBatches, into: string): Promise<boolean> {
    await this.#engine.run(`CREATE TEMP TABLE ${into} (batch VARCHAR, row BIGINT)`);
    const { rows } = this.#of(dataset.schema.id).dataset;
    const found = supersededAmong(this.#kept, { ...dataset, rows }).map(({ batch, row }) => `(${quoteText(batch)}, ${row})`);
    if (found.length > 0) await this.#engine.run(`INSERT INTO ${into} VALUES ${found.join(", ")}`);
    return found.length > 0;
  }

  partOf(): null {
    return null;
  }

  run(sql: string): Promise<void> {
    return this.#engine.run(sql);
  }

  async rows(sql: string, values: readonly Cell[] = []): Promise<Cell[][]> {
    return (await this.#engine.rows(sql, [...values])).map((row) => row.map(toCell));
  }

  select(sql: string, values: readonly Cell[], maxRows: number): Promise<Selected> {
    return selectFrom(this.#engine, sql, { values, maxRows });
  }

  copy(sql: string, path: string): Promise<void> {
    return this.#engine.run(copyToParquet(sql, path));
  }

  interrupt(): void {
    this.#engine.interrupt();
  }

  close(): void {
    this.#engine.close();
  }

  #of(dataset: string): { readonly table: string; readonly dataset: ChosenDataset } {
    const found = this.#tables.get(dataset);
    if (!found) throw new RangeError(`no rows of ${dataset} were chosen`);
    return found;
  }

  async #take(dataset: ChosenDataset, table: string): Promise<void> {
    this.#tables.set(dataset.schema.id, { table, dataset });
    const { columns } = dataset.schema;
    const types = ["BIGINT", "BIGINT", "VARCHAR", "VARCHAR", ...columns.map(({ type }) => STORED_TYPES[type])];
    const names = ["_row", "_line", "_batch", "_parser", ...columns.map(({ name }) => name)];
    await this.#engine.run(`CREATE TEMP TABLE ${table} (${names.map((name, at) => `${quoteName(name)} ${types[at]}`).join(", ")})`);
    const rows: (string | null)[][] = [];
    for (const [batch, numbers] of dataset.rows)
      for (const number of numbers) {
        const { row, line, parser, values } = this.#kept.get(dataset.schema.id, batch, number);
        rows.push([String(row), String(line), batch, parser, ...columns.map(({ name }) => textOf(values[name] ?? null))]);
      }
    if (rows.length === 0) return;
    const cells = types.map((type, at) => `CAST(row[${at + 1}] AS ${type})`);
    await this.#engine.run(
      `INSERT INTO ${table} SELECT ${cells.join(", ")} FROM (SELECT unnest(from_json($1, '[["VARCHAR"]]')) AS row) every`,
      [JSON.stringify(rows)],
    );
  }
}
