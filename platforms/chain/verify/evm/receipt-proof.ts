import { keccak_256 } from "@noble/hashes/sha3.js";
import { decodeHex, encodeHex, equalBytes } from "@yuejian/digests";
import { decodeRlp, encodeRlp, type ReceiptEvidence, type Rlp, rlpNumber } from "../../format/index.ts";
import { malformed } from "../../format/malformed.ts";

/** What a header says that has the hash given. */
export interface ProvenBlock {
  readonly number: number;
  /** UTC, as the header says. */
  readonly at: string;
  readonly log: { readonly address: Uint8Array; readonly topics: readonly Uint8Array[]; readonly data: Uint8Array };
}

const RECEIPTS_ROOT = 5;
const NUMBER = 8;
const TIMESTAMP = 11;
const LEAST_FIELDS = 15;

/** The event in the block of that hash: header by its hash, receipt by its place in the receipts' tree (Merkle-Patricia), event by its place in the receipt.
 *  PROOF_MALFORMED when any step does not hold. Whether the block belongs to a chain is another question. */
export function openReceipt({ header, index, log, nodes }: ReceiptEvidence, blockHash: string): ProvenBlock {
  const headerBytes = bytesOf(header);
  if (encodeHex(keccak_256(headerBytes)) !== blockHash) throw malformed("header", "it does not have the block's hash");
  const fields = listIn(decodeRlp(headerBytes, "header"), "header");
  if (fields.length < LEAST_FIELDS) throw malformed("header", "too few fields");
  const root = bytesIn(fields[RECEIPTS_ROOT], "header");
  const receipt = valueAt(root, encodeRlp(rlpNumber(index)), nodes.map(bytesOf));
  // Receipts of later kinds begin with the number of their kind, which no list begins with.
  const isTyped = (receipt[0] ?? 0) < 0x80;
  const parts = listIn(decodeRlp(isTyped ? receipt.subarray(1) : receipt, "receipt"), "receipt");
  if (parts.length !== 4 || encodeHex(bytesIn(parts[0], "receipt")) !== "01")
    throw malformed("receipt", "not of a transaction that succeeded");
  const event = listIn(listIn(parts[3], "receipt")[log], "event");
  if (event.length !== 3) throw malformed("event", "not address, topics and data");
  return {
    number: numberIn(fields[NUMBER]),
    at: new Date(numberIn(fields[TIMESTAMP]) * 1000).toISOString(),
    log: {
      address: bytesIn(event[0], "event"),
      topics: listIn(event[1], "event").map((topic) => bytesIn(topic, "event")),
      data: bytesIn(event[2], "event"),
    },
  };
}

/** The value under a key of a Merkle-Patricia tree. Every node given has to be used: there is one proof of each value. */
function valueAt(root: Uint8Array, key: Uint8Array, nodes: readonly Uint8Array[]): Uint8Array {
  const path = [...key].flatMap((byte) => [byte >> 4, byte & 15]);
  let used = 0;
  let at = 0;
  let reference: Rlp = root;
  for (;;) {
    const node: readonly Rlp[] = listIn(reference instanceof Uint8Array ? nodeOf(reference, nodes[used++]) : reference, "node");
    if (node.length === 17) {
      const nibble = path[at++];
      if (nibble === undefined) throw malformed("node", "the key ends in a branch");
      reference = node[nibble] ?? new Uint8Array(0);
      continue;
    }
    const { isLeaf, nibbles } = compactPath(node);
    if (!nibbles.every((nibble, step) => path[at + step] === nibble)) throw malformed("node", "it leads to another key");
    at += nibbles.length;
    if (!isLeaf) {
      reference = node[1] ?? new Uint8Array(0);
      continue;
    }
    if (at !== path.length || used !== nodes.length) throw malformed("node", "it leads to another key, or is one too many");
    return bytesIn(node[1], "node");
  }
}

function nodeOf(expected: Uint8Array, node: Uint8Array | undefined): Rlp {
  if (node === undefined || !equalBytes(keccak_256(node), expected)) throw malformed("node", "missing, or it does not have its hash");
  return decodeRlp(node, "node");
}

/** Leaf or extension: the first nibble tells which, and whether the number of nibbles is odd. */
function compactPath(node: readonly Rlp[]): { isLeaf: boolean; nibbles: number[] } {
  const compact = node.length === 2 ? bytesIn(node[0], "node") : new Uint8Array(0);
  const [first, ...rest] = [...compact].flatMap((byte) => [byte >> 4, byte & 15]);
  if (first === undefined || first > 3) throw malformed("node", "neither branch, extension nor leaf");
  const isOdd = first % 2 === 1;
  if (!isOdd && rest[0] !== 0) throw malformed("node", "a path that is not written in its only way");
  return { isLeaf: first >= 2, nibbles: isOdd ? rest : rest.slice(1) };
}

function listIn(item: Rlp | undefined, where: string): readonly Rlp[] {
  if (item === undefined || item instanceof Uint8Array) throw malformed(where, "not a list");
  return item;
}

function bytesIn(item: Rlp | undefined, where: string): Uint8Array {
  if (!(item instanceof Uint8Array)) throw malformed(where, "not bytes");
  return item;
}

function numberIn(item: Rlp | undefined): number {
  const bytes = bytesIn(item, "header");
  if (bytes.length > 6) throw malformed("header", "a number out of range");
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

function bytesOf(hex: string): Uint8Array {
  return decodeHex(hex, hex.length / 2) ?? new Uint8Array(0);
}
