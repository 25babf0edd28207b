import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Address, encodeFunctionData, getContract, type Hex, parseEventLogs, stringToHex, toFunctionSelector } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileContract } from "../../../checks/anvil/compile-contract.ts";
import { contractCodeFile } from "../../../checks/anvil/contract-code.ts";
import { chainControl, describeOnAnvil, RICH_KEY, type RunningAnvil, startAnvil } from "../../../checks/anvil/start-anvil.ts";
import { originKey } from "./anchor-chain.ts";
import { CREATION_CODE } from "./contract-code.ts";
import { ANCHOR_ABI } from "./contract-interface.ts";

describe("the committed code of the anchor contract", () => {
  it("is what the compiler makes of the source beside it, and has the interface stated", () => {
    expect(readFileSync(new URL("contract-code.ts", import.meta.url), "utf8")).toBe(contractCodeFile());
    const byName = (abi: readonly unknown[]) => {
      const plain = (abi as { type: string; name?: string; inputs?: unknown }[]).map((each) => JSON.stringify(each, withoutNames));
      return plain.map((each) => JSON.stringify(JSON.parse(each), sorted)).sort();
    };
    expect(byName(ANCHOR_ABI)).toEqual(byName(compileContract().abi));
  });

  it("holds no instruction that calls out, sends money or destroys the contract", () => {
    const used = instructionsOf(compileContract().runtimeCode);
    // SHA-256 is a precompiled contract without code that could call back: the one STATICCALL.
    expect([...used].filter((each) => ["CREATE", "CALL", "CALLCODE", "DELEGATECALL", "CREATE2", "SELFDESTRUCT"].includes(each))).toEqual(
      [],
    );
  });
});

describeOnAnvil("the anchor contract", () => {
  let anvil: RunningAnvil;
  let chain: ReturnType<typeof chainControl>;
  beforeAll(async () => {
    anvil = await startAnvil();
    chain = chainControl(anvil);
  });
  afterAll(() => anvil.stop());

  const owner = privateKeyToAccount(RICH_KEY);
  const origin = originKey("yuejian.example/ledger");
  const other = originKey("yuejian.example/other");
  const note = stringToHex("note");
  const rootOf = (text: string): Hex => `0x${hash("sha256", text)}`;

  async function account() {
    const made = privateKeyToAccount(generatePrivateKey());
    await chain.setBalance({ address: made.address, value: 10n ** 18n });
    return made;
  }

  async function deployed() {
    const hash = await chain.deployContract({ abi: ANCHOR_ABI, bytecode: CREATION_CODE, account: owner });
    const { contractAddress } = await chain.waitForTransactionReceipt({ hash });
    const address = contractAddress as Address;
    const anchorer = await account();
    const contract = getContract({ abi: ANCHOR_ABI, address, client: chain });
    const done = async (sent: Promise<Hex>) => {
      const receipt = await chain.waitForTransactionReceipt({ hash: await sent });
      return { receipt, events: parseEventLogs({ abi: ANCHOR_ABI, logs: receipt.logs }) };
    };
    await done(contract.write.setAnchorer([origin, anchorer.address, true], { account: owner }));
    const anchor = (size: number, root: string, by = anchorer) =>
      done(contract.write.anchor([origin, BigInt(size), rootOf(root), note], { account: by }));
    return { address, contract, anchorer, done, anchor };
  }

  it("keeps root, hash of the note, block and anchorer of a size, and the event tells the note", async () => {
    const { contract, anchor, anchorer } = await deployed();
    const { receipt, events } = await anchor(5, "five");
    const kept = {
      root: rootOf("five"),
      noteHash: `0x${hash("sha256", "note")}`,
      blockNumber: receipt.blockNumber,
      anchorer: anchorer.address,
    };
    expect(await contract.read.anchorAt([origin, 5n])).toEqual(kept);
    expect(await contract.read.newest([origin])).toEqual([5n, kept]);
    expect(await contract.read.isAnchored([origin, 5n, rootOf("five")])).toBe(true);
    expect(await contract.read.isAnchored([origin, 5n, rootOf("six")])).toBe(false);
    expect(await contract.read.isAnchored([origin, 6n, `0x${"0".repeat(64)}`])).toBe(false);
    expect(events).toMatchObject([{ eventName: "Anchored", args: { origin, size: 5n, root: rootOf("five"), note } }]);
  });

  it("refuses a second root for a size as AnotherRoot and tells the first; the same root again changes nothing", async () => {
    const { contract, anchor } = await deployed();
    await anchor(5, "five");
    const first = await contract.read.anchorAt([origin, 5n]);
    await expect(anchor(5, "another")).rejects.toThrow(`AnotherRoot(bytes32 origin, uint64 size, bytes32 root)`);
    await expect(anchor(5, "another")).rejects.toThrow(rootOf("five"));
    expect((await anchor(5, "five")).events).toEqual([]);
    await anchor(9, "nine");
    expect((await anchor(5, "five")).events).toEqual([]);
    await expect(anchor(5, "another")).rejects.toThrow("AnotherRoot");
    expect(await contract.read.anchorAt([origin, 5n])).toEqual(first);
  });

  it("refuses a size below the newest as SizeBehind, and keeps origins apart", async () => {
    const { contract, anchor, anchorer, done } = await deployed();
    await anchor(9, "nine");
    await expect(anchor(5, "five")).rejects.toThrow("SizeBehind");
    await done(contract.write.setAnchorer([other, anchorer.address, true], { account: owner }));
    await done(contract.write.anchor([other, 5n, rootOf("five"), note], { account: anchorer }));
    expect((await contract.read.newest([origin]))[0]).toBe(9n);
    expect((await contract.read.newest([other]))[0]).toBe(5n);
  });

  it.each<[number, Hex, Hex]>([
    [0, rootOf("x"), note],
    [1, `0x${"0".repeat(64)}`, note],
    [1, rootOf("x"), "0x"],
    [1, rootOf("x"), `0x${"00".repeat(16385)}`],
  ])("refuses size %i, root %s or a note that is empty or too long as Malformed", async (size, root, bytes) => {
    const { contract, anchorer } = await deployed();
    await expect(contract.write.anchor([origin, BigInt(size), root, bytes], { account: anchorer })).rejects.toThrow("Malformed");
  });

  it("lets nobody write who is not named for that origin, the owner included, and nobody again whose name was struck", async () => {
    const { contract, anchor, anchorer, done } = await deployed();
    await expect(anchor(1, "one", await account())).rejects.toThrow("NotAnchorer");
    await expect(anchor(1, "one", owner)).rejects.toThrow("NotAnchorer");
    await expect(contract.write.anchor([other, 1n, rootOf("one"), note], { account: anchorer })).rejects.toThrow("NotAnchorer");
    await anchor(1, "one");
    await done(contract.write.setAnchorer([origin, anchorer.address, false], { account: owner }));
    await expect(anchor(2, "two")).rejects.toThrow("NotAnchorer");
    expect(await contract.read.isAnchored([origin, 1n, rootOf("one")])).toBe(true);
  });

  it("names anchorers by its owner alone; ownership goes over in two steps and only to the account proposed", async () => {
    const { contract, anchorer, done } = await deployed();
    const next = await account();
    const asNext = { account: next };
    await expect(contract.write.setAnchorer([origin, next.address, true], asNext)).rejects.toThrow("NotOwner");
    await expect(contract.write.proposeOwner([next.address], asNext)).rejects.toThrow("NotOwner");
    await expect(contract.write.acceptOwner(asNext)).rejects.toThrow("NotProposed");
    await done(contract.write.proposeOwner([next.address], { account: owner }));
    expect(await contract.read.owner()).toBe(owner.address);
    await expect(contract.write.acceptOwner({ account: anchorer })).rejects.toThrow("NotProposed");
    const { events } = await done(contract.write.acceptOwner(asNext));
    expect(events).toMatchObject([{ eventName: "OwnerChanged", args: { former: owner.address, owner: next.address } }]);
    await expect(contract.write.acceptOwner(asNext)).rejects.toThrow("NotProposed");
    await expect(contract.write.setAnchorer([origin, next.address, true], { account: owner })).rejects.toThrow("NotOwner");
    await done(contract.write.setAnchorer([origin, next.address, true], asNext));
    await done(contract.write.proposeOwner([owner.address], asNext));
    await done(contract.write.proposeOwner([`0x${"0".repeat(40)}`], asNext));
    await expect(contract.write.acceptOwner({ account: owner })).rejects.toThrow("NotProposed");
  });

  it("takes no money and answers no unknown call", async () => {
    const { address, anchorer } = await deployed();
    const data = encodeFunctionData({ abi: ANCHOR_ABI, functionName: "acceptOwner" });
    const sends = [{ value: 1n }, { value: 1n, data }, { data: toFunctionSelector("withdraw()") }];
    for (const send of sends) await expect(chain.call({ account: anchorer.address, to: address, ...send })).rejects.toThrow("reverted");
  });

  it("costs less than 200,000 gas for a note of eleven cosignatures, and less than 120,000 for the same again, nearly all of it for the bytes sent", async () => {
    const { contract, anchorer, done } = await deployed();
    const long = stringToHex("x".repeat(2200));
    const send = () => done(contract.write.anchor([origin, 1n, rootOf("one"), long], { account: anchorer }));
    expect((await send()).receipt.gasUsed).toBeLessThan(200_000n);
    expect((await send()).receipt.gasUsed).toBeLessThan(120_000n);
  });
});

function withoutNames(key: string, value: unknown): unknown {
  const isDefault = (key === "name" && value === "") || value === false;
  return key === "internalType" || isDefault ? undefined : value;
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

const WATCHED: Readonly<Record<number, string>> = {
  240: "CREATE",
  241: "CALL",
  242: "CALLCODE",
  244: "DELEGATECALL",
  245: "CREATE2",
  250: "STATICCALL",
  255: "SELFDESTRUCT",
};

/** The watched instructions in a code; what PUSH instructions carry is data. */
function instructionsOf(code: Hex): Set<string> {
  const bytes = Buffer.from(code.slice(2), "hex");
  const found = new Set<string>();
  for (let at = 0; at < bytes.length; at++) {
    const instruction = bytes[at] ?? 0;
    const name = WATCHED[instruction];
    if (name !== undefined) found.add(name);
    if (instruction >= 0x60 && instruction <= 0x7f) at += instruction - 0x5f;
  }
  return found;
}
