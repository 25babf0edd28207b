const STORAGE_KEY = "yuejian.reading";
/** Enough for a day, little enough for the browser's store. */
const MOST = 5_000;

export interface Reading {
  /** Ids in the order in which they stood when one was opened. */
  readonly ids: readonly string[];
  /** Address of the list, for the way back. */
  readonly from: string;
}

/** Keeps the list that a person opens objects from, so that the next and the one before can be reached without going back. */
export function startReading({ ids, from }: Reading, opened: string): void {
  const at = Math.max(0, ids.indexOf(opened) - MOST / 2);
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ ids: ids.slice(at, at + MOST), from }));
}

export function readingOf(id: string): { readonly from: string; readonly at: number; readonly ids: readonly string[] } | null {
  try {
    const { ids, from } = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "null") as Reading;
    const at = ids.indexOf(id);
    return at < 0 ? null : { from, at, ids };
  } catch {
    return null;
  }
}
