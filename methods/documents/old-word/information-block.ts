import { CompoundFileDamaged } from "./compound-file.ts";

/** What stands where in an old Word file (MS-DOC 2.5): the head of the stream `WordDocument`. */
export interface InformationBlock {
  readonly version: number;
  readonly isEncrypted: boolean;
  /** Name of the stream that holds the tables. */
  readonly table: "0Table" | "1Table";
  /** Characters of each part of the text, which follow one another. */
  readonly lengths: Readonly<Record<(typeof STORIES)[number], number>>;
  /** Where a structure lies in the table stream. */
  readonly places: Readonly<Record<keyof typeof STRUCTURES, { readonly at: number; readonly length: number }>>;
}

/** Parts of the text in their order. */
export const STORIES = ["main", "footnotes", "headers", "macros", "remarks", "endnotes", "boxes", "headerBoxes"] as const;

/** Numbers of the structures among the pairs of place and length. */
const STRUCTURES = {
  footnoteMarks: 2,
  footnoteTexts: 3,
  headerTexts: 11,
  characterPages: 12,
  paragraphPages: 13,
  pieces: 33,
  shapes: 40,
  endnoteMarks: 46,
  endnoteTexts: 47,
  boxTexts: 56,
} as const;

const [LENGTHS_AT, PAIRS_AT] = [0x4c, 0x9a];
const LAST_PAIR = 57;

/** Magic of Word 97 and later; of Word 6 and 95; the others are older still. */
const MAGIC = 0xa5ec;
const OLD_MAGICS = new Set([0xa5dc, 0xa697, 0xa699, 0xa59c, 0xa59b]);
/** Files below this version are of Word 95 or before. */
export const FIRST_VERSION = 0xc0;

/** Null: the stream is no Word text. CompoundFileDamaged */
export function readInformationBlock(stream: Uint8Array): InformationBlock | null {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (stream.length < 34) throw new CompoundFileDamaged("information block");
  const magic = view.getUint16(0, true);
  if (magic !== MAGIC && !OLD_MAGICS.has(magic)) return null;
  const version = OLD_MAGICS.has(magic) ? 0 : view.getUint16(2, true);
  const flags = view.getUint16(10, true);
  const isOlder = version < FIRST_VERSION;
  if (!isOlder && stream.length < PAIRS_AT + LAST_PAIR * 8) throw new CompoundFileDamaged("information block");
  const number = (at: number): number => (isOlder ? 0 : view.getUint32(at, true));
  const place = (pair: number) => ({ at: number(PAIRS_AT + pair * 8), length: number(PAIRS_AT + pair * 8 + 4) });
  return {
    version,
    isEncrypted: (flags & 0x8100) !== 0,
    table: (flags & 0x0200) === 0 ? "0Table" : "1Table",
    lengths: Object.fromEntries(STORIES.map((story, at) => [story, number(LENGTHS_AT + at * 4)])) as InformationBlock["lengths"],
    places: Object.fromEntries(Object.entries(STRUCTURES).map(([name, pair]) => [name, place(pair)])) as InformationBlock["places"],
  };
}
