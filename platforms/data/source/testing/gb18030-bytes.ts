/** Text as GB18030, from what the platform's decoder says of every two- and four-byte sequence; TypeError for characters it does not have. */
export function gb18030Bytes(text: string): Buffer {
  codes ??= encodingTable();
  const table = codes;
  return Buffer.concat(
    Array.from(text, (character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x80) return Buffer.of(code);
      const bytes = code >= 0x1_0000 ? fourBytes(code - 0x1_0000 + 189_000) : table.get(character);
      if (bytes === undefined) throw new TypeError(`no GB18030 for U+${code.toString(16)}`);
      return bytes;
    }),
  );
}

let codes: Map<string, Buffer> | undefined;

function encodingTable(): Map<string, Buffer> {
  const sequences: Buffer[] = [];
  for (let lead = 0x81; lead < 0xff; lead++) {
    for (let second = 0x40; second < 0xff; second++) if (second !== 0x7f) sequences.push(Buffer.of(lead, second));
  }
  for (let index = 0; index < 4 * 12_600; index++) sequences.push(fourBytes(index));
  const lines = new TextDecoder("gb18030").decode(Buffer.concat(sequences.flatMap((sequence) => [sequence, Buffer.of(0x0a)]))).split("\n");
  return new Map(sequences.map((sequence, index) => [lines[index] ?? "", sequence]));
}

function fourBytes(index: number): Buffer {
  return Buffer.of(
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  );
}
