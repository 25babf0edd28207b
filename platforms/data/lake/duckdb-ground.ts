import { join, resolve } from "node:path";
import type { DuckDBResult } from "@duckdb/node-api";
import type { DatasetSchema } from "@yuejian/contracts";
import { type Cell, toCell } from "../engine/cell.ts";
import { Engine } from "../engine/engine.ts";
import { quoteText } from "../engine/sql-text.ts";
import { type Estimate, estimate } from "../query/estimate.ts";
import type { DatasetBatches, LakeGround, Selected } from "./ground.ts";
import { readBatches, unionOfRows } from "./lake-batches.ts";
import { batchPaths } from "./lake-paths.ts";
import { type Generations } from "./manifest.ts";
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
    /** For SQL that a person wrote: the ground is to be locked before that runs, rows come in any order, and what does not fit into memory takes
     *  at most so much disk (for example `2GB`). */
    guard?: { readonly spillLimit: string };
  }): Promise<DuckdbGround> {
    const folder = resolve(lake.folder);
    const engine = await Engine.open({
      scratchFolder: lake.scratchFolder,
      files: [],
      folders: [folder],
      subject: "lake",
      ...(lake.guard === undefined ? {} : { locksLater: true, losesOrder: true, spillLimit: lake.guard.spillLimit }),
      ...(lake.memoryLimit === undefined ? {} : { memoryLimit: lake.memoryLimit }),
      ...(lake.threads === undefined ? {} : { threads: lake.threads }),
    });
    return new DuckdbGround(engine, folder);
  }

  readBatches(schema: DatasetSchema, ids: readonly string[], generations: Generations): Promise<DatasetBatches> {
    return readBatches(this.#lakeFolder, schema, ids, generations);
  }

  rowsOf(dataset: DatasetBatches, columns: Parameters<LakeGround["rowsOf"]>[1]): string {
    return unionOfRows(this.#lakeFolder, dataset, columns);
  }

  createSuperseded(dataset: DatasetBatches, into: string): Promise<boolean> {
    return createSuperseded({ engine: this.#engine, lakeFolder: this.#lakeFolder }, dataset, into);
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

  /** From now on the engine opens the rows of these batches and no other file, and takes no setting. */
  async lock(batches: Readonly<Record<string, readonly string[]>>, generations: Generations): Promise<void> {
    const files = Object.entries(batches).flatMap(([dataset, ids]) =>
      ids.map((id) => join(this.#lakeFolder, batchPaths(dataset, id, generations.get(id)).rows)),
    );
    await this.#engine.lock(files);
  }

  /** What the planner expects of a statement that `readStatement` let through. */
  estimate(sql: string, values: Readonly<Record<string, Cell>>): Promise<Estimate> {
    return estimate(this.#engine, sql, values);
  }

  /** Such a statement's columns, and its rows in pieces. */
  async stream(sql: string, values: Readonly<Record<string, Cell>>): Promise<StreamedRows> {
    const result = await this.#engine.connection.stream(sql, { ...values });
    const types = result.columnTypes();
    return { columns: result.columnNames().map((name, index) => ({ name, type: String(types[index]) })), rows: piecesOf(result) };
  }

  /** Of 100, by the engine's own guess; below 0 where it has none. */
  get percentage(): number {
    return this.#engine.connection.progress.percentage;
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
}

export const copyToParquet = (sql: string, path: string): string =>
  `COPY (${sql}) TO ${quoteText(path)} (FORMAT parquet, USE_TMP_FILE false)`;

/** `LakeGround.select` in DuckDB. */
export async function selectFrom(
  { connection }: Engine,
  sql: string,
  { values, maxRows }: { readonly values: readonly Cell[]; readonly maxRows: number },
): Promise<Selected> {
  const reader = await connection.runAndReadUntil(sql, maxRows + 1, [...values]);
  const rows = reader.getRows().slice(0, maxRows);
  const types = reader.columnTypes();
  return {
    columns: reader.columnNames().map((name, index) => ({ name, type: String(types[index]) })),
    rows: rows.map((row) => row.map(toCell)),
    isTruncated: reader.currentRowCount > maxRows,
  };
}

export interface StreamedRows {
  readonly columns: Selected["columns"];
  readonly rows: AsyncGenerator<readonly (readonly Cell[])[]>;
}

async function* piecesOf(result: DuckDBResult): StreamedRows["rows"] {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    yield chunk.getRows().map((row) => row.map(toCell));
  }
}
