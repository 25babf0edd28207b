import { tmpdir } from "node:os";
import { silentProgress } from "@yuejian/contracts";
import { linkFiles } from "@yuejian/data";
import { task } from "./harness.ts";
import { prototype } from "./linkage-prototype.ts";

/** One sample: a table linked end to end, from the file to the clusters. `node bench/linkage-task.ts product|prototype FILE [MEMORY]` */
await task(async ([which = "", file = "", memoryLimit = "6GB"]) => {
  if (which === "prototype") {
    const { seconds, candidates } = await prototype(file);
    return { seconds, details: { candidates } };
  }
  const { seconds, candidates, records, entities, steps, threshold } = await linkFiles(
    { paths: [file], listed: 0 },
    { scratchFolder: tmpdir(), progress: silentProgress, memoryLimit },
  );
  return { seconds, details: { records, candidates, entities, threshold, ...steps } };
});
