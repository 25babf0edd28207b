import { parentPort, workerData } from "node:worker_threads";
import { createVrfEvaluator } from "@yuejian/digests/blind";
import { type KeyedRows, keyLeaves } from "./key-leaves.ts";

/** Thread that computes leaves of key trees: a tenth of a millisecond a key, so that several share the work. */
const { seed } = workerData as { seed: Uint8Array };
const key = createVrfEvaluator(seed);

parentPort?.on("message", async (keys: readonly KeyedRows[]) => {
  const leaves = keyLeaves(await key, keys);
  parentPort?.postMessage(leaves, [leaves.buffer]);
});
