export { readCells } from "./cells.ts";
export { type Count, countLeads } from "./count.ts";
export { type Criteria, criteriaOf, firstSince, type Inbox, type Reader } from "./criteria.ts";
export { decodeCursor, encodeCursor, type Place } from "./cursor.ts";
export { type NumberPage, type PageOptions, pageOf } from "./page.ts";
export { type RelatedLeads, relatedLeads } from "./related.ts";
