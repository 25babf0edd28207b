export { chunks } from "./chunks.ts";
export { addLeadWords, fillLeadWords, type LeadWords, leadsWithWords, queryWords, removeLeadWords, wordsOf } from "./lead-words.ts";
export { type Engine, type Migration, migrations, newestMigration, type StructureBuilder } from "./migrations/index.ts";
export { type SharedAnswers, sharedAnswers } from "./shared-answers.ts";
export { openStore, type Reading, type Store, type StoreTransaction } from "./store.ts";
export type { CaseStatus, JobStatus, NewRow, Row, Tables } from "./tables.ts";
export { unindexed } from "./unindexed.ts";
