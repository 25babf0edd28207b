import { AskedHashes } from "../batch-index/asked-hashes.ts";
import { keyHash } from "../batch-index/identifier-hash.ts";
import { type ChosenDataset, type KeptRows, textOf } from "./kept-rows.ts";
import { origins } from "./lake-batches.ts";

/** Candidates for one key in one batch. */
const MOST_OF_A_KEY = 1000;

/** Of some rows those that are superseded: a later load has their key, which is looked up in its index and compared. */
export function supersededAmong(
  kept: KeptRows,
  { schema, batches, rows }: ChosenDataset,
): { readonly batch: string; readonly row: number }[] {
  const names = schema.recordKey ?? [];
  const loads = origins(batches);
  if (names.length === 0 || loads.length < 2) return [];
  const orderOf = new Map(batches.map(({ batch, retryOf }) => [batch, loads.indexOf(retryOf ?? batch)]));
  const keyOf = (batch: string, row: number): readonly string[] | null => {
    const of = kept.get(schema.id, batch, row);
    const texts = names.map((name) => textOf(of.cell(name)));
    return texts.includes(null) ? null : (texts as string[]);
  };
  const keyed = Array.from(rows, ([batch, numbers]) =>
    Array.from(numbers, (row) => ({ batch, row, order: orderOf.get(batch), key: keyOf(batch, row) })),
  ).flatMap((every) =>
    every.flatMap(({ order, key, ...row }) => (order === undefined || key === null ? [] : [{ ...row, order, key, hash: keyHash(key) }])),
  );
  const superseded = new Set<(typeof keyed)[number]>();
  const ofHash = Map.groupBy(keyed, ({ hash }) => hash);
  const all = new AskedHashes(ofHash.keys());
  for (const { batch } of batches) {
    const order = orderOf.get(batch) ?? 0;
    const earlier = keyed.filter((each) => each.order < order);
    if (earlier.length === 0) continue;
    const index = kept.indexes.of(schema.id, batch);
    // What is made ready for all is not made again for most.
    const asked = 2 * earlier.length > keyed.length ? all : new AskedHashes(earlier.map(({ hash }) => hash));
    const found = index?.rowsWithAny(asked, MOST_OF_A_KEY * asked.sorted.length);
    const isReplaced = ({ key }: (typeof keyed)[number], rows: readonly number[]): boolean =>
      rows.some((row) => keyOf(batch, row)?.every((text, at) => text === key[at]) ?? false);
    // So many rows of one key that they cannot be told at once are told one by one.
    const candidates = found ?? new Map(Array.from(asked, (hash) => [hash, index?.rowsWith(hash, MOST_OF_A_KEY) ?? []]));
    kept.read(schema.id, batch, Array.from(candidates.values()).flat());
    for (const [hash, rows] of candidates)
      for (const each of ofHash.get(hash) ?? [])
        if (each.order < order && !superseded.has(each) && isReplaced(each, rows)) superseded.add(each);
  }
  return [...superseded];
}
