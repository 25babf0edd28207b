import { canonicalJson, type KeyProof } from "@yuejian/contracts";
import type { JsonObject } from "./closed-shape.ts";
import type { LeadProof, OpenedContent, ProvenBatch, ProvenRecord } from "./proof-document.ts";

/** A lead's proof with all that is needed to execute its rule again, offline: the rule as data, the facts about model and datasets that give it its
 *  meaning, and for each key that the rule looks up for this subject the rows that carry it, proven to be all of them, none included. Serialised as
 *  canonical JSON, nothing else is accepted. Who it is about can be withheld from a copy (`redactBundle`); what cannot be executed then, says so. */
export interface LeadBundle {
  readonly format: typeof BUNDLE_FORMAT;
  readonly proof: LeadProof;
  /** Statements `lead.created` and `lead.changed` of the lead that were made before the proof's own, in their order. */
  readonly history: readonly OpenedContent[];
  /** ModelManifest; its digest is in the run's content, as are those of rule and schemas. */
  readonly manifest: JsonObject;
  /** Relation. */
  readonly rule: JsonObject;
  /** DatasetSchema of each dataset of the run's snapshot, by id. */
  readonly schemas: readonly JsonObject[];
  /** The batches of the snapshot that are not in the proof: by dataset, in the snapshot's order. */
  readonly batches: readonly ProvenBatch[];
  /** By dataset, column and value. */
  readonly lookups: readonly KeyLookup[];
  /** Rows that the lookups name and the finding does not, sorted by reference. */
  readonly rows: readonly ProvenRecord[];
}

export const BUNDLE_FORMAT = "yuejian-bundle/1";

/** What stands under one key in every batch of a dataset. */
export interface KeyLookup {
  readonly dataset: string;
  readonly column: string;
  /** Canonical text; null: withheld, and then there are no proofs, which would confirm a guess. */
  readonly value: string | null;
  /** One for each batch of the snapshot, in its order; null where the batch committed to no keys of the column. Null altogether: the office shows
   *  nothing about the key, as where records are sealed. */
  readonly batches: readonly (KeyProof | null)[] | null;
}

/** The one text of a bundle. */
export function encodeBundle(bundle: LeadBundle): string {
  return canonicalJson(bundle);
}
