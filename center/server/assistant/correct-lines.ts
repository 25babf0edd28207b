import { type SpellingEdit, withEdits } from "@yuejian/text";
import { loadSpeller } from "./load-speller.ts";
import { readDocument } from "./read-document.ts";

/** A line as it was, as it should be, and what was changed: offsets in UTF-16 units of the line. */
export interface CorrectedLine {
  readonly text: string;
  readonly corrected: string;
  readonly edits: readonly SpellingEdit[];
}

/** Each line or paragraph of a file with its spelling corrected. `bar`: how sure a correction has to be; left out: as it was chosen. */
export async function correctFile(file: string, bar?: number): Promise<CorrectedLine[]> {
  const { paragraphs } = await readDocument(file);
  const { speller, bars } = await loadSpeller();
  return paragraphs.map((text) => {
    const edits = speller.edits(text, bar === undefined ? bars : { bar });
    return { text, corrected: withEdits(text, edits), edits };
  });
}
