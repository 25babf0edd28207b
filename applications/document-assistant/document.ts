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
