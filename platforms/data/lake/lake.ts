import { join, resolve } from "node:path";
import {
  type Batch,
  type ClosurePort,
  type CommittedColumn,
  type DatasetSchema,
  parseRowRef,
  type QuarantinedRow,
  type QuarantineReason,
  type SealBasisId,
  type Snapshot,
  YuejianError,
} from "@yuejian/contracts";
import { BatchIndexes } from "../batch-index/batch-indexes.ts";
import { Engine } from "../engine/engine.ts";
import { quoteText } from "../engine/sql-text.ts";
import { type ChosenRows, openChosen } from "./chosen-rows.ts";
import { seenRows } from "./counting-rows.ts";
import { DuckdbGround } from "./duckdb-ground.ts";
import { batchPaths } from "./lake-paths.ts";
import { type BatchManifest, type Generations, generationsOf, readManifest } from "./manifest.ts";
import { committedColumnsOf, type LeafOpening, openLeaf, openRecord, type RecordOpening } from "./open-record.ts";
import type { LakeTables } from "./postgres/lake-tables.ts";
import { type KeyAnswer, type KeyQuestion, proveKey } from "./prove-key.ts";
import { quarantineHeads } from "./quarantine-head.ts";
import { LakeReading } from "./reading.ts";
import { sealedAmong } from "./sealed-among.ts";
import { sealedInQuarantine } from "./sealed-quarantine.ts";
import { type LakeRow, LakeSession, type SessionOptions } from "./session.ts";

export interface LakeOptions {
  readonly folder: string;
  readonly saltsFolder: string;
  readonly scratchFolder: string;
  /** What is sealed or withdrawn, asked for at each opening. */
  readonly closures: ClosurePort;
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** Sessions stand on these instead of the files. */
  readonly tables?: LakeTables | undefined;
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
  /** Its values are closed: `source` holds the headings alone. */
  readonly isSealed: boolean;
}

const KEPT_MANIFESTS = 10_000;

/** The consolidated records on disk. Files are immutable; any number of processes may read at once. */
export class Lake {
  readonly indexes: BatchIndexes;
  readonly #options: LakeOptions;
  /** What a batch's rows are does not change. */
  readonly #manifests = new Map<string, BatchManifest>();
  #engine: Promise<Engine> | null = null;
  #small: Promise<Engine> | null = null;

  constructor(options: LakeOptions) {
    this.#options = { ...options, folder: resolve(options.folder) };
    this.indexes = new BatchIndexes(this.#options.folder);
  }

  async session(snapshot: Snapshot, schemas: readonly DatasetSchema[], options: SessionOptions = {}): Promise<LakeSession> {
    const { folder, scratchFolder, closures, tables } = this.#options;
    if (tables && options.reads !== "files") return tables.session(closures, snapshot, schemas, options);
    const { memoryLimit, threads, ...rest } = options;
    const limits = { memoryLimit: memoryLimit ?? this.#options.memoryLimit, threads: threads ?? this.#options.threads };
    const ground = await DuckdbGround.open({ folder, scratchFolder, ...limits });
    return LakeSession.open({ ground, closures }, snapshot, schemas, rest);
  }

  /** A session over a few rows, opened in milliseconds whatever the size of their datasets. See `openChosen`. */
  async chosen(wanted: readonly ChosenRows[], options: Pick<SessionOptions, "access" | "lifted"> = {}): Promise<LakeSession | null> {
    this.#small ??= Engine.open({ scratchFolder: this.#options.scratchFolder, files: [], folders: [], subject: "lake", threads: 1 });
    const small = this.#small;
    return openChosen({ reading: await this.reading(), connect: async () => (await small).guest() }, wanted, options);
  }

  /** Those of a few rows that may be seen by reference, without a session. See `seenRows`. */
  async seen(wanted: readonly ChosenRows[], lifted: readonly SealBasisId[]): Promise<LakeRow[] | null> {
    return seenRows(await this.reading(), wanted, lifted);
  }

  /** One look at rows through their indexes. See `LakeReading`. */
  reading(): Promise<LakeReading> {
    const manifestOf = (dataset: string, batch: string) => this.#manifest(dataset, batch);
    return LakeReading.open({ indexes: this.indexes, closures: this.#options.closures, manifestOf });
  }

  async #manifest(dataset: string, batch: string): Promise<BatchManifest> {
    const known = this.#manifests.get(batch);
    if (known) return known;
    const name = batchPaths(dataset, batch).manifest;
    const read = await readManifest(join(this.#options.folder, name), name);
    if (this.#manifests.size >= KEPT_MANIFESTS) this.#manifests.clear();
    this.#manifests.set(batch, read);
    return read;
  }

  #limits(): { memoryLimit?: string; threads?: number } {
    const { memoryLimit, threads } = this.#options;
    return { ...(memoryLimit === undefined ? {} : { memoryLimit }), ...(threads === undefined ? {} : { threads }) };
  }

  /** See `openRecord`; in the order asked for. The caller knows that the batches are committed. RECORD_SEALED */
  async openRecords(refs: readonly string[], { lifted = [] }: { readonly lifted?: readonly SealBasisId[] } = {}): Promise<RecordOpening[]> {
    const sealed = await this.sealedAmong(refs);
    const closed = refs.find((ref) => {
      const basis = sealed.get(ref);
      return basis !== undefined && !lifted.includes(basis);
    });
    if (closed !== undefined) throw new YuejianError("RECORD_SEALED", { ref: closed });
    const folders = { lakeFolder: this.#options.folder, saltsFolder: this.#options.saltsFolder };
    const openings: RecordOpening[] = [];
    const generations = await this.#generations();
    for (const ref of refs) openings.push(await openRecord(await this.#shared(), folders, ref, generations));
    return openings;
  }

  /** Indexes are from now on those of the rows as they stand. */
  async refreshIndexes(): Promise<BatchIndexes> {
    await this.#generations();
    return this.indexes;
  }

  async #generations(): Promise<Generations> {
    const generations = generationsOf(await this.#options.closures.read());
    this.indexes.know(generations);
    return generations;
  }

  /** Changes whenever a session opened now would see other rows than one opened before. */
  closureVersion(): Promise<string> {
    return this.#options.closures.version();
  }

  /** The salted digest of a row that need not be there any more, with its way to the batch's root. */
  leafOf(batch: string, leafIndex: number): Promise<LeafOpening> {
    return openLeaf(this.#options.folder, batch, leafIndex);
  }

  async openRecord(ref: string, options: { readonly lifted?: readonly SealBasisId[] } = {}): Promise<RecordOpening> {
    const [opening] = await this.openRecords([ref], options);
    if (!opening) throw new YuejianError("RECORD_UNKNOWN", { ref });
    return opening;
  }

  /** Of these rows those that are sealed now, with the ground of each. */
  async sealedAmong(refs: readonly string[]): Promise<ReadonlyMap<string, SealBasisId>> {
    const { closures, folder, scratchFolder } = this.#options;
    const rows = new Map<string, number[]>();
    for (const ref of refs) {
      const parsed = parseRowRef(ref);
      if (parsed) rows.set(parsed.batch, [...(rows.get(parsed.batch) ?? []), parsed.row]);
    }
    const byDataset = new Map<string, { schema: DatasetSchema; rows: Map<string, readonly number[]> }>();
    for (const [batch, numbers] of rows) {
      const id = (await closures.datasetOf(batch))?.dataset;
      const schema = id === undefined ? undefined : (byDataset.get(id)?.schema ?? (await closures.batchesOf(id))?.schema);
      if (id === undefined || schema === undefined) continue;
      const group = byDataset.get(id) ?? { schema, rows: new Map<string, readonly number[]>() };
      byDataset.set(id, group);
      group.rows.set(batch, numbers);
    }
    const sealed = new Map<string, SealBasisId>();
    for (const group of byDataset.values()) {
      const lake = { folder, scratchFolder, closures, limits: this.#limits() };
      for (const [ref, basis] of await sealedAmong(lake, group.schema, group.rows)) sealed.set(ref, basis);
    }
    return sealed;
  }

  /** All sealed rows of a dataset. */
  async sealedRows(dataset: string): Promise<ReadonlyMap<string, SealBasisId>> {
    const at = await this.#options.closures.batchesOf(dataset);
    if (!at || at.batches.length === 0) return new Map();
    const session = await this.session({ id: "", takenAt: "", batches: { [dataset]: at.batches } }, [at.schema]);
    try {
      return await session.sealedAmong(null);
    } finally {
      session.close();
    }
  }

  /** The columns as a batch committed to them. */
  async committedColumns(batch: string): Promise<CommittedColumn[]> {
    return committedColumnsOf(this.#options.folder, batch);
  }

  /** See `proveKey`. `seed`: the home's VRF seed. The caller knows that the batch is committed. */
  async proveKey(of: KeyQuestion, seed: Uint8Array): Promise<KeyAnswer | null> {
    return proveKey(await this.#shared(), { lakeFolder: this.#options.folder, seed, generations: await this.#generations() }, of);
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
    const isSealed = await sealedInQuarantine(this.#options.closures, batches);
    const items = found.map(([batch, row, line, reasons, source]): HeldRow => {
      const held = {
        batch: String(batch),
        row: Number(row),
        line: Number(line),
        reasons: JSON.parse(String(reasons)) as QuarantineReason[],
        source: JSON.parse(String(source)) as Record<string, string>,
      };
      return isSealed(held) ? closed(held) : { ...held, isSealed: false };
    });
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
    (await this.#small)?.close();
    this.#engine = null;
    this.#small = null;
    this.indexes.close();
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

/** Headings and reasons stay, so that the file can be mended where it came from; no value does. */
function closed({ batch, row, line, reasons, source }: Omit<HeldRow, "isSealed">): HeldRow {
  return {
    batch,
    row,
    line,
    reasons: reasons.map(({ code, column }) => ({ code, column, value: null })),
    source: Object.fromEntries(Object.keys(source).map((heading) => [heading, ""])),
    isSealed: true,
  };
}

export function openLake(options: LakeOptions): Lake {
  return new Lake(options);
}
