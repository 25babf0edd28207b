/** Lower-case hexadecimal. */
export function encodeHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += OCTETS[byte];
  return text;
}

/** Bytes of lower-case hexadecimal; null for any other form (upper case, odd length, spaces), so that a value has one spelling.
 *  With `length`, null unless exactly that many bytes. */
export function decodeHex(text: string, length?: number): Uint8Array | null {
  if (text.length % 2 !== 0 || (length !== undefined && text.length !== 2 * length)) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    const high = nibble(text.charCodeAt(2 * index));
    const low = nibble(text.charCodeAt(2 * index + 1));
    if (high < 0 || low < 0) return null;
    bytes[index] = (high << 4) | low;
  }
  return bytes;
}

const OCTETS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function nibble(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  if (unit >= 0x61 && unit <= 0x66) return unit - 0x57;
  return -1;
}
