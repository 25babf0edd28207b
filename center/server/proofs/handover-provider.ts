import { handoverOf } from "@yuejian/chain/format";
import type { SupplementProvider } from "./supplements.ts";

/** Proofs under a key to which the ledger was handed over carry the handover. `notes`: those that the ledger went through. */
export function handoverProvider(notes: readonly string[]): SupplementProvider {
  return {
    kind: "handover",
    supplementsFor: async ({ checkpoint }) => {
      const note = notes.findLast((each) => handoverOf(each).size < checkpoint.size);
      return note === undefined ? [] : [{ kind: "handover", note }];
    },
  };
}
