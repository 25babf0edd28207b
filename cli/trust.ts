import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isTrust, type Policy, parsePolicy, type Trust } from "@yuejian/chain/verify";
import { YuejianError } from "@yuejian/contracts";
import type { Arguments } from "./arguments.ts";
import { readNamed } from "./capture-files.ts";

/** `smKeys`: keys of the second log among those given, or the home's own. */
export interface ReaderTrust extends Trust {
  readonly smKeys: readonly string[];
}

/** Whom a reader believes, by `--key VERIFIER-KEY…` and `--policy FILE`; the ledger of the home at hand where neither is given. */
export async function trustOf(given: Arguments, homeFolder: string): Promise<ReaderTrust> {
  const policyFile = given.text("policy");
  const policy = policyFile === undefined ? undefined : await policyIn(policyFile);
  // Keys of the SM suite are told from those of the ledger by their type.
  const [named, smKeys] = [given.texts("key").filter((key) => !isTrust(key)), given.texts("key").filter(isTrust)];
  // A reader's own policy names the ledgers that they trust; the key of this machine's home is no part of it.
  const isOwn = named.length === 0 && policy === undefined;
  const trustedKeys = isOwn ? await ownKeys(homeFolder) : named;
  if (trustedKeys.length === 0 && (policy?.logs.length ?? 0) === 0) {
    throw new YuejianError("USAGE", {
      reason: "name the ledger's verifier key with --key, or a --policy with its log: no ledger of its own is at hand (YUEJIAN_HOME)",
    });
  }
  return { trustedKeys, policy, smKeys: isOwn ? [...smKeys, ...(await ownKeys(homeFolder, "sm"))] : smKeys };
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

/** Verifier keys of the home at hand. `suite`: the folder of the second log. */
async function ownKeys(homeFolder: string, suite = ""): Promise<string[]> {
  const file = join(homeFolder, "ledger", suite, "verifier.key");
  return existsSync(file) ? [(await readFile(file, "utf8")).trim()] : [];
}
