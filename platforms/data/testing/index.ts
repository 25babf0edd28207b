export { batchCatalogueContract } from "./batch-catalogue-contract.ts";
export { MemoryCatalogue } from "./memory-catalogue.ts";
