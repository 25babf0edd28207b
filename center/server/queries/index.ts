export { existsInQueries, maskOf, queryGround } from "./query-access.ts";
export { createQueryDesk, type HeldQuery, type KeptExport, type QueryDesk, type QueryRequest } from "./query-desk.ts";
export { createSavedQueries, type SavedQueries } from "./saved-queries.ts";
