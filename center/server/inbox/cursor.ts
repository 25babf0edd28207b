import { YuejianError } from "@yuejian/contracts";
import type { LeadSort } from "@yuejian/contracts/api";

/** Where a page ended: the next begins behind it. */
export interface Place {
  readonly number: number;
  /** Only for the orders by change. */
  readonly changedAt: string;
}

export function encodeCursor(sort: LeadSort, { number, changedAt }: Place): string {
  return Buffer.from(JSON.stringify([sort, number, changedAt])).toString("base64url");
}

/** @throws YuejianError REQUEST_INVALID for a cursor of another order, or none of ours */
export function decodeCursor(sort: LeadSort, cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  try {
    // It comes from outside.
    const [of, number, changedAt] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (of === sort && Number.isSafeInteger(number) && typeof changedAt === "string") return { number: number as number, changedAt };
  } catch {
    // Answered below.
  }
  throw new YuejianError("REQUEST_INVALID", {
    where: "query.cursor",
    reason: "it is not of a page in this order",
    reason_zh: "不是此排序的分页位置",
    reason_en: "it is not of a page in this order",
  });
}
