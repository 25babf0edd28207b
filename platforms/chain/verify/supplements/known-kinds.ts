import { anchorKind } from "./anchor.ts";
import { captureKind } from "./capture.ts";
import { handoverKind } from "./handover.ts";
import type { SupplementKind } from "./kind.ts";
import { smSupplement } from "./sm.ts";
import { timestampKind } from "./timestamp.ts";

/** Every kind that is checked here. A kind is one file beside this one and one line in this list. */
export const SUPPLEMENT_KINDS: readonly SupplementKind[] = [smSupplement, anchorKind, timestampKind, captureKind, handoverKind];

/** Whether a text is something that a kind of supplement rests its trust on. */
export function isTrust(text: string): boolean {
  return SUPPLEMENT_KINDS.some((kind) => kind.isTrust?.(text) === true);
}
