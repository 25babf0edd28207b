import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Runs every bench one after the other, or those named: `npm run bench [-- NAME…]`. Nothing else should run on the machine meanwhile. */
const PARTS = new Set([
  "run.ts",
  "harness.ts",
  "intake-file.ts",
  "intake-task.ts",
  "models-over-city-task.ts",
  "inbox-home.ts",
  "deadlines-task.ts",
  "chain-sm-task.ts",
  "linkage-families.ts",
  "chain-proofs-task.ts",
  "chain-finality-nodes.ts",
  "quality-task.ts",
  "linkage-file.ts",
  "linkage-prototype.ts",
  "linkage-task.ts",
  "linkage-quality-task.ts",
]);
const folder = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);
const benches = readdirSync(folder).filter((file) => file.endsWith(".ts") && !PARTS.has(file));
for (const bench of benches.filter((file) => wanted.length === 0 || wanted.includes(file.replace(/\.ts$/, "")))) {
  console.log(`— ${bench}`);
  const { status } = spawnSync(process.execPath, [folder + bench], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
