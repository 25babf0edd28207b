import { writeCompoundFile } from "./write-compound-file.ts";

/** A stretch of text as Word saves it: eight bits a character, or Unicode. */
export interface WrittenPiece {
  readonly text: string;
  readonly isNarrow?: boolean;
  readonly isDeleted?: boolean;
}

export interface WrittenOldWord {
  readonly pieces: readonly WrittenPiece[];
  readonly version?: number;
  readonly flags?: number;
  /** Streams beside those of the text. */
  readonly beside?: Readonly<Record<string, Uint8Array>>;
}

const [TEXT_AT, NARROW] = [0x400, 0x40000000];

/** The least of a .doc: information block, text, table of pieces. Pieces lie in the file in the opposite order, as after a save in haste. */
export function writeOldWord({ pieces, version = 0xc1, flags = 0, beside = {} }: WrittenOldWord): Uint8Array {
  const bytesOf = ({ text, isNarrow }: WrittenPiece): Uint8Array =>
    isNarrow ? Uint8Array.from(text, (character) => character.charCodeAt(0)) : new Uint8Array(Buffer.from(text, "utf16le"));
  const starts = new Map<WrittenPiece, number>();
  let end = TEXT_AT;
  for (const piece of pieces.toReversed()) {
    starts.set(piece, end);
    end += bytesOf(piece).length + (bytesOf(piece).length % 2);
  }
  const stream = new Uint8Array(end);
  for (const piece of pieces) stream.set(bytesOf(piece), starts.get(piece));
  const characters = pieces.reduce((sum, { text }) => sum + text.length, 0);

  const table = new Uint8Array(5 + (pieces.length + 1) * 4 + pieces.length * 8);
  const list = new DataView(table.buffer);
  table[0] = 2;
  list.setUint32(1, table.length - 5, true);
  let from = 0;
  for (const [at, piece] of pieces.entries()) {
    const [start, behind] = [starts.get(piece) as number, 5 + (pieces.length + 1) * 4 + at * 8];
    list.setUint32(5 + at * 4, from, true);
    list.setUint32(behind + 2, piece.isNarrow ? (start * 2) | NARROW : start, true);
    // The one change that a piece holds itself: deleted.
    list.setUint16(behind + 6, piece.isDeleted ? (1 << 8) | (0x41 << 1) : 0, true);
    from += piece.text.length;
  }
  list.setUint32(5 + pieces.length * 4, from, true);

  const head = new DataView(stream.buffer);
  head.setUint16(0, 0xa5ec, true);
  head.setUint16(2, version, true);
  head.setUint16(10, 0x0200 | flags, true);
  head.setUint32(0x4c, characters, true);
  head.setUint32(0x9a + 33 * 8 + 4, table.length, true);
  return writeCompoundFile({ WordDocument: stream, "1Table": table, ...beside });
}
