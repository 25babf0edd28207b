import type { LeadSort } from "@yuejian/contracts/api";
import { decodeCursor as decode, encodeCursor as encode } from "../store/page-cursor.ts";

/** Where a page ended: the next begins behind it. */
export interface Place {
  readonly number: number;
  /** Only for the orders by change. */
  readonly changedAt: string;
}

export function encodeCursor(sort: LeadSort, { number, changedAt }: Place): string {
  return encode(sort, [number, changedAt]);
}

/** @throws YuejianError REQUEST_INVALID for a cursor of another order, or none of ours */
export function decodeCursor(sort: LeadSort, cursor: string | undefined): Place | null {
  const place = decode(sort, cursor, isPlace);
  return place && { number: place[0], changedAt: place[1] };
}

function isPlace(parts: readonly unknown[]): parts is readonly [number, string] {
  return Number.isSafeInteger(parts[0]) && typeof parts[1] === "string";
}
