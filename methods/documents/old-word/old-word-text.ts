import { unreadable } from "../word/unreadable.ts";
import { type CompoundFile, CompoundFileDamaged, openCompoundFile } from "./compound-file.ts";
import { FIRST_VERSION, type InformationBlock, readInformationBlock, STORIES } from "./information-block.ts";
import { type PieceText, pieceText } from "./pieces.ts";
import { paragraphMarks, untoldStretches } from "./properties.ts";
import { type StoryParagraph, storyParagraphs } from "./story.ts";
import { type ByAnchor, boxesByAnchor, headerLines, notesByMark } from "./texts-beside.ts";

export interface OldWordParagraph {
  readonly text: string;
  /** Level of a heading, 1 to 6; 0: none. */
  readonly heading: number;
  /** Row of a table that it stands in, by number; null: in none. */
  readonly row: number | null;
}

/** The text of a Word file of the form that Word wrote until 2003 (.doc). */
export interface OldWordText {
  /** Notes stand behind the paragraph that refers to them, text boxes behind the one that they hang on; headers and footers that say something of
   *  their own stand at the end. Remarks, what was deleted under tracked changes, and numbers that Word makes itself are left out. */
  readonly paragraphs: readonly OldWordParagraph[];
  /** The file holds macros: they were not looked at. */
  readonly hasMacros: boolean;
}

/** Other programs whose files are compound files, by a stream that each has. */
const OTHERS = [
  ["EncryptedPackage", "encrypted"],
  ["Workbook", "excel"],
  ["Book", "excel"],
  ["PowerPoint Document", "powerpoint"],
  ["__properties_version1.0", "mail"],
] as const;

/** DOCUMENT_UNREADABLE: damaged, with a password, of Word 95 or before, of another program */
export function oldWordText(file: string, bytes: Uint8Array): OldWordText {
  try {
    const compound = openCompoundFile(bytes);
    const other = OTHERS.find(([name]) => compound.names.includes(name))?.[1];
    const stream = compound.stream("WordDocument");
    if (!stream) throw unreadable(file, other ?? "no-word");
    const block = readInformationBlock(stream);
    if (!block) throw unreadable(file, "no-word");
    if (block.isEncrypted) throw unreadable(file, "encrypted");
    if (block.version < FIRST_VERSION) throw unreadable(file, "older");
    const hasMacros = compound.names.some((name) => /(?:^|\/)(?:Macros|VBA|_VBA_PROJECT)(?:\/|$)/i.test(name));
    return { paragraphs: paragraphsOf(compound, stream, block), hasMacros };
  } catch (cause) {
    if (cause instanceof CompoundFileDamaged) throw unreadable(file, "damaged-old", cause);
    throw cause;
  }
}

function paragraphsOf(compound: CompoundFile, stream: Uint8Array, { table: tableName, places, lengths }: InformationBlock) {
  const table = compound.stream(tableName);
  if (!table) throw new CompoundFileDamaged(tableName);
  const streams = { text: stream, table, data: compound.stream("Data") };
  const { at, length } = places.pieces;
  if (length === 0 || at + length > table.length) throw new CompoundFileDamaged("table of pieces");
  const pieces = pieceText(stream, table.subarray(at, at + length), untoldStretches(streams, places.characterPages));
  const stories = storiesOf(lengths, pieces);
  const marks = paragraphMarks(streams, places.paragraphPages);
  const read = (story: (typeof STORIES)[number], from = 0, to = Number.POSITIVE_INFINITY): StoryParagraph[] => {
    const { start, end } = stories[story];
    return storyParagraphs(pieces, { from: Math.min(end, start + from), to: Math.min(end, start + to), marks });
  };
  const beside = { table, places };
  const anchored = [
    ...notesByMark(beside, "footnote", (from, to) => read("footnotes", from, to)),
    ...notesByMark(beside, "endnote", (from, to) => read("endnotes", from, to)),
    ...boxesByAnchor(beside, (from, to) => read("boxes", from, to)),
  ];
  anchored.sort(([one], [other]) => one - other);
  const body: StoryParagraph[] = [];
  let next = 0;
  for (const paragraph of read("main")) {
    body.push(paragraph);
    for (; next < anchored.length; next += 1) {
      const [anchor, texts] = anchored[next] as ByAnchor[number];
      if (anchor >= paragraph.to) break;
      if (!pieces.isUntold(anchor)) body.push(...texts);
    }
  }
  return numbered([...body, ...headerLines(beside, body, (from, to) => read("headers", from, to))]);
}

/** CompoundFileDamaged where the text is shorter than it says. */
function storiesOf(lengths: InformationBlock["lengths"], { characters }: PieceText) {
  let start = 0;
  const places = STORIES.map((story) => {
    const from = start;
    start += lengths[story];
    if (story === "main" && start > characters.length) throw new CompoundFileDamaged("text");
    return [story, { start: Math.min(from, characters.length), end: Math.min(start, characters.length) }] as const;
  });
  return Object.fromEntries(places) as Record<(typeof STORIES)[number], { readonly start: number; readonly end: number }>;
}

/** The mark of a row is no paragraph. */
function numbered(paragraphs: readonly StoryParagraph[]): OldWordParagraph[] {
  let row = 0;
  const told: OldWordParagraph[] = [];
  for (const { text, heading, isInTable, endsRow } of paragraphs) {
    if (!endsRow || text !== "") told.push({ text, heading, row: isInTable ? row : null });
    if (endsRow) row += 1;
  }
  return told;
}
