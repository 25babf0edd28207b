import { normaliseLabel } from "./characters.ts";
import { namelessColumn } from "./headings.ts";

/** Longest identifier of PostgreSQL, in bytes. */
const LONGEST_NAME = 63;

/** Names for the columns of a file, from its headings: lower case, runs of other characters become one underscore, a letter first,
 *  repeated names are numbered. Chinese headings keep their characters: they say more than a transliteration or `col_3` would, and
 *  identifiers are quoted wherever SQL is written. */
export function columnNames(headings: readonly string[]): string[] {
  const taken = new Set<string>();
  return headings.map((heading, index) => {
    const wanted = columnName(heading) || namelessColumn(index);
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${shorten(wanted, LONGEST_NAME - 4)}_${number}`;
    taken.add(name);
    return name;
  });
}

function columnName(heading: string): string {
  const words = normaliseLabel(heading)
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, "_")
    .toLowerCase()
    .replaceAll(/[^\p{Ll}\p{Lo}\p{Nd}]+/gu, "_")
    .replaceAll(/^_+|_+$/g, "");
  if (words === "") return "";
  const name = /^\p{Nd}/u.test(words) ? `c_${words}` : words;
  return shorten(name, LONGEST_NAME);
}

function shorten(name: string, bytes: number): string {
  let size = 0;
  let short = "";
  for (const character of name) {
    size += new TextEncoder().encode(character).length;
    if (size > bytes) break;
    short += character;
  }
  return short.replace(/_+$/, "");
}
