export { catalogueEntries, deliveredHeadings } from "./entries.ts";
export { createSearchIndex } from "./index-terms.ts";
export { type CatalogueNotes, createCatalogueNotes } from "./notes.ts";
export { searchItems } from "./search.ts";
export { usesOf } from "./uses.ts";
