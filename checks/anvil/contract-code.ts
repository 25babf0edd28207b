import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { keccak256 } from "viem";
import { compileContract } from "./compile-contract.ts";

const FILE = new URL("../../platforms/chain/anchor/contract-code.ts", import.meta.url);

/** The text of platforms/chain/anchor/contract-code.ts as the source beside it gives it. */
export function contractCodeFile(): string {
  const { compiler, creationCode, runtimeCode } = compileContract();
  return `/** Made from CheckpointAnchor.sol by ${compiler}: node checks/anvil/contract-code.ts --write. A test compiles the source again and compares. */
export const CREATION_CODE =
  "${creationCode}";

/** Keccak-256 of the code at the contract's address. */
export const CODE_HASH = "${keccak256(runtimeCode)}";
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes("--write")) writeFileSync(FILE, contractCodeFile());
