import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { decodeHex, encodeHex } from "@yuejian/digests";
import { syncFolder } from "../files/index.ts";

/** The seed of the VRF that blinds keys, 32 bytes in hexadecimal, mode 0600. Who reads it can tell from a proof of absence whether a guessed person is
 *  one of the two neighbours; who loses it can prove no absence in the batches committed under it. It is made once and belongs into every backup. */
export async function makeVrfSeed(paths: { readonly secrets: string }, randomBytes: (size: number) => Uint8Array): Promise<void> {
  const file = fileOf(paths);
  if (existsSync(file)) return;
  const handle = openSync(`${file}.new`, "w", 0o600);
  try {
    writeSync(handle, `${encodeHex(randomBytes(32))}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
  await syncFolder(paths.secrets);
}

export function readVrfSeed(paths: { readonly secrets: string }): Uint8Array {
  const seed = decodeHex(readFileSync(fileOf(paths), "utf8").trimEnd(), 32);
  if (seed === null) throw new YuejianError("HOME_MISMATCH", { home: fileOf(paths) });
  return seed;
}

function fileOf({ secrets }: { readonly secrets: string }): string {
  return path.join(secrets, "vrf.key");
}
