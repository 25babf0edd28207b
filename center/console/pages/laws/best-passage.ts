export interface Span {
  readonly start: number;
  readonly end: number;
}

const SENTENCE = /[^。；！？\n]+[。；！？]?/g;

/** The sentence of a text that holds most of what was asked: of the marked words each counts once, by its length; of equals the first. Null where nothing is marked. */
export function bestPassage(text: string, marks: readonly Span[]): Span | null {
  let best: Span | null = null;
  let most = 0;
  for (const { index: start, 0: sentence } of text.matchAll(SENTENCE)) {
    const end = start + sentence.length;
    const words = new Set<string>();
    for (const mark of marks)
      if (mark.start < end && mark.end > start) words.add(text.slice(Math.max(mark.start, start), Math.min(mark.end, end)));
    let weight = 0;
    // A word within another that stands there too says nothing more.
    for (const word of words) if (![...words].some((other) => other !== word && other.includes(word))) weight += word.length;
    if (weight > most) [best, most] = [{ start, end }, weight];
  }
  return best;
}
