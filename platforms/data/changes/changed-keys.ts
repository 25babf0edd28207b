import type { Scalar, SealRule } from "@yuejian/contracts";
import { evaluate, type Pivot, type PivotPlace, type Value } from "@yuejian/rules";
import { type FreshRow, type KnownBatches, TooManyRows, type Values } from "./known-batches.ts";

/** Why what a rule's new rows change cannot be told apart from the rest. */
export type WholeReason = "too-many-rows" | "not-indexed";

export interface Change {
  readonly pivot: Pivot;
  readonly parameters: ReadonlyMap<string, Value>;
  /** By dataset, those that the rule reads and those by which rows are sealed. */
  readonly datasets: ReadonlyMap<string, KnownBatches>;
  /** Batches that are new, by dataset. */
  readonly fresh: ReadonlyMap<string, readonly string[]>;
  readonly sealing: readonly SealRule[];
}

/** Values of the pivot, each with the values of the columns that it was put together from, by their place in it; nothing for one that is a column's own. */
type Keys = Map<string, ReadonlyMap<number, string>>;

export interface ChangedKeys {
  readonly keys: ReadonlySet<string>;
  /** The rows that the rule has to read for them, and perhaps more, by dataset and batch. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<number>>>;
}

/** Pivot values of which the rule's rows may be others than before the fresh batches were there: those of fresh rows, of the rows that these replace or are
 *  replaced by, and of rows that a sealing rule closes or opens because of them. Values that cannot have a result before or after are left out. */
export function changedKeys(change: Change): ChangedKeys | WholeReason {
  try {
    const keys: Keys = new Map();
    for (const [dataset, batches] of change.fresh) addFresh(change, { dataset, batches, keys });
    for (const rule of change.sealing) if (!addSealed(change, rule, keys)) return "not-indexed";
    const required = different(change.pivot.places, ({ dataset, key, where, isRequired }) => [dataset, key, where, isRequired])
      .filter(({ isRequired, key }) => isRequired && key.op === "column")
      .toSorted((left, right) => sizeOf(change, left) - sizeOf(change, right));
    // Whether there may be a row at all is told without reading one: that leaves few to be read.
    for (const place of different(required, ({ dataset, key }) => [dataset, key])) keepThere(change, { ...place, where: [] }, keys);
    for (const place of required) if (place.where.length > 0) keepThere(change, place, keys);
    const rows = new Map<string, Map<string, Set<number>>>();
    for (const place of different(change.pivot.places, ({ dataset, key }) => [dataset, key]))
      if (!gather(change, place, { keys, rows })) return "not-indexed";
    return { keys: new Set(keys.keys()), rows };
  } catch (cause) {
    if (cause instanceof TooManyRows) return "too-many-rows";
    throw cause;
  }
}

/** One of the places that are alike: a rule reads a dataset by the same column more than once. */
function different(places: readonly PivotPlace[], sameness: (place: PivotPlace) => unknown): PivotPlace[] {
  return [...new Map(places.map((place) => [JSON.stringify(sameness(place)), place])).values()];
}

function known({ datasets }: Change, dataset: string): KnownBatches {
  const found = datasets.get(dataset);
  if (!found) throw new RangeError(`the batches of ${dataset} are not known`);
  return found;
}

function sizeOf(change: Change, { dataset }: PivotPlace): number {
  return known(change, dataset).size;
}

function addFresh(change: Change, { dataset, batches, keys }: { dataset: string; batches: readonly string[]; keys: Keys }): void {
  const places = change.pivot.places.filter((place) => place.dataset === dataset);
  if (places.length === 0) return;
  const of = known(change, dataset);
  const { recordKey = [] } = of.schema;
  // What a row replaces has the same pivot where that is part of what names its record.
  const isFixed = places.every(({ key }) => columnsOf(key).every((name) => name !== null && recordKey.includes(name)));
  const rows = isFixed || recordKey.length === 0 ? meeting(change, { of, places, batches }) : null;
  const replacing = (rows ?? batches.flatMap((batch) => of.rowsOf(batch))).filter(({ values }) => {
    const counted = places.filter((place) => addKey(change, place, { values, keys })).length;
    // One that counts at every place tells the pivot of what it replaces.
    return !isFixed || counted < places.length;
  });
  for (const values of of.sharing(replacing)) for (const place of places) addKey(change, place, { values, keys });
}

/** Of fresh rows those whose pivot stands at every other place without which there is no result, told by digests before a row is read; null where digests do not tell it. */
function meeting(
  change: Change,
  { of, places, batches }: { readonly of: KnownBatches; readonly places: readonly PivotPlace[]; readonly batches: readonly string[] },
): readonly FreshRow[] | null {
  const isTold = ({ key }: PivotPlace, at: KnownBatches): boolean => key.op === "column" && at.isIndexed(key.name);
  if (!places.every((place) => isTold(place, of))) return null;
  const others = new Set(
    change.pivot.places.flatMap((place) => {
      const other = known(change, place.dataset);
      return place.isRequired && other !== of && isTold(place, other) ? [other] : [];
    }),
  );
  return others.size === 0
    ? null
    : of.rowsMeeting(
        batches,
        [...others].toSorted((left, right) => left.size - right.size),
      );
}

/** Adds the pivot's value of a row that counts at the place. */
function addKey(change: Change, { key, where }: PivotPlace, { values, keys }: { values: Values; keys: Keys }): boolean {
  if (!where.every((each) => valueOf(change, each, values) === true)) return false;
  const value = valueOf(change, key, values);
  if (value === null) return false;
  const text = String(value);
  if (!keys.has(text)) keys.set(text, partsOf(key, values));
  return true;
}

function valueOf({ parameters }: Change, scalar: Scalar, values: Values): Value {
  return evaluate(scalar, values, parameters);
}

/** Columns that a key is put together from, by place; null for what is no column. */
function columnsOf(key: Scalar): readonly (string | null)[] {
  return (key.op === "concat" ? key.of : [key]).flatMap((part) => (part.op === "column" ? part.name : part.op === "literal" ? [] : null));
}

const NO_PARTS: ReadonlyMap<number, string> = new Map();

function partsOf(key: Scalar, values: Values): ReadonlyMap<number, string> {
  if (key.op === "column") return NO_PARTS;
  return new Map(
    columnsOf(key).flatMap((name, at) => {
      const value = name === null ? null : (values.get(name) ?? null);
      return value === null ? [] : [[at, String(value)] as const];
    }),
  );
}

/** False where the rows that the rule closes cannot be found by value. */
function addSealed(change: Change, rule: SealRule, keys: Keys): boolean {
  const fresh = change.fresh.get(rule.dataset) ?? [];
  const reaches = rule.reaches.filter(({ dataset }) => change.pivot.places.some((place) => place.dataset === dataset));
  if (fresh.length === 0 || reaches.length === 0) return true;
  const source = known(change, rule.dataset);
  const rows = fresh.flatMap((batch) => source.rowsOf(batch));
  const closing = [...rows.map(({ values }) => values), ...source.sharing(rows)].filter(
    (values) => valueOf(change, rule.where, values) === true,
  );
  if (closing.length === 0) return true;
  for (const { dataset, on } of reaches) {
    const reached = known(change, dataset);
    if (!Object.keys(on).every((name) => reached.schema.columns.some((column) => column.name === name))) continue;
    const shared = Object.entries(on).find(([name]) => reached.isIndexed(name));
    if (!shared) return false;
    const [name, of] = shared;
    const values = new Set(
      closing.flatMap((each) => {
        const value = each.get(of) ?? null;
        return value === null ? [] : [String(value)];
      }),
    );
    for (const { batch, found } of reached.candidates(values)) {
      reached.readTogether(batch, found);
      for (const { value, rows: numbers } of found)
        for (const row of numbers) {
          const at = reached.read(batch, row);
          if (!at || at.get(name) !== value) continue;
          for (const place of change.pivot.places) if (place.dataset === dataset) addKey(change, place, { values: at, keys });
        }
    }
  }
  return true;
}

/** Keeps the values that some row has at a place without which there is no result. */
function keepThere(change: Change, place: PivotPlace, keys: Keys): void {
  const of = known(change, place.dataset);
  const [column] = columnsOf(place.key);
  if (keys.size === 0 || column === undefined || column === null || !of.isIndexed(column)) return;
  const there = new Set<string>();
  for (const { batch, found } of of.candidates(keys.keys())) {
    const open = found.filter(({ value }) => !there.has(value));
    if (place.where.length > 0) of.readTogether(batch, open);
    for (const { value, rows } of open) {
      // A row of another value with the same digest keeps a value too many, which is harmless.
      const isThere =
        place.where.length === 0 ||
        rows.some((row) => {
          const values = of.read(batch, row);
          return values !== null && values.get(column) === value && place.where.every((each) => valueOf(change, each, values) === true);
        });
      if (isThere) there.add(value);
    }
  }
  for (const key of keys.keys()) if (!there.has(key)) keys.delete(key);
}

/** Adds the rows that may have one of the values at a place; false where no column of its key is indexed. */
function gather(
  change: Change,
  { dataset, key }: PivotPlace,
  { keys, rows }: { keys: Keys; rows: Map<string, Map<string, Set<number>>> },
): boolean {
  const of = known(change, dataset);
  const places = columnsOf(key);
  const at = places.findIndex((name) => name !== null && of.isIndexed(name));
  if (at < 0) return keys.size === 0;
  const values = new Set<string>();
  for (const [text, parts] of keys) {
    const value = places.length === 1 && key.op === "column" ? text : parts.get(at);
    if (value === undefined) return false;
    values.add(value);
  }
  const ofDataset = rows.get(dataset) ?? new Map<string, Set<number>>();
  rows.set(dataset, ofDataset);
  let total = 0;
  for (const { batch, found } of of.candidates(values)) {
    const ofBatch = ofDataset.get(batch) ?? new Set<number>();
    ofDataset.set(batch, ofBatch);
    for (const { rows: numbers } of found) {
      for (const row of numbers) ofBatch.add(row);
      total += numbers.length;
    }
    if (total > MOST_ROWS) throw new TooManyRows();
  }
  return true;
}

/** Rows of one place that are worth being read one by one. */
const MOST_ROWS = 200_000;
