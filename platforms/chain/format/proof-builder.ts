import { type Ledger, type OpenedCell, RECORD_COMMITMENT, YuejianError } from "@yuejian/contracts";
import { cellDigest, decodeHex, encodeHex, inclusionPath, leafHash, verifyInclusion } from "@yuejian/digests";
import { parseCheckpoint } from "./checkpoint.ts";
import type { JsonObject } from "./closed-shape.ts";
import { type ErasedFinding, findingTree, type SealedFinding } from "./finding-tree.ts";
import { malformed } from "./malformed.ts";
import {
  type DeletionProof,
  type EntryProof,
  type LeadProof,
  PROOF_FORMAT,
  type ProvenBatch,
  type ProvenContent,
  type ProvenEntry,
  type ProvenFinding,
  type ProvenRecord,
  type RecordProof,
} from "./proof-document.ts";
import { parseNote } from "./signed-note.ts";
import { parseStatement } from "./statement.ts";

/** What the ledger gives for a proof. */
export type ProvingLedger = Pick<Ledger, "checkpoint" | "entry" | "inclusionProof">;

/** Proofs of entries under one checkpoint. Take it after the entries were appended: it covers all before it. */
export interface ProofSource {
  readonly checkpoint: string;
  readonly size: number;
  /** INDEX_OUT_OF_RANGE when the entry is younger than the checkpoint. */
  entry(index: number): Promise<ProvenEntry>;
}

/** Under the newest checkpoint, or one that was taken before. ROOT_MISMATCH when that one is of another history than the ledger: no proof leaves that would
 *  not verify. */
export async function openProofSource(ledger: ProvingLedger, earlier?: string): Promise<ProofSource> {
  const checkpoint = earlier ?? (await ledger.checkpoint());
  const { size, root } = parseCheckpoint(parseNote(checkpoint).text);
  return {
    checkpoint,
    size,
    async entry(index) {
      if (!(index >= 0 && index < size)) throw new YuejianError("INDEX_OUT_OF_RANGE", { index, size });
      const [bytes, path] = await Promise.all([ledger.entry(index), ledger.inclusionProof(index, size)]);
      if (!verifyInclusion({ leafHash: leafHash(bytes), index, size, path, root }))
        throw new YuejianError("ROOT_MISMATCH", { where: `checkpoint of ${size}` });
      return { index, path: path.map(encodeHex), statement: parseStatement(bytes) };
    },
  };
}

/** `content` null for a file that is handed over beside the proof. */
export function buildEntryProof(source: ProofSource, proven: ProvenContent<JsonObject | null>): EntryProof {
  return { format: PROOF_FORMAT, kind: "entry", checkpoint: source.checkpoint, proven };
}

export function buildRecordProof(source: ProofSource, parts: { batch: ProvenBatch; record: ProvenRecord }): RecordProof {
  return { format: PROOF_FORMAT, kind: "record", checkpoint: source.checkpoint, batch: parts.batch, record: parts.record };
}

export function buildDeletionProof(
  source: ProofSource,
  parts: Omit<DeletionProof, "format" | "kind" | "checkpoint" | "supplements">,
): DeletionProof {
  const { batch, deletion, row, leafIndex, leafHash: leaf, path } = parts;
  return { format: PROOF_FORMAT, kind: "deletion", checkpoint: source.checkpoint, batch, deletion, row, leafIndex, leafHash: leaf, path };
}

export function buildLeadProof(source: ProofSource, parts: Omit<LeadProof, "format" | "kind" | "checkpoint" | "supplements">): LeadProof {
  const { lead, run, finding, batches, rows } = parts;
  return { format: PROOF_FORMAT, kind: "lead", checkpoint: source.checkpoint, lead, run, finding, batches, rows };
}

/** One row with its path in the record tree. `leafHashes`: all leaves of the batch, or a function that gives the path. */
export function buildProvenRecord(
  record: Omit<ProvenRecord, "path">,
  tree: readonly Uint8Array[] | ((leafIndex: number) => readonly Uint8Array[]),
): ProvenRecord {
  const path = typeof tree === "function" ? tree(record.leafIndex) : inclusionPath(tree, record.leafIndex);
  return { ...record, path: path.map(encodeHex) };
}

/** The finding at `index` of all findings of its run, the others closed. */
export function buildProvenFinding(findings: readonly (SealedFinding | ErasedFinding)[], index: number): ProvenFinding {
  const finding = findings[index];
  if (finding === undefined || "leaf" in finding) throw malformed("finding", `no finding ${index}`);
  return { index, path: findingTree(findings).path(index), ...finding };
}

/** Replaces opened cells by their digests; what is withheld stays proven to be there. */
export function withholdCells(
  cells: Readonly<Record<string, OpenedCell>>,
  isWithheld: (column: string) => boolean,
): Record<string, OpenedCell> {
  return Object.fromEntries(
    Object.entries(cells).map(([column, cell]) => {
      if ("digest" in cell || !isWithheld(column)) return [column, cell];
      const salt = decodeHex(cell.salt, RECORD_COMMITMENT.saltBytes);
      if (salt === null) throw malformed(column, "the salt is not 16 bytes of hexadecimal");
      return [column, { digest: encodeHex(cellDigest({ salt, column, value: cell.value })) }];
    }),
  );
}
