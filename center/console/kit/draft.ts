import { useCallback, useState } from "react";

/** Text being written, kept in this tab until it is sent, so that nothing typed is lost by a reload or a conflict. */
export function useDraft(key: string): [text: string, setText: (text: string) => void, clear: () => void] {
  const name = `yuejian.draft.${key}`;
  const [text, setState] = useState(() => sessionStorage.getItem(name) ?? "");
  const setText = useCallback(
    (next: string) => {
      if (next) sessionStorage.setItem(name, next);
      else sessionStorage.removeItem(name);
      setState(next);
    },
    [name],
  );
  const clear = useCallback(() => setText(""), [setText]);
  return [text, setText, clear];
}
