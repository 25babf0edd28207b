import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { type SecretPlace, YuejianError } from "@yuejian/contracts";

/** Only these variables: whoever sets up a source must not be able to send other secrets of the server to a host of their choice. */
const VARIABLE = /^YUEJIAN_SOURCE_[A-Z0-9_]{1,64}$/;
const FILE = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;
const MOST_BYTES = 64 * 1024;

/** SOURCE_SETTINGS_INVALID */
export function demandPlace(place: SecretPlace): void {
  if ((place.from === "env" ? VARIABLE : FILE).test(place.name)) return;
  const [zh, en] =
    place.from === "env"
      ? ["口令的环境变量须以 YUEJIAN_SOURCE_ 开头", "the environment variable of a secret begins with YUEJIAN_SOURCE_"]
      : ["口令文件只写文件名，放在数据目录的 secrets/sources 下", "name the secret file alone; it lies in secrets/sources of the home"];
  throw new YuejianError("SOURCE_SETTINGS_INVALID", { reason: en, reason_zh: zh, reason_en: en });
}

/** The secret as it is now. SOURCE_SECRET_MISSING, SOURCE_SECRET_OPEN */
export async function readSecret(place: SecretPlace | null, secretsFolder: string): Promise<string | null> {
  if (place === null) return null;
  demandPlace(place);
  if (place.from === "env") {
    const value = process.env[place.name];
    if (value === undefined || value === "") throw new YuejianError("SOURCE_SECRET_MISSING", { place: place.name });
    return value;
  }
  const path = join(secretsFolder, "sources", place.name);
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    throw new YuejianError("SOURCE_SECRET_MISSING", { place: `secrets/sources/${place.name}` }, { cause });
  }
  try {
    const facts = await file.stat();
    if (!facts.isFile() || facts.size > MOST_BYTES)
      throw new YuejianError("SOURCE_SECRET_MISSING", { place: `secrets/sources/${place.name}` });
    if ((facts.mode & 0o077) !== 0) throw new YuejianError("SOURCE_SECRET_OPEN", { place: `secrets/sources/${place.name}` });
    return (await file.readFile("utf8")).replace(/\r?\n$/, "");
  } finally {
    await file.close();
  }
}
