import { strFromU8, unzipSync } from "fflate";
import { unreadable } from "./unreadable.ts";

/** Bytes that the text of a document, and all of it, may unpack to. */
const TEXT_LIMIT = 64 * 2 ** 20;
const WHOLE_LIMIT = 2 ** 30;

export interface WordParts {
  /** Every member of the archive by its name. */
  readonly members: Readonly<Record<string, Uint8Array>>;
  /** Name of the part that holds the text: `word/document.xml` as a rule. */
  readonly main: string;
}

/** The members of a Word file. DOCUMENT_UNREADABLE */
export function unpackWord(file: string, bytes: Uint8Array, isWanted: (name: string) => boolean = () => true): WordParts {
  let [isTextTooLarge, whole] = [false, 0];
  let members: Record<string, Uint8Array>;
  try {
    members = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!isWanted(name) && !name.endsWith(".rels")) return false;
        if (name.endsWith(".xml") && originalSize > TEXT_LIMIT) isTextTooLarge = true;
        whole += originalSize;
        return !isTextTooLarge && whole <= WHOLE_LIMIT;
      },
    });
  } catch (cause) {
    throw unreadable(file, "damaged", cause);
  }
  if (isTextTooLarge) throw unreadable(file, "too-large");
  if (whole > WHOLE_LIMIT) throw unreadable(file, "too-large-whole");
  const main = mainPart(members);
  if (!members[main]) throw unreadable(file, "no-text");
  return { members, main };
}

/** The part that the package names as its document. */
function mainPart(members: Readonly<Record<string, Uint8Array>>): string {
  const relations = members["_rels/.rels"];
  const usual = "word/document.xml";
  if (members[usual] || !relations) return usual;
  const found = /<Relationship\b[^>]*\/officeDocument"[^>]*>/.exec(strFromU8(relations))?.[0] ?? "";
  return (/\bTarget="([^"]*)"/.exec(found)?.[1] ?? usual).replace(/^\//, "");
}
