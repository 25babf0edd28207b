export { type Drain, type DrainOptions, ledgerKey, startDrain } from "./drain.ts";
export { contentDigests, createOutbox, type NewFileStatement, type NewStatement, type Outbox, type OutboxOptions } from "./outbox.ts";
