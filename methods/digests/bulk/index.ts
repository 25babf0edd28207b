export type { BulkHasher, RecordHasher, RecordTree, TreeBuilder } from "./bulk-hasher.ts";
export { createBulkHasher } from "./create-bulk-hasher.ts";
export { createEntryHasher, type EntryHasher, type EntryHashes } from "./entry-hasher.ts";
export { storedInclusionPath } from "./record-tree.ts";
