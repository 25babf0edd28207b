import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { dirname } from "node:path";
import {
  formatCheckpoint,
  formatSignerKey,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  parseSignerKey,
  type SignBytes,
  type SignerKey,
  signerKeyOf,
  signNote,
  type VerifyBytes,
} from "../format/index.ts";
import { type Disk, readFile, replaceFile } from "./disk.ts";
import { corrupt, type LogFiles } from "./log-files.ts";
import { StateFile } from "./state-file.ts";
import { platformTree } from "./tree-hash.ts";

export interface LogSigner {
  readonly key: SignerKey;
  readonly sign: SignBytes;
}

/** The log's key, made on first opening together with the signed checkpoint of the empty log.
 *  The key is written last: a key without `signed.state` means that someone took the state away, and nothing is signed. */
export function openSigner(
  disk: Disk,
  files: LogFiles,
  options: { origin: string; hasEntries: boolean; makeSeed: () => Uint8Array },
): LogSigner {
  if (!disk.exists(files.signingKey)) {
    const signed = new StateFile(disk, files.signedState);
    if (options.hasEntries || hasSignedEntries(signed)) throw corrupt("signing key", 0, "the key is missing although the log has entries");
    const made = signerKeyOf(options.origin, options.makeSeed());
    const empty = formatCheckpoint({ origin: options.origin, size: 0, root: platformTree.empty });
    signed.save(signNote(empty, made));
    replaceFile(disk, files.verifierKey, new TextEncoder().encode(`${formatVerifierKey(made)}\n`));
    disk.makeFolder(dirname(files.signingKey));
    replaceFile(disk, files.signingKey, new TextEncoder().encode(`${formatSignerKey(made)}\n`));
  }
  const secret = new TextDecoder().decode(readFile(disk, files.signingKey));
  const key = parseSignerKey(secret.slice(0, -1));
  if (secret !== `${formatSignerKey(key)}\n`) throw corrupt("signing key", 0, "it does not end with a newline");
  if (key.name !== options.origin) throw corrupt("signing key", 0, `the key is of ${key.name}, not of ${options.origin}`);
  if (new TextDecoder().decode(readFile(disk, files.verifierKey)) !== `${formatVerifierKey(key)}\n`) {
    throw corrupt("verifier.key", 0, "it does not belong to the signing key");
  }
  return { key, sign: signWith(key.seed) };
}

/** The platform's Ed25519 with a seed. */
export function signWith(seed: Uint8Array): SignBytes {
  const privateKey = importSeed(seed);
  return (message) => new Uint8Array(sign(null, message, privateKey));
}

const publicKeys = new Map<string, KeyObject>();
const KEYS_KNOWN = 256;

/** The platform's Ed25519: a fraction of the portable one's time. */
export const verifyNatively: VerifyBytes = (signature, message, publicKey) => {
  if (publicKey.length !== 32) return false;
  const name = Buffer.from(publicKey).toString("latin1");
  let key = publicKeys.get(name);
  if (key === undefined) {
    // SubjectPublicKeyInfo around the 32 bytes (RFC 8410 §4).
    const head = Buffer.from("302a300506032b6570032100", "hex");
    key = createPublicKey({ key: Buffer.concat([head, publicKey]), format: "der", type: "spki" });
    if (publicKeys.size >= KEYS_KNOWN) publicKeys.clear();
    publicKeys.set(name, key);
  }
  return verify(null, message, key, signature);
};

function hasSignedEntries(signed: StateFile): boolean {
  return signed.exists() && parseCheckpoint(parseNote(signed.read().text).text).size > 0;
}

/** PKCS #8 around an Ed25519 seed (RFC 8410 §7), the form in which the platform takes it. */
function importSeed(seed: Uint8Array): KeyObject {
  const head = Buffer.from("302e020100300506032b657004220420", "hex");
  return createPrivateKey({ key: Buffer.concat([head, seed]), format: "der", type: "pkcs8" });
}
