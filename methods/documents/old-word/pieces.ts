import { CompoundFileDamaged } from "./compound-file.ts";
import { modifiersIn, type Stretch, sayNoText } from "./properties.ts";

/** A stretch of the text and where its characters lie in the stream `WordDocument`: whoever saves in haste leaves them in any order. */
interface Piece {
  /** First character of the text, and behind the last. */
  readonly from: number;
  readonly to: number;
  readonly at: number;
  /** Bytes a character: two of Unicode, or one. */
  readonly width: 1 | 2;
  readonly isUntold: boolean;
}

/** The whole text, with where each character lies. */
export interface PieceText {
  readonly characters: string;
  /** Where a character lies in the stream. */
  placeOf(character: number): number;
  /** What was deleted under tracked changes, or is a sign of a font of symbols. */
  isUntold(character: number): boolean;
}

/** Some ten thousand pages. */
const LONGEST = 20_000_000;
const COMPRESSED = 0x40000000;

const NARROW = new TextDecoder("windows-1252");
const WIDE = new TextDecoder("utf-16le", { ignoreBOM: true });

/** The text by its table of pieces (MS-DOC 2.8.35). CompoundFileDamaged */
export function pieceText(text: Uint8Array, pieceTable: Uint8Array, untold: readonly Stretch[]): PieceText {
  const pieces = piecesIn(pieceTable);
  let characters = "";
  for (const { from, to, at, width } of pieces) {
    const end = at + (to - from) * width;
    if (end > text.length) throw new CompoundFileDamaged("piece");
    characters += (width === 2 ? WIDE : NARROW).decode(text.subarray(at, end));
  }
  const isUntoldByte = new Uint8Array(text.length);
  let done = 0;
  for (const { from, to } of untold) {
    if (to > done) isUntoldByte.fill(1, Math.max(from, done), to);
    done = Math.max(done, to);
  }
  const placed = (character: number): { readonly piece: Piece; readonly place: number } => {
    const piece = pieceOf(pieces, character);
    return { piece, place: piece.at + (character - piece.from) * piece.width };
  };
  return {
    characters,
    placeOf: (character) => placed(character).place,
    isUntold(character) {
      const { piece, place } = placed(character);
      return piece.isUntold || isUntoldByte[place] === 1;
    },
  };
}

function pieceOf(pieces: readonly Piece[], character: number): Piece {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle] as Piece).from <= character) low = middle;
    else high = middle - 1;
  }
  return pieces[low] as Piece;
}

function piecesIn(bytes: Uint8Array): Piece[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const changes: Uint8Array[] = [];
  let at = 0;
  // Lists of modifiers stand before the table, which refers to them.
  while (at + 3 <= bytes.length && bytes[at] === 1) {
    const length = view.getUint16(at + 1, true);
    changes.push(bytes.subarray(at + 3, at + 3 + length));
    at += 3 + length;
  }
  const length = at + 5 <= bytes.length && bytes[at] === 2 ? view.getUint32(at + 1, true) : 0;
  const count = Math.floor((length - 4) / 12);
  at += 5;
  if (count < 1 || at + length > bytes.length) throw new CompoundFileDamaged("table of pieces");
  const pieces: Piece[] = [];
  for (let each = 0; each < count; each += 1) {
    const [from, to] = [view.getUint32(at + each * 4, true), view.getUint32(at + each * 4 + 4, true)];
    if (from !== (pieces.at(-1)?.to ?? 0) || to < from || to > LONGEST) throw new CompoundFileDamaged("table of pieces");
    const place = view.getUint32(at + (count + 1) * 4 + each * 8 + 2, true);
    const isNarrow = (place & COMPRESSED) !== 0;
    const start = place & (COMPRESSED - 1);
    if (to === from) continue;
    const change = view.getUint16(at + (count + 1) * 4 + each * 8 + 6, true);
    pieces.push({ from, to, at: isNarrow ? start >> 1 : start, width: isNarrow ? 1 : 2, isUntold: isDeleted(change, changes) });
  }
  if (pieces.length === 0) throw new CompoundFileDamaged("table of pieces");
  return pieces;
}

/** One change is written in the piece itself: 0x41 is the mark of deleting; more are in a list. */
function isDeleted(change: number, lists: readonly Uint8Array[]): boolean {
  if ((change & 1) === 0) return ((change >> 1) & 0x7f) === 0x41 && change >> 8 === 1;
  const list = lists[change >> 1];
  return list !== undefined && sayNoText(modifiersIn(list));
}
