import type { KeyNeighbour, KeyProof } from "@yuejian/contracts";
import {
  anyObject,
  BUNDLE_FORMAT,
  closed,
  count,
  decodeUtf8,
  hex,
  type KeyLookup,
  type LeadBundle,
  label,
  listOf,
  literal,
  orNull,
  parseCanonicalJson,
  type Reader,
  text,
} from "../format/index.ts";
import { batch, leadProof, openedContent, path, record } from "./document-reader.ts";

const LOOKUP_LIMIT = 10_000;
const neighbour: Reader<KeyNeighbour> = closed({ index: count, beta: hex(64), rows: hex(32), path });
const absent = closed({ vrf: hex(80), absent: closed({ left: orNull(neighbour), right: orNull(neighbour) }) });
const found = closed({ vrf: hex(80), found: closed({ index: count, path, rows: listOf(count) }) });
const keyProof: Reader<KeyProof> = (value, where) =>
  typeof value === "object" && value !== null && "absent" in value ? absent(value, where) : found(value, where);
const lookup: Reader<KeyLookup> = closed({
  dataset: label,
  column: label,
  value: orNull(text()),
  batches: orNull(listOf(orNull(keyProof), 100_000)),
});

const bundle: Reader<LeadBundle> = closed({
  format: literal(BUNDLE_FORMAT),
  proof: leadProof,
  history: listOf(openedContent, 100_000),
  manifest: anyObject,
  rule: anyObject,
  schemas: listOf(anyObject, 1_000),
  batches: listOf(batch, 100_000),
  lookups: listOf(lookup, LOOKUP_LIMIT),
  rows: listOf(record, 1_000_000),
});

/** Reads a bundle as hostile: text or bytes must be its canonical JSON, perhaps with one newline at the end. PROOF_MALFORMED otherwise. */
export function readBundle(given: unknown): LeadBundle {
  return bundle(parseDocument(given), "bundle");
}

/** The JSON of a document of any kind. */
export function parseDocument(given: unknown): unknown {
  const json = given instanceof Uint8Array ? decodeUtf8(given, "document") : given;
  return typeof json === "string" ? parseCanonicalJson(json.endsWith("\n") ? json.slice(0, -1) : json, "document") : json;
}

/** Whether parsed JSON says of itself that it is a bundle. */
export function isBundle(document: unknown): boolean {
  return typeof document === "object" && document !== null && "format" in document && document.format === BUNDLE_FORMAT;
}
