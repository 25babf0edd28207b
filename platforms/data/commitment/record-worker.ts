import { parentPort, workerData } from "node:worker_threads";
import type { CommittedColumn } from "@yuejian/contracts";
import { createBulkHasher } from "@yuejian/digests/bulk";
import { saltsPerRow } from "./committed-columns.ts";
import { openSalts } from "./salts.ts";

/** Thread that turns rows into leaf hashes and the record tree, beside the thread that reads them. */
export interface RecordWorkerData {
  readonly columns: readonly CommittedColumn[];
  readonly saltsFolder: string;
  readonly batch: string;
}

/** Whole rows in the layout of `RecordHasher`; null ends. */
export type RecordWorkerRequest = { readonly rows: Uint8Array<ArrayBuffer> } | { readonly rows: null };

export type RecordWorkerAnswer =
  | { readonly leafHashes: Uint8Array<ArrayBuffer> }
  | { readonly root: Uint8Array; readonly size: number; readonly upperLevels: Uint8Array }
  | { readonly failure: string };

const port = parentPort;
if (!port) throw new Error("record-worker runs as a worker thread");
const { columns, saltsFolder, batch } = workerData as RecordWorkerData;
const hasher = await createBulkHasher();
const records = hasher.startRecords(columns);
const tree = hasher.startTree();
const salts = openSalts(saltsFolder, batch, saltsPerRow(columns));
let leaves = 0;

port.on("message", ({ rows }: RecordWorkerRequest) => {
  try {
    if (rows === null) {
      records.finish();
      const { root, size, upperLevels } = tree.finish();
      port.postMessage({ root, size, upperLevels } satisfies RecordWorkerAnswer);
      port.close();
      return;
    }
    const count = records.rowsIn(rows);
    const own = salts?.read(leaves, count);
    if (!own) throw new Error(`salts of ${batch} were erased`);
    const leafHashes = records.append(rows, own) as Uint8Array<ArrayBuffer>;
    tree.append(leafHashes);
    leaves += count;
    port.postMessage({ leafHashes } satisfies RecordWorkerAnswer, [leafHashes.buffer]);
  } catch (error) {
    port.postMessage({ failure: error instanceof Error ? error.message : String(error) } satisfies RecordWorkerAnswer);
    port.close();
  }
});
