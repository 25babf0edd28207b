import { YuejianError } from "@yuejian/contracts";

/** Where a page ended: the next begins behind it. `order`: a cursor is of one order only. */
export function encodeCursor(order: string, place: readonly string[]): string {
  return Buffer.from(JSON.stringify([order, ...place])).toString("base64url");
}

/** REQUEST_INVALID for a cursor of another order, or none of ours. */
export function decodeCursor(order: string, cursor: string | undefined, length: number): readonly string[] | null {
  if (cursor === undefined) return null;
  try {
    // It comes from outside.
    const parts = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown;
    if (Array.isArray(parts) && parts.length === length + 1 && parts.every((part) => typeof part === "string") && parts[0] === order)
      return parts.slice(1);
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
