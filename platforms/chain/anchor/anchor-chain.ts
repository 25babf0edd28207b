import { setTimeout as sleep } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import { encodeHex, sha256 } from "@yuejian/digests";
import {
  type Address,
  BaseError,
  createPublicClient,
  ExecutionRevertedError,
  encodeFunctionData,
  type Hash,
  type Hex,
  HttpRequestError,
  hexToString,
  http,
  keccak256,
  type PrivateKeyAccount,
  type PublicClient,
  parseEventLogs,
  stringToHex,
  TimeoutError,
  TransactionNotFoundError,
  TransactionReceiptNotFoundError,
} from "viem";
import type { ReceiptEvidence } from "../format/index.ts";
import type { AnchorSettings } from "./anchor-settings.ts";
import { CODE_HASH } from "./contract-code.ts";
import { ANCHOR_ABI } from "./contract-interface.ts";
import { receiptEvidence } from "./receipt-evidence.ts";
import { hostOf, reasonOf, rpcFault } from "./rpc-fault.ts";

/** An anchor as it stands in the chain: the contract's memory and the event, which agree. */
export interface FoundAnchor {
  readonly size: number;
  /** Hex. */
  readonly root: string;
  readonly note: string;
  readonly anchorer: Address;
  readonly transaction: Hash;
  readonly blockNumber: number;
  readonly blockHash: Hash;
  /** Position of the event in its block. */
  readonly logIndex: number;
  /** UTC, as the block says. */
  readonly blockAt: string;
}

/** A transaction that was signed and perhaps sent. */
export interface SignedTransaction {
  readonly hash: Hash;
  readonly raw: Hex;
  readonly nonce: number;
  readonly gasPrice: bigint;
}

export interface NewAnchor {
  readonly size: number;
  readonly root: string;
  readonly note: string;
}

const TIMEOUT_MS = 15_000;
const ATTEMPTS = 4;
const PAUSE_MS = 150;
/** What a new anchor takes at most: five words of storage, and its note as call data and in the event. */
const ANCHOR_GAS = 160_000n;
const NOTE_BYTE_GAS = 56n;

/** Where a contract is asked for. */
export type ContractPlace = Pick<AnchorSettings, "rpcUrl" | "chainId" | "contract">;

/** The anchor contract of one ledger in one chain. Whatever goes wrong between here and there is ANCHOR_CHAIN_UNREACHABLE. */
export class AnchorChain {
  readonly #settings: ContractPlace;
  readonly #contract: Address;
  readonly #client: PublicClient;
  /** SHA-256 of the origin. */
  readonly origin: Hex;

  private constructor(settings: ContractPlace, { origin, contract, client }: { origin: string; contract: Address; client: PublicClient }) {
    this.#settings = settings;
    this.#contract = contract;
    this.#client = client;
    this.origin = originKey(origin);
  }

  /** ANCHOR_WRONG_CHAIN, ANCHOR_CODE_DIFFERS: then nothing may be asked or sent there. */
  static async open(settings: ContractPlace, origin: string): Promise<AnchorChain> {
    const { contract } = settings;
    if (contract === null) throw new YuejianError("ANCHORING_NOT_SET_UP");
    const client = rpcClient(settings.rpcUrl);
    await requireChain(client, settings);
    const code = await asked(settings.rpcUrl, client.getCode({ address: contract }));
    const found = code === undefined ? "none" : keccak256(code);
    if (found !== CODE_HASH) throw new YuejianError("ANCHOR_CODE_DIFFERS", { contract, found, expected: CODE_HASH });
    return new AnchorChain(settings, { origin, contract, client });
  }

  head(): Promise<number> {
    return this.#ask(this.#client.getBlockNumber({ cacheTime: 0 })).then(Number);
  }

  /** The largest size anchored for this ledger and its root; null: none. */
  async newest(): Promise<{ size: number; root: string } | null> {
    const [size, { root }] = await this.#ask(
      this.#client.readContract({ address: this.#contract, abi: ANCHOR_ABI, functionName: "newest", args: [this.origin] }),
    );
    return size === 0n ? null : { size: Number(size), root: root.slice(2) };
  }

  /** A chain that moves on between two answers is asked again, a few times. */
  async anchorAt(size: number): Promise<FoundAnchor | null> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#anchorAt(size);
      } catch (cause) {
        if (attempt === ATTEMPTS || isUnreachable(cause)) throw rpcFault(this.#settings.rpcUrl, cause);
        await sleep(PAUSE_MS * attempt);
      }
    }
  }

  async #anchorAt(size: number): Promise<FoundAnchor | null> {
    const anchor = await this.#client.readContract({
      address: this.#contract,
      abi: ANCHOR_ABI,
      functionName: "anchorAt",
      args: [this.origin, BigInt(size)],
    });
    if (/^0x0*$/.test(anchor.root)) return null;
    const logs = await this.#client.getLogs({ address: this.#contract, fromBlock: anchor.blockNumber, toBlock: anchor.blockNumber });
    const event = parseEventLogs({ abi: ANCHOR_ABI, logs, eventName: "Anchored" }).find(
      ({ args }) => args.origin === this.origin && args.size === BigInt(size) && args.root === anchor.root,
    );
    const block = await this.#client.getBlock({ blockNumber: anchor.blockNumber });
    if (event === undefined || event.blockHash !== block.hash) throw new Error("its answers are of different blocks");
    return {
      size,
      root: anchor.root.slice(2),
      note: hexToString(event.args.note),
      anchorer: anchor.anchorer.toLowerCase() as Address,
      transaction: event.transactionHash,
      blockNumber: Number(event.blockNumber),
      blockHash: event.blockHash,
      logIndex: event.logIndex,
      blockAt: new Date(Number(block.timestamp) * 1000).toISOString(),
    };
  }

  /** What shows offline that the event stands in its block; null where the chain's blocks are made in another way than Ethereum's. */
  async evidence(found: Pick<FoundAnchor, "blockHash" | "transaction" | "logIndex">): Promise<ReceiptEvidence | null> {
    try {
      return await receiptEvidence(this.#client, found);
    } catch (cause) {
      if (isUnreachable(cause)) throw rpcFault(this.#settings.rpcUrl, cause);
      // A node that answers in a way of its own: the anchor stands without this.
      return null;
    }
  }

  isAnchorer(account: Address): Promise<boolean> {
    return this.#ask(
      this.#client.readContract({ address: this.#contract, abi: ANCHOR_ABI, functionName: "isAnchorer", args: [this.origin, account] }),
    );
  }

  /** How many transactions of the account are in blocks, and how many with those that wait. */
  async nonces(account: Address): Promise<{ mined: number; pending: number }> {
    const count = (blockTag: "latest" | "pending") => this.#ask(this.#client.getTransactionCount({ address: account, blockTag }));
    const [mined, pending] = [await count("latest"), await count("pending")];
    return { mined, pending: Math.max(mined, pending) };
  }

  /** Of the kind that every EVM chain takes (legacy, bound to the chain's id). `leastGasPrice`: to displace one that waits under the same nonce. */
  async sign(
    account: PrivateKeyAccount,
    anchor: NewAnchor,
    { nonce, leastGasPrice = 0n }: { nonce: number; leastGasPrice?: bigint },
  ): Promise<SignedTransaction> {
    const data = encodeFunctionData({
      abi: ANCHOR_ABI,
      functionName: "anchor",
      args: [this.origin, BigInt(anchor.size), `0x${anchor.root}`, stringToHex(anchor.note)],
    });
    const [gas, asking] = await Promise.all([
      this.#ask(this.#estimate({ account: account.address, to: this.#contract, data })),
      this.#ask(this.#client.getGasPrice()),
    ]);
    // A node that estimates over transactions that wait finds the anchor there already, and the call cheap: then the one that displaces runs dry.
    const enough = ANCHOR_GAS + NOTE_BYTE_GAS * BigInt(anchor.note.length);
    const gasPrice = asking > leastGasPrice ? asking : leastGasPrice;
    const raw = await account.signTransaction({
      type: "legacy",
      chainId: this.#settings.chainId,
      to: this.#contract,
      data,
      nonce,
      gas: gas > enough ? gas : enough,
      gasPrice,
      value: 0n,
    });
    return { raw, hash: keccak256(raw), nonce, gasPrice };
  }

  /** Hands a signed transaction to the node; null when it took it, else what it said: it may know it already. Nothing follows from that alone. */
  async broadcast({ raw }: Pick<SignedTransaction, "raw">): Promise<string | null> {
    try {
      await this.#client.sendRawTransaction({ serializedTransaction: raw });
      return null;
    } catch (cause) {
      return reasonOf(cause);
    }
  }

  /** Whether the node knows a transaction, in a block or waiting for one. */
  async fate(hash: Hash): Promise<"unknown" | "waiting" | "mined" | "reverted"> {
    try {
      const { status } = await this.#client.getTransactionReceipt({ hash });
      return status === "success" ? "mined" : "reverted";
    } catch (cause) {
      if (!(cause instanceof TransactionReceiptNotFoundError)) throw rpcFault(this.#settings.rpcUrl, cause);
    }
    try {
      await this.#client.getTransaction({ hash });
      return "waiting";
    } catch (cause) {
      if (cause instanceof TransactionNotFoundError) return "unknown";
      throw rpcFault(this.#settings.rpcUrl, cause);
    }
  }

  /** ANCHOR_TRANSACTION_FAILED when the contract would refuse the call. */
  async #estimate(call: { account: Address; to: Address; data: Hex }): Promise<bigint> {
    try {
      return await this.#client.estimateGas(call);
    } catch (cause) {
      const isRefused = cause instanceof BaseError && cause.walk((each) => each instanceof ExecutionRevertedError) !== null;
      throw isRefused ? new YuejianError("ANCHOR_TRANSACTION_FAILED", { what: "anchor", reason: reasonOf(cause) }) : cause;
    }
  }

  #ask<T>(answer: Promise<T>): Promise<T> {
    return asked(this.#settings.rpcUrl, answer);
  }
}

function isUnreachable(cause: unknown): boolean {
  return cause instanceof BaseError && cause.walk((each) => each instanceof HttpRequestError || each instanceof TimeoutError) !== null;
}

/** The name under which a ledger's anchors stand in the contract: SHA-256 of its origin, as mirrors name it. */
export function originKey(origin: string): Hex {
  return `0x${encodeHex(sha256(new TextEncoder().encode(origin)))}`;
}

export function rpcClient(rpcUrl: string): PublicClient {
  return createPublicClient({ transport: http(rpcUrl, { retryCount: 0, timeout: TIMEOUT_MS }), cacheTime: 0 });
}

export async function asked<T>(rpcUrl: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw rpcFault(rpcUrl, cause);
  }
}

/** Refuses a node of another chain. */
export async function requireChain(client: PublicClient, { rpcUrl, chainId }: Pick<AnchorSettings, "rpcUrl" | "chainId">): Promise<void> {
  const found = await asked(rpcUrl, client.getChainId());
  if (found !== chainId) throw new YuejianError("ANCHOR_WRONG_CHAIN", { host: hostOf(rpcUrl), found, expected: chainId });
}
