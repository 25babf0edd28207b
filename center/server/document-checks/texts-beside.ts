import type { NamedText } from "./material.ts";

/** Documents that each document of a batch or folder is compared with, and the characters of all of them: each check reads them anew. */
export const MOST_BESIDE = 50;
const MOST_CHARACTERS = 1_000_000;

/** The texts of what is given, in its order, as far as they may be held. Null: it has none to compare with. */
export async function textsBeside<Given>(
  all: Iterable<Given>,
  read: (given: Given) => Promise<NamedText | null>,
): Promise<Map<Given, NamedText>> {
  const texts = new Map<Given, NamedText>();
  let characters = 0;
  for (const given of all) {
    if (texts.size >= MOST_BESIDE) break;
    const text = await read(given);
    if (text === null) continue;
    characters += text.paragraphs.reduce((sum, { length }) => sum + length, 0);
    if (characters > MOST_CHARACTERS) break;
    texts.set(given, text);
  }
  return texts;
}
