import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { createInterface } from "node:readline";
import { createTestClient, type Hex, http, publicActions, walletActions } from "viem";
import { foundry } from "viem/chains";
import { describe } from "vitest";

/** A real EVM with a chain of its own, from the package `@foundry-rs/anvil-linux-amd64`, for tests. */
export interface RunningAnvil {
  readonly url: string;
  readonly chainId: number;
  stop(): Promise<void>;
}

/** The first account that anvil endows; its key is printed in every manual. */
export const RICH_KEY: Hex = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const CHAIN_ID = 31337;

/** `options` of anvil, for example `--no-mining`. */
export async function startAnvil(options: readonly string[] = []): Promise<RunningAnvil> {
  const binary = anvilBinary();
  if (binary === null) throw new Error("no anvil for this machine");
  const child = spawn(binary, ["--port", "0", "--chain-id", String(CHAIN_ID), ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  // A test that ends abruptly leaves no chain behind.
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  for await (const line of createInterface(child.stdout)) {
    const address = /Listening on (\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    child.stdout.resume();
    return {
      url: `http://${address}`,
      chainId: CHAIN_ID,
      async stop() {
        process.off("exit", killAtExit);
        child.kill("SIGKILL");
        await ended;
      },
    };
  }
  throw new Error("anvil ended before it listened");
}

/** Moves the chain as a test wants: mine, drop, set back. */
export function chainControl({ url }: RunningAnvil) {
  return createTestClient({ mode: "anvil", chain: foundry, transport: http(url), cacheTime: 0 })
    .extend(publicActions)
    .extend(walletActions);
}

/** Runs tests on a real EVM; where there is none for this machine they are skipped, which the title says. */
export function describeOnAnvil(title: string, tests: () => void): void {
  const isThere = anvilBinary() !== null;
  const name = isThere ? title : `${title} (skipped: @foundry-rs/anvil-linux-amd64 does not run on ${platform()} ${arch()})`;
  describe.skipIf(!isThere)(name, tests);
}

function anvilBinary(): string | null {
  if (platform() !== "linux" || arch() !== "x64") return null;
  try {
    return createRequire(import.meta.url).resolve("@foundry-rs/anvil-linux-amd64/bin/anvil");
  } catch {
    return null;
  }
}
