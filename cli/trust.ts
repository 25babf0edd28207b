import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Policy, parsePolicy, type Trust } from "@yuejian/chain/verify";
import { YuejianError } from "@yuejian/contracts";
import type { Arguments } from "./arguments.ts";
import { readNamed } from "./capture-files.ts";

/** Whom a reader believes, by `--key VERIFIER-KEY…` and `--policy FILE`; the ledger of the home at hand where neither is given. */
export async function trustOf(given: Arguments, homeFolder: string): Promise<Trust> {
  const policyFile = given.text("policy");
  const policy = policyFile === undefined ? undefined : await policyIn(policyFile);
  const named = given.texts("key");
  // A reader's own policy names the ledgers that they trust; the key of this machine's home is no part of it.
  const trustedKeys = named.length > 0 || policy !== undefined ? named : await ownKeys(homeFolder);
  if (trustedKeys.length === 0 && (policy?.logs.length ?? 0) === 0) {
    throw new YuejianError("USAGE", {
      reason: "name the ledger's verifier key with --key, or a --policy with its log: no ledger of its own is at hand (YUEJIAN_HOME)",
    });
  }
  return { trustedKeys, policy };
}

async function policyIn(file: string): Promise<Policy> {
  const text = (await readNamed(file)).toString("utf8");
  try {
    return parsePolicy(text);
  } catch (cause) {
    const reason = cause instanceof YuejianError ? cause.message : String(cause);
    throw new YuejianError("USAGE", { reason: `--policy ${file}: ${reason}` }, { cause });
  }
}

async function ownKeys(homeFolder: string): Promise<string[]> {
  const file = join(homeFolder, "ledger", "verifier.key");
  return existsSync(file) ? [(await readFile(file, "utf8")).trim()] : [];
}
