import type { PieceText } from "./pieces.ts";
import type { MarkedStretch } from "./properties.ts";

/** A paragraph of one part of the text. */
export interface StoryParagraph {
  readonly text: string;
  /** First character of the text, and behind its mark. */
  readonly from: number;
  readonly to: number;
  readonly heading: number;
  readonly isInTable: boolean;
  /** It is the mark of a row. */
  readonly endsRow: boolean;
}

/** Characters that Word writes for something else (MS-DOC 2.4.1). */
const [CELL_END, TAB, LINE, PAGE, COLUMN, PARAGRAPH] = [0x07, 0x09, 0x0b, 0x0c, 0x0e, 0x0d];
const [FIELD_BEGIN, FIELD_SEPARATOR, FIELD_END] = [0x13, 0x14, 0x15];
const SHOWN: Readonly<Record<number, string>> = { [TAB]: "\t", 0x0a: "\n", [LINE]: "\n", [COLUMN]: "\n", 0x1e: "-" };
const HIGHEST_HEADING = 9;

interface StoryPlace {
  readonly from: number;
  readonly to: number;
  readonly marks: readonly MarkedStretch[];
}

/** The paragraphs between two characters; of fields what they show. A break of pages or sections ends a paragraph. */
export function storyParagraphs(pieces: PieceText, { from, to, marks }: StoryPlace): StoryParagraph[] {
  const paragraphs: StoryParagraph[] = [];
  // Of each field that is open: whether its instruction is being read.
  const fields: boolean[] = [];
  let [text, start, instructions] = ["", from, 0];
  const endInstruction = (): void => {
    if (fields.at(-1) !== true) return;
    fields[fields.length - 1] = false;
    instructions -= 1;
  };
  const close = (at: number, code: number): void => {
    const mark = markAt(marks, pieces.placeOf(at));
    const level = mark?.outline == null ? (mark?.style ?? 0) : mark.outline + 1;
    paragraphs.push({
      text,
      from: start,
      to: at + 1,
      heading: level <= HIGHEST_HEADING ? Math.min(6, level) : 0,
      isInTable: mark?.isInTable === true || code === CELL_END,
      endsRow: mark?.endsRow === true,
    });
    [text, start] = ["", at + 1];
    // An instruction has no end of a paragraph: one that was never closed hides nothing more.
    if (instructions > 0) [fields.length, instructions] = [0, 0];
  };
  for (let at = from; at < to; at += 1) {
    const code = pieces.characters.charCodeAt(at);
    if (code === PARAGRAPH || code === CELL_END || code === PAGE) close(at, code);
    else if (code === FIELD_BEGIN) {
      fields.push(true);
      instructions += 1;
    } else if (code === FIELD_SEPARATOR) endInstruction();
    else if (code === FIELD_END) {
      endInstruction();
      fields.pop();
    } else if (instructions === 0 && !pieces.isUntold(at)) text += SHOWN[code] ?? (code < 0x20 ? "" : pieces.characters[at]);
  }
  if (text !== "") close(to - 1, PARAGRAPH);
  return paragraphs;
}

function markAt(marks: readonly MarkedStretch[], place: number): MarkedStretch["mark"] | null {
  let [low, high] = [0, marks.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((marks[middle] as MarkedStretch).from <= place) low = middle;
    else high = middle - 1;
  }
  const found = marks[low];
  return found && found.from <= place && place < found.to ? found.mark : null;
}
