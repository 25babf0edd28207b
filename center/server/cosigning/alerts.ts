import type { ChainAlert } from "@yuejian/contracts/api";

/** Tells whoever listens at the moment; nothing is kept, the record is in the store. */
export interface ChainAlerts {
  tell(alert: ChainAlert): void;
  subscribe(listener: (alert: ChainAlert) => void): () => void;
}

export function createAlerts(): ChainAlerts {
  const listeners = new Set<(alert: ChainAlert) => void>();
  return {
    tell(alert) {
      for (const listener of listeners) listener(alert);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
