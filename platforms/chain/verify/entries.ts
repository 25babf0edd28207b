import type { LeadBundle, ProofDocument, ProvenEntry } from "../format/index.ts";

/** The entries of a document, in its order. */
export function entriesOf(document: ProofDocument | LeadBundle): ProvenEntry[] {
  if ("proof" in document) return [...entriesOf(document.proof), ...[...document.history, ...document.batches].map(({ entry }) => entry)];
  if (document.kind === "entry") return [document.proven.entry];
  if (document.kind === "record") return [document.batch.entry];
  if (document.kind === "deletion") return [document.batch.entry, document.deletion.entry];
  return [document.lead, document.run, ...document.batches].map(({ entry }) => entry);
}
