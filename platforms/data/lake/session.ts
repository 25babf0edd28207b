import { randomBytes } from "node:crypto";
import {
  type ClosurePort,
  type Closures,
  type ColumnSchema,
  type DatasetSchema,
  ENTITY_MEMBERS,
  type ModelInput,
  parseRowRef,
  type SealBasisId,
  type Snapshot,
  YuejianError,
} from "@yuejian/contracts";
import type { Dialect } from "@yuejian/rules";
import type { Cell } from "../engine/cell.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { canonicalText } from "../standardise/canonical-text.ts";
import { createSealed, isWithdrawn } from "./closed-rows.ts";
import { entitiesView, hasEntities } from "./entities-view.ts";
import { type DatasetBatches, type LakeGround, type Selected, semiJoin } from "./ground.ts";
import { generationsOf } from "./manifest.ts";
import { type DatasetAccess, visibleRows } from "./visible-rows.ts";

export interface SessionOptions {
  readonly access?: Readonly<Record<string, DatasetAccess>>;
  /** Grounds on which sealed rows are there all the same; the caller has a recorded exception or a person's purpose for each. */
  readonly lifted?: readonly SealBasisId[];
  /** `files`: DuckDB over the files whatever engine the lake has, to compare the two. */
  readonly reads?: "files";
  /** Limits of DuckDB for this session; the lake's own when not given. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** The session is for SQL that a person wrote: conditions of a query stay above what is hidden. */
  readonly isGuarded?: boolean;
}

/** One row of the lake, cells as JSON: amounts in fen, dates YYYY-MM-DD. */
export interface LakeRow {
  readonly ref: string;
  readonly dataset: string;
  readonly batch: string;
  readonly row: number;
  readonly line: number;
  /** Version of the parser that gave the row its form; null for batches older than that column. */
  readonly parser: string | null;
  readonly values: Readonly<Record<string, Cell>>;
}

export interface RowsRequest {
  readonly dataset: string;
  readonly offset: number;
  readonly limit: number;
  readonly batch?: string;
  readonly column?: string;
  /** With `column`: rows where it is (not) null. */
  readonly missing?: boolean;
  /** With `column`: rows whose value has this canonical text. */
  readonly equals?: string;
  /** SQL of the product itself over the columns. */
  readonly condition?: string;
}

export interface QueryResult extends Selected {
  readonly seconds: number;
}

const INTERRUPT_AGAIN_MS = 50;

/** Values of a statement's `$parameters`. */
export type QueryValues = Readonly<Record<string, Cell>>;

export interface QueryLimits {
  readonly maxRows?: number;
  readonly seconds?: number;
  readonly signal?: AbortSignal;
}

/** Read access to one snapshot. Each dataset is a table of its id (and of its id with `_` for `-`) with its columns and `_batch`, `_row`, `_line`,
 *  `_parser`, `_ref`; of records with the same key only those of the newest load exist, and of sealed and withdrawn ones none. Sessions share
 *  nothing: many can be open, in many processes. */
export class LakeSession {
  readonly snapshot: Snapshot;
  readonly #ground: LakeGround;
  readonly #datasets: ReadonlyMap<string, DatasetBatches>;
  readonly #access: Readonly<Record<string, DatasetAccess>>;
  readonly #lifted: readonly SealBasisId[];
  readonly #isGuarded: boolean;
  readonly #pseudonymKey = randomBytes(16).toString("hex");
  /** Table of the sealed rows of each dataset that has any. */
  readonly #sealed = new Map<string, { table: string; bases: readonly SealBasisId[] }>();

  private constructor(snapshot: Snapshot, ground: LakeGround, datasets: ReadonlyMap<string, DatasetBatches>, options: SessionOptions) {
    this.snapshot = snapshot;
    this.#ground = ground;
    this.#datasets = datasets;
    this.#access = options.access ?? {};
    this.#lifted = options.lifted ?? [];
    this.#isGuarded = options.isGuarded ?? false;
  }

  /** MUST be closed, which closes its ground; what fails here closes it too. A dataset without a schema is not in the session; one without batches
   *  is empty. */
  static async open(
    { ground, closures: port }: { ground: LakeGround; closures: ClosurePort },
    snapshot: Snapshot,
    schemas: readonly DatasetSchema[],
    options: SessionOptions = {},
  ): Promise<LakeSession> {
    try {
      const closures = await port.read();
      const generations = generationsOf(closures);
      const datasets = new Map<string, DatasetBatches>();
      for (const schema of schemas)
        datasets.set(schema.id, await ground.readBatches(schema, snapshot.batches[schema.id] ?? [], generations));
      const session = new LakeSession(snapshot, ground, datasets, options);
      let order = 0;
      for (const dataset of datasets.values()) await session.#createView(dataset, order++, { closures, port });
      if (options.isGuarded && hasEntities(session.datasets)) await ground.run(entitiesView(ground));
      return session;
    } catch (error) {
      ground.close();
      throw error;
    }
  }

  /** Of the SQL that `select` takes, and of what people write. */
  get dialect(): Dialect {
    return this.#ground.dialect;
  }

  get datasets(): readonly DatasetSchema[] {
    return [...this.#datasets.values()].map(({ schema }) => schema);
  }

  /** Columns of a dataset that exist in this session. BATCH and record columns are not among them. */
  columns(dataset: string): readonly ColumnSchema[] {
    const { schema } = this.#dataset(dataset);
    const visible = this.#access[dataset]?.columns;
    return visible ? schema.columns.filter(({ name }) => visible.includes(name)) : schema.columns;
  }

  /** On a cluster: the column by whose value the rows of a dataset are spread, for the rule compiler. Null where it may not be seen as it is. */
  partOf(dataset: string): string | null {
    const { schema } = this.#dataset(dataset);
    const part = this.#ground.partOf(schema);
    const access = this.#access[dataset];
    const isOpen = part !== null && !access?.masked?.includes(part) && (access?.columns?.includes(part) ?? true);
    return isOpen ? part : null;
  }

  /** Runs SQL of the product itself; that of people goes through `PersonsQueries`. */
  async select(sql: string, values: readonly Cell[] = [], limits: QueryLimits = {}): Promise<QueryResult> {
    return this.#timed(limits, (maxRows) => this.#ground.select(sql, values, maxRows));
  }

  /** Writes what SQL of the product itself finds into a Parquet file below the lake's folder; the columns are texts, whole numbers, truth values and UUIDs. */
  async copy(sql: string, path: string, limits: Pick<QueryLimits, "signal"> = {}): Promise<void> {
    await this.#timed(limits, async () => {
      await this.#ground.copy(sql, path);
      return { columns: [], rows: [], isTruncated: false };
    });
  }

  async rows(request: RowsRequest): Promise<{ items: LakeRow[]; total: number }> {
    const { where, values } = this.#conditions(request);
    const table = `${quoteName(request.dataset)} WHERE ${where}`;
    const [count] = await this.#ground.rows(`SELECT count(*) FROM ${table}`, values);
    const names = this.columns(request.dataset).map(({ name }) => quoteName(name));
    const found = await this.#ground.rows(
      `SELECT ${["_batch", "_row", "_line", "_parser", ...names].join(", ")} FROM ${table} ORDER BY _batch, _row LIMIT ${Math.trunc(request.limit)} OFFSET ${Math.trunc(request.offset)}`,
      values,
    );
    return { items: found.map((row) => this.#toRow(request.dataset, row)), total: Number(count?.[0] ?? 0) };
  }

  async count(dataset: string): Promise<number> {
    const [count] = await this.#ground.rows(`SELECT count(*) FROM ${quoteName(this.#dataset(dataset).schema.id)}`);
    return Number(count?.[0] ?? 0);
  }

  /** Rows by reference, in the order asked for, superseded ones included: what a lead relied on stays to be seen. References to rows that are
   *  not in the snapshot, that are sealed, or that the user may not see, are left out. */
  async rowsByRef(refs: readonly string[]): Promise<LakeRow[]> {
    const wanted = new Map<string, number[]>();
    for (const ref of refs) {
      const parsed = parseRowRef(ref);
      if (parsed) wanted.set(parsed.batch, [...(wanted.get(parsed.batch) ?? []), parsed.row]);
    }
    const found = new Map<string, LakeRow>();
    for (const dataset of this.#datasets.values()) {
      const { schema } = dataset;
      for (const batch of dataset.batches) {
        const rows = wanted.get(batch.batch);
        if (!rows) continue;
        const select = this.#visible(
          dataset,
          this.#unsealed(schema.id, this.#ground.rowsOf({ ...dataset, batches: [batch] }, schema.columns)),
        );
        const names = this.columns(schema.id).map(({ name }) => quoteName(name));
        const sql = `SELECT ${["_batch", "_row", "_line", "_parser", ...names].join(", ")} FROM (${select}) found WHERE _row IN (${rows.join(", ")})`;
        for (const row of await this.#ground.rows(sql)) {
          const item = this.#toRow(schema.id, row);
          found.set(item.ref, item);
        }
      }
    }
    return refs.flatMap((ref) => found.get(ref) ?? []);
  }

  /** Of these rows of a dataset those that count now, in no order: neither superseded nor withdrawn, sealed or hidden from the user. */
  async rowsAmong(dataset: string, rows: ReadonlyMap<string, Iterable<number>>): Promise<LakeRow[]> {
    const places = Array.from(
      rows,
      ([batch, numbers]) => `(_batch = ${quoteText(batch)} AND _row IN (${[...numbers].map(Math.trunc).join(", ")}))`,
    );
    if (places.length === 0) return [];
    const names = this.columns(dataset).map(({ name }) => quoteName(name));
    const found = await this.#ground.rows(
      `SELECT ${["_batch", "_row", "_line", "_parser", ...names].join(", ")} FROM ${quoteName(dataset)} WHERE ${places.join(" OR ")}`,
    );
    return found.map((row) => this.#toRow(dataset, row));
  }

  /** Table expressions for the rule compiler: of each input only the declared columns and `_ref` exist, or the rule cannot have named them.
   *  MODEL_INPUT_MISSING when the snapshot has no batch of a dataset. */
  modelSources(model: string, inputs: readonly ModelInput[]): (dataset: string, columns: readonly string[]) => string {
    return (dataset, columns) => {
      const declared = new Set(inputs.filter((input) => input.dataset === dataset).flatMap((input) => input.columns));
      const undeclared = columns.find((column) => !declared.has(column));
      if (declared.size === 0 || undeclared !== undefined)
        throw new YuejianError("RULE_COLUMN_UNDECLARED", { where: "source", dataset, column: undeclared ?? "*" });
      if ((this.#datasets.get(dataset)?.batches.length ?? 0) === 0) throw new YuejianError("MODEL_INPUT_MISSING", { model, dataset });
      const part = this.partOf(dataset) === null ? "" : ", _part";
      return `(SELECT ${[...declared].map(quoteName).join(", ")}, _ref${part} FROM ${quoteName(dataset)})`;
    };
  }

  interrupt(): void {
    this.#ground.interrupt();
  }

  close(): void {
    this.#ground.close();
  }

  /** Of these rows (null: of all) those that are sealed, whatever is lifted for this session, with the ground of each. */
  async sealedAmong(refs: readonly string[] | null): Promise<Map<string, SealBasisId>> {
    const wanted = refs && new Set(refs);
    const found = new Map<string, SealBasisId>();
    for (const { table } of this.#sealed.values()) {
      for (const [ref, basis] of await this.#ground.rows(`SELECT concat(batch, ':', row), basis FROM ${table}`))
        if (!wanted || wanted.has(String(ref))) found.set(String(ref), String(basis) as SealBasisId);
    }
    return found;
  }

  async #createView(given: DatasetBatches, order: number, { closures, port }: { closures: Closures; port: ClosurePort }): Promise<void> {
    const { schema } = given;
    const table = `sealed_${order}`;
    const bases = await createSealed(this.#ground, { dataset: given, closures, port }, table);
    if (bases.length > 0) this.#sealed.set(schema.id, { table, bases });
    // What was withdrawn as a whole supersedes nothing either.
    const dataset = {
      ...given,
      batches: given.batches.filter(({ batch }) => !closures.withdrawn.some((each) => each.row === 0 && each.batch === batch)),
    };
    const superseded = `superseded_${order}`;
    const any = await this.#ground.createSuperseded(dataset, superseded);
    const all = this.#unsealed(schema.id, this.#ground.rowsOf(dataset, schema.columns));
    const isGone = [
      ...(closures.withdrawn.some((each) => each.row !== 0) ? [isWithdrawn(closures, "_batch", "_row")] : []),
      // Whom a withdrawn record belonged to is no longer said either.
      ...(schema.id === ENTITY_MEMBERS && closures.withdrawn.length > 0 ? [isWithdrawn(closures, "every.batch", "every.row")] : []),
    ];
    const still = isGone.length > 0 ? `SELECT * FROM (${all}) every WHERE NOT (${isGone.join(" OR ")})` : all;
    const { dialect, temporary } = this.#ground;
    const on = `old.batch = every._batch AND old.row = every._row${this.#ground.partOf(schema) === null ? "" : " AND old.part = every._part"}`;
    const current = any
      ? semiJoin(dialect, { sql: `(${still})`, as: "every" }, { sql: superseded, as: "old" }, { on, isWithout: true })
      : still;
    const columns = ["*", "concat(_batch, ':', _row) AS _ref"];
    await this.#ground.run(
      `CREATE ${temporary}VIEW ${quoteName(schema.id)} AS SELECT ${columns.join(", ")} FROM (${this.#visible(dataset, current)}) visible`,
    );
    if (alias(schema.id) !== schema.id && !this.#datasets.has(alias(schema.id)))
      await this.#ground.run(`CREATE ${temporary}VIEW ${quoteName(alias(schema.id))} AS SELECT * FROM ${quoteName(schema.id)}`);
  }

  /** Rows without those that are sealed and not lifted. The one place where seals are enforced: views, rows by reference and models all read
   *  through it. */
  #unsealed(dataset: string, rows: string): string {
    const sealed = this.#sealed.get(dataset);
    if (!sealed?.bases.some((basis) => !this.#lifted.includes(basis))) return rows;
    const lifted = this.#lifted.length === 0 ? "" : ` WHERE basis NOT IN (${this.#lifted.map(quoteText).join(", ")})`;
    const closed = { sql: `(SELECT batch, row FROM ${sealed.table}${lifted})`, as: "sealed" };
    const on = "sealed.batch = open._batch AND sealed.row = open._row";
    return semiJoin(this.#ground.dialect, { sql: `(${rows})`, as: "open" }, closed, { on, isWithout: true });
  }

  #visible({ schema }: DatasetBatches, rows: string): string {
    const access = this.#access[schema.id];
    const of = {
      access,
      pseudonymKey: this.#pseudonymKey,
      isBarrier: this.#isGuarded,
      dialect: this.dialect,
      hasPart: this.partOf(schema.id) !== null,
    };
    return visibleRows(schema, this.columns(schema.id), rows, of);
  }

  #conditions(request: RowsRequest): { where: string; values: Cell[] } {
    const conditions = ["true"];
    const values: Cell[] = [];
    const add = (sql: string, ...bound: Cell[]): void => {
      values.push(...bound);
      conditions.push(sql);
    };
    if (request.batch !== undefined) add(`_batch = $${values.length + 1}`, request.batch);
    if (request.column !== undefined) {
      const column = this.columns(request.dataset).find(({ name }) => name === request.column);
      if (!column) throw new YuejianError("REQUEST_INVALID", { where: "column", reason: `no column ${request.column}` });
      const cell = quoteName(column.name);
      if (request.missing !== undefined) add(`${cell} IS ${request.missing ? "" : "NOT "}NULL`);
      if (request.equals !== undefined) add(`${canonicalText(column, cell, this.dialect)} = $${values.length + 1}`, request.equals);
    }
    if (request.condition !== undefined) add(request.condition);
    return { where: conditions.join(" AND "), values };
  }

  #toRow(dataset: string, found: readonly Cell[]): LakeRow {
    const [batch, row, line, parser, ...cells] = found;
    const columns = this.columns(dataset);
    return {
      ref: `${batch}:${row}`,
      dataset,
      batch: String(batch),
      row: Number(row),
      line: Number(line),
      parser: parser === null || parser === undefined ? null : String(parser),
      values: Object.fromEntries(columns.map(({ name }, index) => [name, cells[index] ?? null])),
    };
  }

  #dataset(id: string): DatasetBatches {
    const dataset = this.#datasets.get(id);
    if (!dataset) throw new YuejianError("DATASET_UNKNOWN", { dataset: id });
    return dataset;
  }

  async #timed(limits: QueryLimits, work: (maxRows: number) => Promise<Selected>): Promise<QueryResult> {
    const { maxRows = Number.MAX_SAFE_INTEGER - 1, seconds, signal } = limits;
    signal?.throwIfAborted();
    let isOver = false;
    const started = performance.now();
    // Again until it ends: an interruption between two statements of the work ends neither.
    let again: NodeJS.Timeout | undefined;
    const stop = (): void => {
      this.#ground.interrupt();
      again ??= setInterval(() => this.#ground.interrupt(), INTERRUPT_AGAIN_MS);
    };
    const timer =
      seconds === undefined
        ? undefined
        : setTimeout(() => {
            isOver = true;
            stop();
          }, seconds * 1000);
    signal?.addEventListener("abort", stop);
    try {
      const selected = await work(maxRows);
      return { ...selected, seconds: (performance.now() - started) / 1000 };
    } catch (cause) {
      signal?.throwIfAborted();
      if (isOver) throw new YuejianError("QUERY_TOO_LONG", { seconds: seconds ?? 0 }, { cause });
      throw cause;
    } finally {
      clearTimeout(timer);
      clearInterval(again);
      signal?.removeEventListener("abort", stop);
    }
  }
}

/** A dataset's other name in SQL, which need not be quoted. */
export function alias(dataset: string): string {
  return dataset.replaceAll("-", "_");
}
