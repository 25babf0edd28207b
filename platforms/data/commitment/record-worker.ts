import { parentPort, workerData } from "node:worker_threads";
import { type HashedBatch, hashRecords, type RecordDigest } from "./hash-records.ts";

/** Thread that hashes rows beside the thread that reads them. */

/** Whole rows in the layout of `RecordHasher`; null ends. */
export type RecordWorkerRequest = { readonly rows: Uint8Array<ArrayBuffer> } | { readonly rows: null };

export type RecordWorkerAnswer = { readonly leafHashes: Uint8Array<ArrayBuffer> } | RecordDigest | { readonly failure: string };

const port = parentPort;
if (!port) throw new Error("record-worker runs as a worker thread");
const hashing = await hashRecords(workerData as HashedBatch);

port.on("message", ({ rows }: RecordWorkerRequest) => {
  try {
    if (rows === null) {
      port.postMessage(hashing.finish() satisfies RecordWorkerAnswer);
      port.close();
      return;
    }
    const leafHashes = hashing.take(rows);
    port.postMessage({ leafHashes } satisfies RecordWorkerAnswer, [leafHashes.buffer]);
  } catch (error) {
    port.postMessage({ failure: error instanceof Error ? error.message : String(error) } satisfies RecordWorkerAnswer);
    port.close();
  }
});
