/** GB 18030 writer for the basic plane and beyond; Node only reads this encoding, so the table is made by reading it once. */
let table: Uint32Array | null = null;

function buildTable(): Uint32Array {
  const decoder = new TextDecoder("gb18030");
  const codes = new Uint32Array(0x10000);
  const fill = (bytes: Uint8Array, code: number) => {
    const text = decoder.decode(bytes);
    const point = text.length === 1 ? text.charCodeAt(0) : 0xfffd;
    if (point !== 0xfffd && codes[point] === 0) codes[point] = code;
  };
  const two = new Uint8Array(2);
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      two.set([lead, trail]);
      fill(two, (lead << 8) | trail);
    }
  const four = new Uint8Array(4);
  for (let index = 0; index < 39_420; index++) {
    four.set(fourBytes(index));
    fill(four, ((four[0] ?? 0) * 0x1000000 + ((four[1] ?? 0) << 16) + ((four[2] ?? 0) << 8) + (four[3] ?? 0)) >>> 0);
  }
  // The decoder also answers U+FFFD for what is no code at all; its own code is 84 31 A4 37.
  codes[0xfffd] = 0x8431a437;
  return codes;
}

/** Bytes of the n-th four-byte code, counted from 81 30 81 30. */
function fourBytes(index: number): [number, number, number, number] {
  return [
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1_260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ];
}

export function encodeGb18030(text: string): Uint8Array {
  table ??= buildTable();
  const bytes = new Uint8Array(text.length * 4);
  let length = 0;
  for (let position = 0; position < text.length; position++) {
    const unit = text.charCodeAt(position);
    if (unit < 0x80) {
      bytes[length++] = unit;
      continue;
    }
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const point = text.codePointAt(position) ?? 0;
      // Supplementary planes begin at 90 30 81 30, which is index 189,000.
      for (const byte of fourBytes(189_000 + point - 0x10000)) bytes[length++] = byte;
      position++;
      continue;
    }
    const code = table[unit] ?? 0;
    if (code > 0xffff) {
      bytes[length++] = code >>> 24;
      bytes[length++] = (code >>> 16) & 0xff;
    }
    bytes[length++] = (code >>> 8) & 0xff;
    bytes[length++] = code & 0xff;
  }
  return bytes.subarray(0, length);
}
