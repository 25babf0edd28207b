import { resolve } from "node:path";
import type { DatasetSchema } from "@yuejian/contracts";
import { type Cell, toCell } from "../engine/cell.ts";
import { Engine } from "../engine/engine.ts";
import type { DatasetBatches, LakeGround, PersonsLimits, Selected } from "./ground.ts";
import { readBatches, unionOfRows } from "./lake-batches.ts";
import { requireReadOnly } from "./read-only-sql.ts";
import { createSuperseded } from "./supersession.ts";

/** DuckDB in memory over the Parquet files of the lake. */
export class DuckdbGround implements LakeGround {
  readonly dialect = "duckdb";
  readonly temporary = "";
  readonly #engine: Engine;
  readonly #lakeFolder: string;

  private constructor(engine: Engine, lakeFolder: string) {
    this.#engine = engine;
    this.#lakeFolder = lakeFolder;
  }

  /** MUST be closed. */
  static async open(lake: {
    folder: string;
    scratchFolder: string;
    memoryLimit?: string | undefined;
    threads?: number | undefined;
  }): Promise<DuckdbGround> {
    const folder = resolve(lake.folder);
    const engine = await Engine.open({
      scratchFolder: lake.scratchFolder,
      files: [],
      folders: [folder],
      subject: "lake",
      ...(lake.memoryLimit === undefined ? {} : { memoryLimit: lake.memoryLimit }),
      ...(lake.threads === undefined ? {} : { threads: lake.threads }),
    });
    return new DuckdbGround(engine, folder);
  }

  readBatches(schema: DatasetSchema, ids: readonly string[]): Promise<DatasetBatches> {
    return readBatches(this.#lakeFolder, schema, ids);
  }

  rowsOf(dataset: DatasetBatches, columns: Parameters<LakeGround["rowsOf"]>[1]): string {
    return unionOfRows(this.#lakeFolder, dataset, columns);
  }

  createSuperseded(dataset: DatasetBatches, into: string): Promise<boolean> {
    return createSuperseded({ engine: this.#engine, lakeFolder: this.#lakeFolder }, dataset, into);
  }

  run(sql: string): Promise<void> {
    return this.#engine.run(sql);
  }

  async rows(sql: string, values: readonly Cell[] = []): Promise<Cell[][]> {
    return (await this.#engine.rows(sql, [...values])).map((row) => row.map(toCell));
  }

  async select(sql: string, values: readonly Cell[], maxRows: number): Promise<Selected> {
    const reader = await this.#engine.connection.runAndReadUntil(sql, maxRows + 1, [...values]);
    const rows = reader.getRows().slice(0, maxRows);
    const types = reader.columnTypes();
    return {
      columns: reader.columnNames().map((name, index) => ({ name, type: String(types[index]) })),
      rows: rows.map((row) => row.map(toCell)),
      isTruncated: reader.currentRowCount > maxRows,
    };
  }

  async query(sql: string, values: readonly Cell[], { tables, maxRows }: PersonsLimits): Promise<Selected> {
    await requireReadOnly(this.#engine, sql, tables);
    return this.select(sql, values, maxRows);
  }

  interrupt(): void {
    this.#engine.interrupt();
  }

  close(): void {
    this.#engine.close();
  }
}
