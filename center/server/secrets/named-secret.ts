import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { type ErrorCode, type SecretPlace, YuejianError } from "@yuejian/contracts";

/** Secrets of one part of the house. Only its own variables and folder: whoever sets up a host must not be able to send other secrets of the server there. */
export interface SecretFamily {
  /** Variables begin with it. */
  readonly prefix: string;
  /** Below `secrets` of the home. */
  readonly folder: string;
  readonly missing: ErrorCode;
  readonly open: ErrorCode;
  readonly invalid: ErrorCode;
}

const FILE = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;
const MOST_BYTES = 64 * 1024;

/** Throws the family's `invalid`. */
export function demandSecretPlace(place: SecretPlace, { prefix, folder, invalid }: SecretFamily): void {
  const isVariable = place.name.startsWith(prefix) && /^[A-Z0-9_]{1,64}$/.test(place.name.slice(prefix.length));
  if (place.from === "env" ? isVariable : FILE.test(place.name)) return;
  const [zh, en] =
    place.from === "env"
      ? [`口令的环境变量须以 ${prefix} 开头`, `the environment variable of a secret begins with ${prefix}`]
      : [`口令文件只写文件名，放在数据目录的 secrets/${folder} 下`, `name the secret file alone; it lies in secrets/${folder} of the home`];
  throw new YuejianError(invalid, { reason: en, reason_zh: zh, reason_en: en });
}

/** The secret as it is now. Throws the family's `missing`, `open`, `invalid`. */
export async function readNamedSecret(place: SecretPlace, secretsFolder: string, family: SecretFamily): Promise<string> {
  demandSecretPlace(place, family);
  if (place.from === "env") {
    const value = process.env[place.name];
    if (value === undefined || value === "") throw new YuejianError(family.missing, { place: place.name });
    return value;
  }
  const named = `secrets/${family.folder}/${place.name}`;
  const path = join(secretsFolder, family.folder, place.name);
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    throw new YuejianError(family.missing, { place: named }, { cause });
  }
  try {
    const facts = await file.stat();
    if (!facts.isFile() || facts.size > MOST_BYTES) throw new YuejianError(family.missing, { place: named });
    if ((facts.mode & 0o077) !== 0) throw new YuejianError(family.open, { place: named });
    return (await file.readFile("utf8")).replace(/\r?\n$/, "");
  } finally {
    await file.close();
  }
}
