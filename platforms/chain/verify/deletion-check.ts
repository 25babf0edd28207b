import { type NumberRanges, placeIn, type RetentionAction, type Text } from "@yuejian/contracts";
import { decodeHex, verifyInclusion } from "@yuejian/digests";
import {
  anyObject,
  type Checkpoint,
  type DeletionProof,
  type JsonObject,
  label,
  listOf,
  literal,
  orNull,
  type Reader,
  text,
} from "../format/index.ts";
import { malformed } from "../format/malformed.ts";
import { type CheckList, failure, incoherent } from "./check-list.ts";
import { checkContent, checkInclusion, hashes, requireType } from "./entry-check.ts";
import { type CheckedBatch, checkBatch } from "./record-check.ts";

/** The members of the content of `rows.deleted` on which the checks rest. */
interface DeletionFacts {
  readonly batch: string;
  readonly action: RetentionAction;
  readonly rule: { readonly id: string; readonly version: number; readonly title: string } | null;
  readonly basis: { readonly law: string; readonly article: string };
  readonly at: string;
  readonly rows: NumberRanges;
  readonly leaves: NumberRanges;
}

const number: Reader<number> = (value, where) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw malformed(where, "not a whole number");
  return value as number;
};

const range: Reader<readonly [number, number]> = (value, where) => {
  const [first, last, ...more] = listOf(number, 2)(value, where);
  if (first === undefined || last === undefined || more.length > 0 || last < first) throw malformed(where, "no range");
  return [first, last];
};

const ranges: Reader<NumberRanges> = (value, where) => {
  const read = listOf(range, 100_000)(value, where);
  if (read.some(([first], at) => at > 0 && first <= (read[at - 1]?.[1] ?? -1))) throw malformed(where, "not in ascending order");
  return read;
};

function deletionFacts(content: JsonObject, where: string): DeletionFacts {
  const member = <Value>(of: JsonObject, name: string, read: Reader<Value>): Value => {
    if (!Object.hasOwn(of, name)) throw malformed(where, `member ${name} is missing`);
    return read(of[name], `${where}.${name}`);
  };
  const rule = member(content, "rule", orNull(anyObject));
  const basis = member(content, "basis", anyObject);
  return {
    batch: member(content, "batch", label),
    action: member(content, "action", literal("delete", "redact")),
    rule: rule && { id: member(rule, "id", label), version: member(rule, "version", number), title: member(rule, "title", text()) },
    basis: { law: member(basis, "law", text()), article: member(basis, "article", text()) },
    at: member(content, "at", label),
    rows: member(content, "rows", ranges),
    leaves: member(content, "leaves", ranges),
  };
}

/** The row was a leaf of its batch's record tree, and an entry says that it was deleted. Gives the batch where it holds, for a file beside the document. */
export function checkDeletion(list: CheckList, proof: DeletionProof, checkpoint: Checkpoint): CheckedBatch | null {
  const checked = checkBatch(list, proof.batch, checkpoint);
  const { statement } = proof.deletion.entry;
  const isIncluded = checkInclusion(list, proof.deletion.entry, checkpoint);
  const isContent = checkContent(list, proof.deletion);
  const ref = `${statement.subject}:${proof.row}`;
  let facts: DeletionFacts | null = null;
  list.run("deletion", ref, {
    text: { zh: `账本条目写明该记录已删除：${ref}`, en: `An entry of the ledger says that the record was deleted: ${ref}` },
    test: () => {
      const wrongType = requireType(proof.deletion.entry, "rows.deleted");
      if (wrongType !== null) return wrongType;
      facts = deletionFacts(proof.deletion.content, statement.subject);
      if (facts.action !== "delete") return incoherent(ref, "the entry is of redacted cells");
      if (facts.batch !== statement.subject || facts.batch !== proof.batch.entry.statement.subject)
        return incoherent(ref, "the entry is of another batch");
      const place = placeIn(facts.rows, proof.row);
      if (place === null || place !== placeIn(facts.leaves, proof.leafIndex))
        return incoherent(ref, "the entry does not name the row at that position");
      return null;
    },
  });
  if (checked !== null && isIncluded && isContent)
    list.run("record", ref, {
      text: {
        zh: `批次 ${statement.subject} 第 ${proof.row} 条记录的加盐摘要仍是记录树的第 ${proof.leafIndex} 片叶子`,
        en: `The salted digest of record ${proof.row} of batch ${statement.subject} is still leaf ${proof.leafIndex} of the record tree`,
      },
      test: () => {
        const root = decodeHex(checked.facts.recordRoot, 32) ?? new Uint8Array(0);
        const leafHash = decodeHex(proof.leafHash, 32) ?? new Uint8Array(0);
        const leaf = { leafHash, index: proof.leafIndex, size: checked.facts.rowsAccepted, path: hashes(proof.path), root };
        return verifyInclusion(leaf) ? null : failure("ROOT_MISMATCH", ref);
      },
    });
  return facts === null ? null : checked;
}

/** Under what and when the row was deleted, as the entry says. */
export function deletedText({ deletion, row }: DeletionProof): Text {
  const { rule, basis, at } = deletionFacts(deletion.content, "deletion");
  const { index, statement } = deletion.entry;
  const day = at.slice(0, 10);
  const [zh, en] = rule
    ? [`规则“${rule.title}”（${rule.id} 第 ${rule.version} 版）`, `rule “${rule.title}” (${rule.id}, version ${rule.version})`]
    : ["申请", "a request"];
  return {
    zh: `记录 ${statement.subject}:${row} 曾经入链，已于 ${day} 依${zh}（${basis.law} ${basis.article}）删除，见账本第 ${index} 条。`,
    en: `Record ${statement.subject}:${row} was committed and was deleted on ${day} under ${en} (${basis.law} ${basis.article}), entry ${index}.`,
  };
}
