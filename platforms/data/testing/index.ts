export { batchCatalogueContract } from "./batch-catalogue-contract.ts";
export { MemoryCatalogue } from "./memory-catalogue.ts";
export { MemoryBatches, type MemoryCells } from "./memory-batches.ts";
