import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { formatSignerKey, parseSignerKey, type SignerKey, signerKeyOf } from "../format/index.ts";
import { type Disk, readFile, replaceFile, signWith } from "../log/index.ts";
import type { Cosigner } from "./cosigner.ts";

/** The key of one identity of a node, made on first use. LOG_CORRUPT when the file is not such a key. */
export function openCosigner(
  disk: Disk,
  {
    folder,
    name,
    clock,
    makeSeed = () => randomBytes(32),
  }: { folder: string; name: string; clock: Cosigner["clock"]; makeSeed?: () => Uint8Array },
): Cosigner {
  const file = join(folder, `${name.replaceAll(/[^\w.-]/g, "_")}.key`);
  if (!disk.exists(file)) {
    disk.makeFolder(dirname(file));
    replaceFile(disk, file, new TextEncoder().encode(`${formatSignerKey(signerKeyOf(name, makeSeed(), "cosignature"), "cosignature")}\n`));
  }
  const key = readKey(disk, file);
  if (key.name !== name) throw new YuejianError("LOG_CORRUPT", { file, offset: 0, reason: `the key is of ${key.name}, not of ${name}` });
  return { key, sign: signWith(key.seed), clock };
}

function readKey(disk: Disk, file: string): SignerKey {
  try {
    return parseSignerKey(new TextDecoder().decode(readFile(disk, file)).trimEnd(), "cosignature");
  } catch (cause) {
    throw new YuejianError("LOG_CORRUPT", { file, offset: 0, reason: "not a key for cosignatures" }, { cause });
  }
}
