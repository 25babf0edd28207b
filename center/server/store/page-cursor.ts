import { YuejianError } from "@yuejian/contracts";

/** Where a page ended: the next begins behind it. `order`: a cursor is of one order only. */
export function encodeCursor(order: string, place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([order, ...place])).toString("base64url");
}

/** @throws YuejianError REQUEST_INVALID for a cursor of another order, or none of ours */
export function decodeCursor<Place extends readonly unknown[]>(
  order: string,
  cursor: string | undefined,
  isPlace: (parts: readonly unknown[]) => parts is Place,
): Place | null {
  if (cursor === undefined) return null;
  try {
    // It comes from outside.
    const [of, ...place] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (of === order && isPlace(place)) return place;
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
