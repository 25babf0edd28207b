import { useSyncExternalStore } from "react";

let isPrinting = false;
const listeners = new Set<() => void>();

const tell = (printing: boolean) => () => {
  isPrinting = printing;
  for (const listener of listeners) listener();
};
window.addEventListener("beforeprint", tell(true));
window.addEventListener("afterprint", tell(false));

/** On paper a list is drawn whole. */
export function useIsPrinting(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isPrinting,
  );
}
