import type { Closures, DatasetSchema, SealRule } from "@yuejian/contracts";
import { AskedHashes } from "../batch-index/asked-hashes.ts";
import type { LentIndexes } from "../batch-index/batch-indexes.ts";
import { identifierHash } from "../batch-index/identifier-hash.ts";
import { indexedColumns } from "../batch-index/indexed-columns.ts";
import type { Engine } from "../engine/engine.ts";
import { ChosenGround } from "./chosen-ground.ts";
import { type ChosenDataset, type KeptRows, type RowReading, textOf } from "./kept-rows.ts";
import { LakeSession, type SessionOptions } from "./session.ts";

/** Rows of one dataset that are wanted, and the batches in whose light they are looked at. */
export interface ChosenRows {
  readonly schema: DatasetSchema;
  readonly batches: readonly string[];
  readonly rows: ReadonlyMap<string, Iterable<number>>;
}

/** Candidates in one batch when a rule looks into another dataset. */
const MOST_FOUND = 200_000;

interface Gathered {
  readonly schema: DatasetSchema;
  readonly batches: Set<string>;
  readonly rows: Map<string, Set<number>>;
}

/** Chosen rows with what has to be known to say which of them count: one state of what is closed, and the rows by which others are closed. */
export interface ChosenLook {
  readonly closures: Closures;
  readonly kept: KeptRows;
  /** The wanted datasets first. */
  readonly datasets: readonly ChosenDataset[];
}

/** Null where that cannot be known from the indexes: a batch has none, or a rule that seals looks elsewhere by what is not indexed. */
export async function lookAt(reading: RowReading, wanted: readonly ChosenRows[]): Promise<ChosenLook | null> {
  const { closures, kept, manifestOf } = reading;
  const gathered = new Map<string, Gathered>();
  for (const { schema, batches, rows } of wanted)
    gathered.set(schema.id, {
      schema,
      batches: new Set(batches),
      rows: new Map(Array.from(rows, ([batch, numbers]) => [batch, new Set(numbers)])),
    });
  if (!areIndexed(kept.indexes, gathered)) return null;
  readAll(kept, gathered);
  if (!(await gatherReaching(reading, wanted, gathered))) return null;
  readAll(kept, gathered);
  const datasets: ChosenDataset[] = [];
  for (const { schema, batches, rows } of gathered.values())
    datasets.push({ schema, rows, batches: await Promise.all(Array.from(batches, (batch) => manifestOf(schema.id, batch))) });
  return { closures, kept, datasets };
}

/** A session over a few rows, which closes its connection: what it shows of them is what a session over all rows would show of them. Null as of `lookAt`. MUST be closed. */
export async function openChosen(
  { reading, connect }: { readonly reading: RowReading; readonly connect: () => Promise<Engine> },
  wanted: readonly ChosenRows[],
  options: Pick<SessionOptions, "access" | "lifted">,
): Promise<LakeSession | null> {
  const look = await lookAt(reading, wanted);
  if (look === null) return null;
  // One state of what is closed, for what was gathered and for what is shown.
  const ground = await ChosenGround.open(await connect(), look.kept, look.datasets);
  const snapshot = { id: "", takenAt: "", batches: Object.fromEntries(wanted.map(({ schema, batches }) => [schema.id, batches])) };
  return LakeSession.open(
    { ground, closures: reading.port },
    snapshot,
    wanted.map(({ schema }) => schema),
    options,
  );
}

const areIndexed = (indexes: LentIndexes, gathered: ReadonlyMap<string, Gathered>): boolean =>
  gathered.values().every(({ schema, batches }) => batches.values().every((batch) => indexes.has(schema.id, batch)));

function readAll(kept: KeptRows, gathered: ReadonlyMap<string, Gathered>): void {
  for (const { schema, rows } of gathered.values()) for (const [batch, numbers] of rows) kept.read(schema.id, batch, numbers);
}

/** Adds what rules need that close rows of these datasets by rows of another (or of the same). */
async function gatherReaching(
  { closures, port, kept }: RowReading,
  wanted: readonly ChosenRows[],
  gathered: Map<string, Gathered>,
): Promise<boolean> {
  for (const rule of closures.rules) {
    for (const reach of rule.reaches) {
      const reached = wanted.find(({ schema }) => schema.id === reach.dataset);
      if (!reached || !Object.keys(reach.on).every((name) => reached.schema.columns.some((column) => column.name === name))) continue;
      const at = await port.batchesOf(rule.dataset);
      if (!at) continue;
      const source = gathered.get(rule.dataset) ?? { schema: at.schema, batches: new Set<string>(), rows: new Map<string, Set<number>>() };
      gathered.set(rule.dataset, source);
      for (const batch of at.batches) source.batches.add(batch);
      if (!areIndexed(kept.indexes, new Map([[rule.dataset, source]]))) return false;
      if (!gatherCandidates(kept, { rule, on: reach.on, reached, source, batches: at.batches })) return false;
    }
  }
  return true;
}

/** Rows of the rule's dataset that share an indexed value with the rows that it may close; false where no value that they share is indexed. */
function gatherCandidates(
  kept: KeptRows,
  of: {
    readonly rule: SealRule;
    readonly on: Readonly<Record<string, string>>;
    readonly reached: ChosenRows;
    readonly source: Gathered;
    readonly batches: readonly string[];
  },
): boolean {
  const { identifiers } = indexedColumns(of.source.schema);
  const shared = Object.entries(of.on).find(([, name]) => identifiers.includes(name));
  if (!shared) return false;
  const values = new Set<string>();
  for (const [batch, numbers] of of.reached.rows)
    for (const row of numbers) {
      const value = textOf(kept.of(of.reached.schema.id, batch, row)?.cell(shared[0]) ?? null);
      if (value !== null) values.add(value);
    }
  const asked = new AskedHashes(Array.from(values, identifierHash));
  for (const batch of of.batches) {
    const found = kept.indexes.of(of.source.schema.id, batch)?.rowsWithAny(asked, MOST_FOUND);
    if (found === null) return false;
    if (found === undefined || found.size === 0) continue;
    const rows = of.source.rows.get(batch) ?? new Set<number>();
    of.source.rows.set(batch, rows);
    for (const row of [...found.values()].flat()) rows.add(row);
  }
  return true;
}

/** Rows of a dataset that hold the value in one of its identifying columns, at most `limit` of each batch; null where a batch has no index. */
export function rowsHolding(
  indexes: Pick<LentIndexes, "of">,
  { schema, batches }: { readonly schema: DatasetSchema; readonly batches: readonly string[] },
  value: string,
  limit: number,
): Map<string, number[]> | null {
  const { identifiers } = indexedColumns(schema);
  const hash = identifierHash(value);
  const found = new Map<string, number[]>();
  for (const batch of batches) {
    const index = indexes.of(schema.id, batch);
    if (!index) return null;
    const rows = index.rowsWith(hash, limit).filter((row) => {
      const values = index.read(row)?.values;
      return values !== undefined && identifiers.some((name) => values[name] === value);
    });
    if (rows.length > 0) found.set(batch, rows);
  }
  return found;
}
