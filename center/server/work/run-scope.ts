import { type ModelManifest, SEAL_RULES, type SealBasisId, type WholeRunReason } from "@yuejian/contracts";
import type { StoreTransaction } from "../store/index.ts";

/** What a run looked at. */
export interface RunScope {
  readonly decisions: string;
  readonly seen: Readonly<Record<string, readonly string[]>>;
  /** Null: everything. */
  readonly increment: Increment | null;
  /** Why everything was looked at although the data changed only in part; null: that was asked for. */
  readonly reason: WholeRunReason | null;
}

export interface Increment {
  /** The run that it carries on. */
  readonly base: string;
  /** Batches that were new. */
  readonly batches: readonly string[];
  /** Values of the pivot that it looked at, and the result column that has them. */
  readonly keys: ReadonlySet<string>;
  readonly column: string;
}

/** Names what decides, beside the batches, which rows a model reads. `closing`: `closingDecisions`. */
export function decisionsOf(closing: string, lifted: readonly SealBasisId[]): string {
  return [closing, ...lifted.toSorted()].join(" ");
}

/** Batches of the datasets by whose rows others are sealed, without those that the model reads. */
export function seenBesides(
  batches: Readonly<Record<string, readonly string[]>>,
  inputs: ReadonlySet<string>,
): Record<string, readonly string[]> {
  const sources = [...new Set(SEAL_RULES.map(({ dataset }) => dataset))].filter((dataset) => !inputs.has(dataset));
  return Object.fromEntries(sources.flatMap((dataset) => (batches[dataset] ? [[dataset, batches[dataset]]] : [])));
}

export async function insertScope(trx: StoreTransaction, run: string, { decisions, seen, increment, reason }: RunScope): Promise<void> {
  await trx
    .insertInto("run_scopes")
    .values({
      run,
      base: increment?.base ?? null,
      decisions,
      seen: JSON.stringify(seen),
      batches: JSON.stringify(increment?.batches ?? []),
      keys: increment?.keys.size ?? null,
      reason,
    })
    .execute();
}

/** For the run's statement. Whom an increment looked at without finding anything is not kept anywhere: only how many. */
export function statedScope(scope: RunScope | undefined): object {
  const increment = scope?.increment ?? null;
  return increment === null ? {} : { scope: { base: increment.base, batches: increment.batches, keys: increment.keys.size } };
}

/** Of these subjects of the model's leads those that the run looked at. */
export async function lookedAtIn(
  trx: StoreTransaction,
  { manifest, scope }: { readonly manifest: ModelManifest; readonly scope?: RunScope },
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  const increment = scope?.increment ?? null;
  if (increment === null || subjects.length === 0) return new Set(subjects);
  const { keys, column } = increment;
  if (column === manifest.subjectKey) return new Set(subjects.filter((subject) => keys.has(subject)));
  const lookedAt = new Set<string>();
  for (const subject of subjects) {
    const said = await trx
      .selectFrom("leads")
      .innerJoin("findings", (join) => join.onRef("findings.run", "=", "leads.last_run").onRef("findings.subject", "=", "leads.subject"))
      .select("findings.cells")
      .where("leads.model", "=", manifest.id)
      .where("leads.subject", "=", subject)
      .executeTakeFirst();
    const key = said && (JSON.parse(said.cells) as Record<string, unknown>)[column];
    if (typeof key === "string" && keys.has(key)) lookedAt.add(subject);
  }
  return lookedAt;
}
