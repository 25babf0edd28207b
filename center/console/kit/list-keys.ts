import { useEffect, useRef, useState } from "react";
import { isTyping } from "./typing.ts";

interface ListKeys {
  readonly count: number;
  readonly onOpen: (index: number) => void;
}

/** j and k (or arrows) move through a list, Enter opens. Answers the row that has the focus, -1 before the first key. */
export function useListKeys({ count, onOpen }: ListKeys): number {
  const [at, setAt] = useState(-1);
  const open = useRef(onOpen);
  const focused = Math.min(at, count - 1);
  useEffect(() => {
    open.current = onOpen;
  }, [onOpen]);
  useEffect(() => {
    if (count === 0) return undefined;
    const moveTo = (index: number) => {
      // The link clicked last would take the Enter that is meant for the row.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      setAt(index);
    };
    const press = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      if (event.key === "j" || event.key === "ArrowDown") moveTo(Math.min(focused + 1, count - 1));
      else if (event.key === "k" || event.key === "ArrowUp") moveTo(Math.max(focused - 1, 0));
      else if (event.key === "Enter" && focused >= 0 && !isOnControl(event)) open.current(focused);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [count, focused]);
  useEffect(() => {
    if (focused >= 0) document.querySelector(".focused-row")?.scrollIntoView({ block: "nearest" });
  }, [focused]);
  return focused;
}

/** Enter on a link or button is for that link or button. */
const isOnControl = (event: KeyboardEvent) => event.target instanceof Element && event.target.closest("a, button") !== null;
