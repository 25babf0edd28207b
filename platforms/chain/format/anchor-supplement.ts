import { closed, count, hex, listOf, literal, orNull, type Reader, text } from "./closed-shape.ts";
import { malformed } from "./malformed.ts";

/** That an event stands in a block, without asking anybody: the header, and the way to the receipt in the tree whose root the header holds. */
export type ReceiptEvidence = {
  /** The header's encoding, of which the block's hash is the Keccak-256. */
  readonly header: string;
  /** Place of the transaction in the block. */
  readonly index: number;
  /** Place of the event among those of the transaction. */
  readonly log: number;
  /** Nodes of the receipts' tree from the root down. */
  readonly nodes: readonly string[];
};

/** A checkpoint that a contract of a consortium chain keeps, and how the document's checkpoint and that one belong together. */
export type AnchorSupplement = {
  readonly kind: "anchor";
  readonly chainId: number;
  /** 20 bytes, hex. */
  readonly contract: string;
  /** The anchored checkpoint as it stands in the event. */
  readonly note: string;
  /** Consistency proof between the two checkpoints, from the smaller to the larger; empty where they are one. */
  readonly path: readonly string[];
  /** Where to look: not proven by anything here. */
  readonly transaction: string;
  readonly block: { readonly number: number; readonly hash: string };
  /** Null where the chain's headers or receipts are not made as Ethereum's are. */
  readonly receipt: ReceiptEvidence | null;
};

const NOTE_LIMIT = 16_384;
const BYTES_LIMIT = 200_000;
const NODES_LIMIT = 16;

export const readReceiptEvidence: Reader<ReceiptEvidence> = closed({
  header: hexBytes,
  index: count,
  log: count,
  nodes: listOf(hexBytes, NODES_LIMIT),
});

export const readAnchorSupplement: Reader<AnchorSupplement> = closed({
  kind: literal("anchor"),
  chainId: count,
  contract: hex(20),
  note: text(NOTE_LIMIT),
  path: listOf(hex(32), 64),
  transaction: hex(32),
  block: closed({ number: count, hash: hex(32) }),
  receipt: orNull(readReceiptEvidence),
});

function hexBytes(value: unknown, where: string): string {
  const isHex = typeof value === "string" && value.length <= BYTES_LIMIT && value.length % 2 === 0 && /^[0-9a-f]+$/.test(value);
  if (!isHex) throw malformed(where, "not bytes in lower-case hexadecimal, or too many");
  return value;
}
