import type { BusinessLine, DatasetSchema } from "@yuejian/contracts";
import { type Actor, mayReadDataset, type Policy, type Scope } from "../policy/index.ts";

/** What of a lineage somebody may know of. */
export interface LineageViewer {
  mayReadDataset(schema: DatasetSchema): boolean;
  seesOffice(office: string): boolean;
  /** `line` null: of a model that is no longer in the library. */
  mayReadModel(line: BusinessLine | null): boolean;
  /** What others took out is for readers of the audit. */
  seesExport(taken: { readonly user: string; readonly office: string }): boolean;
  /** Null: no leads at all. */
  readonly leads: Scope | null;
}

export function lineageViewer(policy: Policy, actor: Actor): LineageViewer {
  return {
    mayReadDataset: (schema) => mayReadDataset(policy, actor, schema),
    seesOffice: (office) => policy.covers(actor, { office }),
    mayReadModel: (line) =>
      policy.may(actor, "model.read", line === null ? {} : { businessLines: [line] }) &&
      (line !== null || policy.scope(actor).businessLines === "all"),
    seesExport: ({ user, office }) => user === actor.id || policy.may(actor, "audit.read", { office }),
    leads: policy.may(actor, "lead.read") ? policy.scope(actor) : null,
  };
}
