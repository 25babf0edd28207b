import { type SpellingEdit, withEdits } from "@yuejian/text";
import type { LoadedSpeller } from "./load-speller.ts";
import { readDocument } from "./read-document.ts";

/** A line as it was, as it should be, and what was changed: offsets in UTF-16 units of the line. */
export interface CorrectedLine {
  readonly text: string;
  readonly corrected: string;
  readonly edits: readonly SpellingEdit[];
}

/** Each line or paragraph of a file with its spelling corrected. `bar`: how sure a correction has to be; left out: as it was chosen. */
export async function correctFile(file: string, { speller, bars }: LoadedSpeller, bar?: number): Promise<CorrectedLine[]> {
  const { paragraphs } = await readDocument(file);
  const edits = await speller.editsOfLines(
    paragraphs.map((text) => ({ text })),
    bar === undefined ? bars : { bar },
  );
  return paragraphs.map((text, at) => ({ text, corrected: withEdits(text, edits[at] ?? []), edits: edits[at] ?? [] }));
}
