import type { Text } from "@yuejian/contracts";
import { sm3Tree, verifyInclusion } from "@yuejian/digests";
import {
  type Checkpoint,
  closed,
  count,
  encodeStatement,
  listOf,
  literal,
  parseCheckpoint,
  parseNote,
  parseSmVerifierKey,
  type SmSupplement,
  text,
  verifySmNoteSignature,
} from "../../format/index.ts";
import { type Failure, failure, incoherent } from "../check-list.ts";
import { path } from "../document-reader.ts";
import { hashes } from "../entry-check.ts";
import type { SupplementGiven, SupplementKind, SupplementResult } from "./kind.ts";

const WHERE = "sm";

/** The document's entries once more in the log of the national suite: SM2 signature, SM3 tree, SM3 digest of what the statements are about.
 *  All of it in portable code; trust is the verifier key of that log. */
export const smSupplement: SupplementKind<SmSupplement> = {
  kind: "sm",
  title: { zh: "国密账本", en: "SM log" },
  read: closed({ kind: literal("sm"), checkpoint: text(10_000), entries: listOf(closed({ index: count, path })) }),
  check(supplement, given) {
    const opened = openSmCheckpoint(supplement.checkpoint, given);
    if ("code" in opened) return { outcome: "fails", failure: opened };
    const fault = entriesFault(supplement, { ...given, checkpoint: opened });
    if (fault !== null) return { outcome: "fails", failure: fault };
    // Whole it may be; whose it is nobody here can tell.
    return given.trust.length === 0 ? { outcome: "open", text: NO_KEY } : holds(opened, given);
  },
  isTrust(given) {
    try {
      parseSmVerifierKey(given);
      return true;
    } catch {
      return false;
    }
  },
};

/** The checkpoint of a note with exactly one signature, by a key that the reader brought if any, of the SM log that belongs to the document's log. */
function openSmCheckpoint(note: string, { trust, checkpoint: main }: SupplementGiven): Checkpoint | Failure {
  const { text: body, signatures } = parseNote(note);
  const checkpoint = parseCheckpoint(body);
  const [signature] = signatures;
  if (checkpoint.origin !== `${main.origin}/sm`) return incoherent(WHERE, `it is of ${checkpoint.origin}, not of ${main.origin}/sm`);
  if (signature === undefined || signatures.length > 1) return incoherent(WHERE, "not one signature");
  if (trust.length === 0) return checkpoint;
  const keys = trust.map(parseSmVerifierKey).filter(({ name }) => name === checkpoint.origin);
  if (keys.length === 0) return failure("KEY_UNKNOWN", WHERE, { key: checkpoint.origin });
  return keys.some((key) => verifySmNoteSignature(body, signature, key)) ? checkpoint : failure("SIGNATURE_INVALID", WHERE);
}

function entriesFault({ entries: proven }: SmSupplement, { entries, checkpoint: { size, root } }: SupplementGiven): Failure | null {
  const statements = new Map(entries.map(({ index, statement }) => [index, statement]));
  const isComplete = proven.length === statements.size && proven.every(({ index }) => statements.has(index));
  const isRising = proven.every(({ index }, at) => at === 0 || (proven[at - 1]?.index ?? 0) < index);
  if (!isComplete || !isRising) return incoherent(WHERE, "not every entry of the document, each once, in order");
  for (const { index, path: steps } of proven) {
    const statement = statements.get(index);
    if (statement === undefined) return incoherent(WHERE, `no entry ${index}`);
    const leafHash = sm3Tree.leaf(encodeStatement(statement));
    if (!verifyInclusion({ leafHash, index, size, path: hashes(steps), root }, sm3Tree))
      return failure("ROOT_MISMATCH", `${WHERE} #${index}`);
  }
  return null;
}

function holds({ origin, size }: Checkpoint, { entries, file }: SupplementGiven): SupplementResult {
  const count = new Set(entries.map(({ index }) => index)).size;
  const named = file === null ? undefined : entries.find(({ statement }) => statement.sm3 === file.sm3);
  const about: Text =
    named === undefined
      ? { zh: "", en: "" }
      : {
          zh: `；所给文件的 SM3 摘要即第 ${named.index} 条陈述所载`,
          en: `; the file given has the SM3 digest that statement ${named.index} holds`,
        };
  return {
    outcome: "holds",
    text: {
      zh: `国密账本 ${origin} 的检查点（${size} 条）由可信密钥以 SM2 签名，本证明的 ${count} 条陈述都在其 SM3 树中${about.zh}`,
      en: `The checkpoint of the SM log ${origin} (${size} entries) is signed with SM2 by a trusted key, and its SM3 tree holds the ${count} statements of this document${about.en}`,
    },
    proves: [
      {
        zh: "同样的陈述也在国密账本之中：陈述及其所载内容摘要的存在，只依 SM3 与 SM2 即可确认（批次内逐行的证明仍以 SHA-256 为准）。",
        en: "The same statements stand in the SM log: that they exist, with the digests of their content, follows from SM3 and SM2 alone (rows within a batch remain bound by SHA-256).",
      },
    ],
  };
}

const NO_KEY: Text = {
  zh: "国密账本的签名未核验：没有给出国密账本的验证密钥",
  en: "The signature of the SM log was not checked: no verifier key of the SM log was given",
};
