import { parentPort, workerData } from "node:worker_threads";
import { vrfKey } from "@yuejian/digests/keys";
import { type KeyedRows, keyLeaves } from "./key-leaves.ts";

/** Thread that computes leaves of key trees: a millisecond a key, so that several share the work. */
const { seed } = workerData as { seed: Uint8Array };
const key = vrfKey(seed);

parentPort?.on("message", (keys: readonly KeyedRows[]) => {
  const leaves = keyLeaves(key, keys);
  parentPort?.postMessage(leaves, [leaves.buffer]);
});
