import { useCallback, useSyncExternalStore } from "react";

/** Whether the page is as narrow as a telephone (as in the style sheets), where a table has room for two columns. */
export const useIsNarrow = (): boolean => useMedia("(max-width: 720px)");

/** Whether the machine is set to dark; changes in the evening too. */
export const useIsSystemDark = (): boolean => useMedia("(prefers-color-scheme: dark)");

function useMedia(query: string): boolean {
  const listen = useCallback(
    (changed: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(listen, () => window.matchMedia(query).matches);
}
