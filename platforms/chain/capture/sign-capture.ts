import { YuejianError } from "@yuejian/contracts";
import { encodeHex, sha256 } from "@yuejian/digests";
import {
  CAPTURE_FORMAT,
  CAPTURE_LIMITS,
  type CaptureDocument,
  type CaptureStatement,
  type Countersignature,
  captureText,
  countersignatureText,
  encodeBase64,
  formatVerifierKey,
  type KeySignature,
  keySignatureOf,
  parseNote,
  readCaptureStatement,
  type SignerKey,
  signedCaptureDigest,
  signNote,
  stampedCapture,
  type VerifierKey,
} from "../format/index.ts";

/** Signs what a device says of files. PROOF_MALFORMED when the statement breaks its own contract. */
export function signCapture(statement: CaptureStatement, key: SignerKey): CaptureDocument {
  const read = readCaptureStatement(statement, "capture.statement");
  return { format: CAPTURE_FORMAT, statement: read, signature: signed(captureText(read), key), countersignatures: [], timestamps: [] };
}

/** As `signCapture`, by whoever holds the key: a browser signs with one that it can use and cannot read. `sign` gives the 64 bytes of Ed25519. */
export async function signCaptureWith(
  statement: CaptureStatement,
  { key, sign }: { readonly key: VerifierKey; readonly sign: (message: Uint8Array) => Promise<Uint8Array> },
): Promise<CaptureDocument> {
  const read = readCaptureStatement(statement, "capture.statement");
  const signature = await sign(new TextEncoder().encode(captureText(read)));
  const { name, keyHash } = key;
  return {
    format: CAPTURE_FORMAT,
    statement: read,
    signature: keySignatureOf(formatVerifierKey(key), { name, keyHash, signature }),
    countersignatures: [],
    timestamps: [],
  };
}

/** Adds the signature of a second person or device. CAPTURE_COUNTERSIGNED when the key signed already. */
export function countersign(
  capture: CaptureDocument,
  { key, ...said }: Omit<Countersignature["statement"], "of"> & { readonly key: SignerKey },
): CaptureDocument {
  const verifierKey = formatVerifierKey(key);
  if ([capture.signature, ...capture.countersignatures].some((each) => each.key === verifierKey))
    throw new YuejianError("CAPTURE_COUNTERSIGNED", { key: key.name });
  if (capture.countersignatures.length >= CAPTURE_LIMITS.countersignatures)
    throw new YuejianError("CAPTURE_FULL", { what: "countersignatures" });
  const statement = { of: signedCaptureDigest(capture), ...said };
  return { ...capture, countersignatures: [...capture.countersignatures, { statement, ...signed(countersignatureText(statement), key) }] };
}

/** Attaches a token over the capture as it stands, with all its countersignatures; whoever attaches it has verified it. */
export function attachTimestamp(capture: CaptureDocument, token: Uint8Array, covers = capture.countersignatures.length): CaptureDocument {
  const given = { covers, token: encodeBase64(token) };
  if (capture.timestamps.some((each) => each.token === given.token)) return capture;
  if (capture.timestamps.length >= CAPTURE_LIMITS.timestamps) throw new YuejianError("CAPTURE_FULL", { what: "timestamps" });
  return { ...capture, timestamps: [...capture.timestamps, given] };
}

/** SHA-256 that an authority is asked to stamp. */
export function captureImprint(capture: CaptureDocument): Uint8Array {
  return sha256(stampedCapture(capture, capture.countersignatures.length));
}

/** With how many of its countersignatures the capture has this digest; null: with none of them, it is another capture. */
export function coveredBy(capture: CaptureDocument, digest: Uint8Array): number | null {
  const wanted = encodeHex(digest);
  for (let covers = capture.countersignatures.length; covers >= 0; covers--) {
    if (encodeHex(sha256(stampedCapture(capture, covers))) === wanted) return covers;
  }
  return null;
}

function signed(text: string, key: SignerKey): KeySignature {
  const [signature] = parseNote(signNote(text, key)).signatures;
  if (signature === undefined) throw new RangeError("a note without the signature just made");
  return keySignatureOf(formatVerifierKey(key), signature);
}
