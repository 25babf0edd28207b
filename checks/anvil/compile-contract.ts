import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const SOURCE = new URL("../../platforms/chain/anchor/CheckpointAnchor.sol", import.meta.url);

/** The part of solc's interface that is used here; the package brings no types. */
interface Compiler {
  compile(input: string): string;
  version(): string;
}

interface CompilerAnswer {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts: Readonly<
    Record<
      string,
      Readonly<Record<string, { abi: readonly unknown[]; evm: { bytecode: { object: string }; deployedBytecode: { object: string } } }>>
    >
  >;
}

export interface CompiledContract {
  readonly compiler: string;
  readonly abi: readonly unknown[];
  readonly creationCode: `0x${string}`;
  readonly runtimeCode: `0x${string}`;
}

/** Compiles the anchor contract. The same compiler gives the same bytes everywhere: no metadata, whose hash would depend on paths, is appended.
 *  Paris, because consortium chains of today know no later instructions. Warnings are refused like errors. */
export function compileContract(): CompiledContract {
  const solc = createRequire(import.meta.url)("solc") as Compiler;
  const input = {
    language: "Solidity",
    sources: { "CheckpointAnchor.sol": { content: readFileSync(SOURCE, "utf8") } },
    settings: {
      evmVersion: "paris",
      optimizer: { enabled: true, runs: 200 },
      metadata: { bytecodeHash: "none", appendCBOR: false },
      outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] } },
    },
  };
  const answer = JSON.parse(solc.compile(JSON.stringify(input))) as CompilerAnswer;
  if (answer.errors && answer.errors.length > 0) throw new Error(answer.errors.map((each) => each.formattedMessage).join("\n"));
  const contract = answer.contracts["CheckpointAnchor.sol"]?.["CheckpointAnchor"];
  if (!contract) throw new Error("the compiler gave no CheckpointAnchor");
  return {
    compiler: solc.version(),
    abi: contract.abi,
    creationCode: `0x${contract.evm.bytecode.object}`,
    runtimeCode: `0x${contract.evm.deployedBytecode.object}`,
  };
}
