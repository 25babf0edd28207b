import type { CommittedColumn, OpenedCell } from "@yuejian/contracts";
import {
  anyJson,
  anyObject,
  closed,
  count,
  type DeletionProof,
  decodeUtf8,
  type EntryProof,
  flag,
  hex,
  isSupplementOrder,
  type JsonObject,
  type LeadProof,
  label,
  listOf,
  literal,
  type OpenedContent,
  type Openings,
  orNull,
  PROOF_FORMAT,
  type ProofDocument,
  type ProvenBatch,
  type ProvenContent,
  type ProvenEntry,
  type ProvenFinding,
  type ProvenRecord,
  parseCanonicalJson,
  type Reader,
  type RecordProof,
  readStatement,
  recordOf,
  type Supplement,
  text,
} from "../format/index.ts";
import { malformed } from "../format/malformed.ts";

const PATH_LIMIT = 64;
const SUPPLEMENT_LIMIT = 100;
const format = literal(PROOF_FORMAT);
export const path = listOf(hex(32), PATH_LIMIT);
export const entry: Reader<ProvenEntry> = closed({ index: count, path, statement: readStatement });
const column: Reader<CommittedColumn> = closed({ name: label, alone: flag });
const value = orNull(text());

const cell: Reader<OpenedCell> = (given, where) =>
  typeof given === "object" && given !== null && "digest" in given
    ? closed({ digest: hex(32) })(given, where)
    : closed({ salt: hex(16), value })(given, where);

export const record: Reader<ProvenRecord> = closed({
  batch: label,
  row: count,
  line: count,
  cells: recordOf(cell),
  rest: closed({ salt: hex(16), values: recordOf(value) }),
  leafIndex: count,
  path,
});

export const batch: Reader<ProvenBatch> = closed({ entry, content: anyObject, columns: listOf(column, 10_000) });
const content: Reader<ProvenContent<JsonObject>> = closed({ entry, content: anyObject });

const opened: Reader<Openings> = recordOf(orNull(closed({ salt: hex(16), value: anyJson })));
const finding: Reader<ProvenFinding> = closed({ index: count, path, rows: listOf(label), sealed: recordOf(hex(32)), opened });

export const openedContent: Reader<OpenedContent> = closed({ entry, content: anyObject, opened });

/** Any kind with any members: the kind's own reader closes them, so that a kind that came later does not make the document unreadable. */
const supplement: Reader<Supplement> = (given, where) => {
  const members = anyObject(given, where);
  return { ...members, kind: label(members["kind"], `${where}.kind`) };
};
const supplements: Reader<readonly Supplement[]> = (given, where) => {
  const read = listOf(supplement, SUPPLEMENT_LIMIT)(given, where);
  if (!isSupplementOrder(read)) throw malformed(where, "empty, or not in order");
  return read;
};

const entryProof: Reader<EntryProof> = closed(
  { format, kind: literal("entry"), checkpoint: text(), proven: closed({ entry, content: orNull(anyObject) }) },
  { supplements },
);
const recordProof: Reader<RecordProof> = closed({ format, kind: literal("record"), checkpoint: text(), batch, record }, { supplements });
const deletionProof: Reader<DeletionProof> = closed(
  {
    format,
    kind: literal("deletion"),
    checkpoint: text(),
    batch,
    deletion: content,
    row: count,
    leafIndex: count,
    leafHash: hex(32),
    path,
  },
  { supplements },
);
export const leadProof: Reader<LeadProof> = closed(
  {
    format,
    kind: literal("lead"),
    checkpoint: text(),
    lead: openedContent,
    run: content,
    finding,
    batches: listOf(batch, 100_000),
    rows: listOf(record, 1_000_000),
  },
  { supplements },
);

/** Reads a document as hostile: text or bytes must be its canonical JSON, perhaps with one newline at the end; unknown members are refused. PROOF_MALFORMED otherwise. */
export function readProofDocument(given: unknown): ProofDocument {
  const json = given instanceof Uint8Array ? decodeUtf8(given, "proof") : given;
  const document = typeof json === "string" ? parseCanonicalJson(json.endsWith("\n") ? json.slice(0, -1) : json, "proof") : json;
  const kind = literal("entry", "record", "deletion", "lead")(kindOf(document), "proof.kind");
  if (kind === "entry") return entryProof(document, "proof");
  if (kind === "deletion") return deletionProof(document, "proof");
  return kind === "record" ? recordProof(document, "proof") : leadProof(document, "proof");
}

function kindOf(document: unknown): unknown {
  return typeof document === "object" && document !== null && "kind" in document ? document.kind : undefined;
}
