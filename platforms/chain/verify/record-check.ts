import { canonicalJson } from "@yuejian/contracts";
import { decodeHex, encodeHex, recordLeafHash, sha256, verifyInclusion } from "@yuejian/digests";
import type { Checkpoint, ProvenBatch, ProvenRecord } from "../format/index.ts";
import { type CheckList, failure, incoherent } from "./check-list.ts";
import { type BatchFacts, batchFacts } from "./content-reader.ts";
import { checkContent, checkInclusion, hashes, requireType } from "./entry-check.ts";

/** A batch whose statement, content and columns belong together. */
export interface CheckedBatch {
  readonly facts: BatchFacts;
  readonly batch: ProvenBatch;
}

export function checkBatch(list: CheckList, batch: ProvenBatch, checkpoint: Checkpoint): CheckedBatch | null {
  const { statement } = batch.entry;
  const isIncluded = checkInclusion(list, batch.entry, checkpoint);
  const isContent = checkContent(list, batch);
  let facts: BatchFacts | null = null;
  const isBatch = list.run("batch", statement.subject, {
    text: {
      zh: `批次 ${statement.subject} 的记录树根、行数与列与账本陈述一致`,
      en: `Record root, number of rows and columns of batch ${statement.subject} are those stated on the ledger`,
    },
    test: () => {
      const wrongType = requireType(batch.entry, "batch.committed");
      if (wrongType !== null) return wrongType;
      facts = batchFacts(batch.content, statement.subject);
      const { records } = statement;
      if (records === undefined) return incoherent(statement.subject, "the statement has no record tree");
      if (facts.id !== statement.subject) return incoherent(statement.subject, "the content is of another batch");
      if (facts.recordRoot !== records.root || facts.rowsAccepted !== records.count)
        return incoherent(statement.subject, "root or number of rows differ");
      const columns = encodeHex(sha256(new TextEncoder().encode(canonicalJson(batch.columns))));
      return columns === records.columns ? null : failure("LEAF_MISMATCH", `${statement.subject} columns`);
    },
  });
  return isIncluded && isContent && isBatch && facts !== null ? { facts, batch } : null;
}

export function recordRef(record: ProvenRecord): string {
  return `${record.batch}:${record.row}`;
}

/** The opened row is a leaf of its batch's record tree. */
export function checkRecord(list: CheckList, record: ProvenRecord, checked: CheckedBatch): boolean {
  const ref = recordRef(record);
  return list.run("record", ref, {
    text: {
      zh: `批次 ${record.batch} 第 ${record.row} 条记录（源文件第 ${record.line} 行）与入链时一致`,
      en: `Record ${record.row} of batch ${record.batch} (line ${record.line} of its file) is as it was committed`,
    },
    test: () => {
      if (record.batch !== checked.facts.id) return incoherent(ref, "the row is of another batch");
      const opened = { row: record.row, line: record.line, columns: checked.batch.columns, cells: record.cells, rest: record.rest };
      const root = decodeHex(checked.facts.recordRoot, 32) ?? new Uint8Array(0);
      const leaf = { leafHash: recordLeafHash(opened), index: record.leafIndex, size: checked.facts.rowsAccepted };
      return verifyInclusion({ ...leaf, path: hashes(record.path), root }) ? null : failure("ROOT_MISMATCH", ref);
    },
  });
}

/** Number of personal cells of which only the digest is shown. */
export function withheldCells(records: readonly ProvenRecord[]): number {
  return records.reduce((sum, record) => sum + Object.values(record.cells).filter((cell) => "digest" in cell).length, 0);
}
