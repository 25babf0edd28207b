import { tmpdir } from "node:os";
import { silentProgress } from "@yuejian/contracts";
import { linkFiles } from "@yuejian/data";
import { task } from "./harness.ts";

/** One sample: a labelled table linked with the one configuration there is, and judged. `node bench/linkage-quality-task.ts FILE TRUTH` */
await task(async ([file = "", truthPath = ""]) => {
  const linked = await linkFiles({ paths: [file], truthPath, listed: 0 }, { scratchFolder: tmpdir(), progress: silentProgress });
  const { quality, records, entities, candidates, thresholdProbability, seconds } = linked;
  if (!quality) throw new Error("the table was not judged");
  const { f1, precision, recall, overMerged } = quality;
  return {
    seconds,
    details: { records, entities, candidates, thresholdProbability, f1, precision, recall, overMerged: overMerged ?? "–" },
  };
});
