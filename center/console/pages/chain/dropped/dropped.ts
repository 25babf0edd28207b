import { documentKind, type FileDigests, isCapture, isTrust, type Policy, parsePolicy } from "@yuejian/chain/verify";

interface Given {
  readonly id: number;
  readonly name: string;
  readonly size: number;
}

/** What a person dropped, told by its content. */
export type Dropped = Given &
  (
    | { readonly kind: "document" | "capture"; readonly bytes: Uint8Array<ArrayBuffer> }
    | { readonly kind: "policy"; readonly policy: Policy }
    | { readonly kind: "trust"; readonly text: string }
    | { readonly kind: "file"; readonly file: File; readonly isTooLarge: boolean; readonly digests: FileDigests | null }
  );

export type DroppedFile = Extract<Dropped, { kind: "file" }>;
export type DroppedDocument = Extract<Dropped, { kind: "document" | "capture" }>;

/** Larger files are not read as documents. */
export const LARGEST_DOCUMENT = 256 * 1024 * 1024;
/** A policy or a certificate. */
const LARGEST_TEXT = 200_000;

let count = 0;

/** Reads what it has to, to tell what a file is: documents begin as text, and gigabytes of anything else are left to the digests. */
export async function readDropped(file: File): Promise<Dropped> {
  count += 1;
  const given = { id: count, name: file.name, size: file.size };
  const start = new TextDecoder().decode(await file.slice(0, 64).arrayBuffer());
  const mayBeDocument = start.startsWith("{") || start.startsWith("c2sp.org/tlog-proof");
  if (mayBeDocument && file.size <= LARGEST_DOCUMENT) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (documentKind(bytes) !== null) return { ...given, kind: "document", bytes };
    if (isCaptureText(bytes)) return { ...given, kind: "capture", bytes };
  }
  if (file.size <= LARGEST_TEXT) {
    const text = await file.text();
    const policy = policyOf(text);
    if (policy !== null) return { ...given, kind: "policy", policy };
    if (isTrust(text)) return { ...given, kind: "trust", text };
  }
  return { ...given, kind: "file", file, isTooLarge: mayBeDocument && file.size > LARGEST_DOCUMENT, digests: null };
}

/** The file that a document is about: the one whose digest it names; of a single document and a single file, that file, so that a wrong one is told. */
export function fileFor({ bytes }: DroppedDocument, all: readonly Dropped[]): DroppedFile | null {
  const files = all.filter((each) => each.kind === "file");
  const documents = all.filter((each) => each.kind === "document" || each.kind === "capture");
  if (files.length === 1 && documents.length === 1) return files[0] ?? null;
  const text = new TextDecoder().decode(bytes);
  return files.find(({ digests }) => digests !== null && text.includes(digests.sha256)) ?? null;
}

function isCaptureText(bytes: Uint8Array): boolean {
  try {
    return isCapture(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return false;
  }
}

function policyOf(text: string): Policy | null {
  try {
    return parsePolicy(text);
  } catch {
    return null;
  }
}
