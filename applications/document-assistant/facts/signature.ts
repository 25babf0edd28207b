import type { CheckedDocument } from "../document.ts";
import { type DatedPlace, daysIn } from "./dates.ts";

/** The day under the document: the last line that is a day alone. */
export function signedOn({ paragraphs }: CheckedDocument): DatedPlace | null {
  const line = paragraphs.findLast(({ text }) =>
    daysIn(text.replaceAll(/\s/g, "")).some(({ start, end }) => start === 0 && end === text.replaceAll(/\s/g, "").length),
  );
  const [day] = line ? daysIn(line.text) : [];
  return line && day ? { on: day.on, start: line.start + day.start, end: line.start + day.end } : null;
}
