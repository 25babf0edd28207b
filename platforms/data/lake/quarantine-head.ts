import type { Batch } from "@yuejian/contracts";

/** The batch whose quarantine holds the rows of a file that are still set aside: the newest retry, or the first load itself.
 *  `batches`: all of the dataset; `origin`: id of the first load. */
export function quarantineHead(batches: readonly Batch[], origin: string): Batch {
  const chain = batches
    .filter(({ id, retryOf }) => id === origin || retryOf === origin)
    .sort((left, right) => (left.id < right.id ? -1 : 1));
  const head = chain.at(-1);
  if (!head) throw new RangeError(`no batch ${origin}`);
  return head;
}

/** One head for each file. Their `rowsQuarantined` add up to the rows of the dataset that are still set aside. */
export function quarantineHeads(batches: readonly Batch[]): Batch[] {
  return batches.filter(({ retryOf }) => retryOf === null).map(({ id }) => quarantineHead(batches, id));
}
