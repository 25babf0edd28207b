import { YuejianError } from "@yuejian/contracts";
import { equalBytes } from "@yuejian/digests";

/** An entry whose key and size were checked. */
export interface PendingEntry {
  readonly key: string;
  readonly keyBytes: Uint8Array;
  /** SHA-256 of the key. */
  readonly keyDigest: Buffer;
  readonly bytes: Uint8Array;
}

/** One call of `append` that waits for its answer. */
export interface Request {
  readonly entries: readonly PendingEntry[];
  readonly resolve: (indexes: readonly number[]) => void;
  readonly reject: (error: unknown) => void;
}

/** What a group commit has to write and whom it answers afterwards. */
export interface Plan {
  readonly fresh: readonly PendingEntry[];
  readonly answers: readonly { readonly request: Request; readonly indexes: readonly number[] }[];
}

/** Sorts a group into new entries, from index `size` on, and repeats. A request that reuses a key for other bytes is refused as a whole.
 *  `find` tells the index of an entry that is on the log already, null for a new key. */
export function planGroup(requests: readonly Request[], size: number, find: (entry: PendingEntry) => number | "reused" | null): Plan {
  const fresh: PendingEntry[] = [];
  const freshIndex = new Map<string, number>();
  const answers: { request: Request; indexes: readonly number[] }[] = [];

  const findAnywhere = (entry: PendingEntry): number | "reused" | null => {
    const position = freshIndex.get(entry.key);
    const twin = position === undefined ? undefined : fresh[position];
    if (position === undefined || twin === undefined) return find(entry);
    return equalBytes(twin.bytes, entry.bytes) ? size + position : "reused";
  };

  for (const request of requests) {
    const before = fresh.length;
    const indexes: number[] = [];
    let reusedKey: string | null = null;
    for (const entry of request.entries) {
      const index = findAnywhere(entry);
      if (index === "reused") {
        reusedKey = entry.key;
        break;
      }
      indexes.push(index ?? size + fresh.length);
      if (index === null) {
        freshIndex.set(entry.key, fresh.length);
        fresh.push(entry);
      }
    }
    if (reusedKey === null) {
      answers.push({ request, indexes });
    } else {
      for (const entry of fresh.splice(before)) freshIndex.delete(entry.key);
      request.reject(new YuejianError("ENTRY_KEY_REUSED", { key: reusedKey }));
    }
  }
  return { fresh, answers };
}
