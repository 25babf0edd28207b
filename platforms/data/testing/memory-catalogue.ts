import {
  type Batch,
  type BatchCatalogue,
  type BatchCommit,
  type BatchContent,
  canonicalJson,
  contentOf,
  type DatasetSchema,
  YuejianError,
} from "@yuejian/contracts";

/** Catalogue in memory that keeps the contract of `BatchCatalogue`; for tests of the data platform alone. */
export class MemoryCatalogue implements BatchCatalogue {
  readonly commits: BatchCommit[] = [];
  readonly #datasets: Map<string, DatasetSchema>;

  constructor(datasets: readonly DatasetSchema[] = []) {
    this.#datasets = new Map(datasets.map((schema) => [schema.id, schema]));
  }

  async dataset(id: string): Promise<DatasetSchema | null> {
    return this.#datasets.get(id) ?? null;
  }

  async findByContent(content: BatchContent): Promise<Batch | null> {
    return this.#find(content);
  }

  async commit(commit: BatchCommit): Promise<Batch> {
    const { batch, newDataset } = commit;
    const earlier = this.#find(contentOf(batch));
    if (earlier) return earlier;
    if (newDataset && this.#datasets.has(newDataset.id)) throw new YuejianError("DATASET_EXISTS", { dataset: newDataset.id });
    if (!newDataset && !this.#datasets.has(batch.dataset)) throw new YuejianError("DATASET_UNKNOWN", { dataset: batch.dataset });
    if (newDataset) this.#datasets.set(newDataset.id, newDataset);
    this.commits.push(commit);
    return batch;
  }

  async batches(dataset: string): Promise<readonly Batch[]> {
    return this.commits.filter(({ batch }) => batch.dataset === dataset).map(({ batch }) => batch);
  }

  #find(content: BatchContent): Batch | null {
    const key = canonicalJson(content);
    return this.commits.find(({ batch }) => canonicalJson(contentOf(batch)) === key)?.batch ?? null;
  }
}
