/** A document as the rules see it. */
export interface CheckedDocument {
  /** Paragraphs joined by line feeds. */
  readonly text: string;
  readonly paragraphs: readonly CheckedParagraph[];
}

export interface CheckedParagraph {
  readonly text: string;
  /** Offset of its first character in the text of the document. */
  readonly start: number;
}

export function documentOf(paragraphs: readonly string[]): CheckedDocument {
  let start = 0;
  const placed = paragraphs.map((text) => {
    const paragraph = { text, start };
    start += text.length + 1;
    return paragraph;
  });
  return { text: paragraphs.join("\n"), paragraphs: placed };
}

/** Number of the paragraph in which an offset of the text lies, and the offset in it. */
export function placeIn({ paragraphs }: CheckedDocument, offset: number): { readonly paragraph: number; readonly at: number } {
  let [low, high] = [0, paragraphs.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((paragraphs[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { paragraph: low, at: offset - (paragraphs[low]?.start ?? 0) };
}

const FULL = /[０-９Ａ-Ｚａ-ｚ]/g;
const TO_HALF = "０".charCodeAt(0) - "0".charCodeAt(0);

/** A document with its figures and letters of full width as those of half width, each in its place: what the rules read. */
export function asRead(document: CheckedDocument): CheckedDocument {
  if (document.text.search(FULL) < 0) return document;
  return documentOf(
    document.paragraphs.map(({ text }) => text.replaceAll(FULL, (each) => String.fromCharCode(each.charCodeAt(0) - TO_HALF))),
  );
}
