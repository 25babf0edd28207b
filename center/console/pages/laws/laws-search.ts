import type { lawsSearch } from "../../frame/search.ts";

/** What the page's address carries. */
export type LawsSearch = ReturnType<typeof lawsSearch>;
/** What changes in the address; undefined takes it out. */
export type LawsChange = { readonly [K in keyof LawsSearch]?: LawsSearch[K] | undefined };
