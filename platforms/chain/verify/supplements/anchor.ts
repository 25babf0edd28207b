import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Text } from "@yuejian/contracts";
import { decodeHex, encodeHex, sha256, verifyConsistency } from "@yuejian/digests";
import { type AnchorSupplement, type Checkpoint, parseCheckpoint, parseNote, readAnchorSupplement } from "../../format/index.ts";
import { type Failure, failure, incoherent } from "../check-list.ts";
import { openReceipt, type ProvenBlock } from "../evm/receipt-proof.ts";
import type { SupplementGiven, SupplementKind, SupplementResult } from "./kind.ts";

const UTF8 = new TextEncoder();
const EVENT = encodeHex(keccak_256(UTF8.encode("Anchored(bytes32,uint64,bytes32,bytes32,address,bytes)")));

/** An anchor in a consortium chain.
 *
 *  Offline it is shown that the anchored tree and the document's are one history that holds every entry of the document, and, where a receipt is given,
 *  that a block of this hash holds the event. That the block belongs to the chain, and was not taken back, only somebody who knows the chain can say:
 *  the reader brings it as `evm-block CHAIN HASH` or `evm-anchor CHAIN CONTRACT SIZE ROOT BLOCK-HASH TIME` (which `yuejian verify --anchor-rpc` asks for). */
export const anchorKind: SupplementKind<AnchorSupplement> = {
  kind: "anchor",
  title: { zh: "联盟链锚定", en: "Anchor in a consortium chain" },
  read: readAnchorSupplement,
  isTrust: (text) => KNOWN_BLOCK.test(text) || KNOWN_ANCHOR.test(text),
  check: (supplement, given) => checkAnchor(supplement, given),
};

const KNOWN_BLOCK = /^evm-block ([1-9]\d{0,15}) 0x([0-9a-f]{64})$/;
const KNOWN_ANCHOR =
  /^evm-anchor ([1-9]\d{0,15}) 0x([0-9a-f]{40}) ([1-9]\d{0,15}) 0x([0-9a-f]{64}) 0x([0-9a-f]{64}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/;

/** What a node of the chain said, as a reader brings it. A root of zero: the contract knows no such anchor. */
export interface KnownAnchor {
  readonly chainId: number;
  readonly contract: string;
  readonly size: number;
  readonly root: string;
  readonly blockHash: string;
  readonly at: string;
}

export function formatKnownAnchor({ chainId, contract, size, root, blockHash, at }: KnownAnchor): string {
  return `evm-anchor ${chainId} 0x${contract} ${size} 0x${root} 0x${blockHash} ${at}`;
}

function checkAnchor(supplement: AnchorSupplement, given: SupplementGiven): SupplementResult {
  const anchored = parseCheckpoint(parseNote(supplement.note).text);
  const mismatch = belongs(anchored, supplement.path, given);
  if (mismatch !== null) return { outcome: "fails", failure: mismatch };
  const block = supplement.receipt === null ? null : openReceipt(supplement.receipt, supplement.block.hash);
  if (block !== null && !isEvent(block, supplement, anchored)) {
    return { outcome: "fails", failure: incoherent("anchor", "the event in the block is another") };
  }
  return judge(supplement, { anchored, block, trust: given.trust });
}

/** Whether the anchored tree holds every entry of the document and is one history with its checkpoint. The anchored note's signature adds nothing:
 *  the trees are compared. */
function belongs(anchored: Checkpoint, hexPath: readonly string[], { checkpoint, entries }: SupplementGiven): Failure | null {
  if (anchored.origin !== checkpoint.origin) return incoherent("anchor", "it is of another ledger");
  if (entries.some(({ index }) => index >= anchored.size)) return incoherent("anchor", "an entry of the document is younger than it");
  const path = hexPath.map((step) => decodeHex(step, 32) ?? new Uint8Array(32));
  const [older, newer] = anchored.size < checkpoint.size ? [anchored, checkpoint] : [checkpoint, anchored];
  const proof = { oldSize: older.size, newSize: newer.size, oldRoot: older.root, newRoot: newer.root, path };
  return verifyConsistency(proof) ? null : failure("ROOT_MISMATCH", "anchor");
}

function isEvent({ number, log }: ProvenBlock, supplement: AnchorSupplement, anchored: Checkpoint): boolean {
  const note = UTF8.encode(supplement.note);
  const topics = [EVENT, encodeHex(sha256(UTF8.encode(anchored.origin))), word(anchored.size)];
  const data = encodeHex(log.data);
  // Five words and the note: root, its SHA-256, the anchorer (anybody the contract let in), where the note begins, its length, its bytes filled up.
  const filled = encodeHex(note).padEnd(Math.ceil(note.length / 32) * 64, "0");
  const anchorer = data.slice(128, 192);
  const expected = [encodeHex(anchored.root), encodeHex(sha256(note)), anchorer, word(128), word(note.length), filled].join("");
  return (
    number === supplement.block.number &&
    encodeHex(log.address) === supplement.contract &&
    log.topics.map(encodeHex).join() === topics.join() &&
    data === expected
  );
}

function judge(
  { chainId, contract, block: { number, hash } }: AnchorSupplement,
  { anchored, block, trust }: { anchored: Checkpoint; block: ProvenBlock | null; trust: readonly string[] },
): SupplementResult {
  const place = { chainId, contract: `0x${contract}`, size: anchored.size, number };
  for (const text of trust) {
    const [, chain, address, size, root, blockHash, at = ""] = KNOWN_ANCHOR.exec(text) ?? [];
    if (chain !== String(chainId) || address !== contract || size !== String(anchored.size)) continue;
    if (root !== encodeHex(anchored.root))
      return refused(/^0*$/.test(root ?? "") ? "the contract knows none of this size" : "the contract has another root");
    // An anchor that stands in another block now than when the document was made is an anchor still.
    return holds(place, at, blockHash === hash ? null : blockHash);
  }
  const isKnown = trust.some((text) => {
    const [, chain, known] = KNOWN_BLOCK.exec(text) ?? [];
    return chain === String(chainId) && known === hash;
  });
  if (block !== null && isKnown) return holds(place, block.at, null);
  return { outcome: "open", text: openText(place, block) };
}

function refused(reason: string): SupplementResult {
  return { outcome: "fails", failure: failure("ANCHOR_NOT_FOUND", "anchor", { reason }) };
}

interface AnchorPlace {
  readonly chainId: number;
  readonly contract: string;
  readonly size: number;
  readonly number: number;
}

function holds({ chainId, contract, size, number }: AnchorPlace, at: string, moved: string | null | undefined): SupplementResult {
  const block = moved ? `0x${moved}` : String(number);
  return {
    outcome: "holds",
    text: {
      zh: `${size} 条的检查点已锚定在链 ${chainId} 的合约 ${contract}（区块 ${block}）`,
      en: `A checkpoint of ${size} entries is anchored in contract ${contract} of chain ${chainId} (block ${block})`,
    },
    proves: [
      {
        zh: `本文件的全部条目最迟在 ${at}（链 ${chainId} 区块 ${block} 的时间）已经存在；合约 ${contract} 对 ${size} 条只接受这一个根。这一点以该链的验证者可信为前提。`,
        en: `Every entry of this document existed by ${at} (time of block ${block} of chain ${chainId}); contract ${contract} takes no other root for ${size} entries. This rests on that chain's validators.`,
      },
    ],
  };
}

function openText({ chainId, contract, size, number }: AnchorPlace, block: ProvenBlock | null): Text {
  const ask = {
    zh: "该区块是否在链上须向链查询：yuejian verify --anchor-rpc URL",
    en: "whether the block stands in the chain has to be asked there: yuejian verify --anchor-rpc URL",
  };
  const where = {
    zh: `所称锚定：链 ${chainId}，合约 ${contract}，区块 ${number}，${size} 条，与本文件属同一历史`,
    en: `An anchor is named: chain ${chainId}, contract ${contract}, block ${number}, ${size} entries of the same history as this document`,
  };
  if (block === null) return { zh: `${where.zh}；${ask.zh}`, en: `${where.en}; ${ask.en}` };
  return {
    zh: `${where.zh}；离线可知：具有所列哈希、时间为 ${block.at} 的区块含有该事件；${ask.zh}`,
    en: `${where.en}. Offline: a block of the hash given, of ${block.at}, holds the event; ${ask.en}`,
  };
}

function word(value: number): string {
  return value.toString(16).padStart(64, "0");
}
