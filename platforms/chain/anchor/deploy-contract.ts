import { setTimeout as sleep } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import {
  type Address,
  encodeFunctionData,
  type Hex,
  type PrivateKeyAccount,
  type PublicClient,
  TransactionReceiptNotFoundError,
} from "viem";
import { AnchorChain, asked, originKey, requireChain, rpcClient } from "./anchor-chain.ts";
import type { AnchorSettings } from "./anchor-settings.ts";
import { CODE_HASH, CREATION_CODE } from "./contract-code.ts";
import { ANCHOR_ABI } from "./contract-interface.ts";
import { reasonOf, rpcFault } from "./rpc-fault.ts";

export interface DeployedContract {
  readonly contract: Address;
  readonly codeHash: string;
  /** False where the settings named a contract, whose code is the right one. */
  readonly isNew: boolean;
  readonly anchorer: Address;
  /** False: the owner, who is somebody else, has to name the anchorer still. */
  readonly isAnchorer: boolean;
}

const LOOK_EVERY_MS = 250;
const PATIENCE_MS = 180_000;

/** Puts the contract into the chain, unless the settings name one, and names the anchorer for this ledger where the owner's key is at hand.
 *  A contract with other code is refused: ANCHOR_CODE_DIFFERS. */
export async function deployAnchorContract(
  settings: AnchorSettings,
  { origin, owner, anchorer }: { origin: string; owner: PrivateKeyAccount; anchorer: Address },
): Promise<DeployedContract> {
  const client = rpcClient(settings.rpcUrl);
  await requireChain(client, settings);
  const send = (what: string, call: { to?: Address; data: Hex }) => transact(client, { settings, account: owner, what, ...call });
  const isNew = settings.contract === null;
  const contract = settings.contract ?? (await send("deploy", { data: CREATION_CODE })).toLowerCase();
  const chain = await AnchorChain.open({ ...settings, contract: contract as Address }, origin);
  const named = { contract: contract as Address, codeHash: CODE_HASH, isNew, anchorer: anchorer.toLowerCase() as Address };
  if (await chain.isAnchorer(anchorer)) return { ...named, isAnchorer: true };
  const holder = await asked(settings.rpcUrl, client.readContract({ address: named.contract, abi: ANCHOR_ABI, functionName: "owner" }));
  if (holder.toLowerCase() !== owner.address.toLowerCase()) return { ...named, isAnchorer: false };
  const data = encodeFunctionData({ abi: ANCHOR_ABI, functionName: "setAnchorer", args: [originKey(origin), anchorer, true] });
  await send("setAnchorer", { to: named.contract, data });
  return { ...named, isAnchorer: true };
}

/** Sends one transaction and waits until it is in a block. Gives the address of the contract: made, or called. */
async function transact(
  client: PublicClient,
  given: { settings: AnchorSettings; account: PrivateKeyAccount; what: string; to?: Address; data: Hex },
): Promise<Address> {
  const { settings, account, what, to, data } = given;
  const failed = (reason: string) => new YuejianError("ANCHOR_TRANSACTION_FAILED", { what, reason });
  let hash: Hex;
  try {
    const call = { account: account.address, data, ...(to === undefined ? {} : { to }) };
    const [gas, gasPrice, nonce] = await Promise.all([
      client.estimateGas(call),
      client.getGasPrice(),
      client.getTransactionCount({ address: account.address, blockTag: "pending" }),
    ]);
    const common = { type: "legacy", chainId: settings.chainId, data, gas: (gas * 12n) / 10n, gasPrice, nonce } as const;
    const raw = await account.signTransaction(to === undefined ? common : { ...common, to });
    hash = await client.sendRawTransaction({ serializedTransaction: raw });
  } catch (cause) {
    throw failed(reasonOf(cause));
  }
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
    try {
      const receipt = await client.getTransactionReceipt({ hash });
      if (receipt.status !== "success") throw failed(`${hash} was reverted`);
      const address = to ?? receipt.contractAddress;
      if (!address) throw failed(`${hash} made no contract`);
      return address;
    } catch (cause) {
      if (!(cause instanceof TransactionReceiptNotFoundError)) throw rpcFault(settings.rpcUrl, cause);
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw failed(`${hash} is in no block after ${PATIENCE_MS / 1000} s`);
}
