import { join, resolve } from "node:path";
import { type ClosurePort, type DatasetSchema, type Progress, type Snapshot, silentProgress, YuejianError } from "@yuejian/contracts";
import type { BatchTables } from "../../intake/intake-types.ts";
import { batchPaths, storedName } from "../lake-paths.ts";
import { type BatchManifest, readManifest } from "../manifest.ts";
import { LakeSession, type SessionOptions } from "../session.ts";
import { rowsDigest } from "./batch-digest.ts";
import { LakeConnection } from "./connection.ts";
import { columnarStatement, datasetStatements, LOADS_OF_PARTITION, lakeStatements, partitionStatement, spreadOf } from "./ddl.ts";
import { copyBatch } from "./load-batch.ts";
import { LOCKS, lockFor, lockInTransaction } from "./locks.ts";
import { PostgresGround } from "./postgres-ground.ts";
import { LAKE_SCHEMA, rowsTable, subjectColumn } from "./table-names.ts";

export interface LakeTablesOptions {
  /** `postgres://…` of a database of its own. PostgreSQL 16 or newer. */
  readonly url: string;
  /** Id of the home whose rows these are; the database is refused to others. */
  readonly home: string;
  readonly lakeFolder: string;
  readonly scratchFolder: string;
  /** COPY statements at once. */
  readonly connections?: number;
  /** Record numbers that one COPY takes. */
  readonly pieceRows?: number;
  /** Memory for each sort or hash of a query, as PostgreSQL writes it. */
  readonly workMem?: string;
  /** Bytes that a query may put on the server's disk, as PostgreSQL writes them. Needs the right to set it, see docs/scale.md. */
  readonly tempFileLimit?: string;
  /** Of DuckDB, which reads the files. */
  readonly memoryLimit?: string;
  /** `auto`: when the extension is there. */
  readonly citus?: "auto" | "on" | "off";
}

export interface LoadedBatch {
  readonly batch: string;
  readonly rows: number;
  /** Nothing was done: the batch was there. */
  readonly wasThere: boolean;
}

export interface BatchComparison {
  readonly batch: string;
  readonly dataset: string;
  readonly status: "equal" | "unloaded" | "differs";
}

const CONNECTIONS = 4;

/** The rows of the lake's batches as tables of a PostgreSQL, which runs sessions instead of DuckDB. Derived: the files are what the ledger commits to and
 *  what proofs are made from, and every table can be made from them again. A batch is loaded before the catalogue names it, so that whoever sees a batch
 *  finds its rows; rows of batches that nobody names are never looked at. Any number of processes may load and read at once. */
export class LakeTables implements BatchTables {
  readonly #options: LakeTablesOptions;
  #prepared: Promise<{ isCitus: boolean }> | null = null;

  constructor(options: LakeTablesOptions) {
    this.#options = options;
  }

  /** Makes what is not there yet. LAKE_OF_ANOTHER; LAKE_FAILED when the server is out of reach or too old, or Citus was asked for and is not there. */
  async prepare(): Promise<{ isCitus: boolean }> {
    const prepared = (this.#prepared ??= this.#connected((connection) => this.#prepare(connection)));
    prepared.catch(() => {
      if (this.#prepared === prepared) this.#prepared = null;
    });
    return prepared;
  }

  /** Loads a batch whose files are written, whole, or finds it loaded. What an earlier attempt left half done is replaced. Resumable by calling again.
   *  `batch`: here and below a `storedName`, so that a batch from which rows were deleted is loaded beside what it was before. */
  async load(schema: DatasetSchema, batch: string, progress: Progress = silentProgress): Promise<LoadedBatch> {
    const { isCitus } = await this.prepare();
    const [id = batch, generation] = batch.split(".");
    const name = batchPaths(schema.id, id).manifest;
    const written = await readManifest(join(resolve(this.#options.lakeFolder), name), name);
    const manifest = generation === undefined ? written : { ...written, generation: Number(generation) };
    return this.#connected(async (connection) => {
      // Held while rows are copied on other connections; ends with this one, however the process dies.
      await lockFor(connection, LOCKS.load, batch);
      const begun = await this.#begin(connection, { schema, manifest, isCitus });
      if (begun === null) return { batch, rows: manifest.rows, wasThere: true };
      const { memoryLimit, connections = CONNECTIONS, pieceRows, ...folders } = this.#options;
      const spread = spreadOf(schema, { isCitus, rows: manifest.rows });
      const part = spread === "distributed" ? (subjectColumn(schema)?.name ?? null) : null;
      const copied = await copyBatch({
        ...folders,
        memoryLimit,
        connections,
        pieceRows,
        manifest,
        load: begun,
        table: rowsTable(schema.id),
        part,
        progress,
      });
      const rows = generation === undefined ? manifest.rows : copied.rows;
      if (copied.copied !== rows)
        throw new YuejianError("LAKE_FAILED", { reason: `${copied.copied} of ${rows} rows of ${batch} were taken` });
      await connection.run(`UPDATE ${LAKE_SCHEMA}.loads SET is_ready = true, digest = $2, loaded_at = now() WHERE batch = $1`, [
        batch,
        copied.digest,
      ]);
      // Statistics, or the planner takes a table of millions for an empty one.
      await connection.run(`ANALYZE ${rowsTable(schema.id)}`);
      if (spread === "distributed" && begun % LOADS_OF_PARTITION === 0 && begun > 0)
        await connection.run(columnarStatement(schema.id, begun - LOADS_OF_PARTITION));
      return { batch, rows, wasThere: false };
    });
  }

  /** Takes a batch out again that was not committed after all. */
  async discard(dataset: string, batch: string): Promise<void> {
    await this.prepare();
    await this.#connected(async (connection) => {
      await lockFor(connection, LOCKS.load, batch);
      await this.#remove(connection, dataset, batch);
    });
  }

  /** Removes what nobody will commit: of batches that the catalogue does not know, those whose loading process died, and those that were loaded a day
   *  ago (between loading and commit lies a moment). */
  async sweep(isKnown: (batch: string) => boolean): Promise<readonly string[]> {
    await this.prepare();
    return this.#connected(async (connection) => {
      const abandoned = `FROM ${LAKE_SCHEMA}.loads WHERE (NOT is_ready OR loaded_at < now() - interval '1 day')`;
      const removed: string[] = [];
      for (const [batch, dataset] of await connection.rows(`SELECT batch, dataset ${abandoned} ORDER BY number`)) {
        if (isKnown(String(batch))) continue;
        if (!(await lockFor(connection, LOCKS.load, String(batch), { isPatient: false }))) continue;
        const [still] = await connection.rows(`SELECT 1 ${abandoned} AND batch = $1`, [String(batch)]);
        if (!still) continue;
        await this.#remove(connection, String(dataset), String(batch));
        removed.push(String(batch));
      }
      return removed;
    });
  }

  /** Which of these batches are loaded. */
  async loaded(batches: readonly string[]): Promise<ReadonlySet<string>> {
    await this.prepare();
    const rows = await this.#connected((connection) =>
      connection.rows(`SELECT batch FROM ${LAKE_SCHEMA}.loads WHERE is_ready AND batch = ANY(string_to_array($1, ' '))`, [
        batches.join(" "),
      ]),
    );
    return new Set(rows.map(([batch]) => String(batch)));
  }

  /** Compares the rows in the tables with the digest of what was read from the batch's file when it was loaded. Reads all of them. */
  async compare(schema: DatasetSchema, batch: string): Promise<BatchComparison> {
    await this.prepare();
    return this.#connected(async (connection) => {
      const [found] = await connection.rows(`SELECT number, manifest, digest FROM ${LAKE_SCHEMA}.loads WHERE batch = $1 AND is_ready`, [
        batch,
      ]);
      if (!found) return { batch, dataset: schema.id, status: "unloaded" };
      const [number, text, digest] = found;
      const { columns } = JSON.parse(String(text)) as BatchManifest;
      const rows = `(SELECT * FROM ${rowsTable(schema.id)} WHERE _load = ${Number(number)}) loaded`;
      const [now] = await connection.rows(rowsDigest(rows, columns, "postgresql"));
      return { batch, dataset: schema.id, status: now?.[0] === digest ? "equal" : "differs" };
    });
  }

  async session(
    closures: ClosurePort,
    snapshot: Snapshot,
    schemas: readonly DatasetSchema[],
    options: SessionOptions,
  ): Promise<LakeSession> {
    await this.prepare();
    const { url, workMem, tempFileLimit } = this.#options;
    const ground = await PostgresGround.open(url, { workMem, tempFileLimit });
    return LakeSession.open({ ground, closures }, snapshot, schemas, options);
  }

  /** The number to load under; null when the batch is loaded. */
  async #begin(
    connection: LakeConnection,
    { schema, manifest, isCitus }: { schema: DatasetSchema; manifest: BatchManifest; isCitus: boolean },
  ): Promise<number | null> {
    const { rows } = manifest;
    const batch = storedName(manifest.batch, manifest.generation);
    const [earlier] = await connection.rows(`SELECT number, is_ready FROM ${LAKE_SCHEMA}.loads WHERE batch = $1`, [batch]);
    if (earlier?.[1] === true) return null;
    if (earlier) await this.#remove(connection, schema.id, batch);
    const spread = spreadOf(schema, { isCitus, rows });
    return connection.transaction(async () => {
      await lockInTransaction(connection, LOCKS.structure);
      for (const statement of datasetStatements(schema, spread)) await connection.run(statement);
      const [next] = await connection.rows(`SELECT coalesce(max(number), 0) + 1 FROM ${LAKE_SCHEMA}.loads`);
      const number = Number(next?.[0]);
      if (spread === "distributed") await connection.run(partitionStatement(schema.id, number));
      await connection.run(
        `INSERT INTO ${LAKE_SCHEMA}.loads (number, batch, dataset, manifest, rows, is_ready, loaded_at) VALUES ($1, $2, $3, $4, $5, false, now())`,
        [number, batch, schema.id, JSON.stringify(manifest), rows],
      );
      return number;
    });
  }

  async #remove(connection: LakeConnection, dataset: string, batch: string): Promise<void> {
    await connection.transaction(async () => {
      const [load] = await connection.rows(`SELECT number FROM ${LAKE_SCHEMA}.loads WHERE batch = $1`, [batch]);
      if (!load) return;
      await connection.run(`DELETE FROM ${rowsTable(dataset)} WHERE _load = $1`, [Number(load[0])]);
      await connection.run(`DELETE FROM ${LAKE_SCHEMA}.loads WHERE batch = $1`, [batch]);
    });
  }

  async #prepare(connection: LakeConnection): Promise<{ isCitus: boolean }> {
    const { citus = "auto", home } = this.#options;
    const [about] = await connection.rows(
      "SELECT current_setting('server_version_num'), EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus')",
    );
    if (Number(about?.[0]) < 160_000) throw new YuejianError("LAKE_FAILED", { reason: "PostgreSQL 16 or newer is needed" });
    const hasCitus = about?.[1] === true;
    if (citus === "on" && !hasCitus) throw new YuejianError("LAKE_FAILED", { reason: "the extension citus is not in this database" });
    const isCitus = hasCitus && citus !== "off";
    return connection.transaction(async () => {
      await lockInTransaction(connection, LOCKS.structure);
      for (const statement of lakeStatements(isCitus)) await connection.run(statement);
      await connection.run(`INSERT INTO ${LAKE_SCHEMA}.facts VALUES ('home', $1), ('is_citus', $2) ON CONFLICT DO NOTHING`, [
        home,
        String(isCitus),
      ]);
      const facts = new Map((await connection.rows(`SELECT name, value FROM ${LAKE_SCHEMA}.facts`)).map(([name, value]) => [name, value]));
      if (facts.get("home") !== home) throw new YuejianError("LAKE_OF_ANOTHER", { home: String(facts.get("home")) });
      if (facts.get("is_citus") !== String(isCitus))
        throw new YuejianError("LAKE_FAILED", {
          reason: "the tables were made without Citus, or with it; give the lake an empty database",
        });
      return { isCitus };
    });
  }

  async #connected<Result>(work: (connection: LakeConnection) => Promise<Result>): Promise<Result> {
    const connection = await LakeConnection.open(this.#options.url);
    try {
      return await work(connection);
    } finally {
      connection.close();
    }
  }
}
