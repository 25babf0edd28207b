import type { KnownAnchor } from "../verify/index.ts";
import { AnchorChain } from "./anchor-chain.ts";

const NONE = "0".repeat(64);

/** Asks a node of the chain what the contract knows of a size: for a reader who believes that node. The contract's code must be the one of this tree.
 *  ANCHOR_CHAIN_UNREACHABLE, ANCHOR_WRONG_CHAIN, ANCHOR_CODE_DIFFERS */
export async function askAnchor(
  rpcUrl: string,
  { chainId, contract, origin, size }: { chainId: number; contract: string; origin: string; size: number },
): Promise<KnownAnchor> {
  const place = { rpcUrl, chainId, contract: `0x${contract}` as const };
  const chain = await AnchorChain.open(place, origin);
  const found = await chain.anchorAt(size);
  const known = { chainId, contract, size };
  if (found === null) return { ...known, root: NONE, blockHash: NONE, at: new Date(0).toISOString() };
  return { ...known, root: found.root, blockHash: found.blockHash.slice(2), at: found.blockAt };
}
