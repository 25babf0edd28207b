import { resolve } from "node:path";
import { type DatasetSchema, ENTITY_MEMBERS, type Progress, type RetentionAction, type RewrittenBatch } from "@yuejian/contracts";
import { Engine } from "../engine/engine.ts";
import type { DatasetBatches } from "../lake/ground.ts";
import { readBatches, unionOfRows } from "../lake/lake-batches.ts";
import { generationsOf } from "../lake/manifest.ts";
import { type Choice, type Chosen, chooseRows, type Held } from "./choose-rows.ts";
import { type RewriteFolders, type RewrittenRows, rewriteBatch } from "./rewrite-batch.ts";

export interface RetainedDatasetOptions extends RewriteFolders {
  readonly scratchFolder: string;
  readonly memoryLimit?: string;
  readonly threads?: number;
}

/** A dataset as the catalogue has it: all of its batches, each with the day of its load. */
export interface CatalogueDataset {
  readonly schema: DatasetSchema;
  readonly batches: readonly { readonly id: string; readonly loadedOn: string }[];
  readonly rewritten: readonly RewrittenBatch[];
  /** Batches that were withdrawn as a whole. */
  readonly withdrawn: ReadonlySet<string>;
}

export interface Rewriting {
  readonly batch: string;
  /** Number of the file that is written. */
  readonly next: number;
  readonly action: RetentionAction;
  readonly columns: readonly string[];
}

/** All rows of a dataset, sealed and withdrawn ones too, of which some are to go. */
export class RetainedDataset {
  readonly #engine: Engine;
  readonly #options: RetainedDatasetOptions;
  readonly #catalogue: CatalogueDataset;
  readonly #dataset: DatasetBatches;

  private constructor(engine: Engine, options: RetainedDatasetOptions, of: { catalogue: CatalogueDataset; dataset: DatasetBatches }) {
    this.#engine = engine;
    this.#options = options;
    this.#catalogue = of.catalogue;
    this.#dataset = of.dataset;
  }

  /** MUST be closed. BATCH_UNKNOWN when the lake lacks a batch. */
  static async open(given: RetainedDatasetOptions, catalogue: CatalogueDataset): Promise<RetainedDataset> {
    const options = { ...given, lakeFolder: resolve(given.lakeFolder) };
    const ids = catalogue.batches.map(({ id }) => id);
    const dataset = await readBatches(options.lakeFolder, catalogue.schema, ids, generationsOf(catalogue));
    const engine = await Engine.open({
      scratchFolder: options.scratchFolder,
      files: [],
      folders: [options.lakeFolder],
      subject: "lake",
      ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
      ...(options.threads === undefined ? {} : { threads: options.threads }),
    });
    return new RetainedDataset(engine, options, { catalogue, dataset });
  }

  /** What would go, and what stays all the same. Changes nothing. */
  choose(chosen: Chosen, held: readonly Held[], signal: AbortSignal): Promise<Choice> {
    const loadedOn = new Map(this.#catalogue.batches.map(({ id, loadedOn: day }) => [id, day]));
    const { withdrawn } = this.#catalogue;
    const at = { engine: this.#engine, lakeFolder: this.#options.lakeFolder };
    return this.#engine.cancellable(signal, () => chooseRows(at, this.#dataset, { chosen, held, loadedOn, withdrawn }));
  }

  /** Rows of a batch that are going, by number; the first so many. */
  async going(batch: string, limit: number): Promise<number[]> {
    const rows = await this.#engine.rows(`SELECT row FROM going WHERE batch = $1 ORDER BY row LIMIT ${Math.trunc(limit)}`, [batch]);
    return rows.map(([row]) => Number(row));
  }

  /** Writes what is left of a batch after `choose`; see `rewriteBatch`. */
  rewrite({ batch, next, action, columns }: Rewriting, progress: Progress): Promise<RewrittenRows> {
    const generation = this.#dataset.batches.find((each) => each.batch === batch)?.generation ?? 0;
    const request = { batch, dataset: this.#dataset.schema.id, generation, next, action, columns, going: "going" };
    return this.#engine.cancellable(progress.signal, () => rewriteBatch(this.#engine, this.#options, request, progress));
  }

  /** Which batches of entity members name rows of these batches that are going: they go with them (see `rewriteMembers`). */
  async membersOf(members: CatalogueDataset, batches: readonly string[], signal: AbortSignal): Promise<string[]> {
    const ids = members.batches.map(({ id }) => id);
    if (ids.length === 0 || this.#dataset.schema.id === ENTITY_MEMBERS) return [];
    const dataset = await readBatches(this.#options.lakeFolder, members.schema, ids, generationsOf(members));
    const columns = members.schema.columns.filter(({ name }) => name === "batch" || name === "row");
    return this.#engine.cancellable(signal, async () => {
      const wanted = batches.map((batch) => `'${batch}'`).join(", ");
      await this.#engine.run(`CREATE OR REPLACE TABLE going_members AS SELECT member._batch AS batch, member._row AS row
        FROM (${unionOfRows(this.#options.lakeFolder, dataset, columns)}) member SEMI JOIN (SELECT * FROM going WHERE batch IN (${wanted})) gone ON gone.batch = member.batch AND gone.row = member."row"`);
      const found = await this.#engine.rows("SELECT DISTINCT batch FROM going_members ORDER BY 1");
      return found.map(([batch]) => String(batch));
    });
  }

  /** Writes what is left of a batch of entity members after `membersOf`. */
  rewriteMembers(
    members: CatalogueDataset,
    { batch, next }: Pick<Rewriting, "batch" | "next">,
    progress: Progress,
  ): Promise<RewrittenRows> {
    const generation = generationsOf(members).get(batch) ?? 0;
    const request = {
      batch,
      dataset: members.schema.id,
      generation,
      next,
      action: "delete" as const,
      columns: [],
      going: "going_members",
    };
    return this.#engine.cancellable(progress.signal, () => rewriteBatch(this.#engine, this.#options, request, progress));
  }

  close(): void {
    this.#engine.close();
  }
}
