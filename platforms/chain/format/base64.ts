const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Standard base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const left = bytes.length - at;
    text += sextet(group >> 18) + sextet(group >> 12) + (left > 1 ? sextet(group >> 6) : "=") + (left > 2 ? sextet(group) : "=");
  }
  return text;
}

/** Null unless the text is exactly what `encodeBase64` gives: padding complete, unused bits zero, nothing else inside. */
export function decodeBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let at = 0; at < text.length; at += 4) {
    let group = 0;
    for (let digit = 0; digit < 4; digit++) {
      const unit = text[at + digit] ?? "";
      const isPadding = unit === "=" && at + digit >= text.length - padding;
      const value = isPadding ? 0 : ALPHABET.indexOf(unit);
      if (value < 0 || unit === "") return null;
      group = (group << 6) | value;
    }
    const start = (at / 4) * 3;
    for (let byte = 0; byte < 3 && start + byte < bytes.length; byte++) bytes[start + byte] = (group >> (16 - 8 * byte)) & 0xff;
  }
  return encodeBase64(bytes) === text ? bytes : null;
}

function sextet(group: number): string {
  return ALPHABET[group & 63] ?? "";
}
