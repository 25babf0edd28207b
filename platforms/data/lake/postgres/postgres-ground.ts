import { type DatasetSchema, YuejianError } from "@yuejian/contracts";
import type { Cell } from "../../engine/cell.ts";
import { quoteName } from "../../engine/sql-text.ts";
import type { DatasetBatches, LakeGround, Selected } from "../ground.ts";
import { fromOldToNew } from "../lake-batches.ts";
import { storedName } from "../lake-paths.ts";
import { type BatchManifest, type Generations, ofGeneration } from "../manifest.ts";
import { LakeConnection } from "./connection.ts";
import { copyFromServer } from "./copy-from-server.ts";
import { PART } from "./ddl.ts";
import { Reader } from "./reader.ts";
import { createSuperseded } from "./supersession.ts";
import { LAKE_SCHEMA, nullOf, PLAIN_BATCH, rowsTable, subjectColumn } from "./table-names.ts";

export interface GroundOptions {
  readonly workMem?: string | undefined;
  readonly tempFileLimit?: string | undefined;
}

const WORK_MEM = "128MB";

/** A session of PostgreSQL over the tables of the lake. Its views are temporary: they are of one connection and end with it. */
export class PostgresGround implements LakeGround {
  readonly dialect = "postgresql";
  readonly temporary = "TEMP ";
  readonly #url: string;
  readonly #connection: LakeConnection;
  /** Number of each batch that is read. */
  readonly #numbers = new Map<string, number>();
  readonly #parts = new Map<string, string | null>();

  private constructor(url: string, connection: LakeConnection) {
    this.#url = url;
    this.#connection = connection;
  }

  /** MUST be closed. */
  static async open(url: string, { workMem = WORK_MEM, tempFileLimit }: GroundOptions = {}): Promise<PostgresGround> {
    const connection = await LakeConnection.open(url, { work_mem: workMem });
    if (tempFileLimit !== undefined)
      await connection.run("SELECT set_config('temp_file_limit', $1, false)", [tempFileLimit]).catch((cause: unknown) => {
        connection.close();
        throw cause;
      });
    return new PostgresGround(url, connection);
  }

  async readBatches(schema: DatasetSchema, ids: readonly string[], generations: Generations): Promise<DatasetBatches> {
    const stored = ids.map((id) => storedName(id, generations.get(id)));
    const found = await this.#connection.rows(
      `SELECT batch, number, manifest FROM ${LAKE_SCHEMA}.loads WHERE is_ready AND dataset = $1 AND batch = ANY(string_to_array($2, ' '))`,
      [schema.id, stored.join(" ")],
    );
    const manifests = found.map(([, , manifest]) => ofGeneration(JSON.parse(String(manifest)) as BatchManifest, generations));
    for (const [at, [, number]] of found.entries()) this.#numbers.set(manifests[at]?.batch ?? "", Number(number));
    const [spread] = await this.#connection.rows(
      "SELECT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = $2)",
      [rowsTable(schema.id), PART],
    );
    this.#parts.set(schema.id, spread?.[0] === true ? (subjectColumn(schema)?.name ?? null) : null);
    const missing = ids.find((batch) => !this.#numbers.has(batch));
    if (missing !== undefined) throw new YuejianError("LAKE_BATCH_UNLOADED", { batch: missing, dataset: schema.id });
    return { schema, batches: fromOldToNew(manifests) };
  }

  rowsOf({ schema, batches, only }: DatasetBatches, columns: Parameters<LakeGround["rowsOf"]>[1]): string {
    const stored = new Set(batches.flatMap((batch) => batch.columns.map(({ name }) => name)));
    const cells = columns.map(({ name, type }) => (stored.has(name) ? `r.${quoteName(name)}` : `${nullOf(type)} AS ${quoteName(name)}`));
    if (batches.length === 0) {
      const none = columns.map(({ name, type }) => `${nullOf(type)} AS ${quoteName(name)}`);
      const own = [
        "CAST(NULL AS bigint) AS _row",
        "CAST(NULL AS bigint) AS _line",
        "CAST(NULL AS text) AS _batch",
        "CAST(NULL AS text) AS _parser",
      ];
      const part = this.partOf(schema) === null ? [] : [`${nullOf("text")} AS ${PART}`];
      return `SELECT ${[...own, ...part, ...none].join(", ")} WHERE false`;
    }
    const numbers = batches.map(({ batch }) => this.#numberOf(batch)).join(", ");
    const wanted = only
      ? ` AND (${batches.map(({ batch }) => `r._load = ${this.#numberOf(batch)} AND r._row IN (${(only.get(batch) ?? [-1]).map(Math.trunc).join(", ")})`).join(" OR ")})`
      : "";
    const batch = batches.some(({ generation }) => generation !== undefined) ? PLAIN_BATCH : "l.batch";
    return `SELECT ${["r._row", "r._line", `${batch} AS _batch`, "r._parser", ...(this.partOf(schema) === null ? [] : [`r.${PART}`]), ...cells].join(", ")} FROM ${rowsTable(schema.id)} r
      JOIN ${LAKE_SCHEMA}.loads l ON l.number = r._load WHERE r._load IN (${numbers}) AND l.number IN (${numbers})${wanted}`;
  }

  async createSuperseded(dataset: DatasetBatches, into: string): Promise<boolean> {
    const part = this.partOf(dataset.schema) === null ? null : PART;
    return createSuperseded(this.#connection, { dataset, numbers: this.#numbers, part }, into);
  }

  partOf(schema: DatasetSchema): string | null {
    return this.#parts.get(schema.id) ?? null;
  }

  run(sql: string): Promise<void> {
    return this.#connection.run(sql);
  }

  rows(sql: string, values: readonly Cell[] = []): Promise<Cell[][]> {
    return this.#connection.rows(sql, values);
  }

  async select(sql: string, values: readonly Cell[], maxRows: number): Promise<Selected> {
    const { fields, rows } = await this.#connection.select(sql, values);
    return {
      columns: fields.map(({ name, dataTypeID }) => ({ name, type: String(dataTypeID) })),
      rows: rows.slice(0, maxRows),
      isTruncated: rows.length > maxRows,
    };
  }

  copy(sql: string, path: string): Promise<void> {
    return copyFromServer(this.#connection, sql, path);
  }

  /** For SQL that a person wrote, over these of the session's views. */
  reader(limits: { readonly tables: ReadonlySet<string>; readonly milliseconds: number }): Promise<Reader> {
    return Reader.begin(this.#connection, limits);
  }

  interrupt(): void {
    const { process } = this.#connection;
    LakeConnection.open(this.#url)
      .then(async (other) => {
        await other.run("SELECT pg_cancel_backend($1)", [process]).finally(() => other.close());
      })
      // The statement then ends by the server's own limit.
      .catch(() => {});
  }

  close(): void {
    this.#connection.close();
  }

  #numberOf(batch: string): number {
    const number = this.#numbers.get(batch);
    if (number === undefined) throw new YuejianError("BATCH_UNKNOWN", { batch });
    return number;
  }
}
