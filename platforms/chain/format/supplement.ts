import { canonicalJson } from "@yuejian/contracts";
import type { Json } from "./closed-shape.ts";

/** Evidence from elsewhere that a document carries beside its proof: a second log, an anchor, a timestamp. Each kind has members of its own, closed by
 *  the kind's reader (`verify/supplements`); whoever does not know the kind leaves it aside and says so. Nothing of the proof rests on a supplement. */
export interface Supplement {
  readonly kind: string;
  readonly [member: string]: Json;
}

/** Kinds that the house attaches; their shapes are in `verify/supplements`. */
export const CAPTURE_SUPPLEMENT = "capture";
export const TIMESTAMP_SUPPLEMENT = "timestamp";

/** The document with these supplements, in the one order in which a document may hold them: by kind, then by their text, each once. */
export function withSupplements<Document extends { readonly supplements?: readonly Supplement[] }>(
  document: Document,
  supplements: readonly Supplement[],
): Document {
  const { supplements: _before, ...bare } = document;
  const sorted = [...supplements].sort((left, right) => (sortName(left) < sortName(right) ? -1 : 1));
  return (sorted.length === 0 ? bare : { ...bare, supplements: sorted }) as Document;
}

/** At least one, each once, in order: a document without supplements has no such member, and there is one way to write each. */
export function isSupplementOrder(supplements: readonly Supplement[]): boolean {
  return supplements.length > 0 && supplements.every((each, at) => at === 0 || sortName(supplements[at - 1] ?? each) < sortName(each));
}

function sortName(supplement: Supplement): string {
  return `${supplement.kind} ${canonicalJson(supplement)}`;
}
