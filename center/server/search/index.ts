export { readQuestion } from "./asked.ts";
export { type Candidate, compare, findCandidates, type SearchedDataset, type SearchFilters } from "./candidates.ts";
