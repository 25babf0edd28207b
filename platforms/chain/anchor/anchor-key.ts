import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { nodeDisk, readFile } from "../log/index.ts";

/** Signs transactions of one account. */
export type AnchorAccount = PrivateKeyAccount;

/** The account whose key lies in a file: 32 bytes, hex. The key leaves neither this function nor the account, and no error shows it.
 *  ANCHOR_KEY_UNSAFE when others than its owner can read it, ANCHOR_SETTINGS_INVALID when it is no key. */
export function openAnchorKey(file: string): AnchorAccount {
  const wrong = (reason: string) => new YuejianError("ANCHOR_SETTINGS_INVALID", { file, reason });
  if (!existsSync(file)) throw wrong("the key file is missing");
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) !== 0) throw new YuejianError("ANCHOR_KEY_UNSAFE", { file, mode: mode.toString(8).padStart(4, "0") });
  const text = new TextDecoder().decode(readFile(nodeDisk, file)).trim();
  if (!/^(0x)?[0-9a-fA-F]{64}$/.test(text)) throw wrong("not a key of 32 bytes in hexadecimal");
  try {
    return privateKeyToAccount(text.startsWith("0x") ? (text as `0x${string}`) : `0x${text}`);
  } catch {
    throw wrong("not a key of the curve secp256k1");
  }
}

/** Makes a key where there is none. */
export function makeAnchorKey(file: string): AnchorAccount {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${generatePrivateKey()}\n`, { mode: 0o600, flag: "wx", flush: true });
    chmodSync(file, 0o600);
  }
  return openAnchorKey(file);
}
