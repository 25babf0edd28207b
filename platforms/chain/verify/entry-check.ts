import { canonicalJson, type LedgerStatement, type StatementType } from "@yuejian/contracts";
import { decodeHex, encodeHex, leafHash, sha256, sm3, verifyInclusion } from "@yuejian/digests";
import { type Checkpoint, encodeStatement, type JsonObject, type ProvenContent, type ProvenEntry } from "../format/index.ts";
import { type CheckList, type Failure, failure, incoherent } from "./check-list.ts";

/** Digests of a file given beside the document, lower-case hex. */
export interface FileDigests {
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
}

export function digestFile(bytes: Uint8Array): FileDigests {
  return { size: bytes.length, sha256: encodeHex(sha256(bytes)), sm3: encodeHex(sm3(bytes)) };
}

export function checkInclusion(list: CheckList, entry: ProvenEntry, checkpoint: Checkpoint): boolean {
  const subject = `#${entry.index} ${entry.statement.type}`;
  return list.run("inclusion", subject, {
    text: {
      zh: `第 ${entry.index} 条陈述（${entry.statement.type}）在账本的 ${checkpoint.size} 条之中`,
      en: `Statement ${entry.index} (${entry.statement.type}) is among the ${checkpoint.size} entries of the ledger`,
    },
    test: () => {
      const path = hashes(entry.path);
      const proof = {
        leafHash: leafHash(encodeStatement(entry.statement)),
        index: entry.index,
        size: checkpoint.size,
        path,
        root: checkpoint.root,
      };
      return verifyInclusion(proof) ? null : failure("ROOT_MISMATCH", subject);
    },
  });
}

/** The content has the size and both digests that its statement gives. */
export function checkContent(list: CheckList, { entry, content }: ProvenContent<JsonObject>): boolean {
  const subject = `#${entry.index} ${entry.statement.subject}`;
  return list.run("content", subject, {
    text: {
      zh: `“${entry.statement.subject}”的内容与所述 SHA-256、SM3 摘要及长度一致`,
      en: `The content of ${entry.statement.subject} has the SHA-256 and SM3 digests and the length stated`,
    },
    test: () => compareDigests(digestFile(new TextEncoder().encode(canonicalJson(content))), entry.statement, subject),
  });
}

export function compareDigests(
  given: FileDigests,
  stated: Pick<LedgerStatement, "size" | "sha256" | "sm3">,
  where: string,
): Failure | null {
  const isSame = given.size === stated.size && given.sha256 === stated.sha256 && given.sm3 === stated.sm3;
  return isSame ? null : failure("LEAF_MISMATCH", where);
}

export function requireType(entry: ProvenEntry, ...types: readonly StatementType[]): Failure | null {
  if (types.includes(entry.statement.type)) return null;
  return incoherent(`#${entry.index}`, `the statement is ${entry.statement.type}, not ${types.join(" / ")}`);
}

/** Bytes of hashes whose form the reader has checked. */
export function hashes(path: readonly string[]): Uint8Array[] {
  return path.map((step) => decodeHex(step, 32) ?? new Uint8Array(0));
}
