export interface DbfColumn {
  readonly name: string | Uint8Array;
  readonly type: string;
  readonly length: number;
}

export interface DbfText {
  readonly columns: readonly DbfColumn[];
  /** Cells by record, padded to their column; a record that begins with `*` is deleted. */
  readonly records: readonly (readonly (string | Uint8Array)[])[];
  readonly version?: number;
  readonly languageDriver?: number;
  /** What the header says instead of the truth. */
  readonly count?: number;
}

/** A DBF of dBase III (or of the version given). */
export function dbfBytes({ columns, records, version = 0x03, languageDriver = 0, count = records.length }: DbfText): Buffer {
  const header = Buffer.alloc(32 + 32 * columns.length + 1);
  const recordBytes = columns.reduce((sum, { length }) => sum + length, 1);
  header.set([version, 124, 3, 5]);
  header.writeUInt32LE(count, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(recordBytes, 10);
  header[29] = languageDriver;
  columns.forEach(({ name, type, length }, index) => {
    const at = 32 + 32 * index;
    header.set(Buffer.from(name).subarray(0, 11), at);
    header.write(type, at + 11, "latin1");
    header[at + 16] = length & 0xff;
    header[at + 17] = length >> 8;
  });
  header[header.length - 1] = 0x0d;
  const rows = records.map((record) => {
    const isDeleted = record[0] === "*";
    const cells = isDeleted ? record.slice(1) : record;
    const padded = columns.map(({ length }, index) => {
      const cell = Buffer.alloc(length, 0x20);
      cell.set(Buffer.from(cells[index] ?? "").subarray(0, length));
      return cell;
    });
    return Buffer.concat([Buffer.of(isDeleted ? 0x2a : 0x20), ...padded]);
  });
  return Buffer.concat([header, ...rows, Buffer.of(0x1a)]);
}

/** A memo file with one text a block, from block 1 (`fpt`: 64 bytes a block, `dbt`: 512). */
export function memoBytes(kind: "fpt" | "dbt", texts: readonly Uint8Array[]): Buffer {
  const size = kind === "fpt" ? 64 : 512;
  const header = Buffer.alloc(size);
  if (kind === "fpt") header.writeUInt16BE(size, 6);
  const blocks = texts.map((text) => {
    const block = Buffer.alloc(size);
    if (kind === "fpt") {
      block.writeUInt32BE(1, 0);
      block.writeUInt32BE(text.length, 4);
      block.set(text, 8);
    } else block.set([...text, 0x1a, 0x1a]);
    return block;
  });
  return Buffer.concat([header, ...blocks]);
}
