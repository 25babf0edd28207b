/** CRC-32C (Castagnoli, RFC 3720 appendix B.4) of a range of bytes. Finds accidents, not attackers: those meet the signed root. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = 0xffffffff;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    const low = crc ^ (octet(bytes, at) | (octet(bytes, at + 1) << 8) | (octet(bytes, at + 2) << 16) | (octet(bytes, at + 3) << 24));
    crc =
      entry(1792 + (low & 0xff)) ^
      entry(1536 + ((low >>> 8) & 0xff)) ^
      entry(1280 + ((low >>> 16) & 0xff)) ^
      entry(1024 + (low >>> 24)) ^
      entry(768 + octet(bytes, at + 4)) ^
      entry(512 + octet(bytes, at + 5)) ^
      entry(256 + octet(bytes, at + 6)) ^
      entry(octet(bytes, at + 7));
  }
  for (; at < end; at++) crc = entry((crc ^ octet(bytes, at)) & 0xff) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Eight tables of 256: table k advances a byte by k further bytes (slicing by eight). */
const TABLES = buildTables();

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
