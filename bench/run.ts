import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Runs every bench one after the other, or one: `npm run bench [-- NAME [ARGUMENT…]]`. Nothing else should run on the machine meanwhile.
 *  Measured processes are called `…-task.ts`; what benches share beside them is listed here. */
const SHARED = new Set([
  "run",
  "harness",
  "chain-finality-nodes",
  "city-files",
  "city-home",
  "farmland-landscape",
  "governance-rows",
  "farmland-scale-rasters",
  "farmland-scale-series",
  "hypercore.d",
  "inbox-home",
  "intake-file",
  "intake-ports",
  "linkage-families",
  "linkage-file",
  "linkage-prototype",
  "patterns-world",
  "people",
]);
const folder = fileURLToPath(new URL(".", import.meta.url));
const [wanted, ...more] = process.argv.slice(2);
const benches = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && !file.endsWith("-task.ts"))
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((name) => !SHARED.has(name));
if (wanted !== undefined && !benches.includes(wanted)) {
  console.error(`no bench ${wanted}; there are: ${benches.join(", ")}`);
  process.exit(2);
}
for (const bench of wanted === undefined ? benches : [wanted]) {
  console.log(`— ${bench}`);
  const { status } = spawnSync(process.execPath, [`${folder}${bench}.ts`, ...more], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
