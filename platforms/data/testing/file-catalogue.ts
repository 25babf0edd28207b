import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from "node:fs";
import type { Batch, BatchCommit, DatasetSchema } from "@yuejian/contracts";
import { MemoryCatalogue } from "./memory-catalogue.ts";

/** A catalogue that outlives its process, one durable line a commit, so that tests can kill a load and look at what stayed. One writer at a time. */
export class FileCatalogue extends MemoryCatalogue {
  readonly #path: string;

  constructor(path: string, datasets: readonly DatasetSchema[]) {
    super(datasets);
    this.#path = path;
    if (!existsSync(path)) return;
    // A line without its end was never acknowledged.
    for (const line of readFileSync(path, "utf8").split("\n").slice(0, -1)) this.commits.push(JSON.parse(line) as BatchCommit);
  }

  override async commit(commit: BatchCommit): Promise<Batch> {
    const before = this.commits.length;
    const batch = await super.commit(commit);
    if (this.commits.length > before) {
      appendFileSync(this.#path, `${JSON.stringify(commit)}\n`);
      const file = openSync(this.#path, "r");
      fsyncSync(file);
      closeSync(file);
    }
    return batch;
  }
}
