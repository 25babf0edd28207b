import { useSyncExternalStore } from "react";

/** As in the style sheets: below it the page is a telephone's. */
const NARROW = window.matchMedia("(max-width: 720px)");

function listen(changed: () => void): () => void {
  NARROW.addEventListener("change", changed);
  return () => NARROW.removeEventListener("change", changed);
}

/** Whether the page is as narrow as a telephone, where a table has room for two columns. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(listen, () => NARROW.matches);
}
