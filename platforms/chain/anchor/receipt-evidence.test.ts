import { hash } from "node:crypto";
import { decodeHex, encodeHex } from "@yuejian/digests";
import { keccak256, stringToHex, toHex, toRlp } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chainControl, describeOnAnvil, RICH_KEY, type RunningAnvil, startAnvil } from "../../../checks/anvil/start-anvil.ts";
import { decodeRlp, encodeRlp, type ReceiptEvidence, type Rlp, rlpNumber } from "../format/index.ts";
import { openReceipt } from "../verify/evm/receipt-proof.ts";
import { rpcClient } from "./anchor-chain.ts";
import { headerOf, receiptEvidence } from "./receipt-evidence.ts";

const bytes = (hex: string) => decodeHex(hex, hex.length / 2) ?? new Uint8Array(0);

describe("the recursive length prefix", () => {
  const samples: readonly Rlp[] = [
    new Uint8Array(0),
    bytes("00"),
    bytes("7f"),
    bytes("80"),
    bytes("ab".repeat(55)),
    bytes("ab".repeat(56)),
    bytes("ab".repeat(70_000)),
    [],
    [[], [[]], [[], [[]]]],
    [bytes("636174"), [bytes("646f67"), bytes("")], bytes("cd".repeat(60))],
  ];

  it("is written as viem writes it, and read back", () => {
    const asHex = (item: Rlp): never => (item instanceof Uint8Array ? toHex(item) : item.map(asHex)) as never;
    for (const item of samples) {
      const encoded = encodeRlp(item);
      expect(toHex(encoded)).toBe(toRlp(asHex(item)));
      expect(encodeRlp(decodeRlp(encoded, "x"))).toEqual(encoded);
    }
    expect([0, 1, 127, 128, 255, 256, 65_536].map((each) => encodeHex(rlpNumber(each)))).toEqual([
      "",
      "01",
      "7f",
      "80",
      "ff",
      "0100",
      "010000",
    ]);
  });

  it.each([
    "",
    "8100",
    "81",
    "b800",
    "b801ff",
    "b90038" + "00".repeat(56),
    "c1",
    "c2817f",
    "f800",
    "0000",
    "bfffffffffffffffff",
    "d1".repeat(40),
  ])("%s is refused: broken off, or not in the shortest form", (text) => {
    expect(() => decodeRlp(bytes(text), "x")).toThrow("PROOF_MALFORMED");
  });
});

describe("a header of QBFT or IBFT", () => {
  const filler = (text: string) => `0x${hash("sha256", text)}`;
  const seal = bytes("5e".repeat(65));
  const proposal: readonly Rlp[] = [bytes("00".repeat(32)), [bytes("aa".repeat(20)), bytes("bb".repeat(20))], []];
  const block = {
    parentHash: filler("parent"),
    sha3Uncles: filler("uncles"),
    miner: `0x${"aa".repeat(20)}`,
    stateRoot: filler("state"),
    transactionsRoot: filler("transactions"),
    receiptsRoot: filler("receipts"),
    logsBloom: `0x${"00".repeat(256)}`,
    difficulty: "0x1",
    number: "0x2a",
    gasLimit: "0x1c9c380",
    gasUsed: "0x0",
    timestamp: "0x6926b2e0",
    extraData: toHex(encodeRlp([...proposal, rlpNumber(3), [seal, seal]])),
    mixHash: filler("mix"),
    nonce: "0x0000000000000000",
  };

  it.each([
    ["QBFT", encodeRlp([...proposal, rlpNumber(0), []])],
    ["IBFT", encodeRlp(proposal)],
  ])("of %s is encoded without round and seals, as its hash is made", (_kind, extra) => {
    const { extraData: _with, ...rest } = block;
    const names = ["parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom"] as const;
    const numbers = ["difficulty", "number", "gasLimit", "gasUsed", "timestamp"] as const;
    const header = toRlp([
      ...names.map((name) => rest[name] as `0x${string}`),
      ...numbers.map(
        (name) => (rest[name] === "0x0" ? "0x" : rest[name].length % 2 === 0 ? rest[name] : `0x0${rest[name].slice(2)}`) as `0x${string}`,
      ),
      toHex(extra),
      rest.mixHash as `0x${string}`,
      rest.nonce as `0x${string}`,
    ]);
    expect(toHex(headerOf(block, keccak256(header)) ?? bytes("00"))).toBe(header);
    expect(headerOf(block, filler("another hash"))).toBeNull();
  });
});

describeOnAnvil("the proof of a receipt", () => {
  let anvil: RunningAnvil;
  let chain: ReturnType<typeof chainControl>;
  beforeAll(async () => {
    anvil = await startAnvil(["--no-mining"]);
    chain = chainControl(anvil);
  });
  afterAll(() => anvil.stop());

  /** A contract whose every call logs the call's data under the topic 07…: PUSH1 0 … LOG1. */
  const LOGGER = `0x3660006000377f${"07".repeat(32)}366000a1`;

  async function block(transactions: number) {
    const rich = privateKeyToAccount(RICH_KEY);
    const logger = `0x${"1e".repeat(20)}` as const;
    await chain.setCode({ address: logger, bytecode: LOGGER as `0x${string}` });
    const nonce = await chain.getTransactionCount({ address: rich.address, blockTag: "pending" });
    const hashes: `0x${string}`[] = [];
    for (let at = 0; at < transactions; at++) {
      const data = stringToHex(`event ${at}`);
      const kind =
        at % 2 === 0
          ? ({ type: "legacy", gasPrice: 3n * 10n ** 9n } as const)
          : ({ type: "eip1559", maxFeePerGas: 3n * 10n ** 9n, maxPriorityFeePerGas: 1n } as const);
      hashes.push(await chain.sendTransaction({ account: rich, to: logger, data, gas: 60_000n, nonce: nonce + at, ...kind }));
    }
    await chain.mine({ blocks: 1 });
    return Promise.all(
      hashes.map(async (each) => {
        const { blockHash, logs } = await chain.getTransactionReceipt({ hash: each });
        return { blockHash, transaction: each, logIndex: logs[0]?.logIndex ?? -1 };
      }),
    );
  }

  it.each([1, 2, 3, 16, 17, 130])(
    "leads from the hash of a block of %i transactions to each event in it, of old and new kinds",
    async (transactions) => {
      const events = await block(transactions);
      for (const at of new Set([0, 1, 15, 16, 127, 128, 129, transactions - 1].filter((each) => each < transactions))) {
        const event = events[at];
        if (!event) throw new Error("no event");
        const evidence = await receiptEvidence(rpcClient(anvil.url), event);
        const { number, log } = openReceipt(evidence as ReceiptEvidence, event.blockHash.slice(2));
        const data = (await chain.getTransaction({ hash: event.transaction })).input;
        expect([number, toHex(log.data), encodeHex(log.address)]).toEqual([Number(await chain.getBlockNumber()), data, "1e".repeat(20)]);
      }
    },
  );

  it("fails with any bit of header or node changed, a node left out or added, or for another block", async () => {
    const [event] = (await block(20)).slice(-1);
    if (!event) throw new Error("no event");
    const evidence = (await receiptEvidence(rpcClient(anvil.url), event)) as ReceiptEvidence;
    const blockHash = event.blockHash.slice(2);
    const flipped = (hex: string, at: number) => {
      const changed = bytes(hex).slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      return encodeHex(changed);
    };
    const refused = (changed: Partial<ReceiptEvidence>, hashOf = blockHash) =>
      expect(() => openReceipt({ ...evidence, ...changed }, hashOf)).toThrow("PROOF_MALFORMED");
    for (let at = 0; at < evidence.header.length / 2; at++) refused({ header: flipped(evidence.header, at) });
    evidence.nodes.forEach((node, which) => {
      for (let at = 0; at < node.length / 2; at++) {
        refused({ nodes: evidence.nodes.map((each, position) => (position === which ? flipped(each, at) : each)) });
      }
    });
    refused({ nodes: evidence.nodes.slice(0, -1) });
    refused({ nodes: [...evidence.nodes, evidence.nodes[0] ?? ""] });
    refused({ nodes: [] });
    refused({ index: evidence.index - 1 });
    refused({ index: evidence.index + 1 });
    refused({ log: 1 });
    refused({}, "00".repeat(32));
  });
});
