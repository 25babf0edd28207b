import type { Json } from "./closed-shape.ts";

/** Supplement `sm`: the same entries in the SM log, under one SM2-signed checkpoint. Whoever trusts SM3 and SM2 only needs nothing else of the document
 *  to know that the statements stand in a log of that name. */
export interface SmSupplement {
  readonly kind: "sm";
  /** Signed note of the SM log. */
  readonly checkpoint: string;
  /** Every entry of the document, each once, by rising index. `path`: SM3 hashes from the leaf upward, lower-case hex. */
  readonly entries: readonly { readonly index: number; readonly path: readonly string[] }[];
  readonly [member: string]: Json;
}
