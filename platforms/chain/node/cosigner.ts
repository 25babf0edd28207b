import type { Clock } from "@yuejian/contracts";
import { cosign, formatNote, type SignBytes, type SignerKey } from "../format/index.ts";

/** A key of type `cosignature` and what it signs with. One key makes one kind of statement: witness and mirror of an office never share one. */
export interface Cosigner {
  readonly key: SignerKey;
  readonly sign: SignBytes;
  readonly clock: Clock;
}

/** The signature line under a checkpoint's text, as of now. */
export function cosignatureLine(text: string, { key, sign, clock }: Cosigner): string {
  const line = cosign(text, { key, time: Math.floor(clock.now() / 1000), sign });
  return formatNote({ text, signatures: [line] }).slice(text.length + 1);
}
