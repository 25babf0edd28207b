import { parentPort, workerData } from "node:worker_threads";
import { createVrfEvaluator } from "@yuejian/digests/blind";
import { type KeyedRows, keyLeaves } from "./key-leaves.ts";

/** Thread that computes leaves of key trees: a tenth of a millisecond a key, so that several share the work. */
const { seed } = workerData as { seed: Uint8Array };
// What is sent meanwhile waits for the listener.
const key = await createVrfEvaluator(seed);

parentPort?.on("message", (keys: readonly KeyedRows[]) => {
  const leaves = keyLeaves(key, keys);
  parentPort?.postMessage(leaves, [leaves.buffer]);
});
