import { canonicalJson } from "@yuejian/contracts";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import { closed, hex, label, listOf, literal, moment, parseCanonicalJson, text } from "./closed-shape.ts";
import { parseNote } from "./signed-note.ts";

export const EVIDENCE_FORMAT = "yuejian-evidence/1";

/** Two checkpoints of one log, signed with its keys, that no log can both have: whoever signed them showed two histories. Anyone can check it offline;
 *  neither who found it nor when is part of what it shows. */
export interface SplitEvidence {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly kind: "split";
  readonly origin: string;
  /** Notes, the smaller size first; cosignatures beside the log's own say who held them. */
  readonly smaller: string;
  readonly larger: string;
  /** Root, hex, of the first entries of the larger log, as many as the smaller has: another than the smaller's. */
  readonly root: string;
  /** RFC 6962 consistency proof from that root to the larger one's, hex; empty when the sizes are equal. */
  readonly path: readonly string[];
  readonly found: Found;
}

/** A checkpoint above the size at which the log's key was handed over, signed with the old key. */
export interface RetiredKeyEvidence {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly kind: "retired-key";
  readonly origin: string;
  readonly note: string;
  /** The handover with its signatures. */
  readonly handover: string;
  readonly found: Found;
}

export interface Found {
  readonly at: string;
  /** Who showed the contradicting note: a cosigner's name, or `submitted` where it came in a request. */
  readonly from: string;
}

export type Evidence = SplitEvidence | RetiredKeyEvidence;

const note = text(200_000);
const found = closed({ at: moment, from: label });
const split = closed({
  format: literal(EVIDENCE_FORMAT),
  kind: literal("split"),
  origin: label,
  smaller: note,
  larger: note,
  root: hex(32),
  path: listOf(hex(32), 63),
  found,
});
const retiredKey = closed({
  format: literal(EVIDENCE_FORMAT),
  kind: literal("retired-key"),
  origin: label,
  note,
  handover: note,
  found,
});

/** Reads evidence as hostile: text or bytes in canonical form, perhaps with one newline at the end. PROOF_MALFORMED otherwise. */
export function readEvidence(json: string): Evidence {
  const value = parseCanonicalJson(json.endsWith("\n") ? json.slice(0, -1) : json, "evidence");
  const kind = typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  return literal("split", "retired-key")(kind, "evidence.kind") === "split" ? split(value, "evidence") : retiredKey(value, "evidence");
}

export function encodeEvidence(evidence: Evidence): string {
  return `${canonicalJson(evidence)}\n`;
}

/** What evidence is about, whoever found it and whatever cosignatures stand beside: two pieces with the same text are one. */
export function evidenceSubject(evidence: Evidence): string {
  const shown = evidence.kind === "split" ? [evidence.smaller, evidence.larger] : [evidence.note];
  return canonicalJson([evidence.kind, ...shown.map((each) => parseNote(each).text)]);
}

/** The checkpoint of a note, whoever signed it. PROOF_MALFORMED when it is none. */
export function checkpointOf(whole: string): Checkpoint {
  return parseCheckpoint(parseNote(whole).text);
}
