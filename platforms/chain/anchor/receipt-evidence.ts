import { decodeHex, encodeHex } from "@yuejian/digests";
import { type Hash, keccak256, type PublicClient } from "viem";
import { decodeRlp, encodeRlp, type ReceiptEvidence, type Rlp, rlpNumber } from "../format/index.ts";
import { receiptTree } from "./receipt-tree.ts";

/** Blocks and receipts as nodes write them: numbers and bytes in hexadecimal. */
type Written = Readonly<Record<string, unknown>>;

/** A block of more transactions than this is not read receipt by receipt. */
const MOST_RECEIPTS = 500;

/** What shows offline that an event stands in a block; null where the chain makes its headers or receipts in another way than Ethereum (FISCO BCOS), or
 *  the node does not give them. */
export async function receiptEvidence(
  client: PublicClient,
  event: { blockHash: Hash; transaction: Hash; logIndex: number },
): Promise<ReceiptEvidence | null> {
  const block = await rpc<Written>(client, "eth_getBlockByHash", [event.blockHash, false]);
  const header = block && headerOf(block, event.blockHash);
  if (!block || header === null) return null;
  const receipts = await receiptsOf(client, block);
  const at = receipts.findIndex((receipt) => receipt["transactionHash"] === event.transaction);
  const logs = (receipts[at]?.["logs"] ?? []) as readonly Written[];
  const log = logs.findIndex((each) => Number(each["logIndex"]) === event.logIndex);
  if (at < 0 || log < 0) return null;
  const tree = receiptTree(receipts.map((receipt, index) => ({ key: encodeRlp(rlpNumber(index)), value: encodeReceipt(receipt) })));
  if (`0x${encodeHex(tree.root)}` !== block["receiptsRoot"]) return null;
  return { header: encodeHex(header), index: at, log, nodes: tree.proof(encodeRlp(rlpNumber(at))).map(encodeHex) };
}

/** The encoding whose hash is the block's. QBFT and IBFT (Besu) leave round and seals, which come after the proposal, out of what they hash. */
export function headerOf(block: Written, hash: string): Uint8Array | null {
  const extra = bytes(block["extraData"]);
  const header = [extra, ...withoutSeals(extra)].map((each) => encodeHeader(block, each)).find((each) => keccak256(each) === hash);
  return header ?? null;
}

const HEADER_BYTES = ["parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom"];
const HEADER_NUMBERS = ["difficulty", "number", "gasLimit", "gasUsed", "timestamp"];
/** Added by later forks, in this order. */
const LATER_MEMBERS = [
  ["baseFeePerGas", "number"],
  ["withdrawalsRoot", "bytes"],
  ["blobGasUsed", "number"],
  ["excessBlobGas", "number"],
  ["parentBeaconBlockRoot", "bytes"],
  ["requestsHash", "bytes"],
] as const;

function encodeHeader(block: Written, extra: Uint8Array): Uint8Array {
  const later = LATER_MEMBERS.filter(([name]) => block[name] !== undefined && block[name] !== null);
  return encodeRlp([
    ...HEADER_BYTES.map((name) => bytes(block[name])),
    ...HEADER_NUMBERS.map((name) => number(block[name])),
    extra,
    bytes(block["mixHash"]),
    bytes(block["nonce"]),
    ...later.map(([name, kind]) => (kind === "number" ? number(block[name]) : bytes(block[name]))),
  ]);
}

/** Vanity, validators, vote, round, seals: QBFT puts zero and nothing in place of the last two, IBFT drops them. */
function withoutSeals(extra: Uint8Array): Uint8Array[] {
  try {
    const parts = decodeRlp(extra, "extraData");
    if (parts instanceof Uint8Array || parts.length !== 5) return [];
    const kept: readonly Rlp[] = parts.slice(0, 3);
    return [encodeRlp([...kept, rlpNumber(0), []]), encodeRlp(kept)];
  } catch {
    return [];
  }
}

function encodeReceipt(receipt: Written): Uint8Array {
  const logs = (receipt["logs"] as readonly Written[]).map((log) => [
    bytes(log["address"]),
    (log["topics"] as readonly unknown[]).map(bytes),
    bytes(log["data"]),
  ]);
  const body = encodeRlp([number(receipt["status"]), number(receipt["cumulativeGasUsed"]), bytes(receipt["logsBloom"]), logs]);
  const type = number(receipt["type"] ?? "0x0");
  return Uint8Array.from([...type, ...body]);
}

async function receiptsOf(client: PublicClient, block: Written): Promise<readonly Written[]> {
  const transactions = block["transactions"] as readonly string[];
  const all = await rpc<readonly Written[]>(client, "eth_getBlockReceipts", [block["number"]]).catch(() => null);
  if (all?.length === transactions.length) return all;
  if (transactions.length > MOST_RECEIPTS) return [];
  const receipts: Written[] = [];
  for (const transaction of transactions) {
    const receipt = await rpc<Written>(client, "eth_getTransactionReceipt", [transaction]);
    if (receipt) receipts.push(receipt);
  }
  return receipts;
}

function rpc<Answer>(client: PublicClient, method: string, params: readonly unknown[]): Promise<Answer | null> {
  return (client.request as (call: { method: string; params: readonly unknown[] }) => Promise<Answer | null>)({ method, params });
}

function bytes(value: unknown): Uint8Array {
  const text = typeof value === "string" ? value.slice(2) : "";
  return decodeHex(text.toLowerCase(), text.length / 2) ?? new Uint8Array(0);
}

function number(value: unknown): Uint8Array {
  return rlpNumber(typeof value === "string" ? BigInt(value) : 0n);
}
