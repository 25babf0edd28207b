import { useEffect, useRef } from "react";
import { isTyping } from "./typing.ts";

interface ListKeys {
  readonly count: number;
  /** The row that has the focus, -1 before the first key. */
  readonly at: number;
  readonly onMove: (index: number) => void;
  readonly onOpen?: ((index: number) => void) | undefined;
  /** x, and with shift everything between the last chosen row and this one. */
  readonly onSelect?: ((index: number, isRange: boolean) => void) | undefined;
  /** Any other key; answers true when it was one of the page's own. */
  readonly onKey?: ((key: string, index: number) => boolean) | undefined;
}

/** j and k (or arrows) move through a list, Home and End jump, Enter opens, x chooses. */
export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (latest.current.count === 0 || isTyping(event)) return;
      if (answer(event, latest.current)) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

function answer(event: KeyboardEvent, { count, at, onMove, onOpen, onSelect, onKey }: ListKeys): boolean {
  const { key } = event;
  const target = moveTarget(key, at, count);
  if (target !== null) {
    onMove(target);
    return true;
  }
  if (key === "Enter" && at >= 0 && onOpen && !isOnControl(event)) {
    onOpen(at);
    return true;
  }
  if (key.toLowerCase() === "x" && at >= 0 && onSelect) {
    onSelect(at, event.shiftKey);
    return true;
  }
  return onKey?.(key, at) ?? false;
}

function moveTarget(key: string, at: number, count: number): number | null {
  if (key === "j" || key === "ArrowDown") return Math.min(at + 1, count - 1);
  if (key === "k" || key === "ArrowUp") return Math.max(at - 1, 0);
  if (key === "Home" && at >= 0) return 0;
  return key === "End" && at >= 0 ? count - 1 : null;
}

/** Enter on a link or button is for that link or button. */
const isOnControl = (event: KeyboardEvent) => event.target instanceof Element && event.target.closest("a, button, summary") !== null;
