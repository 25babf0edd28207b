import { decodeCursor as decode } from "../store/page-cursor.ts";

/** Texts behind which the next page begins, `length` of them. REQUEST_INVALID for a cursor of another order, or none of ours. */
export function decodeCursor(order: string, cursor: string | undefined, length: number): readonly string[] | null {
  return decode(order, cursor, (place): place is string[] => place.length === length && place.every((part) => typeof part === "string"));
}
