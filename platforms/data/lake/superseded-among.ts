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
  for (const { batch } of batches) {
    const earlier = keyed.filter((each) => each.order < (orderOf.get(batch) ?? 0) && !superseded.has(each));
    if (earlier.length === 0) continue;
    const index = kept.indexes.of(schema.id, batch);
    const found = index?.rowsWithAny(new AskedHashes(earlier.map(({ hash }) => hash)), MOST_OF_A_KEY * earlier.length);
    for (const each of earlier) {
      // So many rows of one key that they cannot be told at once are told one by one.
      const candidates = found === null ? (index?.rowsWith(each.hash, MOST_OF_A_KEY) ?? []) : (found?.get(each.hash) ?? []);
      if (candidates.some((row) => keyOf(batch, row)?.every((text, at) => text === each.key[at]) ?? false)) superseded.add(each);
    }
  }
  return [...superseded];
}
