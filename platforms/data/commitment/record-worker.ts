import { parentPort } from "node:worker_threads";
import { createBulkHasher } from "@yuejian/digests/bulk";
import { freeBytes } from "../engine/free-bytes.ts";
import { type HashedBatch, hashRecords, type RecordDigest, type RecordHashing } from "./hash-records.ts";

/** Thread that hashes rows beside the thread that reads them, one batch after another. */

/** A batch begins; whole rows in the layout of `RecordHasher`; null ends the batch. */
export type RecordWorkerRequest = { readonly batch: HashedBatch } | { readonly rows: Uint8Array<ArrayBuffer> } | { readonly rows: null };

export type RecordWorkerAnswer = { readonly leafHashes: Uint8Array<ArrayBuffer> } | RecordDigest | { readonly failure: string };

const port = parentPort;
if (!port) throw new Error("record-worker runs as a worker thread");
const hasher = await createBulkHasher();
let hashing: RecordHashing | null = null;

// What is sent meanwhile waits for the listener.
port.on("message", (request: RecordWorkerRequest) => {
  try {
    if ("batch" in request) {
      hashing = hashRecords(hasher, request.batch);
      return;
    }
    if (hashing === null) throw new Error("rows came before their batch");
    if (request.rows === null) {
      port.postMessage(hashing.finish() satisfies RecordWorkerAnswer);
      hashing = null;
      return;
    }
    const leafHashes = hashing.take(request.rows);
    freeBytes(request.rows);
    port.postMessage({ leafHashes } satisfies RecordWorkerAnswer, [leafHashes.buffer]);
  } catch (error) {
    port.postMessage({ failure: error instanceof Error ? error.message : String(error) } satisfies RecordWorkerAnswer);
  }
});
