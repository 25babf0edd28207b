import { BUNDLE_FORMAT, decodeUtf8, isTlogProof, PROOF_FORMAT } from "../format/index.ts";
import { parseDocument } from "./bundle-reader.ts";
import { type BundleVerification, verifyBundle } from "./verify-bundle.ts";
import { type Verification, verifyProof } from "./verify-proof.ts";
import { type TlogProofOptions, verifyTlogProof } from "./verify-tlog-proof.ts";

export type DocumentKind = "proof" | "bundle" | "tlog-proof";

/** What a file says of itself that it is; null: none of the documents that are verified here. */
export function documentKind(bytes: Uint8Array): DocumentKind | null {
  try {
    if (isTlogProof(decodeUtf8(bytes.subarray(0, 100), "document"))) return "tlog-proof";
  } catch {
    // A character cut in two, or no text at all: the JSON reader decides.
  }
  try {
    const document = parseDocument(bytes);
    const format = typeof document === "object" && document !== null && "format" in document ? document.format : null;
    return format === BUNDLE_FORMAT ? "bundle" : format === PROOF_FORMAT ? "proof" : null;
  } catch {
    return null;
  }
}

/** Verifies a document of whatever kind; what is none fails as a proof that cannot be read. */
export function verifyDocument(bytes: Uint8Array, options: TlogProofOptions): Verification | BundleVerification {
  const kind = documentKind(bytes);
  if (kind === "tlog-proof") return verifyTlogProof(bytes, options);
  return kind === "bundle" ? verifyBundle(bytes, options) : verifyProof(bytes, options);
}
