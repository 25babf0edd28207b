import { YuejianError } from "@yuejian/contracts";
import { BaseError } from "viem";

/** A fault of the node or of the way to it as ours. Neither the address (it may hold a password) nor the request is shown. */
export function rpcFault(rpcUrl: string, cause: unknown): YuejianError {
  if (cause instanceof YuejianError) return cause;
  return new YuejianError("ANCHOR_CHAIN_UNREACHABLE", { host: hostOf(rpcUrl), reason: reasonOf(cause) });
}

/** One line about what a node answered. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof BaseError)) return firstLine(cause instanceof Error ? cause.message : String(cause));
  let deepest: unknown = cause;
  while (deepest instanceof Error && deepest.cause !== undefined) deepest = deepest.cause;
  // «fetch failed» alone tells nobody whether the node is down or the name wrong.
  const code = deepest instanceof Error && "code" in deepest && typeof deepest.code === "string" ? `${deepest.code} ` : "";
  const details = cause.details || (deepest instanceof Error ? deepest.message : "") || cause.shortMessage;
  return firstLine(`${code}${details}`);
}

export function hostOf(rpcUrl: string): string {
  return new URL(rpcUrl).host;
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").replaceAll(/https?:\/\/\S+/g, "…").slice(0, 200);
}
