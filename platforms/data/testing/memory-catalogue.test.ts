import { batchCatalogueContract } from "./batch-catalogue-contract.ts";
import { MemoryCatalogue } from "./memory-catalogue.ts";

batchCatalogueContract("memory", async () => ({ catalogue: new MemoryCatalogue(), close: async () => {} }));
