import { type CommittedColumn, canonicalJson, type LedgerStatement, type OpenedCell } from "@yuejian/contracts";
import type { JsonObject } from "./closed-shape.ts";
import type { Openings, SealedMembers } from "./sealed.ts";
import type { Supplement } from "./supplement.ts";

/** A proof that stands alone: whoever holds it and the log's verifier key needs no server. Serialised as canonical JSON, nothing else is accepted. */
export type ProofDocument = EntryProof | RecordProof | DeletionProof | LeadProof;

export const PROOF_FORMAT = "yuejian-proof/1";

interface ProofHead<Kind extends string> {
  readonly format: typeof PROOF_FORMAT;
  readonly kind: Kind;
  /** One signed checkpoint for every entry of the document (C2SP signed note). */
  readonly checkpoint: string;
  /** Evidence from elsewhere; absent when there is none (see `withSupplements`). */
  readonly supplements?: readonly Supplement[];
}

/** A ledger entry, its statement as JSON, and the way from its leaf to the checkpoint's root. */
export interface ProvenEntry {
  readonly index: number;
  /** Hashes from the leaf upward, lower-case hex. */
  readonly path: readonly string[];
  readonly statement: LedgerStatement;
}

/** An entry together with the content whose digests its statement holds: the UTF-8 of the content's canonical JSON. */
export interface ProvenContent<Content> {
  readonly entry: ProvenEntry;
  readonly content: Content;
}

/** A content with members that are committed alone: their digests are its member `sealed`, their openings stand here. */
export interface OpenedContent extends ProvenContent<JsonObject> {
  readonly opened: Openings;
}

/** That a content or a file was stated. `content` null: the content is a file, given beside the document. */
export interface EntryProof extends ProofHead<"entry"> {
  readonly proven: ProvenContent<JsonObject | null>;
}

/** That a row belongs to a committed batch. */
export interface RecordProof extends ProofHead<"record"> {
  readonly batch: ProvenBatch;
  readonly record: ProvenRecord;
}

/** That a row belonged to a committed batch and was deleted: its content is gone, its salted digest and the entry on its deletion are there. */
export interface DeletionProof extends ProofHead<"deletion"> {
  readonly batch: ProvenBatch;
  /** Statement `rows.deleted` of the batch; the content is a DeletionContent of contracts. */
  readonly deletion: ProvenContent<JsonObject>;
  readonly row: number;
  /** 0-based position among the accepted rows of the batch. */
  readonly leafIndex: number;
  /** Lower-case hex; the way from it to the record root of the batch. */
  readonly leafHash: string;
  readonly path: readonly string[];
}

/** That a lead rests on these rows, found by this run. */
export interface LeadProof extends ProofHead<"lead"> {
  /** Statement `lead.created` or `lead.changed`; the content is a LeadContent. */
  readonly lead: OpenedContent;
  /** Statement `run.finished` of the run named by the lead; the content is a RunContent. */
  readonly run: ProvenContent<JsonObject>;
  readonly finding: ProvenFinding;
  /** The batches of the rows, each once, in the order in which the rows name them first. */
  readonly batches: readonly ProvenBatch[];
  /** The rows of the finding, in its order, each once. */
  readonly rows: readonly ProvenRecord[];
}

/** Statement `batch.committed`; the content is the Batch of contracts. */
export interface ProvenBatch extends ProvenContent<JsonObject> {
  readonly columns: readonly CommittedColumn[];
}

/** A row opened, with the way from its leaf to the record root of its batch. Personal cells may be withheld. */
export interface ProvenRecord {
  readonly batch: string;
  readonly row: number;
  readonly line: number;
  readonly cells: Readonly<Record<string, OpenedCell>>;
  readonly rest: { readonly salt: string; readonly values: Readonly<Record<string, string | null>> };
  /** 0-based position among the accepted rows of the batch. */
  readonly leafIndex: number;
  readonly path: readonly string[];
}

/** One finding of a run, with the way to the run's finding root. The other findings concern other people and stay closed. */
export interface ProvenFinding {
  readonly index: number;
  readonly path: readonly string[];
  /** Row references (`bat_…:17`), sorted, without repeats. */
  readonly rows: readonly string[];
  /** Digests of `subject` and of each `values.<column>`, see `SealedFinding`. */
  readonly sealed: SealedMembers;
  readonly opened: Openings;
}

/** What a `run.finished` statement digests; further members are allowed and bound. */
export interface RunContent {
  readonly id: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly ruleDigest: string;
  /** SHA-256 of the canonical JSON of the manifest, and of each input's schema. */
  readonly manifestDigest: string;
  readonly schemaDigests: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>;
  /** Inputs of the model: the absence of rows is relied upon where `presence` is `absent`. */
  readonly inputs: readonly { readonly dataset: string; readonly presence: "present" | "absent"; readonly columns: readonly string[] }[];
  /** Batch ids per dataset. */
  readonly snapshot: Readonly<Record<string, readonly string[]>>;
  readonly resultDigest: string;
  /** Root (hex) and number of leaves of the tree over the findings, see `findingTree`. */
  readonly findings: { readonly root: string; readonly count: number };
}

/** What a `lead.created` or `lead.changed` statement digests; further members of `lead` and beside it are allowed and bound. */
export interface LeadContent {
  /** 16 random bytes or more, hex. */
  readonly salt: string;
  readonly lead: {
    readonly id: string;
    readonly model: string;
    readonly firstRun: string;
    readonly lastRun: string;
    readonly [member: string]: unknown;
  };
  /** Digests of what concerns a person: `subject`, `subjectName`, `summary` of the lead, `note` of the event. */
  readonly sealed: SealedMembers;
  readonly [member: string]: unknown;
}

/** The one text of a document; `.json` files hold exactly this, without a newline at the end. */
export function encodeProof(document: ProofDocument): string {
  return canonicalJson(document);
}
