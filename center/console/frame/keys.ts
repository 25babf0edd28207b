import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { isTyping } from "../kit/typing.ts";
import { usePlaces } from "./navigation.tsx";

/** Ctrl/⌘-K, `?`, and `g` followed by a letter. */
export function useGoKeys({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }): void {
  const navigate = useNavigate();
  const places = usePlaces();
  const armed = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onPalette();
        return;
      }
      if (isTyping(event)) return;
      if (event.key === "?") onHelp();
      if (event.key === "g") {
        armed.current = event.timeStamp;
        return;
      }
      const place = event.timeStamp - armed.current < 1_200 && places.find((each) => each.key === event.key);
      armed.current = Number.NEGATIVE_INFINITY;
      if (!place) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void navigate({ to: place.to });
    };
    window.addEventListener("keydown", press, true);
    return () => window.removeEventListener("keydown", press, true);
  });
}
