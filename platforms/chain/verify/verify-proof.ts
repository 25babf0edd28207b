import type { Text } from "@yuejian/contracts";
import type { Checkpoint, Policy, ProofDocument } from "../format/index.ts";
import { attempt, CheckList, type ProofCheck } from "./check-list.ts";
import { type OpenedCheckpoint, openCheckpoint } from "./checkpoint-check.ts";
import { checkCosigners, type PolicyVerdict } from "./cosigners.ts";
import { checkDeletion } from "./deletion-check.ts";
import { readProofDocument } from "./document-reader.ts";
import { entriesOf } from "./entries.ts";
import { checkContent, checkInclusion, compareDigests, digestFile, type FileDigests } from "./entry-check.ts";
import { absenceText, checkLead, withheldMembers } from "./lead-check.ts";
import { type CheckedBatch, checkBatch, checkRecord, withheldCells } from "./record-check.ts";
import { fileMissingText, provenTexts, unprovenTexts, withheldText } from "./scope-texts.ts";
import { checkSupplements } from "./supplements/check-supplements.ts";

export interface VerifyOptions {
  /** Verifier keys (C2SP) that the reader trusts; they must come from elsewhere than the document. */
  readonly trustedKeys: readonly string[];
  /** The reader's own policy: who has to cosign a checkpoint before it is final. A checkpoint that does not meet it fails. */
  readonly policy?: Policy;
  /** A file to compare: the one a statement is about, or the source file of a batch. Its bytes or its digests. */
  readonly file?: Uint8Array | FileDigests;
  /** What else the reader trusts, for the supplements: each kind takes the texts that it recognises. */
  readonly trust?: readonly string[];
}

export interface Verification {
  /** Every check held. */
  readonly ok: boolean;
  readonly checks: readonly ProofCheck[];
  /** Empty unless `ok`. */
  readonly proves: readonly Text[];
  readonly doesNotProve: readonly Text[];
  /** Null when no policy was given, or the checkpoint could not be opened. */
  readonly policy: PolicyVerdict | null;
}

/** Verifies a proof offline. `document`: its text or bytes (must be canonical), or the parsed JSON. Never throws for what the document holds. */
export function verifyProof(document: unknown, options: VerifyOptions): Verification {
  const list = new CheckList();
  let proof: ProofDocument | null = null;
  list.run("form", "proof", {
    text: { zh: "证明文件完整，格式唯一", en: "The document is whole and in its only form" },
    test: () => {
      proof = readProofDocument(document);
      return null;
    },
  });
  const read = proof as ProofDocument | null;
  if (read === null) return { ok: false, checks: list.checks, proves: [], doesNotProve: [], policy: null };
  const opened = checkSignature(list, read.checkpoint, options);
  if (opened === null) return { ok: false, checks: list.checks, proves: [], doesNotProve: unprovenTexts(read), policy: null };
  const signed = opened.checkpoint;
  const file = options.file instanceof Uint8Array ? digestFile(options.file) : options.file;
  const more = checkParts(list, read, { checkpoint: signed, file });
  const { proves, settled } = checkSupplements(list, read.supplements ?? [], {
    note: read.checkpoint,
    checkpoint: signed,
    entries: entriesOf(read),
    trust: options.trust ?? [],
    file: file ?? null,
  });
  const verdict = checkCosigners(list, opened, options.policy);
  return {
    ok: list.ok,
    checks: list.checks,
    proves: list.ok ? [...provenTexts(read, signed, verdict), ...proves] : [],
    doesNotProve: [...unprovenTexts(read, list.ok ? { settled, verdict } : {}), ...more],
    policy: verdict,
  };
}

/** Whether all that a document fails by is that its checkpoint is not final yet. */
export function isOnlyUnfinal({ ok, checks }: Pick<Verification, "ok" | "checks">): boolean {
  return !ok && checks.every((check) => check.ok || check.name === "policy");
}

/** The checkpoint under which everything in a document stands; null when nobody trusted signed it. */
export function checkSignature(list: CheckList, note: string, options: VerifyOptions): OpenedCheckpoint | null {
  let opened = null as OpenedCheckpoint | null;
  list.run("signature", "checkpoint", {
    text: { zh: "检查点由可信密钥签名", en: "The checkpoint is signed by a trusted key" },
    test: () => {
      const read = openCheckpoint(note, options);
      if ("code" in read) return read;
      opened = read;
      return null;
    },
  });
  return opened;
}

/** Checks what a document of its kind holds; gives what remains unproven in this one. */
function checkParts(list: CheckList, proof: ProofDocument, given: { checkpoint: Checkpoint; file: FileDigests | undefined }): Text[] {
  const { checkpoint, file } = given;
  if (proof.kind === "entry") {
    const { entry, content } = proof.proven;
    checkInclusion(list, entry, checkpoint);
    if (content !== null) checkContent(list, { entry, content });
    if (file !== undefined) {
      list.run("file", entry.statement.subject, {
        text: { zh: "所给文件与陈述的摘要一致", en: "The file given has the digests stated" },
        test: () => compareDigests(file, entry.statement, "file"),
      });
    }
    return content === null && file === undefined ? [fileMissingText] : [];
  }
  if (proof.kind === "record") {
    const batch = checkBatch(list, proof.batch, checkpoint);
    if (batch !== null) checkRecord(list, proof.record, batch);
    checkSourceFile(list, batch === null ? [] : [batch], file);
    return withheld(withheldCells([proof.record]));
  }
  if (proof.kind === "deletion") {
    const batch = checkDeletion(list, proof, checkpoint);
    checkSourceFile(list, batch === null ? [] : [batch], file);
    return [];
  }
  const lead = checkLead(list, proof, checkpoint);
  for (const dataset of lead.absent) list.state("absence", dataset, absenceText(dataset));
  checkSourceFile(list, lead.batches, file);
  return [...lead.absent.map(absenceText), ...withheld(withheldCells(proof.rows) + withheldMembers(proof))];
}

/** A file given beside a document is the source file of one of its batches. */
export function checkSourceFile(list: CheckList, batches: readonly CheckedBatch[], file: FileDigests | undefined): void {
  if (file === undefined) return;
  list.run("file", "source", {
    text: { zh: "所给文件是其中一个批次的源文件", en: "The file given is the source file of one of the batches" },
    test: () => {
      const failures = batches.map(({ facts }) => attempt(() => compareDigests(file, facts.file, "file"), "file"));
      return failures.includes(null) ? null : (failures[0] ?? { code: "LEAF_MISMATCH", parameters: { where: "file" } });
    },
  });
}

function withheld(count: number): Text[] {
  return count === 0 ? [] : [withheldText(count)];
}
