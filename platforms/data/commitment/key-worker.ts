import { parentPort } from "node:worker_threads";
import { createVrfEvaluator } from "@yuejian/digests/blind";
import { type KeyedRows, keyLeaves } from "./key-leaves.ts";

/** Thread that computes leaves of key trees: a tenth of a millisecond a key, so that several share the work. */

export interface KeyWorkerRequest {
  /** The home's VRF seed. */
  readonly seed: Uint8Array;
  readonly keys: readonly KeyedRows[];
}

export type KeyWorkerAnswer = { readonly leaves: Uint8Array<ArrayBuffer> } | { readonly failure: string };

type Evaluator = Awaited<ReturnType<typeof createVrfEvaluator>>;
let last: { readonly seed: Uint8Array; readonly evaluator: Evaluator } | null = null;

async function evaluatorOf(seed: Uint8Array): Promise<Evaluator> {
  if (last === null || Buffer.compare(last.seed, seed) !== 0) last = { seed, evaluator: await createVrfEvaluator(seed) };
  return last.evaluator;
}

async function answer({ seed, keys }: KeyWorkerRequest): Promise<void> {
  try {
    const leaves = keyLeaves(await evaluatorOf(seed), keys);
    parentPort?.postMessage({ leaves } satisfies KeyWorkerAnswer, [leaves.buffer]);
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) } satisfies KeyWorkerAnswer);
  }
}

parentPort?.on("message", (request: KeyWorkerRequest) => void answer(request));
