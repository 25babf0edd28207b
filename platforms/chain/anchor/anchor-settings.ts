import { dirname, resolve } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { isAddress } from "viem";
import { nodeDisk, readFile } from "../log/index.ts";

/** Where and how often checkpoints are anchored. */
export interface AnchorSettings {
  /** JSON-RPC over HTTP; may hold a password, so it is shown to nobody. */
  readonly rpcUrl: string;
  readonly chainId: number;
  /** Address of the contract; null before it is deployed. */
  readonly contract: `0x${string}` | null;
  /** Absolute path of the anchorer's key. */
  readonly keyFile: string;
  /** Blocks, the anchor's own included, after which it counts. 1 where blocks are final at once (QBFT, PBFT). */
  readonly confirmations: number;
  /** A checkpoint goes into the queue when it grew and this much time has passed, or by so many entries: whichever comes first. */
  readonly everyMinutes: number;
  readonly everyEntries: number;
  /** Which checkpoint: the newest final one, or the newest published. Default: final where the home has a policy. */
  readonly checkpoint: "final" | "newest" | null;
}

const KNOWN = ["rpcUrl", "chainId", "contract", "keyFile", "confirmations", "everyMinutes", "everyEntries", "checkpoint"];

/** ANCHOR_SETTINGS_INVALID names what is wrong in the file. */
export function readAnchorSettings(file: string): AnchorSettings {
  const wrong = (reason: string) => new YuejianError("ANCHOR_SETTINGS_INVALID", { file, reason });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(readFile(nodeDisk, file)));
  } catch (cause) {
    throw new YuejianError(
      "ANCHOR_SETTINGS_INVALID",
      { file, reason: cause instanceof Error && !(cause instanceof SyntaxError) ? cause.message : "not JSON" },
      { cause },
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong("not an object");
  const given = value as Partial<Record<string, unknown>>;
  const unknown = Object.keys(given).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) throw wrong(`there is no setting ${unknown}`);
  const whole = (name: string, least: number, fallback?: number): number => {
    const number = given[name] ?? fallback;
    if (typeof number !== "number" || !Number.isSafeInteger(number) || number < least)
      throw wrong(`${name}: a whole number from ${least} on`);
    return number;
  };
  const { rpcUrl, contract = null, keyFile, checkpoint = null } = given;
  if (typeof rpcUrl !== "string" || !isHttpAddress(rpcUrl)) throw wrong("rpcUrl: an address that begins with http:// or https://");
  if (contract !== null && !(typeof contract === "string" && isAddress(contract))) throw wrong("contract: an address of 20 bytes");
  if (typeof keyFile !== "string" || keyFile === "") throw wrong("keyFile: a path");
  if (checkpoint !== null && checkpoint !== "final" && checkpoint !== "newest") throw wrong("checkpoint: final or newest");
  return {
    rpcUrl,
    chainId: whole("chainId", 1),
    contract: contract === null ? null : (contract.toLowerCase() as `0x${string}`),
    keyFile: resolve(dirname(file), keyFile),
    confirmations: whole("confirmations", 1, 1),
    everyMinutes: whole("everyMinutes", 1, 10),
    everyEntries: whole("everyEntries", 1, 10_000),
    checkpoint,
  };
}

function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
