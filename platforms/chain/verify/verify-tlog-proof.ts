import type { LedgerStatement } from "@yuejian/contracts";
import { leafHash, verifyInclusion } from "@yuejian/digests";
import { type Checkpoint, decodeUtf8, parseStatement, parseTlogProof, type TlogProof } from "../format/index.ts";
import { CheckList, failure, incoherent } from "./check-list.ts";
import { checkCosigners } from "./cosigners.ts";
import { compareDigests, digestFile } from "./entry-check.ts";
import { fileMissingText, provenTexts, unprovenTexts } from "./scope-texts.ts";
import { checkSignature, type Verification, type VerifyOptions } from "./verify-proof.ts";

export interface TlogProofOptions extends VerifyOptions {
  /** The bytes that were given beside the proof, where they may be the entry itself. */
  readonly entry?: Uint8Array;
}

const SCOPE = { kind: "tlog" } as const;

/** Verifies a `.tlog-proof` offline. The entry is what was given beside it or what the proof carries as its extra data: whichever has the leaf hash, for
 *  neither is authenticated otherwise. Where the entry is a statement about a file, a file given is compared with it. */
export function verifyTlogProof(document: string | Uint8Array, options: TlogProofOptions): Verification {
  const list = new CheckList();
  let read = null as TlogProof | null;
  list.run("form", "tlog-proof", {
    text: { zh: "证明文件完整，格式唯一", en: "The document is whole and in its only form" },
    test: () => {
      read = parseTlogProof(typeof document === "string" ? document : decodeUtf8(document, "tlog-proof"));
      return null;
    },
  });
  const nothing = { ok: false, proves: [], policy: null } as const;
  if (read === null) return { ...nothing, checks: list.checks, doesNotProve: [] };
  const proof: TlogProof = read;
  const opened = checkSignature(list, proof.checkpoint, options);
  if (opened === null) return { ...nothing, checks: list.checks, doesNotProve: unprovenTexts(SCOPE) };
  const entry = checkEntry(list, proof, { checkpoint: opened.checkpoint, given: options.entry });
  const isCompared = entry !== null && checkFile(list, entry, options);
  const policy = checkCosigners(list, opened, options.policy);
  return {
    ok: list.ok,
    checks: list.checks,
    proves: list.ok ? provenTexts(SCOPE, opened.checkpoint, policy) : [],
    doesNotProve: [...unprovenTexts(SCOPE, list.ok ? { verdict: policy } : {}), ...(isCompared ? [] : [fileMissingText])],
    policy,
  };
}

interface FoundEntry {
  readonly bytes: Uint8Array;
  /** Null: an entry of another form than this program's. */
  readonly statement: LedgerStatement | null;
}

function checkEntry(
  list: CheckList,
  { index, path, extra }: TlogProof,
  { checkpoint, given }: { checkpoint: Checkpoint; given: Uint8Array | undefined },
): FoundEntry | null {
  const { size, root } = checkpoint;
  const candidates = [given, extra].filter((bytes) => bytes !== undefined && bytes !== null);
  const found = candidates.find((bytes) => verifyInclusion({ leafHash: leafHash(bytes), index, size, path, root }));
  const statement = found === undefined ? null : statementIn(found);
  const words = statement === null ? "" : ` ${statement.type}`;
  list.run("inclusion", `#${index}${words}`, {
    text: {
      zh: `第 ${index} 条${statement === null ? "" : `陈述（${statement.type}）`}在账本的 ${size} 条之中`,
      en: `${statement === null ? "Entry" : "Statement"} ${index}${statement === null ? "" : ` (${statement.type})`} is among the ${size} entries of the ledger`,
    },
    test: () => {
      if (candidates.length === 0) return incoherent(`#${index}`, "the entry is neither in the proof nor beside it");
      return found === undefined ? failure("ROOT_MISMATCH", `#${index}`) : null;
    },
  });
  return found === undefined ? null : { bytes: found, statement };
}

/** Whether a file was compared, or none is needed. */
function checkFile(list: CheckList, { bytes, statement }: FoundEntry, { file: given, entry }: TlogProofOptions): boolean {
  if (bytes === entry) return true;
  if (given === undefined) return statement === null;
  const file = given instanceof Uint8Array ? digestFile(given) : given;
  list.run("file", statement?.subject ?? "entry", {
    text: { zh: "所给文件与陈述的摘要一致", en: "The file given has the digests stated" },
    test: () => (statement === null ? failure("LEAF_MISMATCH", "file") : compareDigests(file, statement, "file")),
  });
  return true;
}

function statementIn(bytes: Uint8Array): LedgerStatement | null {
  try {
    return parseStatement(bytes);
  } catch {
    return null;
  }
}
