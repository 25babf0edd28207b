export { batchCatalogueContract } from "./batch-catalogue-contract.ts";
export { MemoryBatches, type MemoryCells } from "./memory-batches.ts";
export { MemoryCatalogue } from "./memory-catalogue.ts";
