/** What a file is by its first bytes. */
export type FileKind = { readonly kind: "zip" | "text" | "json" | "parquet" | "dbf" } | { readonly kind: "foreign"; readonly name: string };

/** Names are shown to people in either language, so they are product names where possible. */
const SIGNATURES: readonly (readonly [name: string, ...bytes: number[]])[] = [
  ["Excel 97–2003 (.xls) / 加密的 Excel (encrypted workbook)", 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
  ["PDF", 0x25, 0x50, 0x44, 0x46],
  ["PNG", 0x89, 0x50, 0x4e, 0x47],
  ["JPEG", 0xff, 0xd8, 0xff],
  ["GIF", 0x47, 0x49, 0x46, 0x38],
  ["gzip", 0x1f, 0x8b],
  ["7z", 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
  ["RAR", 0x52, 0x61, 0x72, 0x21, 0x1a, 0x07],
  ["xz", 0xfd, 0x37, 0x7a, 0x58, 0x5a],
  ["Zstandard", 0x28, 0xb5, 0x2f, 0xfd],
  ["SQLite", 0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66],
  ["RTF", 0x7b, 0x5c, 0x72, 0x74, 0x66],
  ["ELF", 0x7f, 0x45, 0x4c, 0x46],
  ["TIFF", 0x49, 0x49, 0x2a, 0x00],
  ["TIFF", 0x4d, 0x4d, 0x00, 0x2a],
];

const MARKUP: readonly (readonly [name: string, start: RegExp])[] = [
  // Web systems often send an HTML table under the name .xls or .csv.
  ["HTML", /^<(!doctype\s+html|html|head|body|meta|table|style|div)\b/i],
  ["XML", /^<\?xml\b/i],
  ["MHTML", /^mime-version:/i],
];

const JSON_START = /^(\{\s*["}]|\[\s*[[{\]])/;

/** Version bytes of dBase III and IV, FoxPro and Visual FoxPro, with and without memo file. */
const DBF_VERSIONS = new Set([0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0x8c, 0x8e, 0xcb, 0xf5, 0xfb]);

/** `head`: the first bytes, some kilobytes or the whole file. */
export function fileKind(head: Uint8Array): FileKind {
  const isAt = (bytes: readonly number[]): boolean => bytes.every((byte, index) => head[index] === byte);
  // Encrypted footers end with another word than the file begins with; the reader tells them apart.
  if (isAt([0x50, 0x41, 0x52, 0x31]) || isAt([0x50, 0x41, 0x52, 0x45])) return { kind: "parquet" };
  if (isDbf(head)) return { kind: "dbf" };
  if (isAt([0x50, 0x4b, 0x03, 0x04]) || isAt([0x50, 0x4b, 0x05, 0x06])) return { kind: "zip" };
  for (const [name, ...bytes] of SIGNATURES) if (isAt(bytes)) return { kind: "foreign", name };
  const start = new TextDecoder("latin1")
    .decode(head.subarray(0, 512))
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  for (const [name, pattern] of MARKUP) if (pattern.test(start)) return { kind: "foreign", name };
  return { kind: JSON_START.test(start) ? "json" : "text" };
}

/** A version, a day, a header of whole field descriptions and records of some length. */
function isDbf(head: Uint8Array): boolean {
  if (head.length < 33 || !DBF_VERSIONS.has(head[0] ?? 0)) return false;
  const [month = 0, day = 0] = head.subarray(2, 4);
  const headerBytes = (head[8] ?? 0) | ((head[9] ?? 0) << 8);
  const recordBytes = (head[10] ?? 0) | ((head[11] ?? 0) << 8);
  return month <= 12 && day <= 31 && headerBytes >= 65 && recordBytes >= 2;
}

/** Text has hardly any control bytes; a few are left to the rows they stand in. Not for UTF-16. */
export function isBinary(head: Uint8Array): boolean {
  let controls = 0;
  for (const byte of head) if (byte < 0x1c && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++;
  return controls > 8 && controls * 100 > head.length;
}
