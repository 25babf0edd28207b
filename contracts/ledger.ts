import type { CommittedKeys } from "./key-commitment.ts";

/** What a ledger entry says. Entries hold digests only; content stays outside and can be erased.
 *  The entry is the UTF-8 of its `canonicalJson`. */
export interface LedgerStatement {
  readonly v: 1;
  readonly type: StatementType;
  /** Id of the object concerned. */
  readonly subject: string;
  /** Bytes of the content. */
  readonly size: number;
  /** Lower-case hex digests of the content. */
  readonly sha256: string;
  readonly sm3: string;
  /** Id of the office that states it. */
  readonly organisation: string;
  /** UTC, ISO 8601 with milliseconds and Z. */
  readonly at: string;
  /** For batches: root of the record tree, number of leaves, and digest of the committed columns' canonical JSON. */
  readonly records?: { readonly root: string; readonly count: number; readonly columns: string };
  /** For batches of datasets that declare keys: what proves their absence. */
  readonly keys?: CommittedKeys;
}

export const STATEMENT_TYPES = [
  "home.created",
  "dataset.created",
  "batch.committed",
  "batch.withdrawn",
  "run.finished",
  "lead.created",
  "lead.changed",
  "case.created",
  "case.changed",
  "case-setting.changed",
  "purpose.stated",
  "record.revealed",
  "record.exported",
  "user.changed",
  "file.registered",
  "schedule.changed",
  "detection.changed",
  "pilot.changed",
  "feature.changed",
  "document-rule.changed",
  "document-key.changed",
  "document-settings.changed",
  "document-examples.exported",
  "document-watch.changed",
  "patterns.searched",
  "pattern.decided",
  "pattern-cause.changed",
  "white-paper.changed",
  "white-paper.issued",
  "mapping.changed",
  "seal.changed",
  "approval.changed",
  "correction.changed",
  "contest.changed",
  "lead.flagged",
  "lead.expired",
  "view.changed",
  "operation.started",
  "sample.committed",
  "sample.drawn",
  "check.decided",
  "anchor.changed",
  "evidence.found",
  "ledger.handed-over",
  "device.changed",
  "capture.received",
  "certificate.issued",
  "quality-rule.changed",
  "catalogue.changed",
  "source.changed",
  "source.alerted",
  "entities.linked",
  "entity.decided",
  "entity-mapping.changed",
  "query.executed",
  "query.exported",
  "saved-query.changed",
  "retention.changed",
  "rows.deleted",
  "file.erased",
  "casework.imported",
  "casework.looked-at",
  "casework-notice.answered",
  "procedural-step.changed",
  "notify.changed",
  "reminder.escalated",
  "laws.imported",
  "law-notices.opened",
  "law-notice.decided",
  "farmland.measured",
  "judgments.imported",
  "farmland.remeasured",
  "field-check.changed",
] as const;

export type StatementType = (typeof STATEMENT_TYPES)[number];

export interface LedgerEntry {
  /** Caller's key; the same key with the same bytes yields the same index, with other bytes ENTRY_KEY_REUSED. */
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** The append side of Yuejian Chain as the server uses it. */
export interface Ledger {
  /** Appends entries in order.
   *  MUST NOT resolve before they are durable; callers may retry with the same keys. Resolves to one leaf index per entry. */
  append(entries: readonly LedgerEntry[]): Promise<readonly number[]>;
  /** Number of durable entries. */
  readonly size: number;
  /** The newest published checkpoint as a signed note (C2SP tlog-checkpoint), which covers every entry appended before the call. */
  checkpoint(): Promise<string>;
  entry(index: number): Promise<Uint8Array>;
  /** RFC 6962 inclusion proof, hashes from the leaf upward. */
  inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]>;
  consistencyProof(oldSize: number, newSize: number): Promise<readonly Uint8Array[]>;
  close(): Promise<void>;
}
