import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createIds, type DatasetSchema, type Progress, silentProgress } from "@yuejian/contracts";
import { FileCatalogue } from "@yuejian/data/testing/file-catalogue";

/** What intake works with in a measured process: a home of its own, nothing remembered of other runs. */
export function intakePorts(home: string, datasets: readonly DatasetSchema[], progress: Progress = silentProgress) {
  const clock = { now: () => Date.now() };
  return {
    catalogue: new FileCatalogue(join(home, "catalogue.jsonl"), datasets),
    lakeFolder: join(home, "lake"),
    scratchFolder: join(home, "scratch"),
    saltsFolder: join(home, "salts"),
    vrfSeed: new Uint8Array(32),
    clock,
    ids: createIds(clock, randomBytes),
    progress,
    randomBytes,
  };
}
