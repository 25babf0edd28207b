import type { BulkHasher } from "./bulk-hasher.ts";
import { createHashEngine } from "./hash-engine.ts";
import { startRecords } from "./record-hasher.ts";
import { startTree } from "./record-tree.ts";

/** Needs WebAssembly with 128-bit vectors, which Node and every browser of the last years have. */
export async function createBulkHasher(): Promise<BulkHasher> {
  const engine = await createHashEngine();
  return {
    startTree: () => startTree(engine),
    treeLevels(leafHashes) {
      const tree = startTree(engine);
      tree.append(leafHashes);
      return tree.finish();
    },
    startRecords: (columns) => startRecords(engine, columns),
    recordLeaves({ bytes, columns, salts }) {
      const hasher = startRecords(engine, columns);
      const leafHashes = hasher.append(bytes, salts);
      hasher.finish();
      return leafHashes;
    },
  };
}
