/** Encodes text whose characters have one or two bytes in GB18030 (all of GBK); others throw. Node only decodes it. */
export function encodeGb18030(text: string): Uint8Array {
  const bytes = Buffer.alloc(text.length * 2);
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) {
      bytes[length++] = code;
      continue;
    }
    const pair = table().get(character);
    if (pair === undefined) throw new RangeError(`no two-byte code for ${character}`);
    bytes[length++] = pair >> 8;
    bytes[length++] = pair & 0xff;
  }
  return bytes.subarray(0, length);
}

let pairs: Map<string, number> | null = null;

function table(): ReadonlyMap<string, number> {
  if (pairs) return pairs;
  pairs = new Map();
  const decoder = new TextDecoder("gb18030");
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (!pairs.has(character)) pairs.set(character, (lead << 8) | trail);
    }
  return pairs;
}
