import { type ProvenEntry, parseCheckpoint, parseNote, type Supplement } from "@yuejian/chain/format";
import type { Checkpoint } from "@yuejian/chain/verify";

/** Gives one kind of supplement to the documents that leave the house. Who adds a kind adds its provider to `supplements` of the home. */
export interface SupplementProvider {
  readonly kind: string;
  /** From what is at hand: no request waits for another machine. Empty when there is nothing to add; never one that would not verify. */
  supplementsFor(document: SupplementedDocument): Promise<readonly Supplement[]>;
}

export interface SupplementedDocument {
  /** The whole note. */
  readonly note: string;
  readonly checkpoint: Checkpoint;
  /** All entries of the document, in its order. */
  readonly entries: readonly ProvenEntry[];
}

export async function gatherSupplements(
  providers: readonly SupplementProvider[],
  { note, entries }: Omit<SupplementedDocument, "checkpoint">,
): Promise<Supplement[]> {
  const document = { note, checkpoint: parseCheckpoint(parseNote(note).text), entries };
  return (await Promise.all(providers.map((provider) => provider.supplementsFor(document)))).flat();
}
