import { useEffect, useSyncExternalStore } from "react";
import { useLedger } from "../api/ledger.ts";

const STORAGE_KEY = "yuejian.verifier-key";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const pinnedKey = (): string | null => localStorage.getItem(STORAGE_KEY);

/** Replaces the key that this browser trusts. */
export function pinKey(key: string): void {
  localStorage.setItem(STORAGE_KEY, key);
  for (const listener of listeners) listener();
}

/** The verifier key of the ledger: trusted on first use and kept in this browser. A server that presents another
 *  key later may be an impostor or may have lost its old key; either way a person decides, never this code. */
export function useTrustedKey(): { pinned: string | null; presented: string | null; isChanged: boolean } {
  const ledger = useLedger();
  const pinned = useSyncExternalStore(subscribe, pinnedKey);
  const presented = ledger.data?.verifierKey ?? null;
  useEffect(() => {
    if (presented !== null && pinnedKey() === null) pinKey(presented);
  }, [presented]);
  return { pinned, presented, isChanged: pinned !== null && presented !== null && pinned !== presented };
}
