import { createHmac } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";

const NAME = "expired-subjects.key";

/** The key under which expired leads are recognised. It lies with the salts, apart from the store: who has the store alone cannot try out the
 *  resident ids of a city against its digests. Made on first use; null when there is none and none is to be made. */
export function subjectKey(saltsFolder: string, makeRandom: ((size: number) => Uint8Array) | null): Uint8Array | null {
  const path = join(saltsFolder, NAME);
  if (existsSync(path)) return readFileSync(path);
  if (!makeRandom) return null;
  const key = makeRandom(32);
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, key);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return key;
}

/** What stands in the place of the subject of an expired lead, followed by the lead's id, since one subject may expire more than once. */
export function expiredSubject(key: Uint8Array, model: string, subject: string): string {
  return `expired:${createHmac("sha256", key).update(`${model}\n${subject}`).digest("hex")}:`;
}
