import type { CommittedKeys } from "@yuejian/contracts";
import type { LeadBundle } from "../format/index.ts";
import type { BatchFacts, RunFacts } from "./content-reader.ts";
import type { ModelFacts } from "./model-facts.ts";

/** A bundle of which everything is proven that stands on the ledger; what its rule gives is looked at next. */
export interface Given {
  readonly bundle: LeadBundle;
  readonly run: RunFacts;
  readonly model: ModelFacts;
  readonly facts: ReadonlyMap<string, BatchFacts>;
  readonly keysOf: (dataset: string) => readonly (CommittedKeys | null)[];
}
