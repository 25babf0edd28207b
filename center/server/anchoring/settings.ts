import { existsSync } from "node:fs";
import path from "node:path";
import type { AnchorSettings } from "@yuejian/chain/anchor";
import { nodeDisk, replaceFile } from "@yuejian/chain/log";
import { policyFile } from "../cosigning/index.ts";
import type { HomePaths } from "../home/layout.ts";

/** Settings of a home in use: the contract is known. */
export type UsedSettings = AnchorSettings & { readonly contract: `0x${string}` };

/** With the secrets: the address of the node may hold a password. */
export function settingsFile({ secrets }: Pick<HomePaths, "secrets">): string {
  return path.join(secrets, "anchoring.json");
}

/** Null: this home anchors nothing. ANCHOR_SETTINGS_INVALID */
export async function readSettings(paths: Pick<HomePaths, "secrets">): Promise<UsedSettings | null> {
  const file = settingsFile(paths);
  if (!existsSync(file)) return null;
  // Only here: most homes anchor nothing, and the client of the chain is large.
  const { readAnchorSettings } = await import("@yuejian/chain/anchor");
  const settings = readAnchorSettings(file);
  return settings.contract === null ? null : (settings as UsedSettings);
}

export function writeSettings(paths: Pick<HomePaths, "secrets">, settings: UsedSettings): void {
  const file = settingsFile(paths);
  const { keyFile, checkpoint, ...rest } = settings;
  const inside = path.relative(paths.secrets, keyFile);
  // A home that is moved or restored elsewhere still finds the key that lies in it.
  const kept = { ...rest, keyFile: inside.startsWith("..") ? keyFile : inside, ...(checkpoint === null ? {} : { checkpoint }) };
  replaceFile(nodeDisk, file, new TextEncoder().encode(`${JSON.stringify(kept, null, 2)}\n`));
}

/** Which checkpoint is anchored: with cosigners the final one, unless the settings say otherwise. */
export function anchorsFinal({ checkpoint }: AnchorSettings, ledgerFolder: string): boolean {
  return checkpoint === null ? existsSync(policyFile(ledgerFolder)) : checkpoint === "final";
}
