import { join, resolve } from "node:path";
import type { Batch, DatasetSchema, QuarantinedRow, QuarantineReason, Snapshot } from "@yuejian/contracts";
import { Engine } from "../engine/engine.ts";
import { quoteText } from "../engine/sql-text.ts";
import { batchPaths } from "./lake-paths.ts";
import { openRecord, type RecordOpening } from "./open-record.ts";
import { type KeyAnswer, type KeyQuestion, proveKey } from "./prove-key.ts";
import { quarantineHeads } from "./quarantine-head.ts";
import { LakeSession, type SessionOptions } from "./session.ts";

export interface LakeOptions {
  readonly folder: string;
  readonly saltsFolder: string;
  readonly scratchFolder: string;
  readonly memoryLimit?: string;
  readonly threads?: number;
}

export interface QuarantineRequest {
  readonly offset: number;
  readonly limit: number;
  /** The load whose rows are asked for; a retry stands for its load. */
  readonly batch?: string;
  readonly code?: string;
  readonly column?: string;
}

/** A row that is set aside, with the batch of the load it came with. */
export interface HeldRow extends QuarantinedRow {
  readonly batch: string;
}

/** The consolidated records on disk. Files are immutable; any number of processes may read at once. */
export class Lake {
  readonly #options: LakeOptions;
  #engine: Promise<Engine> | null = null;

  constructor(options: LakeOptions) {
    this.#options = { ...options, folder: resolve(options.folder) };
  }

  async session(snapshot: Snapshot, schemas: readonly DatasetSchema[], options: SessionOptions = {}): Promise<LakeSession> {
    const { memoryLimit, threads } = this.#options;
    const limits = { ...(memoryLimit === undefined ? {} : { memoryLimit }), ...(threads === undefined ? {} : { threads }) };
    return LakeSession.open(this.#options, snapshot, schemas, { ...limits, ...options });
  }

  /** See `openRecord`. The caller knows that the batch is committed. */
  async openRecord(ref: string): Promise<RecordOpening> {
    return openRecord(await this.#shared(), { lakeFolder: this.#options.folder, saltsFolder: this.#options.saltsFolder }, ref);
  }

  /** See `proveKey`. `seed`: the home's VRF seed. The caller knows that the batch is committed. */
  async proveKey(of: KeyQuestion, seed: Uint8Array): Promise<KeyAnswer | null> {
    return proveKey(await this.#shared(), { lakeFolder: this.#options.folder, seed }, of);
  }

  /** Rows of a dataset that are still set aside, by load and record number. `batches`: all of the dataset. */
  async quarantine(batches: readonly Batch[], request: QuarantineRequest): Promise<{ items: HeldRow[]; total: number }> {
    const origin = batches.find(({ id }) => id === request.batch)?.retryOf ?? request.batch;
    const heads = quarantineHeads(batches).filter(
      (head) => head.rowsQuarantined > 0 && (origin === undefined || (head.retryOf ?? head.id) === origin),
    );
    if (heads.length === 0) return { items: [], total: 0 };
    const engine = await this.#shared();
    const files = heads.map(
      (head) =>
        `SELECT ${quoteText(head.retryOf ?? head.id)} AS batch, row, line, reasons, source FROM read_parquet(${quoteText(this.#path(head, "quarantine"))})`,
    );
    const conditions = ["true"];
    const values: string[] = [];
    for (const [field, value] of [
      ["code", request.code],
      ["column", request.column],
    ] as const) {
      if (value === undefined) continue;
      values.push(value);
      conditions.push(`reason."${field}" = $${values.length}`);
    }
    const rows = `SELECT * FROM (${files.join(" UNION ALL ")}) WHERE len(list_filter(reasons, lambda reason: ${conditions.join(" AND ")})) > 0`;
    const [count] = await engine.rows(`SELECT count(*) FROM (${rows})`, values);
    const found = await engine.rows(
      `SELECT batch, row, line, CAST(to_json(reasons) AS VARCHAR), source FROM (${rows}) ORDER BY batch, row LIMIT ${Math.trunc(request.limit)} OFFSET ${Math.trunc(request.offset)}`,
      values,
    );
    const items = found.map(([batch, row, line, reasons, source]) => ({
      batch: String(batch),
      row: Number(row),
      line: Number(line),
      reasons: JSON.parse(String(reasons)) as QuarantineReason[],
      source: JSON.parse(String(source)) as Record<string, string>,
    }));
    return { items, total: Number(count?.[0] ?? 0) };
  }

  /** Still quarantined rows for each column (null: the record as a whole). */
  async quarantinedByColumn(batches: readonly Batch[]): Promise<ReadonlyMap<string | null, number>> {
    const heads = quarantineHeads(batches).filter((head) => head.rowsQuarantined > 0);
    if (heads.length === 0) return new Map();
    const files = heads.map((head) => quoteText(this.#path(head, "quarantine")));
    const engine = await this.#shared();
    const rows = await engine.rows(
      `SELECT reason."column", count(DISTINCT (filename, row)) FROM (SELECT filename, row, unnest(reasons) AS reason FROM read_parquet([${files.join(", ")}], filename = true)) GROUP BY 1`,
    );
    return new Map(rows.map(([column, count]) => [column as string | null, Number(count)]));
  }

  async close(): Promise<void> {
    (await this.#engine)?.close();
    this.#engine = null;
  }

  #path(batch: Batch, kind: "quarantine"): string {
    return join(this.#options.folder, batchPaths(batch.dataset, batch.id)[kind]);
  }

  async #shared(): Promise<Engine> {
    const { folder, scratchFolder, memoryLimit, threads } = this.#options;
    this.#engine ??= Engine.open({
      scratchFolder,
      files: [],
      folders: [folder],
      subject: "lake",
      ...(memoryLimit === undefined ? {} : { memoryLimit }),
      ...(threads === undefined ? {} : { threads }),
    });
    return this.#engine;
  }
}

export function openLake(options: LakeOptions): Lake {
  return new Lake(options);
}
