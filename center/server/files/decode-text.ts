/** The text of bytes in the first of several encodings in which every byte has a meaning, and which that was; null: in none. A mark at the beginning is not part of the text. */
export function decodeText<Encoding extends string>(
  bytes: Uint8Array,
  encodings: readonly Encoding[],
): { readonly text: string; readonly encoding: Encoding } | null {
  for (const encoding of encodings) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      // the next one
    }
  }
  return null;
}
