import { YuejianError } from "@yuejian/contracts";
import { encodeHex } from "@yuejian/digests";
import {
  type Checkpoint,
  formatCheckpoint,
  formatSmSignerKey,
  formatSmVerifierKey,
  parseCheckpoint,
  parseNote,
  parseSmSignerKey,
  type SignBytes,
  type SmSignerKey,
  signSmNote,
  smSignerKeyOf,
  type VerifierKey,
} from "../format/index.ts";
import { type Disk, readFile, replaceFile } from "../log/index.ts";
import { type SmFiles, smCorrupt } from "./sm-files.ts";
import { signWithSm2, verifyWithSm2 } from "./sm2-native.ts";
import { platformSm3Tree } from "./sm3-tree.ts";

/** A checkpoint note and what it says. */
export interface SignedSmCheckpoint extends Checkpoint {
  readonly note: string;
}

/** The SM log's key and what it signed last. */
export class SmSigner {
  readonly key: SmSignerKey;
  readonly #disk: Disk;
  readonly #files: SmFiles;
  readonly #sign: SignBytes;
  readonly #open: (note: string) => SignedSmCheckpoint | null;

  /** The key of the folder, made on first opening together with the signed checkpoint of the empty log. It is written last: a key without
   *  `signed.state` means that someone took the state away, and nothing is signed. LOG_CORRUPT when key and files do not belong together. */
  constructor(disk: Disk, files: SmFiles, options: { origin: string; makeSeed: () => Uint8Array }) {
    this.#disk = disk;
    this.#files = files;
    if (!disk.exists(files.signingKey)) makeKey(disk, files, options);
    const secret = new TextDecoder().decode(readFile(disk, files.signingKey));
    this.key = parseSmSignerKey(secret.slice(0, -1));
    if (secret !== `${formatSmSignerKey(this.key)}\n`) throw smCorrupt("signing.key", 0, "it does not end with a newline");
    if (this.key.name !== options.origin) throw smCorrupt("signing.key", 0, `the key is of ${this.key.name}, not of ${options.origin}`);
    if (new TextDecoder().decode(readFile(disk, files.verifierKey)) !== `${formatSmVerifierKey(this.key)}\n`)
      throw smCorrupt("verifier.key", 0, "it does not belong to the signing key");
    this.#sign = signWithSm2(this.key.secret, this.key.publicKey);
    this.#open = openerOf(this.key);
  }

  /** What was signed last. LOG_CORRUPT when it is missing or not signed by this log: without it a rollback would go unseen. */
  load(): SignedSmCheckpoint {
    if (!this.#disk.exists(this.#files.signedState)) throw smCorrupt("signed.state", 0, "it is missing");
    const signed = this.#open(new TextDecoder().decode(readFile(this.#disk, this.#files.signedState)));
    if (signed === null) throw smCorrupt("signed.state", 0, "not a checkpoint signed by this log");
    return signed;
  }

  /** Signs a checkpoint; it is durable before anyone sees the signature, so that after a rollback the log still knows what it signed. */
  sign(size: number, root: Uint8Array): SignedSmCheckpoint {
    const checkpoint = { origin: this.key.name, size, root };
    const note = signSmNote(formatCheckpoint(checkpoint), this.key, this.#sign);
    replaceFile(this.#disk, this.#files.signedState, new TextEncoder().encode(note));
    return { ...checkpoint, note };
  }
}

function makeKey(disk: Disk, files: SmFiles, { origin, makeSeed }: { origin: string; makeSeed: () => Uint8Array }): void {
  if (disk.exists(files.signedState)) {
    const signed = new TextDecoder().decode(readFile(disk, files.signedState));
    if (parseCheckpoint(parseNote(signed).text).size > 0) throw smCorrupt("signing.key", 0, "the key is missing although it has signed");
  }
  const made = drawKey(origin, makeSeed);
  const empty = formatCheckpoint({ origin, size: 0, root: platformSm3Tree.empty });
  const note = signSmNote(empty, made, signWithSm2(made.secret, made.publicKey));
  replaceFile(disk, files.signedState, new TextEncoder().encode(note));
  replaceFile(disk, files.verifierKey, new TextEncoder().encode(`${formatSmVerifierKey(made)}\n`));
  replaceFile(disk, files.signingKey, new TextEncoder().encode(`${formatSmSignerKey(made)}\n`));
}

/** One draw in 2^32 is no key; a source that gives none in eight gives nothing random. */
function drawKey(origin: string, makeSeed: () => Uint8Array): SmSignerKey {
  for (let draw = 0; draw < 8; draw++) {
    const key = smSignerKeyOf(origin, makeSeed());
    if (key !== null) return key;
  }
  throw new YuejianError("LOG_STOPPED", { reason: "no SM2 key from the source of random numbers" });
}

/** Reads notes with exactly the log's signature; null for anything else. */
function openerOf(key: VerifierKey): (note: string) => SignedSmCheckpoint | null {
  const verify = verifyWithSm2(key.publicKey);
  return (note) => {
    try {
      const { text, signatures } = parseNote(note);
      const [signature] = signatures;
      const checkpoint = parseCheckpoint(text);
      const isOwn =
        signatures.length === 1 &&
        signature !== undefined &&
        checkpoint.origin === key.name &&
        signature.name === key.name &&
        encodeHex(signature.keyHash) === encodeHex(key.keyHash) &&
        verify(signature.signature, new TextEncoder().encode(text));
      return isOwn ? { ...checkpoint, note } : null;
    } catch {
      return null;
    }
  };
}
