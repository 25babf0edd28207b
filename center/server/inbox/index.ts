export { readCells } from "./cells.ts";
export { COUNT_TO, type Count, countLeads } from "./count.ts";
export { type Criteria, criteriaOf, type Inbox, type Reader } from "./criteria.ts";
export { decodeCursor, encodeCursor, type Place } from "./cursor.ts";
export { LOOK_AT, type NumberPage, type PageOptions, pageOf, WINDOW } from "./page.ts";
export { RELATED, type RelatedLeads, relatedLeads } from "./related.ts";
