import { canonicalJson } from "@yuejian/contracts";
import { encodeHex, sha256 } from "@yuejian/digests";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import {
  closed,
  count,
  decodeUtf8,
  hex,
  label,
  listOf,
  literal,
  moment,
  orNull,
  parseCanonicalJson,
  type Reader,
  text,
} from "./closed-shape.ts";
import { malformed } from "./malformed.ts";
import { parseVerifierKey } from "./note-keys.ts";
import { formatNote, type NoteSignature } from "./signed-note.ts";

/** A signed capture: what a device says of files at the moment it took them, signed by the device's own key before anybody else held them.
 *  One text for each capture: canonical JSON. Countersignatures and timestamps are added behind, never changed. */
export interface CaptureDocument {
  readonly format: typeof CAPTURE_FORMAT;
  readonly statement: CaptureStatement;
  readonly signature: KeySignature;
  readonly countersignatures: readonly Countersignature[];
  readonly timestamps: readonly CaptureTimestamp[];
}

export const CAPTURE_FORMAT = "yuejian-capture/1";
const COUNTERSIGNATURE_FORMAT = "yuejian-countersignature/1";

export interface CaptureStatement {
  readonly files: readonly CapturedFile[];
  /** By the device's clock, which nobody checked. */
  readonly capturedAt: string;
  /** When the device signed, by the same clock. */
  readonly signedAt: string;
  readonly place: CapturePlace;
  readonly device: { readonly name: string; readonly serial: string | null; readonly software: string | null };
  readonly operator: { readonly name: string; readonly organisation: string };
  readonly note: string | null;
}

export interface CapturedFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly mediaType: string;
}

/** `device`: the device's location service, which does not tell how it knows. */
export const PLACE_SOURCES = ["gnss", "network", "device", "map", "stated"] as const;

export type CapturePlace =
  | { readonly kind: "withheld" }
  | { readonly kind: "words"; readonly words: string }
  | {
      readonly kind: "coordinates";
      /** WGS 84, decimal degrees as text, so that there is one way to write them. */
      readonly latitude: string;
      readonly longitude: string;
      readonly accuracyMetres: number | null;
      readonly source: (typeof PLACE_SOURCES)[number];
    };

export interface KeySignature {
  /** C2SP verifier key, `name+hash+base64`. */
  readonly key: string;
  /** Base64 of 64 bytes, Ed25519. */
  readonly signature: string;
}

/** A second person or device that saw the same capture, over the device's statement and its signature. */
export interface Countersignature extends KeySignature {
  readonly statement: {
    /** SHA-256 (hex) of the signed note of the device. */
    readonly of: string;
    readonly at: string;
    readonly signer: { readonly name: string; readonly organisation: string };
    readonly note: string | null;
  };
}

/** A time-stamp token (RFC 3161) over the capture with its first `covers` countersignatures. */
export interface CaptureTimestamp {
  readonly covers: number;
  /** Base64 of the DER. */
  readonly token: string;
}

export const CAPTURE_LIMITS = { files: 1000, countersignatures: 20, timestamps: 20, bytes: 4 * 1024 ** 2 } as const;

/** A line of free text: no control characters, well-formed. */
function words(limit: number): Reader<string> {
  const read = text(limit);
  return (value, where) => {
    const given = read(value, where);
    if (given.trim() === "" || /\p{Cc}/u.test(given) || !given.isWellFormed())
      throw malformed(where, "empty, or a character that may not stand here");
    return given;
  };
}

/** A name without folders. */
const fileName: Reader<string> = (value, where) => {
  const name = words(255)(value, where);
  if (/[/\\]/.test(name) || name === "." || name === "..") throw malformed(where, "a name with folders");
  return name;
};

const mediaType: Reader<string> = (value, where) => {
  const given = label(value, where);
  if (!/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(given)) throw malformed(where, "not a media type");
  return given;
};

function degrees(limit: number): Reader<string> {
  return (value, where) => {
    const given = label(value, where);
    const isPlain = /^(0|-?[1-9]\d{0,2}|-?(0|[1-9]\d{0,2})\.\d{0,7}[1-9])$/.test(given);
    if (!isPlain || Math.abs(Number(given)) > limit) throw malformed(where, "not decimal degrees in their shortest form");
    return given;
  };
}

const file: Reader<CapturedFile> = closed({ name: fileName, size: count, sha256: hex(32), sm3: hex(32), mediaType });

const place: Reader<CapturePlace> = (value, where) => {
  const kind = typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  if (kind === "withheld") return closed({ kind: literal("withheld") })(value, where);
  if (kind === "words") return closed({ kind: literal("words"), words: words(500) })(value, where);
  return closed({
    kind: literal("coordinates"),
    latitude: degrees(90),
    longitude: degrees(180),
    accuracyMetres: orNull(count),
    source: literal(...PLACE_SOURCES),
  })(value, where);
};

export const readCaptureStatement: Reader<CaptureStatement> = closed({
  files: (value, where) => {
    const files = listOf(file, CAPTURE_LIMITS.files)(value, where);
    if (files.length === 0) throw malformed(where, "no file");
    if (new Set(files.map(({ sha256: digest }) => digest)).size < files.length) throw malformed(where, "a file twice");
    return files;
  },
  capturedAt: moment,
  signedAt: moment,
  place,
  device: closed({ name: words(200), serial: orNull(words(200)), software: orNull(words(200)) }),
  operator: closed({ name: words(200), organisation: words(200) }),
  note: orNull(words(2000)),
});

const signature: Reader<string> = (value, where) => {
  const given = text(88)(value, where);
  if (decodeBase64(given)?.length !== 64) throw malformed(where, "not base64 of 64 bytes");
  return given;
};

const key: Reader<string> = (value, where) => {
  const given = label(value, where);
  parseVerifierKey(given);
  return given;
};

const readCountersignatureStatement: Reader<Countersignature["statement"]> = closed({
  of: hex(32),
  at: moment,
  signer: closed({ name: words(200), organisation: words(200) }),
  note: orNull(words(2000)),
});

const base64: Reader<string> = (value, where) => {
  const given = text(400_000)(value, where);
  if (given === "" || decodeBase64(given) === null) throw malformed(where, "not base64");
  return given;
};

const shape: Reader<CaptureDocument> = closed({
  format: literal(CAPTURE_FORMAT),
  statement: readCaptureStatement,
  signature: closed({ key, signature }),
  countersignatures: listOf(closed({ statement: readCountersignatureStatement, key, signature }), CAPTURE_LIMITS.countersignatures),
  timestamps: listOf(closed({ covers: count, token: base64 }), CAPTURE_LIMITS.timestamps),
});

/** Whether a parsed JSON says that it is a capture. */
export function isCapture(value: unknown): boolean {
  return typeof value === "object" && value !== null && "format" in value && value.format === CAPTURE_FORMAT;
}

/** Reads a capture as hostile: its canonical text, perhaps with one newline at the end, or the parsed JSON; unknown members are refused. PROOF_MALFORMED */
export function readCapture(given: unknown): CaptureDocument {
  const json = given instanceof Uint8Array ? decodeUtf8(given, "capture") : given;
  if (typeof json === "string" && json.length > CAPTURE_LIMITS.bytes) throw malformed("capture", "too long");
  const document = typeof json === "string" ? parseCanonicalJson(json.endsWith("\n") ? json.slice(0, -1) : json, "capture") : json;
  const capture = shape(document, "capture");
  if (capture.timestamps.some(({ covers }) => covers > capture.countersignatures.length))
    throw malformed("capture.timestamps", "covers countersignatures that are not there");
  return capture;
}

/** The one text of a capture; its digests are those of these bytes. */
export function encodeCapture(capture: CaptureDocument): string {
  return canonicalJson(capture);
}

/** What the device signs: the format's name on a line of its own, then the statement, so that no signature means anything elsewhere. */
export function captureText(statement: CaptureStatement): string {
  return `${CAPTURE_FORMAT}\n${canonicalJson(readCaptureStatement(statement, "capture.statement"))}\n`;
}

export function countersignatureText(statement: Countersignature["statement"]): string {
  return `${COUNTERSIGNATURE_FORMAT}\n${canonicalJson(readCountersignatureStatement(statement, "countersignature"))}\n`;
}

/** What a countersignature is `of`. */
export function signedCaptureDigest(capture: Pick<CaptureDocument, "statement" | "signature">): string {
  const note = formatNote({ text: captureText(capture.statement), signatures: [noteSignatureOf(capture.signature)] });
  return encodeHex(sha256(new TextEncoder().encode(note)));
}

/** What a timestamp is over. */
export function stampedCapture({ format, statement, signature: device, countersignatures }: CaptureDocument, covers: number): Uint8Array {
  const stamped = { format, statement, signature: device, countersignatures: countersignatures.slice(0, covers) };
  return new TextEncoder().encode(canonicalJson(stamped));
}

export function noteSignatureOf({ key: verifierKey, signature: given }: KeySignature): NoteSignature {
  const { name, keyHash } = parseVerifierKey(verifierKey);
  const bytes = decodeBase64(given);
  if (bytes === null) throw malformed("signature", "not base64");
  return { name, keyHash, signature: bytes };
}

export function keySignatureOf(verifierKey: string, { signature: bytes }: NoteSignature): KeySignature {
  return { key: verifierKey, signature: encodeBase64(bytes) };
}
