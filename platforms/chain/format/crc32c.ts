/** CRC-32C (Castagnoli, RFC 3720 appendix B.4) of a range of bytes. Finds accidents, not attackers: those meet the signed root. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = 0xffffffff;
  let at = start;
  for (; at < end && (bytes.byteOffset + at) % 4 !== 0; at++) crc = entry((crc ^ octet(bytes, at)) & 0xff) ^ (crc >>> 8);
  const pairs = IS_LITTLE_ENDIAN ? (end - at) >>> 3 : 0;
  // A short stretch may end before its bytes are aligned.
  const words = pairs === 0 ? NO_WORDS : new Uint32Array(bytes.buffer, bytes.byteOffset + at, 2 * pairs);
  for (let word = 0; word < words.length; word += 2) {
    const low = crc ^ (words[word] ?? 0);
    const high = words[word + 1] ?? 0;
    crc =
      entry(1792 + (low & 0xff)) ^
      entry(1536 + ((low >>> 8) & 0xff)) ^
      entry(1280 + ((low >>> 16) & 0xff)) ^
      entry(1024 + (low >>> 24)) ^
      entry(768 + (high & 0xff)) ^
      entry(512 + ((high >>> 8) & 0xff)) ^
      entry(256 + ((high >>> 16) & 0xff)) ^
      entry(high >>> 24);
  }
  at += 8 * pairs;
  for (; at < end; at++) crc = entry((crc ^ octet(bytes, at)) & 0xff) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Eight tables of 256: table k advances a byte by k further bytes (slicing by eight). */
const TABLES = buildTables();

const NO_WORDS = new Uint32Array(0);
const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function buildTables(): Uint32Array {
  const tables = new Uint32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    tables[byte] = crc >>> 0;
  }
  for (let index = 256; index < tables.length; index++) {
    const before = tables[index - 256] ?? 0;
    tables[index] = ((tables[before & 0xff] ?? 0) ^ (before >>> 8)) >>> 0;
  }
  return tables;
}

function entry(index: number): number {
  return TABLES[index] ?? 0;
}

function octet(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}
