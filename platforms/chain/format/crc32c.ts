/** CRC-32C (Castagnoli, RFC 3720 appendix B.4) of a range of bytes, which may follow others whose CRC is `before`. Finds accidents, not attackers: those
 *  meet the signed root. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length, before = 0): number {
  let crc = ~before;
  let at = start;
  for (; at < end && (bytes.byteOffset + at) % 4 !== 0; at++) crc = entry((crc ^ octet(bytes, at)) & 0xff) ^ (crc >>> 8);
  const pieces = IS_LITTLE_ENDIAN ? (end - at) >>> 4 : 0;
  // A short stretch may end before its bytes are aligned.
  const words = pieces === 0 ? NO_WORDS : new Uint32Array(bytes.buffer, bytes.byteOffset + at, 4 * pieces);
  for (let word = 0; word < words.length; word += 4) {
    crc =
      advance(crc ^ (words[word] ?? 0), 12) ^
      advance(words[word + 1] ?? 0, 8) ^
      advance(words[word + 2] ?? 0, 4) ^
      advance(words[word + 3] ?? 0, 0);
  }
  at += 16 * pieces;
  for (; at < end; at++) crc = entry((crc ^ octet(bytes, at)) & 0xff) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Sixteen tables of 256: table k advances a byte by k further bytes (slicing by sixteen). */
const TABLES = buildTables();

const NO_WORDS = new Uint32Array(0);
const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function buildTables(): Uint32Array {
  const tables = new Uint32Array(16 * 256);
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

/** Four bytes, low one first, and so many more behind them. */
function advance(word: number, more: number): number {
  return (
    entry(256 * (more + 3) + (word & 0xff)) ^
    entry(256 * (more + 2) + ((word >>> 8) & 0xff)) ^
    entry(256 * (more + 1) + ((word >>> 16) & 0xff)) ^
    entry(256 * more + (word >>> 24))
  );
}

function entry(index: number): number {
  return TABLES[index] ?? 0;
}

function octet(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}
