import { encodeHex } from "@yuejian/digests";
import type { SmSupplement } from "../format/index.ts";
import type { SmProofSource } from "./sm-log.ts";

/** The entries with these indexes in the SM log; null when its checkpoint does not cover them all yet. */
export async function buildSmSupplement(source: SmProofSource, indexes: readonly number[]): Promise<SmSupplement | null> {
  const rising = [...new Set(indexes)].sort((left, right) => left - right);
  if (rising.some((index) => index >= source.size)) return null;
  const entries = await Promise.all(rising.map(async (index) => ({ index, path: (await source.inclusionPath(index)).map(encodeHex) })));
  return { kind: "sm", checkpoint: source.checkpoint, entries };
}
