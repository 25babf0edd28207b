import type { DatasetSchema, Snapshot } from "@yuejian/contracts";
import type { Pivot, Value } from "@yuejian/rules";
import type { KeptRows, RowReading } from "../lake/kept-rows.ts";
import { type ChangedKeys, changedKeys, type WholeReason } from "./changed-keys.ts";
import { KnownBatches } from "./known-batches.ts";

export interface RowsChanged {
  readonly pivot: Pivot;
  readonly parameters: Readonly<Record<string, Value>>;
  /** Of the datasets that the rule reads. */
  readonly schemas: readonly DatasetSchema[];
  readonly snapshot: Pick<Snapshot, "batches">;
  /** Batches that are new since the rule ran last, by dataset; also of datasets by which rows are sealed. */
  readonly fresh: Readonly<Record<string, readonly string[]>>;
}

/** See `changedKeys`. `not-indexed` also where a batch has no index yet. */
export async function rowsChanged(
  { kept, port }: Pick<RowReading, "kept" | "port">,
  asked: RowsChanged,
): Promise<ChangedKeys | WholeReason> {
  const { indexes } = kept;
  const datasets = new Map<string, KnownBatches>();
  for (const schema of asked.schemas) datasets.set(schema.id, knownIn(kept, schema, asked.snapshot.batches[schema.id] ?? []));
  const { rules: sealing } = await port.read();
  for (const { dataset } of sealing) {
    if (datasets.has(dataset) || (asked.fresh[dataset] ?? []).length === 0) continue;
    const at = await port.batchesOf(dataset);
    if (at) datasets.set(dataset, knownIn(kept, at.schema, at.batches));
  }
  for (const { schema, batches } of datasets.values()) if (batches.some((batch) => !indexes.has(schema.id, batch))) return "not-indexed";
  return changedKeys({
    pivot: asked.pivot,
    parameters: new Map(Object.entries(asked.parameters)),
    datasets,
    fresh: new Map(Object.entries(asked.fresh)),
    sealing,
  });
}

/** What is known of batches in one reading: several rules ask for the same. */
const known = new WeakMap<KeptRows, Map<string, KnownBatches>>();

function knownIn(kept: KeptRows, schema: DatasetSchema, batches: readonly string[]): KnownBatches {
  const ofReading = known.get(kept) ?? new Map<string, KnownBatches>();
  known.set(kept, ofReading);
  const name = [schema.id, ...batches].join(" ");
  const found = ofReading.get(name) ?? new KnownBatches(kept, schema, batches);
  ofReading.set(name, found);
  return found;
}
